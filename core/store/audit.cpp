#include "core/store/audit.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/model/post.h"
#include "core/store/changetable.h"
#include "core/store/listquery.h"

#include <QSet>

namespace galley {

namespace {

Statement counting(const QString &sql)
{
    return {sql, {}};
}

} // namespace

Result<BlogFigures> readFigures(Database &database, const CallOptions &options)
{
    const QString bytes = QStringLiteral("coalesce(sum(length(image_data) + coalesce(length(thumbnail_data), 0)), 0)");
    const QString text = QStringLiteral("coalesce(sum(length(CAST(content AS BLOB))), 0)");
    auto rows = database.read({
        counting(QStringLiteral("SELECT count(*), coalesce(sum(%1), 0), %2 FROM posts p").arg(listquery::isPublished(QStringLiteral("p")), text)),
        counting(QStringLiteral("SELECT count(*), %1 FROM galley_drafts").arg(text)),
        counting(QStringLiteral("SELECT count(*), %1 FROM images").arg(bytes)),
        counting(QStringLiteral("SELECT count(*), %1 FROM galley_draft_images").arg(bytes)),
        counting(QStringLiteral("SELECT count(*) FROM series")),
    }, options);
    if (!rows)
        return failure(rows);
    const auto number = [&](std::size_t statement, std::size_t column) { return (*rows)[statement].front()[column].integer(); };
    BlogFigures figures;
    figures.posts = number(0, 0);
    figures.published = number(0, 1);
    figures.textBytes = number(0, 2) + number(1, 1);
    figures.drafts = number(1, 0);
    figures.images = number(2, 0);
    figures.draftImages = number(3, 0);
    figures.imageBytes = number(2, 1) + number(3, 1);
    figures.series = number(4, 0);
    return figures;
}

Result<Storage> readStorage(Database &database, const CallOptions &options)
{
    auto pages = database.execute(counting(QStringLiteral("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")), options);
    if (pages && !pages->empty() && pages->front().front().isInteger())
        return Storage{pages->front().front().integer(), Storage::Measure::Pages};
    // A server that doesn't know the pragma, or doesn't allow it; anything else would fail again, and slowly.
    if (!pages && pages.error().code != ErrorCode::Protocol && pages.error().code != ErrorCode::Auth)
        return failure(pages);
    auto figures = readFigures(database, options);
    if (!figures)
        return failure(figures);
    return Storage{figures->imageBytes + figures->textBytes, Storage::Measure::Content};
}

Result<QStringList> audit(Database &database, const CallOptions &options)
{
    auto rows = database.read({
        counting(QStringLiteral("SELECT id, title, slug, published_at, content FROM posts p "
                                "WHERE NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id) UNION ALL "
                                "SELECT post_id, title, slug, published_at, content FROM galley_drafts")),
        counting(QStringLiteral("SELECT id FROM images UNION SELECT id FROM galley_draft_images")),
        counting(QStringLiteral("SELECT count(*) FROM images i WHERE NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = i.post_id)")),
        changetable::countTriggers(),
        counting(QStringLiteral("SELECT count(*) FROM series WHERE typeof(id) <> 'integer'")),
    }, options);
    if (!rows)
        return failure(rows);

    QStringList findings;
    QSet<qint64> images;
    for (const Row &row : (*rows)[1])
        images.insert(row[0].integer());
    for (const Row &row : (*rows)[0]) {
        const QString title = row[1].isNull() ? QStringLiteral("post %1").arg(row[0].integer()) : row[1].displayText();
        if (row[2].displayText().isEmpty())
            findings += QStringLiteral("“%1” has no address; give it one, or readers can't reach it.").arg(title);
        const QString date = row[3].displayText();
        if (!date.isEmpty() && !parseTimestamp(date))
            findings += QStringLiteral("The date “%1” of “%2” can't be read; set it anew.").arg(date, title);
        for (const qint64 id : imagesNamedIn(row[4].displayText())) {
            if (!images.contains(id))
                findings += QStringLiteral("“%1” names %2, which isn't there; add the image again or take it out.").arg(title, imagePath(id));
        }
    }
    if (const qint64 orphans = (*rows)[2].front().front().integer(); orphans > 0)
        findings += QStringLiteral("%1 without a post; nothing shows them.")
                        .arg(counted(orphans, QStringLiteral("image is"), QStringLiteral("images are")));
    if ((*rows)[3].front().front().integer() < changetable::FeedTriggers)
        findings += QStringLiteral("The feed of changes is not kept here any more (its triggers are gone, as after a table "
                                   "was rebuilt); run “galleyctl migrate” with a newer Galley or restore the triggers.");
    if (const qint64 keyless = (*rows)[4].front().front().integer(); keyless > 0)
        findings += QStringLiteral("%1 no integer id, so posts can't belong to them; make them anew.")
                        .arg(counted(keyless, QStringLiteral("series has"), QStringLiteral("series have")));
    return findings;
}

} // namespace galley
