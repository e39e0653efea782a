// WebP: Google's "WebP Container Specification"; frame headers from RFC 6386 (VP8) and the lossless
// specification.
#include "core/image/anatomy.h"
#include "core/image/bytereader.h"
#include "core/image/exif.h"
#include "core/image/profile.h"

namespace galley {

namespace {

QSize lossySize(QByteArrayView data)
{
    ByteReader reader(data);
    reader.take(3);
    if (reader.take(3) != QByteArrayView("\x9d\x01\x2a", 3))
        return {};
    const int width = reader.le16() & 0x3FFF;
    const int height = reader.le16() & 0x3FFF;
    return reader.failed() ? QSize() : QSize(width, height);
}

QSize losslessSize(QByteArrayView data)
{
    ByteReader reader(data);
    if (reader.u8() != 0x2F)
        return {};
    const quint32 bits = reader.le32();
    return reader.failed() ? QSize() : QSize(int(bits & 0x3FFF) + 1, int((bits >> 14) & 0x3FFF) + 1);
}

bool isKeptRiffChunk(QByteArrayView type)
{
    for (const char *kept : {"VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L"}) {
        if (type == QByteArrayView(kept))
            return true;
    }
    return false;
}

class WebPWalk
{
public:
    Result<Anatomy> run(QByteArrayView file)
    {
        ByteReader reader(file);
        reader.take(4);
        const quint32 length = reader.le32();
        const QByteArrayView body = reader.take(qsizetype(length));
        if (reader.failed() || length < 4)
            return damaged(QStringLiteral("WebP without an end"));
        QByteArray chunks;
        if (!walk(body.sliced(4), chunks) || m_anatomy.size.isEmpty() || !m_hasPixels)
            return damaged(QStringLiteral("WebP with a broken chunk"));
        m_anatomy.clean = webpFile(chunks);
        return std::move(m_anatomy);
    }

private:
    bool walk(QByteArrayView body, QByteArray &out)
    {
        ByteReader reader(body);
        while (!reader.atEnd()) {
            const QByteArrayView type = reader.take(4);
            const quint32 length = reader.le32();
            const QByteArrayView data = reader.take(qsizetype(length));
            if (length % 2 == 1 && !reader.atEnd())
                reader.take(1);
            if (reader.failed() || !readChunk(type, data, out))
                return false;
        }
        return !reader.failed();
    }

    bool readChunk(QByteArrayView type, QByteArrayView data, QByteArray &out)
    {
        constexpr qsizetype FrameHeader = 16;
        if (type == QByteArrayView("ANMF")) {
            m_anatomy.animated = true;
            QByteArray frame;
            if (data.size() < FrameHeader || m_depth > 0)
                return false;
            frame += data.first(FrameHeader);
            ++m_depth;
            const bool readable = walk(data.sliced(FrameHeader), frame);
            --m_depth;
            if (readable)
                appendWebPChunk(out, type, frame);
            return readable;
        }
        if (type == QByteArrayView("VP8X")) {
            ByteReader reader(data);
            const quint8 flags = reader.u8();
            reader.take(3);
            const quint32 width = reader.le24() + 1;
            const quint32 height = reader.le24() + 1;
            grow(QSize(int(width), int(height)));
            QByteArray header = data.toByteArray();
            if (reader.failed())
                return false;
            header[0] = char(flags & ~(WebPExifFlag | WebPXmpFlag));
            appendWebPChunk(out, type, header);
            return true;
        }
        if (type == QByteArrayView("VP8 ") || type == QByteArrayView("VP8L")) {
            const QSize size = type == QByteArrayView("VP8L") ? losslessSize(data) : lossySize(data);
            if (size.isEmpty())
                return false;
            m_hasPixels = true;
            grow(size);
        } else if (type == QByteArrayView("EXIF")) {
            m_anatomy.orientation = exifOrientation(data);
        } else if (type == QByteArrayView("ICCP")) {
            m_anatomy.profile = data.toByteArray();
        }
        if (isKeptRiffChunk(type))
            appendWebPChunk(out, type, data);
        return true;
    }

    void grow(QSize size) { m_anatomy.size = m_anatomy.size.expandedTo(size); }

    Anatomy m_anatomy;
    bool m_hasPixels = false;
    int m_depth = 0;
};

} // namespace

Result<Anatomy> examineWebP(QByteArrayView file)
{
    return WebPWalk().run(file);
}

} // namespace galley
