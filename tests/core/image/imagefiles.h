// Makes real image files with everything in them that must not be published.
#pragma once

#include <QByteArray>
#include <QImage>

namespace galley::test {

/// A picture whose four corners differ, so that every turn and mirror image can be told apart.
QImage corners(QSize size);
/// Smooth areas with noise: compresses like a photograph.
QImage photograph(QSize size);

QByteArray encoded(const QImage &image, const char *format, int quality = -1);

/// A TIFF block with this orientation, a camera's name and a GPS directory.
QByteArray exifBlock(int orientation);

/// A segment behind the first two bytes of a JPEG.
QByteArray withJpegSegment(const QByteArray &jpeg, quint8 marker, const QByteArray &payload);
/// The same JPEG with EXIF, XMP, Photoshop's IPTC, a comment, a private segment and a second picture at its
/// end.
QByteArray withJpegMetadata(const QByteArray &jpeg, int orientation);

QByteArray pngChunk(const QByteArray &type, const QByteArray &data);
/// Chunks behind the header of a PNG.
QByteArray withPngChunks(const QByteArray &png, const QByteArray &chunks);
QByteArray withPngMetadata(const QByteArray &png, int orientation);

QByteArray withWebPMetadata(const QByteArray &webp, int orientation);

/// An animation of `frames` squares, with a comment, XMP and the looping extension.
QByteArray animatedGif(QSize size, int frames);

/// The colours at the four corners: top left, top right, bottom left, bottom right.
QList<QRgb> cornerColours(const QImage &image);
bool near(QRgb a, QRgb b, int tolerance);

} // namespace galley::test
