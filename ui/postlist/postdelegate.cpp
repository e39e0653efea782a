#include "ui/postlist/postdelegate.h"

#include "core/base/wordplaces.h"
#include "core/model/post.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/postlist/snippet.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QTextLayout>

namespace galley {

namespace {

constexpr int kRowHeight = 57;
constexpr int kInset = 10;
constexpr int kDotWidth = 15; // with what is free behind it
constexpr int kGap = 10;      // before the time

void paintStatus(QPainter &painter, const QPointF &center, PostStatus status, const Tokens &t)
{
    switch (status) {
    case PostStatus::Draft: paintDot(painter, center, 8, t.faint, DotShape::Ring); break;
    case PostStatus::Scheduled: paintDot(painter, center, 8, t.accent, DotShape::Ring); break;
    case PostStatus::Published: paintDot(painter, center, 7, t.accent, DotShape::Filled); break;
    case PostStatus::Edited: paintDot(painter, center, 7, t.warn, DotShape::Filled); break;
    }
}

/// How many characters of the title a line of this width takes.
qsizetype firstLine(const QString &title, const QFont &font, int width)
{
    QTextLayout layout(title, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid())
        line.setLineWidth(width);
    layout.endLayout();
    return line.isValid() ? line.textLength() : title.size();
}

QList<MarkedPlace> marked(const QString &text, const QStringList &words)
{
    QList<MarkedPlace> places;
    for (const TextMatch &place : words.isEmpty() ? QList<TextMatch>() : wordPlaces(text, words))
        places.append({place.at, place.length});
    return places;
}

// Where the line is cut before what is sought, it begins shortly before that instead.
QString withHitInSight(const QString &text, const QStringList &words, const QFontMetrics &metrics, int width)
{
    constexpr int before = 6; // characters
    if (words.isEmpty() || metrics.horizontalAdvance(text) <= width)
        return text;
    const QList<TextMatch> places = wordPlaces(text, words);
    const bool isCut = !places.isEmpty()
        && metrics.horizontalAdvance(text.left(places.first().at + places.first().length) + QStringLiteral("…")) > width;
    if (!isCut)
        return text;
    const QString rest = fromShortlyBefore(text, words, before);
    return metrics.horizontalAdvance(rest) < width ? metrics.elidedText(text, Qt::ElideLeft, width) : rest;
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
        paintRounded(*painter, QRect(rect.left() + 25, rect.top() + 35, rect.width() * 2 / 3, 7), 4, t.line,
                     Qt::transparent);
        return;
    }
    const QRect inner = rect.adjusted(kInset, 9, -kInset, -9);
    paintStatus(*painter, QPointF(inner.left() + 3.5, inner.top() + 9.5), PostStatus(index.data(PostListModel::StatusRole).toInt()), t);
    paintText(*painter, inner.adjusted(kDotWidth, 0, 0, 0), index, chosen ? t.selection : t.side);
}

void PostDelegate::paintText(QPainter &painter, const QRect &rect, const QModelIndex &index, const QColor &ground) const
{
    const Tokens &t = m_theme.tokens();
    const QString time = index.data(PostListModel::TimeRole).toString();
    const QRect first(rect.left(), rect.top(), rect.width(), 19);
    QRect second(rect.left(), rect.top() + 21, rect.width(), 17);
    painter.setFont(m_timeFont);
    painter.setPen(t.muted);
    const int timeWidth = painter.fontMetrics().horizontalAdvance(time);
    painter.drawText(QRect(second.right() - timeWidth, second.top(), timeWidth + 1, second.height()), Qt::AlignVCenter, time);
    second.setRight(second.right() - timeWidth - kGap);

    const QStringList words = index.data(PostListModel::SoughtRole).toStringList();
    const MarkColors colors{t.ink, blend(ground, t.warn, 0.28)};
    const QString mark = index.data(PostListModel::MarkRole).toString();
    const QString title = index.data(Qt::DisplayRole).toString();
    painter.setFont(m_titleFont);
    painter.setPen(t.ink);
    if (mark.isEmpty() && words.isEmpty()) {
        if (const qsizetype broken = firstLine(title, m_titleFont, first.width()); broken < title.size()) {
            paintLine(painter, first, title.left(broken).trimmed());
            paintLine(painter, second, title.mid(broken).trimmed());
            return;
        }
    }
    const auto paintFound = [&](const QRect &where, const QString &text) {
        const QString line = withHitInSight(text, words, painter.fontMetrics(), where.width());
        paintMarkedLine(painter, where, line, marked(line, words), colors);
    };
    paintFound(first, title);
    painter.setFont(m_lineFont);
    painter.setPen(mark.isEmpty() ? t.soft : t.warn);
    if (mark.isEmpty())
        paintFound(second, index.data(PostListModel::SubtitleRole).toString());
    else
        paintLine(painter, second, mark);
}

} // namespace galley

#include "moc_postdelegate.cpp"
