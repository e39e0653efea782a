#include "core/store/listquery.h"

#include "core/db/idlist.h"
#include "core/db/like.h"

namespace galley::listquery {

namespace {

QString likePattern(const QString &text)
{
    return QLatin1Char('%') + escapedForLike(text) + QLatin1Char('%');
}

/// One half of the list.
struct Half
{
    QString alias; // of its table
    QString key;   // its id
};

enum class Within { Post, Heading };

/// That title and tags, or any text of the post, hold the words.
QStringList holdsWords(const SearchWords &words, Within within, const Hits &hits, const Half &half, std::vector<Value> &args)
{
    QStringList list;
    const auto &few = within == Within::Heading ? hits.byHeading : hits.posts;
    if (few) {
        const QString marks = placeholders(few->size());
        list += QStringLiteral("%1.%2 IN (%3)").arg(half.alias, half.key, marks);
        args.insert(args.end(), few->begin(), few->end());
    } else if (!words.match.isEmpty()) {
        // The + keeps the walk in the order of the list: a page of a common word ends early, unsorted.
        list += QStringLiteral("+%1.%2 IN (SELECT rowid FROM galley_search WHERE galley_search MATCH ?)").arg(half.alias, half.key);
        args.push_back(within == Within::Heading ? words.headingMatch() : words.match);
    }
    QStringList columns{QStringLiteral("title"), QStringLiteral("tags")};
    if (within == Within::Post)
        columns += {QStringLiteral("subtitle"), QStringLiteral("content")};
    for (const QString &word : words.like) {
        QStringList any;
        for (const QString &column : std::as_const(columns)) {
            any += QStringLiteral(R"(%1.%2 LIKE ? ESCAPE '\')").arg(half.alias, column);
            args.push_back(likePattern(word));
        }
        list += QLatin1Char('(') + any.join(QLatin1String(" OR ")) + QLatin1Char(')');
    }
    return list;
}

QStringList conditions(const PostQuery &query, const SearchWords &words, Part part, const Hits &hits, const Half &half,
                       std::vector<Value> &args)
{
    const QString &alias = half.alias;
    QStringList list = holdsWords(words, part == Part::ByHeading ? Within::Heading : Within::Post, hits, half, args);
    if (part == Part::ByText) // NULL is no title that holds them
        list += QStringLiteral("NOT coalesce(%1, 0)")
                    .arg(holdsWords(words, Within::Heading, hits, half, args).join(QLatin1String(" AND ")));
    if (!query.tag.isEmpty()) {
        list += QStringLiteral(R"((', ' || replace(%1.tags, ',', ', ') || ',') LIKE ? ESCAPE '\')").arg(alias);
        args.push_back(QStringLiteral("% ") + escapedForLike(query.tag) + QStringLiteral(",%"));
    }
    return list;
}

QString draftStatusCondition(PostStatus status)
{
    switch (status) {
    case PostStatus::Scheduled: return QStringLiteral("d.publish_at IS NOT NULL");
    case PostStatus::Draft: return QStringLiteral("d.publish_at IS NULL AND coalesce(%1, 0) = 0").arg(isPublished(QStringLiteral("p")));
    case PostStatus::Edited:
    case PostStatus::Published: break;
    }
    return QStringLiteral("d.publish_at IS NULL AND %1").arg(isPublished(QStringLiteral("p")));
}

QString publicStatusCondition(PostStatus status)
{
    switch (status) {
    case PostStatus::Published: return isPublished(QStringLiteral("p"));
    case PostStatus::Draft: return QStringLiteral("NOT coalesce(%1, 0)").arg(isPublished(QStringLiteral("p")));
    case PostStatus::Edited:
    case PostStatus::Scheduled: break;
    }
    return QStringLiteral("0");
}

QString where(const QStringList &conditions)
{
    return conditions.isEmpty() ? QString() : QStringLiteral(" WHERE ") + conditions.join(QLatin1String(" AND "));
}

struct Ordering
{
    const char *draft; // what the row is sorted by
    const char *post;
    const char *direction;
};

Ordering orderingOf(PostOrder order)
{
    switch (order) {
    case PostOrder::Edited: return {"d.updated_at", "p.updated_at", "DESC"};
    case PostOrder::Title: return {"d.title", "p.title", "COLLATE NOCASE"};
    case PostOrder::ByDate: break;
    }
    return {"d.updated_at", "p.published_at", "DESC"};
}

} // namespace

QString isPublished(const QString &alias)
{
    return QStringLiteral("(lower(%1.published) IN ('1', 'true', 't'))").arg(alias);
}

Statement select(const PostQuery &query, const SearchWords &words, Part part, const Hits &hits)
{
    Statement statement;
    QStringList drafts = conditions(query, words, part, hits, {QStringLiteral("d"), QStringLiteral("post_id")}, statement.args);
    QStringList posts = conditions(query, words, part, hits, {QStringLiteral("p"), QStringLiteral("id")}, statement.args);
    posts += QStringLiteral("NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id)");
    if (query.status) {
        drafts += draftStatusCondition(*query.status);
        posts += publicStatusCondition(*query.status);
    }
    const Ordering ordering = orderingOf(query.order);
    statement.sql = QStringLiteral(
        "SELECT d.post_id, d.slug, d.title, d.subtitle, d.tags, coalesce(%1, 0), 1, d.publish_at, d.published_at, "
        "d.updated_at, %7, %4 AS place FROM galley_drafts d LEFT JOIN posts p ON p.id = d.post_id%2 UNION ALL "
        "SELECT p.id, p.slug, p.title, p.subtitle, p.tags, coalesce(%1, 0), 0, NULL, p.published_at, p.updated_at, "
        "%7, %5 FROM posts p%3 ORDER BY place %6, 1 LIMIT ? OFFSET ?") // 1: pages must not differ in the order of like dates
        .arg(isPublished(QStringLiteral("p")), where(drafts), where(posts), QLatin1StringView(ordering.draft),
             QLatin1StringView(ordering.post), QLatin1StringView(ordering.direction),
             part == Part::ByText || part == Part::ByTextAlone ? QStringLiteral("1") : QStringLiteral("0"));
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
    return post;
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
