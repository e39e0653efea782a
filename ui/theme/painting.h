// The few shapes that the style and the self-painted widgets share.
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace galley {

/// A rounded rectangle whose border lies on whole pixels. Either colour may be transparent.
void paintRounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &border,
                  double width = 1);
/// One line of text from the left, cut off with "…" at the end at which it is read last.
void paintLine(QPainter &painter, const QRect &rect, const QString &text);
void paintTick(QPainter &painter, const QRectF &rect, const QColor &color);
void paintChevron(QPainter &painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction);

enum class DotShape { Filled, Ring };
void paintDot(QPainter &painter, const QPointF &center, double diameter, const QColor &color, DotShape shape);

} // namespace galley
