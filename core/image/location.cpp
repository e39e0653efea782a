#include "core/image/location.h"

#include "core/image/bytereader.h"

#include <array>

namespace galley {

namespace {

/// `tiff` starts at its byte order mark.
bool hasGpsDirectory(QByteArrayView tiff)
{
    constexpr quint16 GpsTag = 0x8825;
    ByteReader reader(tiff);
    const QByteArrayView order = reader.take(2);
    const bool little = order == QByteArrayView("II");
    if (!little && order != QByteArrayView("MM"))
        return false;
    const auto u16 = [&] { return little ? reader.le16() : reader.be16(); };
    const auto u32 = [&] { return little ? reader.le32() : reader.be32(); };
    if (u16() != 42)
        return false;
    reader.seek(qsizetype(u32()));
    for (int entries = u16(); entries > 0 && !reader.failed(); --entries) {
        if (u16() == GpsTag)
            return !reader.failed();
        reader.take(10);
    }
    return false;
}

} // namespace

bool tellsLocation(QByteArrayView head)
{
    const std::array marks{QByteArrayView("Exif\0\0", 6), QByteArrayView("eXIf", 4), QByteArrayView("EXIF", 4)};
    for (const QByteArrayView mark : marks) {
        for (qsizetype at = head.indexOf(mark); at >= 0; at = head.indexOf(mark, at + 1)) {
            const QByteArrayView after = head.sliced(at + mark.size());
            // In WebP the size of the chunk stands between, and "Exif" may follow once more.
            for (const qsizetype skipped : {0, 4}) {
                if (after.size() > skipped && hasGpsDirectory(after.sliced(skipped)))
                    return true;
            }
        }
    }
    return head.indexOf("GPSLatitude") >= 0;
}

} // namespace galley
