#include "ui/postlist/postdelegate.h"

#include "core/model/post.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace galley {

namespace {

constexpr int kRowHeight = 57;
constexpr int kInset = 10;

void paintStatus(QPainter &painter, const QPointF &center, PostStatus status, const Tokens &t)
{
    switch (status) {
    case PostStatus::Draft: paintDot(painter, center, 8, t.faint, DotShape::Ring); break;
    case PostStatus::Scheduled: paintDot(painter, center, 8, t.accent, DotShape::Ring); break;
    case PostStatus::Published: paintDot(painter, center, 7, t.accent, DotShape::Filled); break;
    case PostStatus::Edited: paintDot(painter, center, 7, t.warn, DotShape::Filled); break;
    }
}

} // namespace

PostDelegate::PostDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent),
      m_theme(theme),
      m_titleFont(theme.text(13, QFont::DemiBold)),
      m_lineFont(theme.text(12)),
      m_timeFont(theme.text(11))
{
}

QSize PostDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {100, kRowHeight};
}

void PostDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const QRect rect = option.rect.adjusted(0, 0, 0, -1);
    const bool chosen = option.state & QStyle::State_Selected;
    if (chosen)
        paintRounded(*painter, rect, 8, t.selection,
                     (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange)
                         ? t.accent
                         : QColor(Qt::transparent));
    else if (option.state & QStyle::State_MouseOver)
        paintRounded(*painter, rect, 8, blend(t.side, t.ink, 0.035), Qt::transparent);
    if (!index.data(PostListModel::LoadedRole).toBool()) {
        index.data(Qt::DisplayRole); // asks for the page
        paintRounded(*painter, QRect(rect.left() + 25, rect.top() + 15, rect.width() / 2, 8), 4, t.line, Qt::transparent);
        paintRounded(*painter, QRect(rect.left() + 10, rect.top() + 35, rect.width() * 2 / 3, 7), 4, t.line,
                     Qt::transparent);
        return;
    }
    const QRect inner = rect.adjusted(kInset, 9, -kInset, -9);
    const auto status = PostStatus(index.data(PostListModel::StatusRole).toInt());
    paintStatus(*painter, QPointF(inner.left() + 3.5, inner.top() + 9.5), status, t);

    const QString time = index.data(PostListModel::TimeRole).toString();
    painter->setFont(m_timeFont);
    const int timeWidth = painter->fontMetrics().horizontalAdvance(time);
    painter->setPen(t.muted);
    painter->drawText(QRect(inner.right() - timeWidth, inner.top(), timeWidth + 1, 19), Qt::AlignVCenter, time);

    const QRect titleRect(inner.left() + 15, inner.top(), inner.width() - 15 - timeWidth - 8, 19);
    painter->setFont(m_titleFont);
    painter->setPen(t.ink);
    paintLine(*painter, titleRect, index.data(Qt::DisplayRole).toString());
    const QRect lineRect(inner.left(), inner.top() + 21, inner.width(), 17);
    painter->setFont(m_lineFont);
    const QString mark = index.data(PostListModel::MarkRole).toString();
    painter->setPen(mark.isEmpty() ? t.soft : t.warn);
    const QString line = mark.isEmpty() ? index.data(PostListModel::SubtitleRole).toString() : mark;
    paintLine(*painter, lineRect, line);
}

} // namespace galley

#include "moc_postdelegate.cpp"
