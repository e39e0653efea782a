// Boxes of litehtml on a QPainter: rounding to device pixels, corners, borders. UI thread.
#pragma once

#include "ui/preview/litehtmlheaders.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>

namespace galley::preview {

QColor toColor(const litehtml::web_color &color);

/// Layout units to logical pixels, edges moved to the nearest device pixel of the painter.
QRectF snapped(const QPainter &painter, const litehtml::position &box);

/// The outline of a box with rounded corners; radii in layout units.
QPainterPath roundedBox(const QRectF &box, const litehtml::border_radiuses &radius);

void paintBackground(QPainter &painter, const litehtml::background_paint &background);
void paintBorders(QPainter &painter, const litehtml::borders &borders, const litehtml::position &box);

} // namespace galley::preview
