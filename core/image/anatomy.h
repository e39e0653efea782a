// What an image file says about itself, read from its container without decoding a pixel, and the same file
// with everything cut out that does not paint: EXIF, GPS, XMP, IPTC, comments, embedded previews, trailing
// data.
//
// Each function walks the whole file, so a truncated one is refused here (ErrorCode::Corrupt). The bytes of
// the pixels are copied as they are.
#pragma once

#include "core/base/result.h"
#include "core/image/format.h"

#include <QByteArray>
#include <QSize>

namespace galley {

struct Anatomy
{
    QSize size;            // pixels as stored, before the orientation is applied; the largest of all frames
    int orientation = 1;   // EXIF's 1..8
    int bytesPerPixel = 4; // once decoded
    bool animated = false;
    QByteArray profile; // the ICC profile, empty when there is none
    QByteArray clean;   // the file without its metadata; the profile stays
};

Result<Anatomy> examineJpeg(QByteArrayView file);
Result<Anatomy> examinePng(QByteArrayView file);
Result<Anatomy> examineGif(QByteArrayView file);
Result<Anatomy> examineWebP(QByteArrayView file);

/// The one refusal for a damaged file; `detail` is for the log.
inline tl::unexpected<Error> damaged(const QString &detail)
{
    return fail(ErrorCode::Corrupt,
                QStringLiteral("This image is damaged or incomplete; export or download it again."), detail);
}

} // namespace galley
