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
    for (int i = 0; i < layout->lineCount(); ++i) {
        QTextLine line = layout->lineAt(i);
        const double y = qRound(i * height + (height - line.height()) / 2);
        if (line.y() != y)
            line.setPosition(QPointF(line.x(), y));
    }
    rect.setHeight(layout->lineCount() * height);
    return rect;
}

} // namespace galley
