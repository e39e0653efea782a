#include "ui/preview/sideways.h"

#include <QPainter>

#include <algorithm>

namespace galley::preview {

namespace {

constexpr qreal BarHeight = 4;
constexpr qreal BarGap = 3;
constexpr qreal ShortestBar = 24;

} // namespace

void Sideways::setWidths(qreal content, qreal room)
{
    m_content = content;
    m_room = room;
    m_offset = std::min(m_offset, most());
}

qreal Sideways::most() const
{
    return m_content - m_room >= 1 ? m_content - m_room : 0;
}

bool Sideways::moveBy(qreal pixels)
{
    const qreal before = m_offset;
    m_offset = std::clamp<qreal>(m_offset + pixels, 0, most());
    return m_offset != before;
}

void Sideways::paintBar(QPainter &painter, const QRectF &box, const QColor &color) const
{
    if (most() <= 0)
        return;
    const qreal length = std::max(ShortestBar, box.width() * m_room / m_content);
    const qreal left = box.left() + (box.width() - length) * m_offset / most();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(left, box.bottom() - BarGap - BarHeight, length, BarHeight), BarHeight / 2, BarHeight / 2);
    painter.restore();
}

} // namespace galley::preview
