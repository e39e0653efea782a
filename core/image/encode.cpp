#include "core/image/encode.h"

#include "core/image/decode.h"
#include "core/image/profile.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageWriter>

namespace galley {

namespace {

Result<QByteArray> write(const QImage &image, ImageFormat format, int quality)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, pluginNameOf(format));
    if (format != ImageFormat::Png)
        writer.setQuality(quality);
    writer.setOptimizedWrite(true);
    if (!writer.write(image))
        return fail(
            ErrorCode::Io,
            QStringLiteral("This image could not be written as %1; install qt6-image-formats-plugins.")
                .arg(extensionOf(format).toUpper()),
            writer.errorString());
    return data;
}

QImage scaledTo(const QImage &image, int side)
{
    const QSize size = fitted(image.size(), side);
    return size == image.size() ? image : image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

/// Without the profile that comes with the image, colours that are not sRGB have to become it.
QImage inSRgb(QImage image)
{
    if (image.colorSpace().isValid())
        image.convertToColorSpace(QColorSpace::SRgb);
    image.setColorSpace({});
    return image;
}

bool isGrey(const QImage &image)
{
    return image.format() == QImage::Format_Grayscale8 || image.format() == QImage::Format_Grayscale16;
}

struct Plan
{
    QImage image; // 8 bits a channel and no colour space: the profile is put in by hand
    QByteArray profile;
};

Plan prepare(const QImage &image, ImageFormat format, const QByteArray &profile)
{
    const ProfileSpace space = profileSpace(profile);
    const bool grey = isGrey(image) && space != ProfileSpace::Rgb && format != ImageFormat::WebP;
    const bool fits = grey ? space == ProfileSpace::Grey : space == ProfileSpace::Rgb;
    Plan plan{fits ? image : inSRgb(image), fits ? profile : QByteArray()};
    plan.image.setColorSpace({});
    const auto target = grey                      ? QImage::Format_Grayscale8
                        : image.hasAlphaChannel() ? QImage::Format_ARGB32
                                                  : QImage::Format_RGB32;
    plan.image.convertTo(target);
    return plan;
}

} // namespace

Result<Encoded> encodeWithin(const QImage &image, ImageFormat wanted, const QByteArray &profile,
                             qint64 budget, std::stop_token stop)
{
    const auto attempt = [&](const QImage &pixels, ImageFormat format, int quality) -> Result<Encoded> {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, QStringLiteral("Taking in the image was cancelled."));
        const Plan plan = prepare(pixels, format, profile);
        auto data = write(plan.image, format, quality);
        if (!data)
            return failure(data);
        return Encoded{plan.profile.isEmpty() ? *data : withProfile(*data, format, plan.profile), format,
                       pixels.size()};
    };

    if (wanted == ImageFormat::Png || wanted == ImageFormat::Gif) {
        auto lossless = attempt(image, ImageFormat::Png, -1);
        if (!lossless || lossless->data.size() <= budget)
            return lossless;
    }
    const bool asWebP = wanted == ImageFormat::WebP || image.hasAlphaChannel();
    const ImageFormat lossy = asWebP ? ImageFormat::WebP : ImageFormat::Jpeg;
    constexpr int Qualities[] = {90, 84, 76, 68};
    constexpr int SmallestSide = 64;
    int side = qMax(image.width(), image.height());
    do {
        const QImage pixels = scaledTo(image, side);
        for (const int quality : Qualities) {
            auto encoded = attempt(pixels, lossy, quality);
            if (!encoded || encoded->data.size() <= budget)
                return encoded;
        }
        side = side * 4 / 5;
    } while (side >= SmallestSide);
    return fail(
        ErrorCode::TooLarge,
        QStringLiteral("This image can't be made small enough for the blog; crop it or raise the limit."));
}

Result<QByteArray> encodeThumbnail(const QImage &image, int side)
{
    constexpr int Quality = 80;
    const QImage small = prepare(inSRgb(scaledTo(image, side)), ImageFormat::Jpeg, {}).image;
    return write(small, small.hasAlphaChannel() ? ImageFormat::Png : ImageFormat::Jpeg, Quality);
}

} // namespace galley
