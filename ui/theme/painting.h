// The few shapes that the style and the self-painted widgets share.
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace galley {

/// A rounded rectangle whose border lies on whole pixels. Either colour may be transparent.
void paintRounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &border,
                  double width = 1);
void paintTick(QPainter &painter, const QRectF &rect, const QColor &color);
void paintChevron(QPainter &painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction);

enum class DotShape { Filled, Ring };
void paintDot(QPainter &painter, const QPointF &center, double diameter, const QColor &color, DotShape shape);

} // namespace galley
