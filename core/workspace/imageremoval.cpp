#include "core/workspace/imageremoval.h"

#include "core/sync/unusedimages.h"

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

Result<ImageRemoval> removeHere(Database &database, const QList<qint64> &images, ImageRemoval removal, const Clock &clock,
                                const CallOptions &options)
{
    Publisher publisher(database, clock);
    for (const QList<qint64> &part : inParts(images)) {
        auto done = publisher.removeImages(part, options);
        if (done) {
            removal.removed += int(part.size());
            continue;
        }
        if (done.error().code != ErrorCode::Conflict && removal.removed == 0)
            return failure(done);
        removal.left += int(part.size());
        removal.reason = done.error();
        if (done.error().code != ErrorCode::Conflict) {
            removal.left = int(images.size()) - removal.removed;
            break;
        }
    }
    return removal;
}

Result<ImageRemoval> removeThere(UnitQueue &queue, BlogSync &blog, const QList<qint64> &images, ImageRemoval removal,
                                 const CallOptions &options)
{
    std::vector<Part> parts;
    for (const QList<qint64> &part : inParts(images)) {
        auto asked = queue.askRemoveImages(part, options);
        if (!asked)
            return failure(asked);
        parts.push_back({asked->id, part});
    }
    auto report = blog.sync(options);
    removal.hasSynced = report.has_value();
    if (report)
        removal.report = std::move(*report);
    else
        removal.reason = report.error();
    const bool isStopped = !report && report.error().code == ErrorCode::Cancelled && !blog.isEnding();
    for (const Part &part : parts) {
        // What the author has called off must not go with the next sync; one on its way can't be held.
        if (isStopped && blog.withdraw(part.unit, {})) {
            removal.left += int(part.images.size());
            continue;
        }
        auto unit = queue.unit(part.unit); // also when stopped: what landed is told
        if (!unit)
            return failure(unit);
        switch (unit->state) {
        case AskedUnit::State::Landed: removal.removed += int(part.images.size()); break;
        case AskedUnit::State::Dropped:
            removal.left += int(part.images.size());
            removal.reason = unit->reason;
            break;
        default:
            removal.waiting += int(part.images.size());
            removal.units += part.unit;
        }
    }
    if (isStopped && removal.removed + removal.waiting == 0)
        return failure(report);
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
