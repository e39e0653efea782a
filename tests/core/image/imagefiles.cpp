#include "imagefiles.h"

#include <QBuffer>
#include <QImageWriter>
#include <QPainter>
#include <QtEndian>

#include <random>

namespace galley::test {

namespace {

template <typename T>
QByteArray big(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

template <typename T>
QByteArray little(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray riffChunk(const char *type, const QByteArray &data)
{
    return QByteArray(type, 4) + little(quint32(data.size())) + data + QByteArray(data.size() % 2, '\0');
}

const QByteArray Xmp =
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>48,8.5N</exif:GPSLatitude></x:xmpmeta>";

} // namespace

QImage corners(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    const int w = size.width() / 2;
    const int h = size.height() / 2;
    QPainter painter(&image);
    painter.fillRect(0, 0, w, h, QColor(200, 40, 40));
    painter.fillRect(w, 0, size.width() - w, h, QColor(40, 160, 60));
    painter.fillRect(0, h, w, size.height() - h, QColor(40, 60, 190));
    painter.fillRect(w, h, size.width() - w, size.height() - h, QColor(220, 210, 60));
    return image;
}

QImage photograph(QSize size)
{
    std::mt19937 random(7);
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const int noise = int(random() % 24);
            line[x] =
                qRgb(60 + x * 120 / size.width() + noise, 80 + y * 100 / size.height() + noise, 120 + noise);
        }
    }
    return image;
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    if (!writer.write(image))
        qFatal("no writer for %s", format);
    return data;
}

QByteArray exifBlock(int orientation)
{
    const auto entry = [](quint16 tag, quint16 type, quint32 count, const QByteArray &value) {
        return little(tag) + little(type) + little(count) + value;
    };
    constexpr quint32 GpsOffset = 8 + 2 + 3 * 12 + 4;
    QByteArray tiff = QByteArray("II*\0", 4) + little(quint32(8)) + little(quint16(3));
    tiff += entry(0x010F, 2, 4, QByteArray("Cam\0", 4));
    tiff += entry(0x0112, 3, 1, little(quint32(orientation)));
    tiff += entry(0x8825, 4, 1, little(GpsOffset));
    tiff += little(quint32(0));
    tiff += little(quint16(1)) + entry(0x001D, 2, 11, little(quint32(GpsOffset + 2 + 12 + 4))) +
            little(quint32(0));
    return tiff + QByteArray("2026:11:22GPS\0", 14);
}

QByteArray withJpegSegment(const QByteArray &jpeg, quint8 marker, const QByteArray &payload)
{
    return jpeg.first(2) + '\xFF' + char(marker) + big(quint16(payload.size() + 2)) + payload +
           jpeg.sliced(2);
}

QByteArray withJpegMetadata(const QByteArray &jpeg, int orientation)
{
    QByteArray out = withJpegSegment(jpeg, 0xFE, "comment GPS 48.1");
    out = withJpegSegment(out, 0xED,
                          QByteArray("Photoshop 3.0\0"
                                     "8BIM GPS caption",
                                     30));
    out = withJpegSegment(out, 0xE1, QByteArray("http://ns.adobe.com/xap/1.0/\0", 29) + Xmp);
    out = withJpegSegment(out, 0xE5, "private GPS");
    out = withJpegSegment(out, 0xE2, QByteArray("MPF\0GPS", 7));
    out = withJpegSegment(out, 0xE1, QByteArray("Exif\0\0", 6) + exifBlock(orientation));
    return out + withJpegSegment(jpeg, 0xE1, QByteArray("Exif\0\0", 6) + exifBlock(3));
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &data)
{
    quint32 crc = 0xFFFFFFFFu;
    for (const char byte : type + data) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
    }
    return big(quint32(data.size())) + type + data + big(crc ^ 0xFFFFFFFFu);
}

QByteArray withPngChunks(const QByteArray &png, const QByteArray &chunks)
{
    constexpr qsizetype HeaderEnd = 33;
    return png.first(HeaderEnd) + chunks + png.sliced(HeaderEnd);
}

