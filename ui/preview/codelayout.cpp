#include "ui/preview/codelayout.h"

#include "ui/preview/fontcache.h"
#include "ui/preview/layoutunit.h"
#include "ui/preview/painting.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace galley::preview {

namespace {

// Who scrolls as far has read enough of a line, and shaping a megabyte takes seconds.
constexpr qsizetype drawnCharacters = 2000;
constexpr float BarOpacity = 0.35F;

QString withoutTags(const QByteArray &html)
{
    QByteArray text;
    text.reserve(html.size());
    bool inTag = false;
    for (const char c : html) {
        if (c == '<')
            inTag = true;
        else if (c == '>' && inTag)
            inTag = false;
        else if (!inTag)
            text += c;
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    return QString::fromUtf8(text);
}

QString withSpacesForTabs(const QString &line)
{
    if (!line.contains(u'\t'))
        return line;
    QString out;
    for (const QChar c : line) {
        if (c == u'\t')
            out.append(QString(4 - out.size() % 4, u' '));
        else
            out.append(c);
    }
    return out;
}

} // namespace

QStringList codeLines(const QByteArray &html)
{
    QString text = withoutTags(html);
    while (text.endsWith(u'\n'))
        text.chop(1);
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = withSpacesForTabs(line);
    return lines;
}

CodeLayout::CodeLayout(const QByteArray &page, QStringList lines, int lineUnits, LitehtmlContainer &container,
                       litehtml::context &context)
    : m_box(page, false, container, context), m_lines(std::move(lines)), m_lineHeight(toPixels(lineUnits))
{
}

void CodeLayout::layOut(int width)
{
    const litehtml::element::ptr pre = m_box.find("pre");
    const litehtml::element::ptr code = m_box.find("code");
    if (!pre || !code)
        return;
    m_box.layOut(width);
    m_height = m_box.height();
    m_marginTop = m_box.marginTop();
    m_marginBottom = m_box.marginBottom();

    const litehtml::position place = pre->get_placement();
    m_area = QRectF(toPixels(place.x), toPixels(place.y - m_box.contentTop()), toPixels(place.width),
                    m_lineHeight * qreal(m_lines.size()));
    m_paddingLeft = toPixels(pre->padding_left());
    m_paddingRight = toPixels(pre->padding_right());
    m_face = reinterpret_cast<const FontFace *>(code->get_font());
    m_color = toColor(code->get_color("color", true));
    m_sideways.setWidths(QFontMetricsF(m_face->font()).horizontalAdvance(longestLine()), m_area.width());
}

QString CodeLayout::longestLine() const
{
    const auto longest = std::ranges::max_element(m_lines, {}, [](const QString &line) { return line.size(); });
    return longest == m_lines.end() ? QString() : longest->left(drawnCharacters);
}

void CodeLayout::paint(QPainter &painter, const QRectF &clip)
{
    m_box.paint(painter, clip);
    if (!m_face)
        return;
    painter.save();
    const QRectF box = m_area.adjusted(-m_paddingLeft, -m_lineHeight, m_paddingRight, m_lineHeight);
    painter.setClipRect(box, Qt::IntersectClip);
    painter.setFont(m_face->font());
    painter.setPen(m_color);
    const qreal fontHeight = toPixels(m_face->ascent() + m_face->descent());
    const qreal drop = (m_lineHeight - fontHeight) / 2 + toPixels(m_face->ascent());
    const qsizetype first = std::max<qsizetype>(0, qsizetype((clip.top() - m_area.top()) / m_lineHeight));
    const qsizetype last =
        std::min<qsizetype>(m_lines.size() - 1, qsizetype((clip.bottom() - m_area.top()) / m_lineHeight));
    for (qsizetype i = first; i <= last; ++i) {
        const QPointF start(m_area.left() - m_sideways.offset(), std::round(m_area.top() + qreal(i) * m_lineHeight + drop));
        painter.drawText(start, m_lines.at(i).left(drawnCharacters));
    }
    painter.restore();
    if (m_hovered) {
        QColor bar = m_color;
        bar.setAlphaF(BarOpacity);
        m_sideways.paintBar(painter, m_area.adjusted(0, 0, 0, m_height - m_area.bottom()), bar);
    }
}

BlockHit CodeLayout::hover(const QPointF &)
{
    BlockHit hit;
    hit.repaint = !m_hovered && m_sideways.most() > 0;
    m_hovered = true;
    return hit;
}

bool CodeLayout::leave()
{
    const bool shown = m_hovered && m_sideways.most() > 0;
    m_hovered = false;
    return m_box.leave() || shown;
}

} // namespace galley::preview
