#include "ui/editor/spacedlayout.h"

#include <QFontInfo>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>

namespace galley {

SpacedLayout::SpacedLayout(QTextDocument *document, double spacing)
    : QPlainTextDocumentLayout(document),
      m_spacing(spacing)
{
}

double SpacedLayout::lineHeight() const
{
    return qRound(QFontInfo(document()->defaultFont()).pixelSize() * m_spacing);
}

QRectF SpacedLayout::blockBoundingRect(const QTextBlock &block) const
{
    QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
    const QTextLayout *layout = block.layout();
    if (rect.isEmpty() || layout->lineCount() == 0)
        return rect;
    const double height = lineHeight();
    const bool rightToLeft = block.textDirection() == Qt::RightToLeft;
    for (int i = 0; i < layout->lineCount(); ++i) {
        QTextLine line = layout->lineAt(i);
        const double y = qRound(i * height + (height - line.height()) / 2);
        const double room = qMax(0.0, line.width() - line.naturalTextWidth());
        const double x = rightToLeft ? document()->documentMargin() + room : line.x();
        if (line.y() != y || line.x() != x)
            line.setPosition(QPointF(x, y));
    }
    rect.setHeight(layout->lineCount() * height);
    return rect;
}

void SpacedLayout::documentChanged(int from, int charsRemoved, int charsAdded)
{
    // A line that is coloured anew comes as removed and added. Qt sums the two up, so that the change reaches into the lines
    // below, and then all has to be painted; what was added is where the text is new.
    const int lines = document()->findBlock(from).lineCount();
    QPlainTextDocumentLayout::documentChanged(from, charsAdded > 0 ? 0 : charsRemoved, charsAdded);
    // Its lines were cleared with its colours, so Qt does not see that it has more of them now.
    if (document()->findBlock(from).lineCount() != lines)
        Q_EMIT update();
}

} // namespace galley

#include "moc_spacedlayout.cpp"
