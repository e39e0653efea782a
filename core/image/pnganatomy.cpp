// PNG: W3C PNG specification, third edition (chunks, eXIf, APNG).
#include "core/image/anatomy.h"
#include "core/image/bytereader.h"
#include "core/image/exif.h"
#include "core/image/profile.h"

#include <zlib.h>

#include <algorithm>

namespace galley {

namespace {

bool isKeptChunk(QByteArrayView type)
{
    static constexpr const char *Kept[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                           "iCCP", "cICP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};
    return std::any_of(std::begin(Kept), std::end(Kept),
                       [&](const char *kept) { return type == QByteArrayView(kept); });
}

quint32 checksumOf(QByteArrayView type, QByteArrayView data)
{
    const auto bytes = [](QByteArrayView view) { return reinterpret_cast<const Bytef *>(view.data()); };
    const uLong ofType = crc32(0, bytes(type), uInt(type.size()));
    return data.isEmpty() ? quint32(ofType) : quint32(crc32(ofType, bytes(data), uInt(data.size())));
}

} // namespace

Result<Anatomy> examinePng(QByteArrayView file)
{
    Anatomy anatomy;
    anatomy.clean.reserve(file.size());
    ByteReader reader(file);
    anatomy.clean += reader.take(8);
    bool hasPixels = false;
    while (true) {
        const qsizetype start = reader.position();
        const quint32 length = reader.be32();
        const QByteArrayView type = reader.take(4);
        const QByteArrayView data = reader.take(length);
        const quint32 checksum = reader.be32();
        if (reader.failed())
            return damaged(QStringLiteral("PNG without an end"));
        // Here and not in the decoder, which prints its complaint to stderr and accepts a damaged profile.
        if (isKeptChunk(type) && checksum != checksumOf(type, data))
            return damaged(QStringLiteral("PNG with a wrong checksum"));
        const bool isFirst = start == 8;
        if (isFirst != (type == QByteArrayView("IHDR")))
            return damaged(QStringLiteral("PNG that does not start with its header"));
        if (isFirst) {
            ByteReader header(data);
            const quint32 width = header.be32();
            const quint32 height = header.be32();
            const int depth = header.u8();
            if (header.failed() || width == 0 || height == 0 || width > INT_MAX || height > INT_MAX)
                return damaged(QStringLiteral("PNG without a size"));
            anatomy.size = QSize(int(width), int(height));
            anatomy.bytesPerPixel = depth == 16 ? 8 : 4;
        } else if (type == QByteArrayView("eXIf")) {
            anatomy.orientation = exifOrientation(data);
        } else if (type == QByteArrayView("iCCP")) {
            anatomy.profile = profileFromPngChunk(data);
        } else if (type == QByteArrayView("acTL")) {
            ByteReader control(data);
            anatomy.animated = control.be32() > 1;
        }
        hasPixels = hasPixels || type == QByteArrayView("IDAT");
        if (isKeptChunk(type))
            anatomy.clean += reader.since(start);
        if (type == QByteArrayView("IEND"))
            break;
    }
    if (!hasPixels)
        return damaged(QStringLiteral("PNG without pixels"));
    return anatomy;
}

} // namespace galley
