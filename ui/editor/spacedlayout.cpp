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

} // namespace galley

#include "moc_spacedlayout.cpp"
