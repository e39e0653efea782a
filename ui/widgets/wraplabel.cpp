#include "ui/widgets/wraplabel.h"

#include <QPainter>
#include <QTextLayout>

namespace galley {

WrapLabel::WrapLabel(QWidget *parent, int mostLines)
    : QLabel(parent),
      m_mostLines(mostLines)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
}

QStringList WrapLabel::lines(int width) const
{
    QString whole = text();
    whole.replace(QLatin1Char('\n'), QChar::LineSeparator);
    QTextLayout layout(whole, font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (lines.size() == m_mostLines) {
            const QString rest = whole.mid(layout.lineAt(m_mostLines - 1).textStart());
            lines.last() = fontMetrics().elidedText(rest.simplified(), Qt::ElideRight, width);
            break;
        }
        lines += whole.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

QSize WrapLabel::sizeHint() const
{
    return {1, fontMetrics().height()};
}

QSize WrapLabel::minimumSizeHint() const
{
    return sizeHint();
}

int WrapLabel::heightForWidth(int width) const
{
    const qsizetype count = qMax<qsizetype>(1, lines(width).size());
    return int(count - 1) * fontMetrics().lineSpacing() + fontMetrics().height();
}

void WrapLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const bool fromRight = text().isRightToLeft();
    const int flags = fromRight ? Qt::AlignRight | Qt::TextForceRightToLeft : Qt::AlignLeft | Qt::TextForceLeftToRight;
    QRect line(0, 0, width(), fontMetrics().height());
    for (const QString &each : lines(width())) {
        painter.drawText(line, flags | Qt::TextSingleLine | Qt::TextDontClip, each);
        line.translate(0, fontMetrics().lineSpacing());
    }
}

} // namespace galley
