#include "core/image/intake.h"

#include "core/base/text.h"
#include "core/image/anatomy.h"
#include "core/image/decode.h"
#include "core/image/encode.h"

namespace galley {

namespace {

Result<Anatomy> examine(QByteArrayView file, ImageFormat format)
{
    switch (format) {
    case ImageFormat::Png:
        return examinePng(file);
    case ImageFormat::Jpeg:
        return examineJpeg(file);
    case ImageFormat::Gif:
        return examineGif(file);
    case ImageFormat::WebP:
        return examineWebP(file);
    }
    return tl::unexpected<Error>(unsupportedFormat(file));
}

Status checkPixels(const Anatomy &anatomy, qint64 maxPixels)
{
    constexpr int UsualBytesPerPixel = 4;
    const qint64 pixels = qint64(anatomy.size.width()) * anatomy.size.height();
    if (pixels <= maxPixels * UsualBytesPerPixel / anatomy.bytesPerPixel)
        return {};
    return fail(
        ErrorCode::TooLarge,
        QStringLiteral("This image has %1 x %2 pixels, more than can be opened safely; make it smaller and "
                       "try again.")
            .arg(anatomy.size.width())
            .arg(anatomy.size.height()));
}

Status checkStop(const std::stop_token &stop)
{
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, QStringLiteral("Taking in the image was cancelled."));
    return {};
}

TakenImage taken(QByteArray data, QByteArray thumbnail, ImageFormat format, QSize size)
{
    return {std::move(data), std::move(thumbnail), contentTypeOf(format), extensionOf(format), size};
}

/// The file with its pixels untouched.
Result<TakenImage> keep(const Anatomy &anatomy, ImageFormat format, const IntakeOptions &options)
{
    const auto image = decode(anatomy, format, options.thumbnailSide);
    if (!image)
        return failure(image);
    auto thumbnail = encodeThumbnail(withoutIdleAlpha(*image), options.thumbnailSide);
    if (!thumbnail)
        return failure(thumbnail);
    return taken(anatomy.clean, *thumbnail, format, anatomy.size);
}

Result<TakenImage> reencode(const Anatomy &anatomy, ImageFormat format, const IntakeOptions &options,
                            const std::stop_token &stop)
{
    const auto decoded = decode(anatomy, format, options.maxSide);
    if (!decoded)
        return failure(decoded);
    const QImage image = withoutIdleAlpha(upright(*decoded, anatomy.orientation));
    if (const auto going = checkStop(stop); !going)
        return failure(going);
    auto thumbnail = encodeThumbnail(image, options.thumbnailSide);
    if (!thumbnail)
        return failure(thumbnail);
    auto encoded = encodeWithin(image, format, anatomy.profile, options.maxBytes - thumbnail->size(), stop);
    if (!encoded)
        return failure(encoded);
    return taken(encoded->data, *thumbnail, encoded->format, encoded->size);
}

Error tooLargeToMove(const Anatomy &anatomy, const IntakeOptions &options)
{
    return {ErrorCode::TooLarge,
            QStringLiteral(
                "This animation has %1 x %2 pixels and %3; the blog takes up to %4 pixels a side and %5, "
                "so make it smaller first.")
                .arg(anatomy.size.width())
                .arg(anatomy.size.height())
                .arg(humanBytes(anatomy.clean.size()))
                .arg(options.maxSide)
                .arg(humanBytes(options.maxBytes)),
            {}};
}

} // namespace

Result<TakenImage> takeImage(const QByteArray &file, const IntakeOptions &options, std::stop_token stop)
{
    const auto format = sniffFormat(file);
    if (!format)
        return tl::unexpected<Error>(unsupportedFormat(file));
    const auto anatomy = examine(file, *format);
    if (!anatomy)
        return failure(anatomy);
    if (const auto small = checkPixels(*anatomy, options.maxPixels); !small)
        return failure(small);
    if (const auto going = checkStop(stop); !going)
        return failure(going);

    const bool fits = qMax(anatomy->size.width(), anatomy->size.height()) <= options.maxSide &&
                      anatomy->clean.size() <= options.maxBytes;
    if (anatomy->animated && !fits)
        return tl::unexpected<Error>(tooLargeToMove(*anatomy, options));
    if (anatomy->animated && anatomy->orientation != 1)
        return fail(
            ErrorCode::InvalidInput,
            QStringLiteral("This animation is stored turned on its side; save it upright and try again."));
    if (fits && anatomy->orientation == 1) {
        auto kept = keep(*anatomy, *format, options);
        if (!kept || kept->data.size() + kept->thumbnail.size() <= options.maxBytes)
            return kept;
        if (anatomy->animated)
            return tl::unexpected<Error>(tooLargeToMove(*anatomy, options));
    }
    return reencode(*anatomy, *format, options, stop);
}

} // namespace galley
