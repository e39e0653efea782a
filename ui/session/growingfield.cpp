#include "ui/session/growingfield.h"

#include "core/base/direction.h"
#include "ui/editor/minimaledit.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>
#include <QtMath>

#include <numeric>

namespace galley {

GrowingField::GrowingField(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(0);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        standWhereItBegins();
        updateGeometry();
    });
}

void GrowingField::setText(const QString &text)
{
    applyMinimalEdit(document(), text);
}

void GrowingField::standWhereItBegins()
{
    const bool rightToLeft = directionOf(text()) == TextDirection::RightToLeft;
    QTextOption option = document()->defaultTextOption();
    const Qt::Alignment side = Qt::AlignAbsolute | (rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    if (option.alignment() == side)
        return;
    option.setAlignment(side);
    document()->setDefaultTextOption(option);
}

// The document lays a changed text out when it is painted: what this height is asked for before. A line is as high as its layout
// says; the font's own spacing is rounded another way.
int GrowingField::linesHeight() const
{
    const std::vector<qreal> lines = lineHeights(font());
    const auto shown = lines.begin() + qMin(std::ptrdiff_t(lines.size()), std::ptrdiff_t(m_mostLines));
    return qCeil(std::accumulate(lines.begin(), shown, 0.0)) + 2;
}

void GrowingField::setMostLines(int lines)
{
    if (m_mostLines == lines)
        return;
    m_mostLines = lines;
    updateGeometry();
}

std::vector<qreal> GrowingField::lineHeights(const QFont &font) const
{
    QTextLayout layout(text(), font);
    QTextOption option = document()->defaultTextOption();
    option.setWrapMode(wordWrapMode());
    layout.setTextOption(option);
    layout.beginLayout();
    std::vector<qreal> heights;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(contentsRect().width());
        heights.push_back(line.height());
    }
    layout.endLayout();
    return heights;
}

int GrowingField::linesIn(const QFont &font) const
{
    return int(lineHeights(font).size());
}

QSize GrowingField::sizeHint() const
{
    return {200, linesHeight()};
}

void GrowingField::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (height() != linesHeight())
        updateGeometry();
}

bool GrowingField::isCursorInLine(bool last) const
{
    const QTextLayout *layout = document()->firstBlock().layout();
    const QTextLine line = layout->lineForTextPosition(textCursor().positionInBlock());
    return !line.isValid() || line.lineNumber() == (last ? layout->lineCount() - 1 : 0);
}

void GrowingField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT leftBelow(); return;
    case Qt::Key_Down:
        if (isCursorInLine(true)) {
            Q_EMIT leftBelow();
            return;
        }
        break;
    case Qt::Key_Up:
        if (isCursorInLine(false)) {
            Q_EMIT leftAbove();
            return;
        }
        break;
    default: break;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void GrowingField::insertFromMimeData(const QMimeData *source)
{
    textCursor().insertText(source->text().simplified());
}

} // namespace galley

#include "moc_growingfield.cpp"
