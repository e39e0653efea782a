#include "ui/images/imageintake.h"

#include "ui/base/whendone.h"

#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QRegularExpression>
#include <QTextBlock>
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
    for (const DroppedImage &image : images)
        m_jobs.push_back({postId, image, place});
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
    const QString alt = altFromFilename(job.image.filename);
    whenDone(m_workspace.addImage(job.postId, bytes, job.image.filename, alt), this, [this](const Result<ImageInfo> &image) {
        if (image)
            insert(*image);
        else
            Q_EMIT failed(m_jobs.front().image.filename, image.error());
        m_jobs.pop_front();
        next();
    });
}

// An image is a paragraph of its own: blank lines around it where text stands.
void ImageIntake::insert(const ImageInfo &image)
{
    QTextCursor place = m_jobs.front().place;
    if (place.isNull())
        return;
    const QTextBlock block = place.block();
    const QString line = block.text();
    const QString before = line.left(place.positionInBlock());
    const QString after = line.mid(place.positionInBlock());
    QString text = QStringLiteral("![%1](%2)").arg(image.altText, imagePath(image.id));
    const bool previousTaken = block.previous().isValid() && !block.previous().text().trimmed().isEmpty();
    const bool nextTaken = block.next().isValid() && !block.next().text().trimmed().isEmpty();
    if (!before.trimmed().isEmpty())
        text.prepend(QStringLiteral("\n\n"));
    else if (previousTaken)
        text.prepend(QLatin1Char('\n'));
    if (!after.trimmed().isEmpty())
        text.append(QStringLiteral("\n\n"));
    else if (nextTaken)
        text.append(QLatin1Char('\n'));
    place.clearSelection();
    place.insertText(text);
    Q_EMIT added(image);
}

QString altFromFilename(const QString &filename)
{
    QString name = QFileInfo(filename).completeBaseName();
    static const QRegularExpression made(
        QStringLiteral("^(img|dsc|dscn|dscf|pxl|mvimg|image|photo|pasted|screenshot|screen|signal|whatsapp)?[\\d\\s_().-]*"
                       "(copy|wa\\d+|edited)?[\\d\\s_().-]*$"),
        QRegularExpression::CaseInsensitiveOption);
    name.replace(QLatin1Char('_'), QLatin1Char(' ')).replace(QLatin1Char('-'), QLatin1Char(' '));
    name = name.simplified();
    if (made.match(name).hasMatch())
        return {};
    static const QRegularExpression special(QStringLiteral("[\\[\\]\\\\`*]"));
    name.remove(special);
    return name.left(120);
}

} // namespace galley

#include "moc_imageintake.cpp"
