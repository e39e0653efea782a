#include "core/store/listquery.h"

#include "core/db/idlist.h"
#include "core/db/like.h"

namespace galley::listquery {

namespace {

QString likePattern(const QString &text)
{
    return QLatin1Char('%') + escapedForLike(text) + QLatin1Char('%');
}

/// One half of the list: where it finds what the author sees of a post.
struct Half
{
    QString key;  // its id
    QString text; // a column of the post; %1 is its name

    QString column(const QString &name) const { return text.arg(name); }
};

// Posts of the desk alone; and the public table, where a draft on top of a post stands in its place, at the date that readers see.
Half drafts()
{
    return {QStringLiteral("d.post_id"), QStringLiteral("d.%1")};
}

Half posts()
{
    return {QStringLiteral("p.id"), QStringLiteral("CASE WHEN d.post_id IS NULL THEN p.%1 ELSE d.%1 END")};
}

enum class Within { Post, Heading };

struct Condition
{
    QString sql;
    std::vector<Value> args;
};

/// That the index has the words for the post.
std::optional<Condition> indexed(const SearchWords &words, Within within, const Hits &hits, const Half &half)
{
    if (const auto &few = within == Within::Heading ? hits.byHeading : hits.posts)
        return Condition{QStringLiteral("%1 IN (%2)").arg(half.key, placeholders(few->size())), std::vector<Value>(few->begin(), few->end())};
    if (words.match.isEmpty())
        return std::nullopt;
    // The + keeps the walk in the order of the list: a page of a common word ends early, unsorted.
    return Condition{QStringLiteral("+%1 IN (SELECT rowid FROM galley_search WHERE galley_search MATCH ?)").arg(half.key),
                     {within == Within::Heading ? words.headingMatch() : words.match}};
}

Condition alike(const QString &word, Within within, const Half &half)
{
    QStringList columns{QStringLiteral("title"), QStringLiteral("tags")};
    if (within == Within::Post)
        columns += {QStringLiteral("subtitle"), QStringLiteral("content")};
    Condition condition;
    QStringList any;
    for (const QString &column : std::as_const(columns)) {
        any += QStringLiteral(R"(%1 LIKE ? ESCAPE '\')").arg(half.column(column));
        condition.args.push_back(likePattern(word));
    }
    condition.sql = QLatin1Char('(') + any.join(QLatin1String(" OR ")) + QLatin1Char(')');
    return condition;
}

/// That title and tags, or any text of the post, hold the words. What costs less is asked first: a heading by LIKE, then
/// the index, then a text by LIKE.
QStringList holdsWords(const SearchWords &words, Within within, const Hits &hits, const Half &half, std::vector<Value> &args)
{
    std::vector<Condition> all;
    for (const QString &word : words.like)
        all.push_back(alike(word, within, half));
    if (auto byIndex = indexed(words, within, hits, half))
        all.insert(within == Within::Heading ? all.end() : all.begin(), std::move(*byIndex));
    QStringList list;
    for (const Condition &condition : all) {
        list += condition.sql;
        args.insert(args.end(), condition.args.begin(), condition.args.end());
    }
    return list;
}

QStringList conditions(const PostQuery &query, const SearchWords &words, Part part, const Hits &hits, const Half &half,
                       std::vector<Value> &args)
{
    QStringList list = holdsWords(words, part == Part::ByHeading ? Within::Heading : Within::Post, hits, half, args);
    if (part == Part::ByText) // NULL is no title that holds them
        list += QStringLiteral("NOT coalesce(%1, 0)")
                    .arg(holdsWords(words, Within::Heading, hits, half, args).join(QLatin1String(" AND ")));
    if (!query.tag.isEmpty()) {
        list += QStringLiteral(R"((', ' || replace(%1, ',', ', ') || ',') LIKE ? ESCAPE '\')").arg(half.column(QStringLiteral("tags")));
        args.push_back(QStringLiteral("% ") + escapedForLike(query.tag) + QStringLiteral(",%"));
    }
    return list;
}

QString draftStatusCondition(PostStatus status)
{
    switch (status) {
    case PostStatus::Scheduled: return QStringLiteral("d.publish_at IS NOT NULL");
    case PostStatus::Draft: return QStringLiteral("d.publish_at IS NULL");
    case PostStatus::Edited:
    case PostStatus::Published: break;
    }
    return QStringLiteral("0");
}

QString publicStatusCondition(PostStatus status)
{
    const QString published = isPublished(QStringLiteral("p"));
    switch (status) {
    case PostStatus::Published: return QStringLiteral("%1 AND d.publish_at IS NULL").arg(published);
    case PostStatus::Draft: return QStringLiteral("NOT coalesce(%1, 0)").arg(published);
    case PostStatus::Scheduled: return QStringLiteral("d.publish_at IS NOT NULL");
    case PostStatus::Edited: break;
    }
    return QStringLiteral("d.post_id IS NOT NULL AND d.publish_at IS NULL");
}

/// The rows of each half, as they follow FROM.
struct Halves
{
    QString drafts;
    QString posts;
    std::vector<Value> args;
};

Halves halvesOf(const PostQuery &query, const SearchWords &words, Part part, const Hits &hits)
{
    std::vector<Value> args;
    const QString published = isPublished(QStringLiteral("p"));
    QStringList ofDrafts = conditions(query, words, part, hits, drafts(), args);
    ofDrafts += QStringLiteral("NOT coalesce(%1, 0)").arg(published);
    QStringList ofPosts = conditions(query, words, part, hits, posts(), args);
    ofPosts += QStringLiteral("(d.post_id IS NULL OR %1)").arg(published);
    if (query.status) {
        ofDrafts += draftStatusCondition(*query.status);
        ofPosts += publicStatusCondition(*query.status);
    }
    return {QStringLiteral("galley_drafts d LEFT JOIN posts p ON p.id = d.post_id WHERE ") + ofDrafts.join(QLatin1String(" AND ")),
            QStringLiteral("posts p LEFT JOIN galley_drafts d ON d.post_id = p.id WHERE ") + ofPosts.join(QLatin1String(" AND ")),
            std::move(args)};
}

// As the index `galley_drafts_list` has it.
QString dateOfDraft()
{
    return QStringLiteral("coalesce(d.publish_at, nullif(d.published_at, ''), d.updated_at)");
}

struct Ordering
{
    QString draft; // what the row is sorted by
    QString post;
    QString direction;
};

Ordering orderingOf(PostOrder order)
{
    const auto by = [](const QString &column, const QString &direction) {
        return Ordering{drafts().column(column), posts().column(column), direction};
    };
    switch (order) {
    case PostOrder::Edited: return by(QStringLiteral("updated_at"), QStringLiteral("DESC"));
    case PostOrder::Title: return by(QStringLiteral("title"), QStringLiteral("COLLATE NOCASE"));
    case PostOrder::ByDate: break;
    }
    return {dateOfDraft(), QStringLiteral("p.published_at"), QStringLiteral("DESC")};
}

/// What decode() reads.
QString columns(const Half &half, const QString &publishedAt, const QString &date, const QString &found, const QString &place)
{
    const auto column = [&half](const char *name) { return half.column(QString::fromLatin1(name)); };
    return QStringList{half.key, column("slug"), column("title"), column("subtitle"), column("tags"),
                       QStringLiteral("coalesce(%1, 0)").arg(isPublished(QStringLiteral("p"))), QStringLiteral("d.post_id IS NOT NULL"),
                       QStringLiteral("d.publish_at"), publishedAt, column("updated_at"), found, date, place + QStringLiteral(" AS place")}
        .join(QStringLiteral(", "));
}

} // namespace

QString isPublished(const QString &alias)
{
    return QStringLiteral("(lower(%1.published) IN ('1', 'true', 't'))").arg(alias);
}

Statement select(const PostQuery &query, const SearchWords &words, Part part, const Hits &hits)
{
    Halves found = halvesOf(query, words, part, hits);
    const Ordering ordering = orderingOf(query.order);
    const QString byText = part == Part::ByText || part == Part::ByTextAlone ? QStringLiteral("1") : QStringLiteral("0");
    Statement statement{
        QStringLiteral("SELECT %1 FROM %2 UNION ALL SELECT %3 FROM %4 "
                       "ORDER BY place %5, 1 LIMIT ? OFFSET ?") // 1: pages must not differ in the order of like dates
            .arg(columns(drafts(), QStringLiteral("d.published_at"), dateOfDraft(), byText, ordering.draft), found.drafts,
                 columns(posts(), QStringLiteral("p.published_at"), QStringLiteral("p.published_at"), byText, ordering.post), found.posts,
                 ordering.direction),
        std::move(found.args)};
    statement.args.push_back(query.limit);
    statement.args.push_back(query.offset);
    return statement;
}

PostSummary decode(const Row &row)
{
    PostSummary post;
    post.id = row[0].integer();
    post.slug = row[1].displayText();
    post.title = row[2].displayText();
    post.subtitle = row[3].displayText();
    post.tags = row[4].displayText();
    const bool published = row[5].truthy();
    const bool hasDraft = row[6].truthy();
    if (!row[7].isNull())
        post.status = PostStatus::Scheduled;
    else if (published)
        post.status = hasDraft ? PostStatus::Edited : PostStatus::Published;
    post.publishedAt = row[8].displayText();
    post.updatedAt = row[9].displayText();
    post.isFoundByText = row[10].truthy();
    post.date = row[11].displayText();
    return post;
}

Statement count(const PostQuery &query, const SearchWords &words, const Hits &hits)
{
    Halves found = halvesOf(query, words, Part::All, hits);
    return {QStringLiteral("SELECT (SELECT count(*) FROM %1) + (SELECT count(*) FROM %2)").arg(found.drafts, found.posts),
            std::move(found.args)};
}

Statement counts()
{
    const QString published = isPublished(QStringLiteral("p"));
    return {QStringLiteral(
                "SELECT (SELECT count(*) FROM posts p WHERE NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id)), "
                "(SELECT count(*) FROM posts p WHERE %1), count(*), coalesce(sum(d.publish_at IS NOT NULL), 0), "
                "coalesce(sum(d.publish_at IS NULL AND NOT coalesce(%1, 0)), 0), "
                "(SELECT count(*) FROM posts p WHERE NOT coalesce(%1, 0) AND NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id)) "
                "FROM galley_drafts d LEFT JOIN posts p ON p.id = d.post_id").arg(published),
            {}};
}

PostCounts decodeCounts(const Row &row)
{
    PostCounts counts;
    counts.all = row[0].integer() + row[2].integer();
    counts.published = row[1].integer();
    counts.scheduled = row[3].integer();
    counts.drafts = row[4].integer() + row[5].integer();
    return counts;
}

} // namespace galley::listquery
