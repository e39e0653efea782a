#include "ui/theme/painting.h"

#include "ui/theme/tokens.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace galley {

namespace {

void stroke(QPainter &painter, const QPolygonF &points, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(points);
    painter.restore();
}

} // namespace

QColor raisedColor(const Tokens &tokens)
{
    return tokens.dark ? tokens.code : tokens.paper;
}

QColor edgeColor(const Tokens &tokens)
{
    return blend(tokens.line, tokens.ink, 0.15);
}

void paintRounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &border,
                  double width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const bool bordered = border.alpha() > 0;
    const double inset = bordered ? width / 2 : 0;
    painter.setPen(bordered ? QPen(border, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter.restore();
}

void paintLine(QPainter &painter, const QRect &rect, const QString &text)
{
    painter.save();
    painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
    painter.restore();
}

void paintMarkedLine(QPainter &painter, const QRect &rect, const QString &text, const QList<MarkedPlace> &places,
                     const MarkColors &colors)
{
    if (places.isEmpty()) {
        paintLine(painter, rect, text);
        return;
    }
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    QTextLayout layout(shown, painter.font());
    QTextOption option;
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> ranges;
    for (const MarkedPlace &place : places) {
        QTextLayout::FormatRange range;
        range.start = int(place.at);
        range.length = int(place.length);
        range.format.setForeground(colors.ink);
        if (place.at < shown.size())
            ranges += range;
    }
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width());
    layout.endLayout();
    const QPointF corner(rect.left(), rect.top() + (rect.height() - line.height()) / 2);
    for (const QTextLayout::FormatRange &range : std::as_const(ranges)) {
        const double from = line.cursorToX(range.start);
        const double to = line.cursorToX(qMin(range.start + range.length, int(shown.size())));
        const QRectF place(corner.x() + qMin(from, to) - 1, corner.y(), qAbs(to - from) + 2, line.height());
        paintRounded(painter, place, 3, colors.behind, Qt::transparent);
    }
    layout.draw(&painter, corner);
}

void paintTick(QPainter &painter, const QRectF &rect, const QColor &color)
{
    stroke(painter, {QPointF(rect.left() + 1, rect.center().y()),
                     QPointF(rect.left() + rect.width() * 0.38, rect.bottom() - 2),
                     QPointF(rect.right() - 1, rect.top() + 2)}, color);
}

void paintChevron(QPainter &painter, const QRectF &rect, const QColor &color, Qt::ArrowType direction)
{
    const QPointF c = rect.center();
    const double s = rect.width() * 0.22;
    if (direction == Qt::DownArrow)
        stroke(painter, {c + QPointF(-2 * s, -s), c + QPointF(0, s), c + QPointF(2 * s, -s)}, color);
    else
        stroke(painter, {c + QPointF(-s, -2 * s), c + QPointF(s, 0), c + QPointF(-s, 2 * s)}, color);
}

void paintDot(QPainter &painter, const QPointF &center, double diameter, const QColor &color, DotShape shape)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double r = diameter / 2;
    if (shape == DotShape::Filled) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(center, r, r);
    } else {
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(center, r - 0.75, r - 0.75);
    }
    painter.restore();
}

} // namespace galley
