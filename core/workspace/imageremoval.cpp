#include "core/workspace/imageremoval.h"

#include "core/sync/unusedimages.h"

#include <tuple>

namespace galley {

namespace {

struct Part
{
    QString unit;
    QList<qint64> images;
};

std::vector<QList<qint64>> inParts(const QList<qint64> &images)
{
    std::vector<QList<qint64>> parts;
    for (qsizetype from = 0; from < images.size(); from += MostImagesRemoved)
        parts.push_back(images.mid(from, MostImagesRemoved));
    return parts;
}

// One that is in use keeps its part from being removed; the others are asked for again without it.
void addHalves(const QList<qint64> &part, std::vector<QList<qint64>> &parts)
{
    parts.push_back(part.first(part.size() / 2));
    parts.push_back(part.sliced(part.size() / 2));
}

Result<ImageRemoval> removeHere(Database &database, const QList<qint64> &images, ImageRemoval removal, const Clock &clock,
                                const CallOptions &options)
{
    Publisher publisher(database, clock);
    std::vector<QList<qint64>> parts = inParts(images);
    while (!parts.empty()) {
        const QList<qint64> part = parts.back();
        parts.pop_back();
        auto done = publisher.removeImages(part, options);
        if (done) {
            removal.removed += int(part.size());
        } else if (done.error().code == ErrorCode::Conflict && part.size() > 1) {
            addHalves(part, parts);
        } else if (done.error().code == ErrorCode::Conflict) {
            ++removal.left;
            removal.reason = done.error();
        } else {
            if (removal.removed == 0)
                return failure(done);
            removal.left += int(part.size());
            for (const QList<qint64> &other : parts)
                removal.left += int(other.size());
            removal.reason = done.error();
            break;
        }
    }
    return removal;
}

Result<std::vector<Part>> askFor(UnitQueue &queue, BlogSync &blog, const std::vector<QList<qint64>> &images, const CallOptions &options)
{
    std::vector<Part> parts;
    for (const QList<qint64> &part : images) {
        auto asked = queue.askRemoveImages(part, options);
        if (!asked) {
            for (const Part &before : parts)
                std::ignore = blog.withdraw(before.unit, {}); // one that stays waits for the next sync, as any
            return failure(asked);
        }
        parts.push_back({asked->id, part});
    }
    return parts;
}

Result<ImageRemoval> removeThere(UnitQueue &queue, BlogSync &blog, const QList<qint64> &images, ImageRemoval removal,
                                 const CallOptions &options)
{
    for (std::vector<QList<qint64>> wanted = inParts(images); !wanted.empty();) {
        auto parts = askFor(queue, blog, wanted, options);
        if (!parts && removal.removed + removal.waiting > 0) { // the second time
            for (const QList<qint64> &part : wanted)
                removal.left += int(part.size());
            removal.reason = parts.error();
            break;
        }
        if (!parts)
            return failure(parts);
        wanted.clear();
        auto report = blog.sync(options);
        removal.hasSynced = report.has_value();
        if (report)
            removal.report = std::move(*report);
        else
            removal.reason = report.error();
        const bool isStopped = !report && report.error().code == ErrorCode::Cancelled && !blog.isEnding();
        for (const Part &part : *parts) {
            // What the author has called off must not go with the next sync; one on its way can't be held.
            if (isStopped && blog.withdraw(part.unit, {})) {
                removal.left += int(part.images.size());
                continue;
            }
            auto unit = queue.unit(part.unit); // also when stopped: what landed is told
            if (!unit)
                return failure(unit);
            const bool isDropped = unit->state == AskedUnit::State::Dropped;
            if (unit->state == AskedUnit::State::Landed) {
                removal.removed += int(part.images.size());
            } else if (isDropped && removal.hasSynced && part.images.size() > 1) {
                addHalves(part.images, wanted);
            } else if (isDropped) {
                removal.left += int(part.images.size());
                removal.reason = unit->reason;
            } else {
                removal.waiting += int(part.images.size());
                removal.units += part.unit;
            }
        }
        if (isStopped && removal.removed + removal.waiting == 0)
            return failure(report);
    }
    return removal;
}

} // namespace

Result<ImageRemoval> removeUnusedImages(Database &local, const QString &remoteKey, BlogSync &blog, const QList<qint64> &wanted,
                                        const QSet<qint64> &held, const Clock &clock, const CallOptions &options)
{
    auto unused = findUnusedImages(local, clock, held, options);
    if (!unused)
        return failure(unused);
    QSet<qint64> free;
    for (const UnusedImage &image : unused->images)
        free.insert(image.info.id);
    QList<qint64> images;
    for (const qint64 id : wanted) {
        if (free.remove(id)) // each once
            images += id;
    }
    ImageRemoval removal;
    removal.left = int(wanted.size() - images.size());
    if (images.isEmpty())
        return removal;
    if (remoteKey.isEmpty())
        return removeHere(local, images, std::move(removal), clock, options);
    UnitQueue queue(local, remoteKey, clock);
    return removeThere(queue, blog, images, std::move(removal), options);
}

} // namespace galley
