#include "core/sync/unusedimages.h"

#include "core/base/timestamp.h"
#include "core/db/idlist.h"
#include "core/store/imagetable.h"
#include "core/store/settingstable.h"
#include "core/sync/imagenames.h"

#include <algorithm>
#include <limits>
#include <map>

namespace galley {

namespace {

using imagenames::Place;

constexpr qint64 RowsAtATime = 20; // a text is some KB, and seldom some MB
constexpr qint64 LargestSize = 1'000'000'000; // sizes are added up, and a site may have written anything

Status collectFrom(Database &database, const Place &place, QSet<qint64> &names, const CallOptions &options)
{
    QStringList values;
    QStringList naming;
    for (const QString &column : place.columns) {
        values += imagenames::bytesOf(place, column);
        naming += imagenames::mayName(place, column);
    }
    const QString sql = QStringLiteral("SELECT rowid, %1 FROM %2 WHERE rowid > ? AND (%3) AND (%4) ORDER BY rowid LIMIT ?")
                            .arg(values.join(QStringLiteral(", ")), place.table, place.condition, naming.join(QStringLiteral(" OR ")));
    qint64 last = std::numeric_limits<qint64>::min();
    qint64 count = RowsAtATime;
    for (;;) {
        std::vector<Value> args{last};
        args.insert(args.end(), place.args.begin(), place.args.end());
        args.emplace_back(count);
        auto rows = database.execute({sql, std::move(args)}, options);
        if (!rows && rows.error().code == ErrorCode::TooLarge && count > 1) {
            count /= 2;
            continue;
        }
        if (!rows)
            return failure(rows);
        for (const Row &row : *rows) {
            last = row[0].integer();
            for (std::size_t column = 1; column < row.size(); ++column)
                imagenames::collect(place, row[column].blob(), names);
        }
        if (qint64(rows->size()) < count)
            return {};
    }
}

/// What may come back in a local file; what drafts are forked from; and what the remote said last, for a draft that names an image no more
/// may not have gone there yet.
std::vector<Place> whatKeeps(const QDateTime &now)
{
    std::vector<Place> places = imagenames::keptTexts(now);
    places.push_back({QStringLiteral("galley_drafts"), {QStringLiteral("fork")}, QStringLiteral("1"), {}});
    places.push_back({QStringLiteral("galley_base"), {QStringLiteral("content")},
                      QStringLiteral("entity IN ('posts', 'drafts', 'views') AND remote = (SELECT value FROM galley_settings WHERE key = ?)"),
                      {settingstable::remoteUrl()}});
    return places;
}

Status collectAll(Database &database, const std::vector<Place> &places, QSet<qint64> &names, const CallOptions &options)
{
    for (const Place &place : places) {
        if (auto ok = collectFrom(database, place, names, options); !ok)
            return ok;
    }
    return {};
}

Result<QSet<qint64>> idsIn(Database &database, const Statement &select, const CallOptions &options)
{
    auto rows = database.execute(select, options);
    if (!rows)
        return failure(rows);
    QSet<qint64> ids;
    for (const Row &row : *rows)
        ids.insert(row[0].integer());
    return ids;
}

/// One entry for each; the row that readers see, should both sides have one.
Result<std::vector<UnusedImage>> describe(Database &database, const QList<qint64> &ids, const CallOptions &options)
{
    std::vector<Value> args;
    appendIds(args, ids);
    auto rows = database.execute(imagetable::selectInfo(QStringLiteral("id IN (%1)").arg(placeholders(ids.size())), args), options);
    if (!rows)
        return failure(rows);
    std::map<qint64, UnusedImage> images;
    QList<qint64> posts;
    for (const Row &row : *rows) {
        const ImageInfo info = imagetable::decodeInfo(row);
        UnusedImage &image = images[info.id];
        if (!image.info.isPublic)
            image.info = info;
        image.info.fileSize = std::clamp<qint64>(image.info.fileSize, 0, LargestSize);
        posts += info.postId;
    }
    Statement titles{QStringLiteral("SELECT post_id, title FROM galley_drafts WHERE post_id IN (%1) UNION ALL SELECT id, title FROM posts "
                                    "WHERE id IN (%1)").arg(placeholders(posts.size())), {}};
    appendIds(titles.args, posts);
    appendIds(titles.args, posts);
    auto named = database.execute(titles, options);
    if (!named)
        return failure(named);
    std::map<qint64, QString> titleOf;
    for (const Row &row : *named) // the draft's comes first
        titleOf.emplace(row[0].integer(), row[1].isNull() ? QStringLiteral("") : row[1].displayText());
    std::vector<UnusedImage> described;
    for (auto &[id, image] : images) {
        if (const auto title = titleOf.find(image.info.postId); title != titleOf.end())
            image.postTitle = title->second;
        described.push_back(std::move(image));
    }
    return described;
}

bool cameInJustNow(const ImageInfo &image, const QDateTime &now)
{
    const auto since = parseTimestamp(image.insertedAt);
    return since && std::abs(since->secsTo(now)) < UnusedImages::MinutesKept * 60;
}

} // namespace

Result<UnusedImages> findUnusedImages(Database &database, const Clock &clock, const QSet<qint64> &held, const CallOptions &options)
{
    const QDateTime now = clock.now();
    auto isFile = imagenames::hasKeptTexts(database, options);
    if (!isFile)
        return failure(isFile);
    auto unnamed = idsIn(database, {QStringLiteral("SELECT id FROM images WHERE typeof(id) = 'integer' UNION SELECT id FROM galley_draft_images"), {}},
                         options);
    if (!unnamed)
        return failure(unnamed);
    auto siteColumns = imagenames::siteColumns(database, options);
    if (!siteColumns)
        return failure(siteColumns);
    QSet<qint64> names;
    if (auto ok = collectAll(database, imagenames::texts(*siteColumns), names, options); !ok)
        return failure(ok);
    unnamed->subtract(names);

    UnusedImages found;
    QSet<qint64> kept = held;
    if (*isFile) {
        if (auto ok = collectAll(database, whatKeeps(now), kept, options); !ok)
            return failure(ok);
        auto asked = idsIn(database, {QStringLiteral("SELECT CAST(j.value AS INTEGER) FROM galley_units u, json_each(u.payload, '$.images') j "
                                                    "WHERE u.state = 'waiting' AND json_extract(u.payload, '$.kind') = 'remove_images' "
                                                    "AND u.remote = (SELECT value FROM galley_settings WHERE key = ?)"),
                                      {settingstable::remoteUrl()}}, options);
        if (!asked)
            return failure(asked);
        found.asked = int(asked->intersect(*unnamed).size());
        unnamed->subtract(*asked);
    }
    kept.intersect(*unnamed);
    found.kept = int(kept.size());
    const QList<qint64> unused = unnamed->subtract(kept).values();
    for (qsizetype from = 0; from < unused.size(); from += IdsAtATime) {
        auto images = describe(database, unused.mid(from, IdsAtATime), options);
        if (!images)
            return failure(images);
        for (UnusedImage &image : *images) {
            if (cameInJustNow(image.info, now)) {
                ++found.kept;
                continue;
            }
            found.bytes += image.info.fileSize;
            found.images.push_back(std::move(image));
        }
    }
    std::ranges::sort(found.images, [](const UnusedImage &a, const UnusedImage &b) {
        return a.info.fileSize != b.info.fileSize ? a.info.fileSize > b.info.fileSize : a.info.id < b.info.id;
    });
    return found;
}

} // namespace galley
