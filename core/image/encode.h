// From pixels to bytes within a budget. The same pixels give the same bytes.
#pragma once

#include "core/image/format.h"

#include <QByteArray>
#include <QImage>

#include <stop_token>

namespace galley {

struct Encoded
{
    QByteArray data;
    ImageFormat format;
    QSize size;
};

/// Encodes in `wanted` (a GIF becomes a PNG). A PNG over the budget becomes a JPEG, or a WebP where pixels
/// are transparent; those go down in quality, then in size, until they fit. `profile` is carried over where
/// it still describes the pixels.
Result<Encoded> encodeWithin(const QImage &image, ImageFormat wanted, const QByteArray &profile,
                             qint64 budget, std::stop_token stop);

/// A small sRGB picture: JPEG, or PNG where pixels are transparent.
Result<QByteArray> encodeThumbnail(const QImage &image, int side);

} // namespace galley
