#include "ui/preview/painting.h"

#include "ui/preview/layoutunit.h"

#include <algorithm>
#include <cmath>

namespace galley::preview {

namespace {

bool isDrawn(const litehtml::border &border)
{
    return border.width > 0 && border.style != litehtml::border_style_none &&
           border.style != litehtml::border_style_hidden && border.color.alpha > 0;
}

bool isSame(const litehtml::border &a, const litehtml::border &b)
{
    return a.width == b.width && a.style == b.style && a.color.red == b.color.red &&
           a.color.green == b.color.green && a.color.blue == b.color.blue && a.color.alpha == b.color.alpha;
}

// A hairline stays one device pixel at least.
qreal borderWidth(const QPainter &painter, int units)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    return std::max(1.0, std::floor(toPixels(units) * ratio + 0.01)) / ratio;
}

void paintSide(QPainter &painter, const litehtml::border &border, const QRectF &strip)
{
    const bool horizontal = strip.width() >= strip.height();
    if (border.style == litehtml::border_style_dotted || border.style == litehtml::border_style_dashed) {
        const qreal width = horizontal ? strip.height() : strip.width();
        QPen pen(toColor(border.color), width,
                 border.style == litehtml::border_style_dotted ? Qt::DotLine : Qt::DashLine, Qt::FlatCap);
        painter.setPen(pen);
        if (horizontal)
            painter.drawLine(QPointF(strip.left(), strip.center().y()),
                             QPointF(strip.right(), strip.center().y()));
        else
            painter.drawLine(QPointF(strip.center().x(), strip.top()),
                             QPointF(strip.center().x(), strip.bottom()));
        return;
    }
    painter.fillRect(strip, toColor(border.color));
}

} // namespace

QColor toColor(const litehtml::web_color &color)
{
    return QColor(color.red, color.green, color.blue, color.alpha);
}

QRectF snapped(const QPainter &painter, const litehtml::position &box)
{
    const qreal ratio = painter.device()->devicePixelRatioF();
    const auto snap = [ratio](int units) { return std::round(toPixels(units) * ratio) / ratio; };
    return QRectF(QPointF(snap(box.left()), snap(box.top())), QPointF(snap(box.right()), snap(box.bottom())));
}

QPainterPath roundedBox(const QRectF &box, const litehtml::border_radiuses &radius)
{
    const qreal most = std::min(box.width(), box.height()) / 2;
    const auto corner = [most](int units) { return std::clamp(toPixels(units), 0.0, most); };
    const qreal topLeft = corner(radius.top_left_x);
    const qreal topRight = corner(radius.top_right_x);
    const qreal bottomRight = corner(radius.bottom_right_x);
    const qreal bottomLeft = corner(radius.bottom_left_x);
    QPainterPath path;
    path.moveTo(box.left() + topLeft, box.top());
    path.lineTo(box.right() - topRight, box.top());
    if (topRight > 0)
        path.arcTo(QRectF(box.right() - 2 * topRight, box.top(), 2 * topRight, 2 * topRight), 90, -90);
    path.lineTo(box.right(), box.bottom() - bottomRight);
    if (bottomRight > 0)
        path.arcTo(QRectF(box.right() - 2 * bottomRight, box.bottom() - 2 * bottomRight, 2 * bottomRight,
                          2 * bottomRight),
                   0, -90);
    path.lineTo(box.left() + bottomLeft, box.bottom());
    if (bottomLeft > 0)
        path.arcTo(QRectF(box.left(), box.bottom() - 2 * bottomLeft, 2 * bottomLeft, 2 * bottomLeft), 270,
                   -90);
    path.lineTo(box.left(), box.top() + topLeft);
    if (topLeft > 0)
        path.arcTo(QRectF(box.left(), box.top(), 2 * topLeft, 2 * topLeft), 180, -90);
    path.closeSubpath();
    return path;
}

void paintBackground(QPainter &painter, const litehtml::background_paint &background)
{
    if (background.color.alpha == 0 || background.clip_box.width <= 0 || background.clip_box.height <= 0)
        return;
    const QRectF box = snapped(painter, background.clip_box);
    const litehtml::border_radiuses &r = background.border_radius;
    if (r.top_left_x + r.top_right_x + r.bottom_left_x + r.bottom_right_x == 0) {
        painter.fillRect(box, toColor(background.color));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(roundedBox(box, r), toColor(background.color));
}

void paintBorders(QPainter &painter, const litehtml::borders &borders, const litehtml::position &position)
{
    const QRectF box = snapped(painter, position);
    if (box.isEmpty())
        return;
    const litehtml::border_radiuses &r = borders.radius;
    const bool rounded = r.top_left_x + r.top_right_x + r.bottom_left_x + r.bottom_right_x > 0;
    const bool uniform = isSame(borders.left, borders.top) && isSame(borders.left, borders.right) &&
                         isSame(borders.left, borders.bottom);
    if (rounded && uniform) {
        if (!isDrawn(borders.left))
            return;
        const qreal width = borderWidth(painter, borders.left.width);
        const QRectF inner = box.adjusted(width, width, -width, -width);
        litehtml::border_radiuses innerRadius = r;
        litehtml::margins edge;
        edge.left = edge.right = edge.top = edge.bottom = toUnits(width);
        innerRadius -= edge;
        QPainterPath ring = roundedBox(box, r);
        if (!inner.isEmpty())
            ring.addPath(roundedBox(inner, innerRadius));
        ring.setFillRule(Qt::OddEvenFill);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillPath(ring, toColor(borders.left.color));
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (isDrawn(borders.left)) {
        const qreal width = borderWidth(painter, borders.left.width);
        paintSide(painter, borders.left, QRectF(box.left(), box.top(), width, box.height()));
    }
    if (isDrawn(borders.right)) {
        const qreal width = borderWidth(painter, borders.right.width);
        paintSide(painter, borders.right, QRectF(box.right() - width, box.top(), width, box.height()));
    }
    if (isDrawn(borders.top)) {
        const qreal width = borderWidth(painter, borders.top.width);
        paintSide(painter, borders.top, QRectF(box.left(), box.top(), box.width(), width));
    }
    if (isDrawn(borders.bottom)) {
        const qreal width = borderWidth(painter, borders.bottom.width);
        paintSide(painter, borders.bottom, QRectF(box.left(), box.bottom() - width, box.width(), width));
    }
}

} // namespace galley::preview
