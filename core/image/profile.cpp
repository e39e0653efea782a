#include "core/image/profile.h"

#include "core/image/bytereader.h"

#include <QtEndian>

#include <zlib.h>

namespace galley {

namespace {

constexpr qsizetype MaxProfile = 8 * 1024 * 1024; // the largest known ones have 3 MB

Bytef *bytesOf(QByteArray &bytes)
{
    return reinterpret_cast<Bytef *>(bytes.data());
}

const Bytef *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const Bytef *>(bytes.constData());
}

template <typename T>
QByteArray bigEndian(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

template <typename T>
QByteArray littleEndian(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray jpegWithProfile(const QByteArray &file, const QByteArray &profile)
{
    constexpr qsizetype PieceSize = 65519; // what a segment holds behind its own header
    constexpr qsizetype MaxPieces = 255;
    const qsizetype pieces = (profile.size() + PieceSize - 1) / PieceSize;
    if (pieces > MaxPieces)
        return file;
    QByteArray segments;
    for (qsizetype i = 0; i < pieces; ++i) {
        const QByteArray piece = profile.mid(i * PieceSize, PieceSize);
        segments += QByteArray("\xFF\xE2", 2) + bigEndian(quint16(piece.size() + 16)) +
                    QByteArray("ICC_PROFILE\0", 12);
        segments += char(i + 1);
        segments += char(pieces);
        segments += piece;
    }
    // Behind JFIF's own segment, which wants to be the first.
    qsizetype at = 2;
    if (file.mid(2, 2) == QByteArray("\xFF\xE0", 2) && file.size() > 6)
        at = 4 + qFromBigEndian<quint16>(file.constData() + 4);
    return file.first(at) + segments + file.sliced(at);
}

QByteArray pngWithProfile(const QByteArray &file, const QByteArray &profile)
{
    constexpr qsizetype HeaderEnd = 8 + 4 + 4 + 13 + 4;
    QByteArray packed(qsizetype(compressBound(uLong(profile.size()))), Qt::Uninitialized);
    auto packedSize = uLongf(packed.size());
    if (compress2(bytesOf(packed), &packedSize, bytesOf(profile), uLong(profile.size()), 9) != Z_OK)
        return file;
    packed.truncate(qsizetype(packedSize));
    const QByteArray body = QByteArray("iCCPicc\0\0", 9) + packed;
    const auto checksum = quint32(crc32(0, bytesOf(body), uInt(body.size())));
    const QByteArray chunk = bigEndian(quint32(body.size() - 4)) + body + bigEndian(checksum);
    return file.first(HeaderEnd) + chunk + file.sliced(HeaderEnd);
}

/// The canvas and the alpha flag that VP8X repeats, from the picture's own header.
QByteArray extendedHeader(const QByteArray &chunks, quint8 flags)
{
    ByteReader reader(chunks);
    const QByteArrayView type = reader.take(4);
    reader.le32();
    quint32 width = 0;
    quint32 height = 0;
    if (type == QByteArrayView("VP8L")) {
        reader.u8();
        const quint32 bits = reader.le32();
        width = bits & 0x3FFF;
        height = (bits >> 14) & 0x3FFF;
        if (bits & (1u << 28))
            flags |= WebPAlphaFlag;
    } else {
        reader.take(6);
        width = (reader.le16() & 0x3FFFu) - 1;
        height = (reader.le16() & 0x3FFFu) - 1;
    }
    QByteArray header(1, char(flags));
    header += QByteArray(3, '\0');
    header += littleEndian(width).first(3) + littleEndian(height).first(3);
    return header;
}

QByteArray webpWithProfile(const QByteArray &file, const QByteArray &profile)
{
    constexpr qsizetype FileHeader = 12;
    QByteArray chunks = file.sliced(FileHeader);
    QByteArray header;
    if (chunks.startsWith("VP8X")) {
        constexpr qsizetype ExtendedChunk = 18;
        header = chunks.mid(8, 10);
        header[0] = char(quint8(header[0]) | WebPProfileFlag);
        chunks = chunks.sliced(ExtendedChunk);
    } else {
        header = extendedHeader(chunks, WebPProfileFlag);
    }
    QByteArray all;
    appendWebPChunk(all, "VP8X", header);
    appendWebPChunk(all, "ICCP", profile);
    return webpFile(all + chunks);
}

} // namespace

ProfileSpace profileSpace(QByteArrayView profile)
{
    // ICC.1: byte 16 of the header names the space of the device side, byte 36 is the signature.
    if (profile.size() < 128 || profile.sliced(36, 4) != QByteArrayView("acsp"))
        return ProfileSpace::Other;
    const QByteArrayView space = profile.sliced(16, 4);
    if (space == QByteArrayView("RGB "))
        return ProfileSpace::Rgb;
    return space == QByteArrayView("GRAY") ? ProfileSpace::Grey : ProfileSpace::Other;
}

QByteArray withProfile(const QByteArray &file, ImageFormat format, const QByteArray &profile)
{
    switch (format) {
    case ImageFormat::Jpeg:
        return jpegWithProfile(file, profile);
    case ImageFormat::Png:
        return pngWithProfile(file, profile);
    case ImageFormat::WebP:
        return webpWithProfile(file, profile);
    case ImageFormat::Gif:
        break;
    }
    return file;
}

QByteArray profileFromPngChunk(QByteArrayView data)
{
    const qsizetype nameEnd = data.indexOf('\0');
    if (nameEnd < 0 || nameEnd + 2 > data.size())
        return {};
    const QByteArray packed = data.sliced(nameEnd + 2).toByteArray();
    QByteArray profile(MaxProfile, Qt::Uninitialized);
    auto size = uLongf(profile.size());
    if (uncompress(bytesOf(profile), &size, bytesOf(packed), uLong(packed.size())) != Z_OK)
        return {};
    profile.truncate(qsizetype(size));
    profile.squeeze();
    return profile;
}

QByteArray webpFile(const QByteArray &chunks)
{
    return QByteArrayLiteral("RIFF") + littleEndian(quint32(chunks.size() + 4)) + QByteArrayLiteral("WEBP") +
           chunks;
}

void appendWebPChunk(QByteArray &chunks, QByteArrayView type, QByteArrayView data)
{
    chunks += type;
    chunks += littleEndian(quint32(data.size()));
    chunks += data;
    if (data.size() % 2 == 1)
        chunks += '\0';
}

} // namespace galley
