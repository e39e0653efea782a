#include "ui/editor/backdrop.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"

#include <QPainter>
#include <QPixmapCache>
#include <QTextCursor>
#include <QTextLayout>

namespace galley {

QList<QRectF> rectsOf(const VisibleBlock &place, TextRange range, double lineHeight)
{
    QList<QRectF> rects;
    const QTextLayout *layout = place.block.layout();
    for (int i = 0; i < layout->lineCount(); ++i) {
        const QTextLine line = layout->lineAt(i);
        const int lineEnd = line.textStart() + line.textLength();
        const int start = qMax(range.from, line.textStart());
        const int end = qMin(range.to, lineEnd);
        const bool takesBreak = i + 1 == layout->lineCount() && range.to > lineEnd;
        if (start > end || (start == end && !takesBreak))
            continue;
        // From right to left, what comes first stands at the right.
        const double a = line.cursorToX(start);
        const double b = line.cursorToX(end);
        const bool rightToLeft = place.block.textDirection() == Qt::RightToLeft;
        const double left = qMin(a, b) - (takesBreak && rightToLeft ? 8 : 0);
        const double right = qMax(a, b) + (takesBreak && !rightToLeft ? 8 : 0);
        rects.append(QRectF(place.rect.left() + left, place.rect.top() + i * lineHeight, right - left, lineHeight));
    }
    return rects;
}

Backdrop::Backdrop(const Tokens &tokens, double lineHeight, double width)
    : m_tokens(tokens),
      m_lineHeight(lineHeight),
      m_width(width)
{
}

namespace {

constexpr int kWaveLength = 4;
constexpr int kWaveHeight = 4;

// One wave, drawn once for each colour and scale: a page in another language has hundreds of them.
QPixmap waveIn(const QColor &color, double scale)
{
    const QString key = QStringLiteral("galley-wave-%1-%2").arg(color.name()).arg(scale);
    QPixmap wave;
    if (QPixmapCache::find(key, &wave))
        return wave;
    wave = QPixmap(QSize(kWaveLength, kWaveHeight) * scale);
    wave.setDevicePixelRatio(scale);
    wave.fill(Qt::transparent);
    QPainter painter(&wave);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.2));
    // One point more on each side, so that the tiles join.
    painter.drawPolyline(QPolygonF({{-2, 3}, {0, 1}, {2, 3}, {4, 1}, {6, 3}}));
    painter.end();
    QPixmapCache::insert(key, wave);
    return wave;
}

} // namespace

void Backdrop::paintCode(QPainter &painter, const VisibleBlock &place, CodeLine line) const
{
    constexpr int round = 6;
    const bool isFirst = line == CodeLine::First || line == CodeLine::Only;
    const bool isLast = line == CodeLine::Last || line == CodeLine::Only;
    const QRectF rect(0, place.rect.top(), m_width, place.rect.height());
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    paintRounded(painter, rect.adjusted(0, isFirst ? 0 : -round, 0, isLast ? 0 : round), round, m_tokens.code, Qt::transparent);
    painter.restore();
}

void Backdrop::paintParagraph(QPainter &painter, const VisibleBlock &place) const
{
    // Fainter than what stands for a choice elsewhere: it may fill the page.
    const QColor color = blend(m_tokens.paper, m_tokens.selection, 0.55);
    paintRounded(painter, QRectF(0, place.rect.top(), m_width, place.rect.height()), 4, color, Qt::transparent);
}

void Backdrop::paintMatches(QPainter &painter, const VisibleBlock &place, const QList<TextRange> &matches) const
{
    const QColor color = blend(m_tokens.paper, m_tokens.warn, 0.28);
    for (const TextRange &match : matches) {
        for (const QRectF &rect : rectsOf(place, match, m_lineHeight))
            paintRounded(painter, rect.adjusted(-1, 2, 1, -2), 3, color, Qt::transparent);
    }
}

void Backdrop::paintSelection(QPainter &painter, const VisibleBlock &place, const QTextCursor &cursor) const
{
    const TextRange range{qMax(0, cursor.selectionStart() - place.block.position()), cursor.selectionEnd() - place.block.position()};
    if (!cursor.hasSelection() || range.to <= 0 || range.from >= place.block.length())
        return;
    const QColor color = blend(m_tokens.paper, m_tokens.accent, m_tokens.dark ? 0.42 : 0.24);
    for (const QRectF &rect : rectsOf(place, range, m_lineHeight))
        painter.fillRect(rect, color);
}

void Backdrop::paintMisspelled(QPainter &painter, const VisibleBlock &place, const QList<TextRange> &words,
                               const QTextCursor &cursor) const
{
    const int at = place.block == cursor.block() ? cursor.positionInBlock() : -1;
    if (words.isEmpty())
        return;
    const QPixmap wave = waveIn(m_tokens.bad, painter.device()->devicePixelRatioF());
    for (const TextRange &word : words) {
        if (at > word.from && at <= word.to && !cursor.hasSelection())
            continue;
        for (const QRectF &rect : rectsOf(place, word, m_lineHeight))
            painter.drawTiledPixmap(QRectF(rect.left(), rect.bottom() - 6, rect.width(), kWaveHeight), wave);
    }
}

} // namespace galley
