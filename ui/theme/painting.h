// The few shapes that the style and the self-painted widgets share.
#pragma once

#include <QColor>
#include <QList>
#include <QRectF>
#include <QString>

class QPainter;

namespace galley {

struct Tokens;

/// Behind menus and what else lies over the paper for a moment.
QColor raisedColor(const Tokens &tokens);
/// Around that, and around fields: it shows on paper of the same colour, also in the dark.
QColor edgeColor(const Tokens &tokens);

/// A rounded rectangle whose border lies on whole pixels. Either colour may be transparent.
void paintRounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &border,
                  double width = 1);
/// One line of text from the left, cut off with "…" at the end at which it is read last.
void paintLine(QPainter &painter, const QRect &rect, const QString &text);
/// The same, with these places of it in ink behind which a colour lies: what was sought.
struct MarkedPlace { qsizetype at; qsizetype length; };
struct MarkColors { QColor ink; QColor behind; };
void paintMarkedLine(QPainter &painter, const QRect &rect, const QString &text, const QList<MarkedPlace> &places,
                     const MarkColors &colors);
void paintTick(QPainter &painter, const QRectF &rect, const QColor &color);
void paintChevron(QPainter &painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction);

enum class DotShape { Filled, Ring };
void paintDot(QPainter &painter, const QPointF &center, double diameter, const QColor &color, DotShape shape);

} // namespace galley
