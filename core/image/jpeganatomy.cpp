// JPEG: ITU T.81 annex B (markers and segments), JFIF 1.02 (APP0), ICC.1 annex B.4 (profile in APP2 pieces).
#include "core/image/anatomy.h"
#include "core/image/bytereader.h"
#include "core/image/exif.h"

#include <cstring>
#include <map>

namespace galley {

namespace {

enum Marker : quint8
{
    SOF0 = 0xC0,
    DHT = 0xC4,
    JPG = 0xC8,
    DAC = 0xCC,
    SOF15 = 0xCF,
    RST0 = 0xD0,
    RST7 = 0xD7,
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP2 = 0xE2,
    APP14 = 0xEE,
    APP15 = 0xEF,
    COM = 0xFE,
};

bool isFrameHeader(quint8 marker)
{
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

class JpegWalk
{
public:
    explicit JpegWalk(QByteArrayView file) : m_file(file), m_reader(file) {}

    Result<Anatomy> run()
    {
        // A real progressive file has about ten scans; thousands of them over large pixels stall a decoder.
        constexpr int MaxScans = 200;
        m_anatomy.clean.reserve(m_file.size());
        m_anatomy.clean += m_reader.take(2);
        for (int scans = 0; scans <= MaxScans;) {
            const quint8 marker = nextMarker();
            if (m_reader.failed())
                return damaged(QStringLiteral("JPEG without an end"));
            if (marker == EOI)
                return finish();
            if (marker == SOI || marker == 0)
                return damaged(QStringLiteral("JPEG with marker %1 out of place").arg(marker));
            if ((marker >= RST0 && marker <= RST7) || marker == 0x01)
                continue;
            const quint16 length = m_reader.be16();
            const QByteArrayView payload = m_reader.take(length - 2);
            if (m_reader.failed())
                return damaged(QStringLiteral("JPEG segment cut short"));
            readSegment(marker, payload);
            if (marker == SOS) {
                ++scans;
                copyScan();
            }
        }
        return damaged(QStringLiteral("JPEG with too many scans"));
    }

private:
    quint8 nextMarker()
    {
        if (m_reader.u8() != 0xFF)
            return 0;
        quint8 marker = 0xFF; // any number of fill bytes may stand before it
        while (marker == 0xFF && !m_reader.failed())
            marker = m_reader.u8();
        return marker;
    }

    void readSegment(quint8 marker, QByteArrayView payload)
    {
        if (isFrameHeader(marker)) {
            ByteReader frame(payload);
            frame.take(1);
            const int height = frame.be16();
            const int width = frame.be16();
            if (!m_anatomy.size.isValid())
                m_anatomy.size = QSize(width, height);
        }
        if (marker == APP0) {
            // Version and density stay; the preview that JFIF allows behind them goes.
            if (payload.startsWith(QByteArrayView("JFIF\0", 5)) && payload.size() >= 14 && !m_sawJfif) {
                m_sawJfif = true;
                append(marker, payload.first(12).toByteArray() + QByteArray(2, '\0'));
            }
        } else if (marker == APP2 && payload.startsWith(QByteArrayView("ICC_PROFILE\0", 12)) &&
                   payload.size() > 14) {
            m_profilePieces.emplace(quint8(payload[12]), payload.sliced(14));
            append(marker, payload);
        } else if (marker == APP14 && payload.startsWith("Adobe")) {
            append(marker, payload); // says how the colours are stored
        } else if (marker == APP1) {
            if (m_anatomy.orientation == 1 && payload.startsWith(QByteArrayView("Exif\0", 5)))
                m_anatomy.orientation = exifOrientation(payload);
        } else if ((marker < APP0 || marker > APP15) && marker != COM) {
            append(marker, payload);
        }
    }

    void append(quint8 marker, QByteArrayView payload)
    {
        const auto length = quint16(payload.size() + 2);
        const char head[] = {char(0xFF), char(marker), char(length >> 8), char(length & 0xFF)};
        m_anatomy.clean.append(head, sizeof head);
        m_anatomy.clean += payload;
    }

    /// The coded pixels up to the next marker; a stuffed FF 00 and the restart markers belong to them.
    void copyScan()
    {
        const qsizetype start = m_reader.position();
        for (qsizetype at = start; at + 1 < m_file.size(); ++at) {
            const void *hit = std::memchr(m_file.data() + at, 0xFF, size_t(m_file.size() - 1 - at));
            if (hit == nullptr)
                break;
            at = static_cast<const char *>(hit) - m_file.data();
            const auto next = quint8(m_file[at + 1]);
            if (next == 0 || next == 0xFF || (next >= RST0 && next <= RST7))
                continue;
            m_reader.seek(at);
            m_anatomy.clean += m_reader.since(start);
            return;
        }
        m_reader.seek(m_file.size()); // no marker follows: the walk ends as cut short
    }

    Result<Anatomy> finish()
    {
        if (m_anatomy.size.isEmpty())
            return damaged(QStringLiteral("JPEG without a size"));
        m_anatomy.clean.append("\xFF\xD9", 2);
        for (const auto &[index, piece] : m_profilePieces)
            m_anatomy.profile += piece;
        return std::move(m_anatomy);
    }

    QByteArrayView m_file;
    ByteReader m_reader;
    Anatomy m_anatomy;
    std::map<quint8, QByteArrayView> m_profilePieces;
    bool m_sawJfif = false;
};

} // namespace

Result<Anatomy> examineJpeg(QByteArrayView file)
{
    return JpegWalk(file).run();
}

} // namespace galley
