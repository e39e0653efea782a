#include "ui/findall/hitdelegate.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace galley {

namespace {

constexpr int kRowHeight = 28;
constexpr int kGap = 8;
constexpr int kNearEdge = 16; // characters

// In one line: what stands on several is joined by a sign.
QString oneLine(QString text)
{
    return text.replace(QLatin1Char('\n'), QChar(0x23CE)).replace(QLatin1Char('\t'), QLatin1Char(' '));
}

/// `text` cut at its beginning or its end, at a word's edge where one is near.
QString cut(const QString &text, const QFontMetrics &metrics, Qt::TextElideMode side, int room)
{
    const QString cut = metrics.elidedText(text, side, room);
    if (cut == text)
        return text;
    const bool isLeft = side == Qt::ElideLeft;
    const qsizetype space = isLeft ? cut.indexOf(QLatin1Char(' ')) : cut.lastIndexOf(QLatin1Char(' '));
    if (space < 0 || (isLeft ? space : cut.size() - space) > kNearEdge)
        return cut;
    return isLeft ? QStringLiteral("…") + cut.mid(space + 1) : cut.left(space) + QStringLiteral("…");
}

} // namespace

HitDelegate::HitDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent),
      m_theme(theme)
{
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), kRowHeight};
}

void HitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    if (!index.data(HitCount).isNull()) {
        const QString count = index.data(HitCount).toString();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, t.selection);
        QStyleOptionViewItem row = option;
        row.font.setWeight(QFont::DemiBold);
        row.state &= ~QStyle::State_Selected;
        row.rect.setRight(option.rect.right() - QFontMetrics(option.font).horizontalAdvance(count) - 2 * kGap);
        QStyledItemDelegate::paint(painter, row, index); // with its box
        painter->setPen(t.soft);
        painter->setFont(option.font);
        painter->drawText(option.rect.adjusted(0, 0, -kGap, 0), Qt::AlignRight | Qt::AlignVCenter, count);
        paintFocus(*painter, option);
        return;
    }
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, t.selection);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(option.font);
    paintPlace(*painter, option.rect.adjusted(kGap, 0, -kGap, 0), index);
    painter->restore();
    paintFocus(*painter, option);
}

void HitDelegate::paintFocus(QPainter &painter, const QStyleOptionViewItem &option) const
{
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange))
        paintRounded(painter, option.rect, 6, Qt::transparent, m_theme.tokens().accent, 2);
}

void HitDelegate::paintPlace(QPainter &painter, const QRect &rect, const QModelIndex &index) const
{
    const Tokens &t = m_theme.tokens();
    const QFontMetrics metrics = painter.fontMetrics();
    const QString found = metrics.elidedText(oneLine(index.data(HitFound).toString()), Qt::ElideMiddle, rect.width() / 2);
    const QVariant with = index.data(HitReplacement);
    const QString replacement = metrics.elidedText(oneLine(with.toString()), Qt::ElideMiddle, rect.width() / 3);
    // What was found stays in sight, wherever the line is cut.
    const int room = qMax(60, (rect.width() - metrics.horizontalAdvance(found + replacement)) / 2);
    int x = rect.left();
    const auto write = [&](const QString &text, const QColor &color, const QColor &behind) {
        const int width = metrics.horizontalAdvance(text);
        if (behind.isValid() && width > 0)
            paintRounded(painter, QRectF(x - 1, rect.top() + 4, width + 2, rect.height() - 8), 3, behind, Qt::transparent);
        painter.setPen(color);
        painter.drawText(QRect(x, rect.top(), width + 2, rect.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += width;
    };
    write(cut(oneLine(index.data(HitBefore).toString()), metrics, Qt::ElideLeft, room), t.soft, {});
    if (with.isNull()) {
        write(found, t.ink, blend(t.paper, t.warn, 0.28));
    } else {
        QFont struck = painter.font();
        struck.setStrikeOut(true);
        const QFont plain = painter.font();
        painter.setFont(struck);
        write(found, t.soft, blend(t.paper, t.bad, 0.14));
        painter.setFont(plain);
        x += replacement.isEmpty() ? 0 : 3;
        write(replacement, t.ink, blend(t.paper, t.accent, 0.22));
    }
    write(cut(oneLine(index.data(HitAfter).toString()), metrics, Qt::ElideRight, qMax(0, rect.right() - x)), t.soft, {});
}

} // namespace galley

#include "moc_hitdelegate.cpp"
