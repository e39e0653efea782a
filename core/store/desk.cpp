#include "core/store/desk.h"

#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/db/idlist.h"
#include "core/store/changetable.h"
#include "core/store/drafttable.h"
#include "core/store/glimpses.h"
#include "core/store/imagetable.h"
#include "core/store/postsearch.h"
#include "core/store/posttable.h"
#include "core/store/seriestable.h"

namespace galley {

namespace {

PostStatus statusOf(const PostView &view)
{
    const bool published = view.publicPost && view.publicPost->published;
    if (view.draft && !view.draft->publishAt.isNull())
        return PostStatus::Scheduled;
    if (published)
        return view.draft ? PostStatus::Edited : PostStatus::Published;
    return PostStatus::Draft;
}

} // namespace

Status validateFields(const PostFields &fields)
{
    const std::pair<const QString &, const char *> texts[] = {
        {fields.title, "The title"},     {fields.subtitle, "The subtitle"}, {fields.content, "The text of the post"},
        {fields.excerpt, "The excerpt"}, {fields.tags, "One of the tags"},  {fields.slug, "The address"},
        {fields.publishedAt, "The date"},
    };
    for (const auto &[text, what] : texts) {
        if (auto ok = validateText(text, QLatin1String(what)); !ok)
            return ok;
    }
    return {};
}

Desk::Desk(Database &database, const Clock &clock, SearchIndex *search)
    : m_database(database), m_clock(clock), m_search(search)
{}

QString Desk::now() const
{
    return formatTimestamp(m_clock.now());
}

Result<std::vector<PostSummary>> Desk::allPosts(const PostQuery &query, const CallOptions &options)
{
    auto rows = m_database.execute(listquery::select(query), options);
    if (!rows)
        return failure(rows);
    std::vector<PostSummary> posts;
    posts.reserve(rows->size());
    for (const Row &row : *rows)
        posts.push_back(listquery::decode(row));
    return posts;
}

Result<std::vector<PostSummary>> Desk::list(const PostQuery &query, const CallOptions &options)
{
    auto posts = query.text.trimmed().isEmpty() ? allPosts(query, options) : searchPosts(m_database, m_search, query, options);
    if (!posts || !query.wantsGlimpses)
        return posts;
    if (auto done = addGlimpses(m_database, query.text, *posts, options); !done)
        return failure(done);
    return posts;
}

Result<qint64> Desk::count(const PostQuery &query, const CallOptions &options)
{
    return countPosts(m_database, m_search, query, options);
}

Result<PostCounts> Desk::counts(const CallOptions &options)
{
    auto rows = m_database.execute(listquery::counts(), options);
    if (!rows)
        return failure(rows);
    return listquery::decodeCounts(rows->front());
}

Result<PostView> Desk::post(qint64 id, const CallOptions &options)
{
    auto rows = m_database.read({posttable::select(QStringLiteral("id = ?"), {id}),
                                 drafttable::select(QStringLiteral("post_id = ?"), {id}),
                                 changetable::selectVersion(QStringLiteral("drafts"), id),
                                 changetable::selectVersion(QStringLiteral("posts"), id)},
                                options);
    if (!rows)
        return failure(rows);
    PostView view;
    view.id = id;
    if (!(*rows)[0].empty())
        view.publicPost = posttable::decode((*rows)[0].front());
    if (!(*rows)[1].empty()) {
        auto draft = drafttable::decode((*rows)[1].front());
        if (!draft)
            return failure(draft);
        view.draft = std::move(*draft);
    }
    if (!view.publicPost && !view.draft)
        return fail(ErrorCode::NotFound, QStringLiteral("That post no longer exists in %1.").arg(m_database.location()));
    view.draftVersion = (*rows)[2].front().front().text();
    view.publicVersion = (*rows)[3].front().front().text();
    view.fields = view.draft ? view.draft->fields : view.publicPost->fields;
    view.status = statusOf(view);
    return view;
}

Result<QHash<QString, qint64>> Desk::postsAt(const QStringList &slugs, const CallOptions &options)
{
    if (slugs.isEmpty())
        return QHash<QString, qint64>();
    const QString among = placeholders(slugs.size());
    std::vector<Value> args(slugs.begin(), slugs.end());
    args.insert(args.end(), slugs.begin(), slugs.end());
    auto rows = m_database.execute({QStringLiteral("SELECT slug, id FROM posts WHERE slug IN (%1) UNION ALL "
                                                   "SELECT slug, post_id FROM galley_drafts WHERE slug IN (%1)").arg(among),
                                    std::move(args)},
                                   options);
    if (!rows)
        return failure(rows);
    QHash<QString, qint64> posts; // a draft's address is what the author sees
    for (const Row &row : *rows)
        posts.insert(row[0].displayText(), row[1].integer());
    return posts;
}

Result<PostView> Desk::postBySlug(const QString &slug, const CallOptions &options)
{
    auto rows = m_database.execute(
        {QStringLiteral("SELECT post_id, 0 AS rank FROM galley_drafts WHERE slug = ? UNION ALL "
                        "SELECT id, 1 FROM posts WHERE slug = ? UNION ALL "
                        "SELECT post_id, 2 FROM galley_redirects WHERE old_slug = ? ORDER BY rank LIMIT 1"),
         {slug, slug, slug}},
        options);
    if (!rows)
        return failure(rows);
    if (rows->empty())
        return fail(ErrorCode::NotFound, QStringLiteral("There is no post with the address “%1” in %2; “post list” "
                                                        "shows those there are.").arg(slug, m_database.location()));
    return post(rows->front().front().integer(), options);
}

Result<bool> Desk::isSlugTaken(const QString &slug, qint64 byOtherThan, const CallOptions &options)
{
    auto rows = m_database.execute(
        {QStringLiteral("SELECT 1 FROM posts WHERE slug = ? AND id <> ? UNION ALL "
                        "SELECT 1 FROM galley_drafts WHERE slug = ? AND post_id <> ? LIMIT 1"),
         {slug, byOtherThan, slug, byOtherThan}},
        options);
    if (!rows)
        return failure(rows);
    return !rows->empty();
}

Result<QString> Desk::freeSlug(const QString &wanted, qint64 postId, const CallOptions &options)
{
    QString base = slugify(wanted);
    if (base.isEmpty())
        base = QStringLiteral("post-%1").arg(postId);
    for (int n = 1;; ++n) {
        const QString ending = n == 1 ? QString() : QStringLiteral("-%1").arg(n);
        const QString slug = base.left(80 - ending.size()) + ending;
        auto taken = isSlugTaken(slug, postId, options);
        if (!taken)
            return failure(taken);
        if (!*taken)
            return slug;
    }
}

Result<ImageInfo> Desk::addImage(qint64 postId, Image image, const CallOptions &options)
{
    if (auto ok = validateText(image.info.altText, QStringLiteral("The description of the image")); !ok)
        return failure(ok);
    if (auto ok = validateText(image.info.filename, QStringLiteral("The name of the image")); !ok)
        return failure(ok);
    image.info.postId = postId;
    image.info.id = imageId(postId, image.data);
    image.info.fileSize = image.data.size();
    auto done = m_database.transaction({imagetable::insertDraft(image, now())}, options);
    if (!done)
        return failure(done);
    return image.info;
}

Result<std::vector<ImageInfo>> Desk::imagesOf(qint64 postId, const CallOptions &options)
{
    auto rows = m_database.execute(imagetable::selectInfo(QStringLiteral("post_id = ?"), {postId}), options);
    if (!rows)
        return failure(rows);
    std::vector<ImageInfo> images;
    for (const Row &row : *rows)
        images.push_back(imagetable::decodeInfo(row));
    return images;
}

Result<QList<qint64>> Desk::knownImages(const QList<qint64> &ids, const CallOptions &options)
{
    QList<qint64> known;
    if (ids.isEmpty())
        return known;
    QStringList marks;
    std::vector<Value> args;
    for (const qint64 id : ids) {
        marks += QStringLiteral("?");
        args.emplace_back(id);
    }
    const QString where = QStringLiteral("id IN (%1)").arg(marks.join(QLatin1Char(',')));
    auto rows = m_database.execute(imagetable::selectInfo(where, args), options);
    if (!rows)
        return failure(rows);
    for (const Row &row : *rows)
        known += imagetable::decodeInfo(row).id;
    return known;
}

Result<Image> Desk::image(qint64 id, const CallOptions &options)
{
    auto row = readLargeRow(m_database, imagetable::whole(id), options);
    if (!row)
        return failure(row);
    if (!*row)
        return fail(ErrorCode::NotFound, QStringLiteral("There is no image %1 in %2.").arg(QString::number(id), m_database.location()));
    return imagetable::decodeWhole(**row);
}

Status Desk::setImageAltText(qint64 id, const QString &altText, const CallOptions &options)
{
    if (auto ok = validateText(altText, QStringLiteral("The description of the image")); !ok)
        return ok;
    auto done = m_database.transaction({imagetable::setDraftAltText(id, altText)}, options);
    if (!done)
        return failure(done);
    return {};
}

Result<std::vector<Series>> Desk::series(const CallOptions &options)
{
    auto rows = m_database.execute(seriestable::selectAll(), options);
    if (!rows)
        return failure(rows);
    std::vector<Series> all;
    for (const Row &row : *rows)
        all.push_back(seriestable::decode(row));
    return all;
}

Result<Series> Desk::seriesTitled(const QString &title, const CallOptions &options)
{
    if (auto ok = validateText(title, QStringLiteral("The title of the series")); !ok)
        return failure(ok);
    auto all = series(options);
    if (!all)
        return failure(all);
    Series made = seriestable::titled(title);
    if (const Series *known = seriestable::find(*all, made))
        return *known;
    made.id = randomId();
    if (made.slug.isEmpty())
        made.slug = QStringLiteral("series-%1").arg(made.id);
    if (auto done = m_database.transaction({seriestable::insertDraftIfAbsent(made, now())}, options); !done)
        return failure(done);
    return made;
}

} // namespace galley
