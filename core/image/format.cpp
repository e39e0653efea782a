#include "core/image/format.h"

namespace galley {

namespace {

bool hasAt(QByteArrayView file, qsizetype offset, QByteArrayView magic)
{
    return file.size() >= offset + magic.size() && file.sliced(offset, magic.size()) == magic;
}

/// What people try to drop, by its magic bytes; an article and a name for the sentence.
QString recognised(QByteArrayView file)
{
    if (hasAt(file, 4, "ftyp")) {
        for (const char *brand : {"heic", "heix", "hevc", "mif1", "msf1", "heim"}) {
            if (hasAt(file, 8, brand))
                return QStringLiteral("a HEIC photograph");
        }
        if (hasAt(file, 8, "avif") || hasAt(file, 8, "avis"))
            return QStringLiteral("an AVIF image");
        return QStringLiteral("a video");
    }
    if (hasAt(file, 0, "%PDF-"))
        return QStringLiteral("a PDF document");
    if (hasAt(file, 0, QByteArrayView("II*\0", 4)) || hasAt(file, 0, QByteArrayView("MM\0*", 4)))
        return QStringLiteral("a TIFF or raw photograph");
    if (hasAt(file, 0, "BM"))
        return QStringLiteral("a BMP image");
    if (hasAt(file, 0, QByteArrayView("\0\0\1\0", 4)))
        return QStringLiteral("an icon file");
    if (hasAt(file, 0, QByteArrayView("\xff\x0a", 2)) || hasAt(file, 4, "JXL "))
        return QStringLiteral("a JPEG XL image");
    const QByteArray start = file.first(qMin<qsizetype>(file.size(), 1024)).toByteArray().trimmed().toLower();
    if (start.startsWith("<svg") || (start.startsWith("<?xml") && start.contains("<svg")))
        return QStringLiteral("an SVG drawing");
    if (start.startsWith("<!doctype html") || start.startsWith("<html"))
        return QStringLiteral("a web page");
    return {};
}

} // namespace

std::optional<ImageFormat> sniffFormat(QByteArrayView file)
{
    if (hasAt(file, 0, QByteArrayView("\x89PNG\r\n\x1a\n", 8)))
        return ImageFormat::Png;
    if (hasAt(file, 0, QByteArrayView("\xff\xd8\xff", 3)))
        return ImageFormat::Jpeg;
    if (hasAt(file, 0, "GIF87a") || hasAt(file, 0, "GIF89a"))
        return ImageFormat::Gif;
    if (hasAt(file, 0, "RIFF") && hasAt(file, 8, "WEBP"))
        return ImageFormat::WebP;
    return std::nullopt;
}

QString sniffContentType(QByteArrayView file)
{
    const auto format = sniffFormat(file);
    return format ? contentTypeOf(*format) : QString();
}

QString contentTypeOf(ImageFormat format)
{
    switch (format) {
    case ImageFormat::Png:
        return QStringLiteral("image/png");
    case ImageFormat::Jpeg:
        return QStringLiteral("image/jpeg");
    case ImageFormat::Gif:
        return QStringLiteral("image/gif");
    case ImageFormat::WebP:
        return QStringLiteral("image/webp");
    }
    return {};
}

QString extensionOf(ImageFormat format)
{
    return format == ImageFormat::Jpeg ? QStringLiteral("jpg") : QString::fromLatin1(pluginNameOf(format));
}

QByteArray pluginNameOf(ImageFormat format)
{
    switch (format) {
    case ImageFormat::Png:
        return QByteArrayLiteral("png");
    case ImageFormat::Jpeg:
        return QByteArrayLiteral("jpeg");
    case ImageFormat::Gif:
        return QByteArrayLiteral("gif");
    case ImageFormat::WebP:
        return QByteArrayLiteral("webp");
    }
    return {};
}

Error unsupportedFormat(QByteArrayView file)
{
    if (file.isEmpty())
        return {ErrorCode::InvalidInput,
                QStringLiteral("This file is empty; choose a PNG, JPEG, GIF or WebP image."),
                {}};
    const QString kind = recognised(file);
    if (kind.isEmpty())
        return {ErrorCode::InvalidInput,
                QStringLiteral("This file is not an image that a blog can show; use PNG, JPEG, GIF or WebP."),
                {}};
    return {ErrorCode::InvalidInput,
            QStringLiteral("This is %1, which not every browser shows; save it as PNG, JPEG, GIF or WebP and "
                           "try again.")
                .arg(kind),
            {}};
}

} // namespace galley
