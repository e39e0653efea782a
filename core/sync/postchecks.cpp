#include "core/sync/postchecks.h"

#include "core/db/like.h"
#include "core/image/location.h"
#include "core/markdown/markdown.h"
#include "core/markdown/tables.h"
#include "core/model/post.h"

#include <QUrl>

namespace galley {

namespace {

constexpr int BytesLookedAt = 128 * 1024; // of an image: metadata stands at the beginning
const QString BlogPath = QStringLiteral("/blog/");

/// The address that a link to a post of this blog names; null for any other link.
QString slugOf(const QString &link)
{
    const QUrl url(link);
    const QString path = url.path();
    if (!url.host().isEmpty() || !path.startsWith(BlogPath))
        return {};
    const QString slug = path.mid(BlogPath.size());
    return slug.isEmpty() || slug.contains(QLatin1Char('/')) ? QString() : slug;
}

/// Whether no image of the blog and no other site is named. That the blog's image is there is looked at elsewhere.
bool leadsNowhere(const QString &image)
{
    const QUrl url(image);
    const bool isSites = url.path().startsWith(QLatin1Char('/')) && !url.path().startsWith(QLatin1String("/images/")); // its own files
    return url.scheme().isEmpty() && url.host().isEmpty() && !isSites && imagesNamedIn(url.path()).isEmpty();
}

/// GitHub's Markdown leaves out what a row has more than its head.
int longRowsIn(const QString &content)
{
    if (!content.contains(QLatin1Char('|')))
        return 0;
    const QStringList lines = content.split(QLatin1Char('\n'));
    int longRows = 0;
    for (const markdown::Block &block : markdown::parse(content).blocks) {
        if (!block.html.startsWith("<table>"))
            continue;
        const qsizetype cells = markdown::cellsOf(lines.value(block.firstLine)).size();
        for (int line = block.firstLine + 2; line <= block.lastLine; ++line) // below the delimiter
            longRows += markdown::cellsOf(lines.value(line)).size() > cells ? 1 : 0;
    }
    return longRows;
}

Statement isPost(const QString &slug)
{
    return {QStringLiteral("SELECT EXISTS (SELECT 1 FROM posts WHERE slug = ?) OR EXISTS (SELECT 1 FROM galley_drafts WHERE slug = ?) "
                           "OR EXISTS (SELECT 1 FROM galley_redirects WHERE old_slug = ?)"),
            {slug, slug, slug}};
}

/// Texts as their authors see them that may lead there; LIKE knows no end of a word.
Statement mayLeadTo(const QString &slug, qint64 butOf)
{
    const QString pattern = QLatin1Char('%') + escapedForLike(BlogPath + slug) + QLatin1Char('%');
    return {QStringLiteral("SELECT content FROM galley_drafts WHERE post_id <> ? AND content LIKE ? ESCAPE '\\' "
                           "UNION ALL SELECT content FROM posts WHERE id <> ? AND content LIKE ? ESCAPE '\\' "
                           "AND NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = posts.id)"),
            {butOf, pattern, butOf, pattern}};
}

Statement headOf(qint64 image)
{
    return {QStringLiteral("SELECT substr(image_data, 1, ?) FROM galley_draft_images WHERE id = ? "
                           "UNION ALL SELECT substr(image_data, 1, ?) FROM images WHERE id = ? LIMIT 1"),
            {BytesLookedAt, image, BytesLookedAt, image}};
}

} // namespace

Result<PostChecks> checkPost(Database &database, qint64 postId, const QString &content, const QString &formerSlug,
                             const QList<qint64> &images, const CallOptions &options)
{
    PostChecks checks;
    for (const QString &link : markdown::links(content)) {
        const QString slug = slugOf(link);
        if (slug.isNull())
            continue;
        ++checks.links;
        auto rows = database.execute(isPost(slug), options);
        if (!rows)
            return failure(rows);
        if (rows->front().front().integer() == 0)
            checks.deadLinks += BlogPath + slug;
    }
    for (const QString &image : markdown::imageTargets(content)) {
        if (leadsNowhere(image))
            checks.absentImages += image;
    }
    checks.longRows = longRowsIn(content);
    if (!formerSlug.isEmpty()) {
        auto rows = database.execute(mayLeadTo(formerSlug, postId), options);
        if (!rows)
            return failure(rows);
        for (const Row &row : *rows) {
            for (const QString &link : markdown::links(row.front().text())) {
                if (slugOf(link) == formerSlug) {
                    ++checks.linkingPosts;
                    break;
                }
            }
        }
    }
    for (const qint64 image : images) {
        auto rows = database.execute(headOf(image), options);
        if (!rows)
            return failure(rows);
        if (!rows->empty() && tellsLocation(rows->front().front().blob()))
            checks.located += image;
    }
    return checks;
}

} // namespace galley
