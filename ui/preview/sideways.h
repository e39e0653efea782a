// How far what is wider than the column was moved to the left, and the bar that shows it. UI thread; logical pixels.
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace galley::preview {

class Sideways
{
public:
    /// `content` is as wide as it is, `room` as much of it as is seen.
    void setWidths(qreal content, qreal room);
    /// To the right where positive. False where it can't go further.
    bool moveBy(qreal pixels);

    qreal offset() const { return m_offset; }
    /// As far as it goes.
    qreal most() const;
    /// Along the lower edge of `box`; nothing where all is seen.
    void paintBar(QPainter &painter, const QRectF &box, const QColor &color) const;

private:
    qreal m_content = 0;
    qreal m_room = 0;
    qreal m_offset = 0;
};

} // namespace galley::preview
