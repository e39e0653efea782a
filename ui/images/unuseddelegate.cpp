#include "ui/images/unuseddelegate.h"

#include "ui/images/unusedlist.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace galley {

namespace {

constexpr int kInset = 10;
constexpr int kGap = 14;
constexpr int kSide = UnusedList::PictureSide;

void paintPicture(QPainter &painter, const QRect &rect, const QImage &picture, const Tokens &t)
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath shape;
    shape.addRoundedRect(rect, 7, 7);
    painter.setClipPath(shape);
    painter.fillRect(rect, t.line);
    if (!picture.isNull())
        painter.drawImage(rect, picture);
    painter.restore();
}

} // namespace

UnusedDelegate::UnusedDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent),
      m_theme(theme),
      m_nameFont(theme.text(13, QFont::Medium)),
      m_quietFont(theme.text(12))
{
}

QSize UnusedDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, kRowHeight};
}

void UnusedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const QRect row = option.rect.adjusted(0, 1, 0, -1);
    if (option.state & QStyle::State_Selected)
        paintRounded(*painter, row, 7, t.selection, Qt::transparent);
    else if (option.state & QStyle::State_MouseOver)
        paintRounded(*painter, row, 7, blend(t.paper, t.ink, 0.035), Qt::transparent);
    const QRect rect = option.rect.adjusted(kInset, 0, -kInset, 0);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, rect, part); };

    const QWidget *widget = option.widget;
    const QStyle &style = widget ? *widget->style() : *QApplication::style();
    const int boxSide = style.pixelMetric(QStyle::PM_IndicatorWidth, nullptr, widget);
    QStyleOptionButton box;
    box.rect = placed({rect.left(), rect.center().y() - boxSide / 2 + 1, boxSide, boxSide});
    box.palette = option.palette;
    box.state = (option.state & QStyle::State_Enabled) | (index.data(Qt::CheckStateRole).toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off);
    style.drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, widget);

    int left = rect.left() + boxSide + kGap;
    paintPicture(*painter, placed({left, rect.center().y() - kSide / 2 + 1, kSide, kSide}), index.data(Qt::DecorationRole).value<QImage>(), t);
    left += kSide + kGap;

    const QString size = index.data(UnusedList::SizeRole).toString();
    const int sizeWidth = QFontMetrics(m_quietFont).horizontalAdvance(size);
    painter->setFont(m_quietFont);
    painter->setPen(t.soft);
    painter->drawText(placed({rect.right() - sizeWidth, rect.top(), sizeWidth + 1, rect.height()}), Qt::AlignCenter, size);

    const int room = rect.right() - sizeWidth - kGap - left;
    const QFontMetrics name(m_nameFont);
    const QFontMetrics quiet(m_quietFont);
    const int top = rect.center().y() - (name.height() + 2 + quiet.height()) / 2 + 1;
    painter->setFont(m_nameFont);
    painter->setPen(t.ink);
    // The end of a name tells more than its middle: a number, the kind.
    paintLine(*painter, placed({left, top, room, name.height()}), name.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, room));
    painter->setFont(m_quietFont);
    painter->setPen(t.soft);
    paintLine(*painter, placed({left, top + name.height() + 2, room, quiet.height()}), index.data(UnusedList::PlaceRole).toString());
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        paintRounded(*painter, row, 7, Qt::transparent, t.accent, 2);
}

bool UnusedDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool isClick = event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton
                         && option.rect.contains(static_cast<QMouseEvent *>(event)->position().toPoint());
    const bool isSpace = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (!isClick && !isSpace)
        return false;
    const bool isTicked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, isTicked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace galley

#include "moc_unuseddelegate.cpp"
