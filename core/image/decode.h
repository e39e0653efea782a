// From the bytes of an image to upright pixels.
#pragma once

#include "core/image/anatomy.h"

#include <QImage>

namespace galley {

/// The size within a square of `side`, never enlarged, at least 1x1.
QSize fitted(QSize size, int side);

/// Decodes (of an animation: the first frame) so that the longer side is at most `side`. A JPEG is scaled
/// while it is decoded, which saves most of the time and memory of a large photograph. Not yet upright.
Result<QImage> decode(const Anatomy &anatomy, ImageFormat format, int side);

/// Turned and mirrored as EXIF's orientation 1..8 asks.
QImage upright(const QImage &image, int orientation);

/// Without an alpha channel that says nothing: screenshots have one and no transparent pixel.
QImage withoutIdleAlpha(const QImage &image);

} // namespace galley
