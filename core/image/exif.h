// The one thing that Galley wants from EXIF (CIPA DC-008, a TIFF file inside the image) before it is cut out.
#pragma once

#include <QByteArrayView>

namespace galley {

/// Tag 0x0112 of the first directory, 1..8; 1 when it is missing or unreadable. `tiff` starts at the byte
/// order mark "II" or "MM"; a leading "Exif\0\0" is skipped.
int exifOrientation(QByteArrayView tiff);

} // namespace galley
