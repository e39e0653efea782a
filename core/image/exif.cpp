#include "core/image/exif.h"

#include "core/image/bytereader.h"

namespace galley {

int exifOrientation(QByteArrayView tiff)
{
    constexpr quint16 OrientationTag = 0x0112;
    constexpr quint16 ShortType = 3;
    const QByteArrayView prefix("Exif\0\0", 6);
    if (tiff.startsWith(prefix))
        tiff = tiff.sliced(prefix.size());
    ByteReader reader(tiff);
    const QByteArrayView order = reader.take(2);
    const bool little = order == QByteArrayView("II");
    if (!little && order != QByteArrayView("MM"))
        return 1;
    const auto u16 = [&] { return little ? reader.le16() : reader.be16(); };
    const auto u32 = [&] { return little ? reader.le32() : reader.be32(); };
    if (u16() != 42)
        return 1;
    reader.seek(qsizetype(u32()));
    for (int entries = u16(); entries > 0 && !reader.failed(); --entries) {
        const quint16 tag = u16();
        const quint16 type = u16();
        const quint32 count = u32();
        const quint16 value = u16();
        u16();
        if (tag == OrientationTag)
            return !reader.failed() && type == ShortType && count == 1 && value >= 1 && value <= 8 ? value
                                                                                                   : 1;
    }
    return 1;
}

} // namespace galley
