#include "ui/palette/pickdelegate.h"

#include "ui/palette/picklist.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace galley {

namespace {

constexpr int kTextInset = 10;
constexpr int kGap = 12;

// A line of its own, cut to `room`; the letters at `places` in the accent. Gives its width.
int write(QPainter &painter, const QRect &rect, const QString &text, const QFont &font, const QColor &color,
          const QList<int> &places, const QColor &mark, int room)
{
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    QTextLayout layout(shown, font);
    QList<QTextLayout::FormatRange> ranges;
    for (const int place : places) {
        if (place >= shown.size())
            break;
        QTextLayout::FormatRange range;
        range.start = place;
        range.length = 1;
        range.format.setForeground(mark);
        range.format.setFontUnderline(true);
        ranges.append(range);
    }
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    painter.setPen(color);
    layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
    return int(line.naturalTextWidth());
}

} // namespace

PickDelegate::PickDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent),
      m_theme(theme),
      m_nameFont(theme.text(13, QFont::Medium)),
      m_quietFont(theme.text(12))
{
}

QSize PickDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, kRowHeight};
}

void PickDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    if (option.state & QStyle::State_Selected)
        paintRounded(*painter, option.rect.adjusted(0, 1, 0, -1), 7, t.selection, Qt::transparent);
    else if (option.state & QStyle::State_MouseOver)
        paintRounded(*painter, option.rect.adjusted(0, 1, 0, -1), 7, blend(t.paper, t.ink, 0.035), Qt::transparent);
    QRect rect = option.rect.adjusted(kTextInset, 0, -kTextInset, 0);

    const QString detail = index.data(PickList::DetailRole).toString();
    if (!detail.isEmpty()) {
        painter->setFont(m_quietFont);
        painter->setPen(t.muted);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, detail);
        rect.setRight(rect.right() - QFontMetrics(m_quietFont).horizontalAdvance(detail) - kGap);
    }
    const auto places = [&index](int role) { return index.data(role).value<QList<int>>(); };
    rect.setLeft(rect.left() + write(*painter, rect, index.data(Qt::DisplayRole).toString(), m_nameFont, t.ink,
                                     places(PickList::NamePlacesRole), t.accent, rect.width()) + kGap);
    if (rect.width() > 2 * kGap)
        write(*painter, rect, index.data(PickList::AsideRole).toString(), m_quietFont, t.muted,
              places(PickList::AsidePlacesRole), t.accent, rect.width());
}

} // namespace galley

#include "moc_pickdelegate.cpp"
