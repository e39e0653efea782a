#include "core/image/decode.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>
#include <QTransform>

#include <mutex>

namespace galley {

namespace {

bool isOpaque(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return true;
    const QImage pixels = image.convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < pixels.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(pixels.constScanLine(y));
        for (int x = 0; x < pixels.width(); ++x) {
            if (qAlpha(line[x]) != 255)
                return false;
        }
    }
    return true;
}

} // namespace

QSize fitted(QSize size, int side)
{
    if (qMax(size.width(), size.height()) <= side)
        return size;
    return size.scaled(side, side, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
}

Result<QImage> decode(const Anatomy &anatomy, ImageFormat format, int side)
{
    // The intake has bounded the pixels; Qt's own default would refuse some of what it lets through. The
    // setting belongs to the process and has no lock, hence once.
    static std::once_flag once;
    std::call_once(once, [] { QImageReader::setAllocationLimit(1024); });

    const QByteArray name = pluginNameOf(format);
    if (!QImageReader::supportedImageFormats().contains(name))
        return fail(ErrorCode::Io, QStringLiteral("Qt's plugin for %1 images is missing; install "
                                                  "qt6-image-formats-plugins.")
                                       .arg(QString::fromLatin1(name)));
    QBuffer buffer;
    buffer.setData(anatomy.clean);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, name);
    reader.setAutoTransform(false);
    const QSize target = fitted(anatomy.size, side);
    if (format == ImageFormat::Jpeg && target != anatomy.size)
        reader.setScaledSize(target);
    QImage image = reader.read();
    if (image.isNull())
        return damaged(reader.errorString());
    const QSize fits = fitted(image.size(), side);
    if (fits != image.size()) {
        const QColorSpace space = image.colorSpace();
        image = image.scaled(fits, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        image.setColorSpace(space);
    }
    if (image.isNull())
        return fail(ErrorCode::TooLarge,
                    QStringLiteral("There is not enough memory for this image; make it smaller first."));
    return image;
}

QImage upright(const QImage &image, int orientation)
{
    switch (orientation) {
    case 2:
        return image.mirrored(true, false);
    case 3:
        return image.mirrored(true, true);
    case 4:
        return image.mirrored(false, true);
    case 5:
        return image.mirrored(true, false).transformed(QTransform().rotate(270));
    case 6:
        return image.transformed(QTransform().rotate(90));
    case 7:
        return image.mirrored(true, false).transformed(QTransform().rotate(90));
    case 8:
        return image.transformed(QTransform().rotate(270));
    default:
        return image;
    }
}

QImage withoutIdleAlpha(const QImage &image)
{
    return image.hasAlphaChannel() && isOpaque(image) ? image.convertToFormat(QImage::Format_RGB32) : image;
}

} // namespace galley
