#include "ui/preview/previewimages.h"

#include <cmath>

namespace galley::preview {

namespace {

// One picture never fills the cache alone: a second one on the screen would push it out again and again.
constexpr qsizetype largestImage = PreviewImages::cacheBytes / 2;

QImage fitted(const QImage &image, QSize asked)
{
    QSize size = image.size();
    if (!asked.isEmpty() && size.width() > asked.width() * 5 / 4)
        size.scale(asked, Qt::KeepAspectRatio);
    const qreal bytes = 4.0 * size.width() * size.height();
    if (bytes > largestImage)
        size *= std::sqrt(largestImage / bytes) * 0.999;
    size = size.expandedTo(QSize(1, 1));
    QImage result =
        size == image.size() ? image : image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return result.convertToFormat(result.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                           : QImage::Format_RGB32);
}

} // namespace

std::optional<qint64> imageIdOf(const QString &src)
{
    const QString prefix = QStringLiteral("/images/");
    if (!src.startsWith(prefix))
        return std::nullopt;
    bool ok = false;
    const qint64 id = QStringView(src).mid(prefix.size()).toLongLong(&ok);
    return ok && id > 0 ? std::optional(id) : std::nullopt;
}

PreviewImages::PreviewImages(QObject *parent) : QObject(parent) {}

void PreviewImages::setSize(qint64 id, QSize intrinsic)
{
    if (intrinsic.isEmpty() || m_sizes.value(id) == intrinsic)
        return;
    m_sizes.insert(id, intrinsic);
    Q_EMIT sizeChanged(id);
}

std::optional<QSize> PreviewImages::size(qint64 id) const
{
    const auto it = m_sizes.constFind(id);
    return it == m_sizes.constEnd() ? std::nullopt : std::optional(*it);
}

void PreviewImages::setImage(qint64 id, const QImage &image)
{
    const QSize asked = m_asked.value(id);
    remove(id);
    m_asked.insert(id, asked);
    if (image.isNull()) {
        m_absent.insert(id);
        if (!m_sizes.contains(id))
            Q_EMIT sizeChanged(id); // a placeholder needs less room than a picture
        Q_EMIT imageChanged(id);
        return;
    }
    m_absent.remove(id);
    const bool sizeWasKnown = m_sizes.contains(id);
    if (!sizeWasKnown)
        m_sizes.insert(id, image.size());
    m_recent.push_front({id, fitted(image, asked)});
    m_entries.insert(id, m_recent.begin());
    m_bytes += m_recent.front().image.sizeInBytes();
    while (m_bytes > cacheBytes && m_recent.size() > 1)
        remove(m_recent.back().id);
    if (!sizeWasKnown)
        Q_EMIT sizeChanged(id);
    Q_EMIT imageChanged(id);
}

QImage PreviewImages::image(qint64 id, QSize deviceSize)
{
    const auto it = m_entries.constFind(id);
    if (it != m_entries.constEnd()) {
        m_recent.splice(m_recent.begin(), m_recent, *it);
        const QImage &image = m_recent.front().image;
        const QSize intrinsic = m_sizes.value(id);
        const bool sharp = image.width() * 10 >= deviceSize.width() * 9 ||
                           image.width() >= intrinsic.width() ||
                           4 * qsizetype(deviceSize.width()) * deviceSize.height() > largestImage;
        if (!sharp && m_asked.value(id) != deviceSize) {
            m_asked.insert(id, deviceSize);
            Q_EMIT needed(id, deviceSize);
        }
        return image;
    }
    if (!m_absent.contains(id) && !m_asked.contains(id)) {
        m_asked.insert(id, deviceSize);
        Q_EMIT needed(id, deviceSize);
    }
    return {};
}

void PreviewImages::retry()
{
    m_asked.clear();
    m_absent.clear();
}

void PreviewImages::clear()
{
    retry();
    m_sizes.clear();
    m_entries.clear();
    m_recent.clear();
    m_bytes = 0;
}

void PreviewImages::remove(qint64 id)
{
    const auto it = m_entries.constFind(id);
    if (it == m_entries.constEnd())
        return;
    m_bytes -= (*it)->image.sizeInBytes();
    m_recent.erase(*it);
    m_entries.erase(it);
    m_asked.remove(id);
}

} // namespace galley::preview

#include "moc_previewimages.cpp"
