// litehtml lays out in whole numbers. Giving it 32nds of a logical pixel instead of pixels keeps words
// where the font wants them; only painting rounds, and then to device pixels.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>

#include <cmath>

namespace galley::preview {

inline constexpr int unitsPerPixel = 32;

inline int toUnits(qreal pixels)
{
    return static_cast<int>(std::lround(pixels * unitsPerPixel));
}
inline qreal toPixels(int units)
{
    return static_cast<qreal>(units) / unitsPerPixel;
}

/// The stylesheet as litehtml is to read it: every `px` length in layout units at this zoom, and numeric font
/// weights in a form that it understands.
QString cssInUnits(const QString &css, qreal zoom);

} // namespace galley::preview
