// Colour profiles (ICC) at the level of the container. Qt keeps only the profiles it can compute with; a
// profile is the author's, so it is carried over byte for byte, by hand.
#pragma once

#include "core/image/format.h"

#include <QByteArray>

namespace galley {

constexpr quint8 WebPProfileFlag = 0x20;
constexpr quint8 WebPAlphaFlag = 0x10;
constexpr quint8 WebPExifFlag = 0x08;
constexpr quint8 WebPXmpFlag = 0x04;

enum class ProfileSpace
{
    Rgb,
    Grey,
    Other
};

/// Which pixels a profile is for. A CMYK profile no longer fits once the picture was decoded to RGB.
ProfileSpace profileSpace(QByteArrayView profile);

/// Puts the profile into a file that has none, as Qt has just written it: JPEG, PNG or WebP.
QByteArray withProfile(const QByteArray &file, ImageFormat format, const QByteArray &profile);

/// The profile in the data of a PNG's iCCP chunk; empty when it can't be read or is absurdly large.
QByteArray profileFromPngChunk(QByteArrayView data);

/// A RIFF file of these chunks, and one chunk with its padding.
QByteArray webpFile(const QByteArray &chunks);
void appendWebPChunk(QByteArray &chunks, QByteArrayView type, QByteArrayView data);

} // namespace galley
