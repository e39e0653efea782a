#include "ui/images/imageintake.h"

#include "ui/base/whendone.h"
#include "ui/editor/imageedits.h"

#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QTextDocument>
#include <QThreadPool>

namespace galley {

namespace {

QFuture<Result<QByteArray>> readFile(const QString &path)
{
    auto promise = std::make_shared<QPromise<Result<QByteArray>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path] {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            promise->addResult(Result<QByteArray>(file.readAll()));
        else
            promise->addResult(Result<QByteArray>(fail(
                ErrorCode::Io, ImageIntake::tr("“%1” can't be read; check that it is still there and is yours to read.")
                                   .arg(QFileInfo(path).fileName()))));
        promise->finish();
    });
    return promise->future();
}

} // namespace

ImageIntake::ImageIntake(Workspace &workspace, QObject *parent)
    : QObject(parent),
      m_workspace(workspace)
{
}

void ImageIntake::take(qint64 postId, const QList<DroppedImage> &images, const QTextCursor &place)
{
    const int revision = place.isNull() ? 0 : place.document()->revision();
    for (const DroppedImage &image : images)
        m_jobs.push_back({postId, image, place, revision});
    Q_EMIT started(int(m_jobs.size()));
    if (!m_busy)
        next();
}

void ImageIntake::next()
{
    m_busy = !m_jobs.empty();
    if (!m_busy) {
        Q_EMIT finished();
        return;
    }
    const DroppedImage &image = m_jobs.front().image;
    if (image.path.isEmpty()) {
        store(image.bytes);
        return;
    }
    whenDone(readFile(image.path), this, [this](const Result<QByteArray> &bytes) {
        if (bytes) {
            store(*bytes);
            return;
        }
        Q_EMIT failed(m_jobs.front().image.filename, bytes.error());
        m_jobs.pop_front();
        next();
    });
}

void ImageIntake::store(const QByteArray &bytes)
{
    const Job &job = m_jobs.front();
    whenDone(m_workspace.addImage(job.postId, bytes, job.image.filename, {}), this, [this](const Result<ImageInfo> &image) {
        if (image)
            insert(*image);
        else
            Q_EMIT failed(m_jobs.front().image.filename, image.error());
        m_jobs.pop_front();
        next();
    });
}

void ImageIntake::insert(const ImageInfo &image)
{
    const Job job = m_jobs.front();
    if (job.place.isNull())
        return;
    const bool isUntouched = job.place.document()->revision() == job.revision;
    QTextCursor place = job.place;
    const QTextCursor description = insertImage(place, imagePath(image.id));
    for (Job &next : m_jobs) {
        if (next.place == job.place)
            next.place = place; // it may have gone below the code, or the paragraph
    }
    Q_EMIT added(image);
    if (isUntouched)
        Q_EMIT descriptionWanted(job.place, description);
}

} // namespace galley

#include "moc_imageintake.cpp"
