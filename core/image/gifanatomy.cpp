// GIF: the GIF89a specification; application extensions as browsers know them.
#include "core/image/anatomy.h"
#include "core/image/bytereader.h"

namespace galley {

namespace {

constexpr quint8 ImageBlock = 0x2C;
constexpr quint8 ExtensionBlock = 0x21;
constexpr quint8 Trailer = 0x3B;
constexpr quint8 GraphicControl = 0xF9;
constexpr quint8 Application = 0xFF;

void skipColourTable(ByteReader &reader, quint8 flags)
{
    if (flags & 0x80)
        reader.take(qsizetype(3) << ((flags & 0x07) + 1));
}

void skipSubBlocks(ByteReader &reader)
{
    while (const quint8 length = reader.u8())
        reader.take(length);
}

/// Timing and looping paint; comments, text and XMP do not. The colour profile stays as in other formats.
bool isKeptExtension(quint8 label, QByteArrayView identifier)
{
    if (label == Application)
        return identifier.startsWith("NETSCAPE2.0") || identifier.startsWith("ANIMEXTS1.0") ||
               identifier.startsWith("ICCRGBG1012");
    return label == GraphicControl;
}

} // namespace

Result<Anatomy> examineGif(QByteArrayView file)
{
    Anatomy anatomy;
    anatomy.clean.reserve(file.size());
    ByteReader reader(file);
    reader.take(6);
    anatomy.size.setWidth(reader.le16());
    anatomy.size.setHeight(reader.le16());
    const quint8 screenFlags = reader.u8();
    reader.take(2);
    skipColourTable(reader, screenFlags);
    anatomy.clean += reader.since(0);
    int frames = 0;
    while (!reader.failed()) {
        const qsizetype start = reader.position();
        const quint8 kind = reader.u8();
        if (kind == Trailer && !reader.failed()) {
            if (frames == 0 || anatomy.size.isEmpty())
                break;
            anatomy.clean += char(Trailer);
            anatomy.animated = frames > 1;
            return anatomy;
        }
        bool keep = true;
        if (kind == ExtensionBlock) {
            const quint8 label = reader.u8();
            const qsizetype body = reader.position();
            const QByteArrayView identifier = reader.take(reader.u8());
            reader.seek(body);
            keep = isKeptExtension(label, identifier);
        } else if (kind == ImageBlock) {
            ++frames;
            const int left = reader.le16();
            const int top = reader.le16();
            const int width = reader.le16();
            const int height = reader.le16();
            anatomy.size = anatomy.size.expandedTo(QSize(left + width, top + height));
            skipColourTable(reader, reader.u8());
            reader.take(1);
        } else {
            break;
        }
        skipSubBlocks(reader);
        if (keep && !reader.failed())
            anatomy.clean += reader.since(start);
    }
    return damaged(QStringLiteral("GIF without an end or without a picture"));
}

} // namespace galley