QByteArray withPngMetadata(const QByteArray &png, int orientation)
{
    return withPngChunks(png, pngChunk("eXIf", exifBlock(orientation)) +
                                  pngChunk("tEXt", QByteArray("Comment\0GPS", 11)) +
                                  pngChunk("iTXt", QByteArray("XML:com.adobe.xmp\0\0\0\0\0", 22) + Xmp) +
                                  pngChunk("tIME", QByteArray("\x07\xEA\x0B\x16\0\0\0", 7))) +
           "trailing GPS";
}

QByteArray withWebPMetadata(const QByteArray &webp, int orientation)
{
    // VP8X with the flags EXIF and XMP; the canvas from the header of the lossy frame.
    const int width = qFromLittleEndian<quint16>(webp.constData() + 26) & 0x3FFF;
    const int height = qFromLittleEndian<quint16>(webp.constData() + 28) & 0x3FFF;
    const QByteArray extended = QByteArray("\x0C\0\0\0", 4) + little(quint32(width - 1)).first(3) +
                                little(quint32(height - 1)).first(3);
    const QByteArray chunks = riffChunk("VP8X", extended) + webp.sliced(12) +
                              riffChunk("EXIF", exifBlock(orientation)) + riffChunk("XMP ", Xmp);
    return "RIFF" + little(quint32(chunks.size() + 4)) + "WEBP" + chunks;
}

QByteArray animatedGif(QSize size, int frames)
{
    const auto subBlocks = [](const QByteArray &data) {
        QByteArray out;
        for (qsizetype at = 0; at < data.size(); at += 255)
            out += char(qMin<qsizetype>(255, data.size() - at)) + data.mid(at, 255);
        return out + '\0';
    };
    QByteArray gif = "GIF89a" + little(quint16(size.width())) + little(quint16(size.height()));
    gif += QByteArray("\x80\0\0", 3) + QByteArray("\xC8\x28\x28\x28\x3C\xBE", 6); // red and blue
    gif += QByteArray("!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", 19);
    gif += "!\xFE" + subBlocks("comment GPS");
    gif += QByteArray("!\xFF\x0BXMP DataXMP", 14) + subBlocks(Xmp + QByteArray(400, 'x'));
    for (int frame = 0; frame < frames; ++frame) {
        gif += QByteArray("!\xF9\x04\x00\x0A\x00\x00\x00", 8);
        gif += "," + little(quint16(0)) + little(quint16(0)) + little(quint16(size.width())) +
               little(quint16(size.height())) + '\0' + '\x02';
        // Uncompressed LZW: a clear code (4) before every two pixels keeps the codes at three bits.
        QByteArray codes;
        quint32 bits = 0;
        int count = 0;
        const auto put = [&](quint32 code) {
            bits |= code << count;
            for (count += 3; count >= 8; count -= 8, bits >>= 8)
                codes += char(bits & 0xFF);
        };
        for (int pixel = 0; pixel < size.width() * size.height(); ++pixel) {
            if (pixel % 2 == 0)
                put(4);
            put(quint32(frame % 2));
        }
        put(5);
        if (count > 0)
            codes += char(bits & 0xFF);
        gif += subBlocks(codes);
    }
    return gif + ";trailing GPS";
}

QList<QRgb> cornerColours(const QImage &image)
{
    const int x = image.width() / 4;
    const int y = image.height() / 4;
    return {image.pixel(x, y), image.pixel(image.width() - 1 - x, y), image.pixel(x, image.height() - 1 - y),
            image.pixel(image.width() - 1 - x, image.height() - 1 - y)};
}

bool near(QRgb a, QRgb b, int tolerance)
{
    return qAbs(qRed(a) - qRed(b)) <= tolerance && qAbs(qGreen(a) - qGreen(b)) <= tolerance &&
           qAbs(qBlue(a) - qBlue(b)) <= tolerance;
}

} // namespace galley::test
