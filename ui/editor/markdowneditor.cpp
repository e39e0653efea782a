#include "ui/editor/markdowneditor.h"

#include "ui/editor/formatting.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/lineprefix.h"
#include "ui/editor/spacedlayout.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>

namespace galley {

namespace {

constexpr double kSpacing = 1.75;
constexpr int kMeasure = 74;     // characters in a line
constexpr int kBarMargin = 12;   // how far the current line's bar reaches past the text
constexpr int kLeastMargin = 20; // between the column and its neighbours, in a narrow window
constexpr int kGoodMargin = 44;

} // namespace

MarkdownEditor::MarkdownEditor(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent),
      m_theme(theme)
{
    auto *text = new QTextDocument(this);
    m_layout = new SpacedLayout(text, kSpacing);
    text->setDocumentLayout(m_layout);
    text->setDocumentMargin(kBarMargin);
    text->setDefaultFont(theme.mono(15));
    setDocument(text);
    setFont(theme.mono(15));
    m_highlighter = new Highlighter(text, theme);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // painted only when needed: the column never moves
    setTabChangesFocus(false);
    setCursorWidth(2);
    setCenterOnScroll(true); // the last line need not stand at the edge
    setAccessibleName(tr("Text of the post, in Markdown"));
    setPlaceholderText(tr("Write…"));
    connect(this, &QPlainTextEdit::cursorPositionChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &MarkdownEditor::applyTheme);
    applyTheme();
}

void MarkdownEditor::applyTheme()
{
    const Tokens &t = m_theme.tokens();
    QPalette p = QApplication::palette();
    p.setColor(QPalette::Window, t.paper);
    p.setColor(QPalette::Base, t.paper);
    p.setColor(QPalette::Text, t.ink);
    p.setColor(QPalette::PlaceholderText, t.faint);
    // The selection is painted by paintBehind over the whole height of a line, gaps included.
    p.setColor(QPalette::Highlight, Qt::transparent);
    p.setBrush(QPalette::HighlightedText, QBrush(Qt::NoBrush));
    setPalette(p);
    setAutoFillBackground(true);
}

void MarkdownEditor::load(const QString &markdown)
{
    setPlainText(markdown);
    document()->clearUndoRedoStacks();
    moveCursor(QTextCursor::Start);
}

QString MarkdownEditor::markdown() const
{
    QString text = document()->toRawText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    text.replace(QChar::LineSeparator, QLatin1Char('\n'));
    return text;
}

void MarkdownEditor::toggle(const QString &mark)
{
    QTextCursor cursor = textCursor();
    toggleMark(cursor, mark);
    setTextCursor(cursor);
}

void MarkdownEditor::insertLink()
{
    const QString copied = QApplication::clipboard()->text();
    QTextCursor cursor = textCursor();
    makeLink(cursor, isWebAddress(copied) ? copied.trimmed() : QString());
    setTextCursor(cursor);
}

void MarkdownEditor::heading(int level)
{
    QTextCursor cursor = textCursor();
    setHeading(cursor, level);
}

void MarkdownEditor::linePrefix(const QString &prefix)
{
    QTextCursor cursor = textCursor();
    toggleLinePrefix(cursor, prefix);
}

void MarkdownEditor::showMatches(const QString &needle, Qt::CaseSensitivity sensitivity)
{
    m_needle = needle;
    m_needleSensitivity = sensitivity;
    viewport()->update();
}

int MarkdownEditor::textLeft() const
{
    return viewport()->x() + kBarMargin;
}

int MarkdownEditor::textWidth() const
{
    return viewport()->width() - 2 * kBarMargin;
}

void MarkdownEditor::keyPressEvent(QKeyEvent *event)
{
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (plain && !(event->modifiers() & Qt::ShiftModifier) && continueLine())
            return;
        if (event->modifiers() & Qt::ShiftModifier) {
            // Qt would put a line separator here, which is no line of Markdown.
            textCursor().insertBlock();
            ensureCursorVisible();
            return;
        }
        break;
    case Qt::Key_Tab:
        if (plain && shiftItems(false))
            return;
        if (plain) {
            textCursor().insertText(QStringLiteral("    "));
            return;
        }
        break;
    case Qt::Key_Backtab:
        shiftItems(true);
        return;
    case Qt::Key_Asterisk:
    case Qt::Key_Underscore:
    case Qt::Key_QuoteLeft:
        if (plain && textCursor().hasSelection()) {
            toggle(event->text());
            return;
        }
        break;
    default: break;
    }
    QPlainTextEdit::keyPressEvent(event);
}

bool MarkdownEditor::continueLine()
{
    QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    if (cursor.hasSelection() || Highlighter::isCode(block))
        return false;
    const Continuation next = continuationOf(block.text(), cursor.positionInBlock());
    if (next.kind == Continuation::Kind::Plain)
        return false;
    cursor.beginEditBlock();
    if (next.kind == Continuation::Kind::Insert) {
        cursor.insertBlock();
        cursor.insertText(next.prefix);
    } else {
        cursor.movePosition(QTextCursor::StartOfBlock);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.insertText(next.prefix);
    }
    cursor.endEditBlock();
    setTextCursor(cursor);
    ensureCursorVisible();
    return true;
}

bool MarkdownEditor::shiftItems(bool outwards)
{
    QTextCursor cursor = textCursor();
    const int first = document()->findBlock(cursor.selectionStart()).blockNumber();
    const int last = document()->findBlock(cursor.selectionEnd()).blockNumber();
    bool anyItem = false;
    for (int i = first; i <= last; ++i)
        anyItem = anyItem || galley::linePrefix(document()->findBlockByNumber(i).text()).markerLength > 0;
    if (!anyItem)
        return false;
    cursor.beginEditBlock();
    for (int i = first; i <= last; ++i) {
        const QTextBlock block = document()->findBlockByNumber(i);
        const QString before = block.text();
        const QString after = shiftedItem(before, outwards ? Shift::Out : Shift::In);
        const qsizetype at = galley::linePrefix(before).quoteLength;
        QTextCursor edit(document());
        edit.setPosition(block.position() + int(at));
        if (after.size() > before.size()) {
            edit.insertText(QString(after.size() - before.size(), QLatin1Char(' ')));
        } else if (after.size() < before.size()) {
            edit.setPosition(edit.position() + int(before.size() - after.size()), QTextCursor::KeepAnchor);
            edit.removeSelectedText();
        }
    }
    cursor.endEditBlock();
    return true;
}

void MarkdownEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutColumn();
}

void MarkdownEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOutColumn();
}

void MarkdownEditor::layOutColumn()
{
    const int measure = fontMetrics().horizontalAdvance(QLatin1Char('x')) * kMeasure + 2 * kBarMargin;
    const int margin = width() < 520 ? kLeastMargin - kBarMargin : kGoodMargin;
    const int side = qMax(margin, (width() - measure) / 2);
    const QMargins wanted(side, 0, qMax(0, side - verticalScrollBar()->sizeHint().width()), 0);
    if (viewportMargins() != wanted)
        setViewportMargins(wanted);
    if (document()->textWidth() != viewport()->width()) {
        // While the window is being shown, the viewport gets no event for the size that it has just been given.
        QResizeEvent resized(viewport()->size(), QSize());
        QPlainTextEdit::resizeEvent(&resized);
    }
    Q_EMIT columnChanged();
}

void MarkdownEditor::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    paintBehind(painter, event->rect());
    painter.end();
    QPlainTextEdit::paintEvent(event);
}

void MarkdownEditor::paintBehind(QPainter &painter, const QRect &exposed)
{
    const Tokens &t = m_theme.tokens();
    const QTextCursor cursor = textCursor();
    const double height = m_layout->lineHeight();
    const QPointF offset = contentOffset();
    const auto lineRects = [&](const QTextBlock &block, const QRectF &rect, int from, int to, auto &&paint) {
        const QTextLayout *layout = block.layout();
        for (int i = 0; i < layout->lineCount(); ++i) {
            const QTextLine line = layout->lineAt(i);
            const int start = qMax(from, line.textStart());
            const int end = qMin(to, line.textStart() + line.textLength());
            const bool lastLine = i + 1 == layout->lineCount();
            const bool takesBreak = lastLine && to > line.textStart() + line.textLength();
            if (start > end || (start == end && !takesBreak))
                continue;
            const double left = line.cursorToX(start);
            const double right = takesBreak ? line.cursorToX(end) + 8 : line.cursorToX(end);
            paint(QRectF(rect.left() + left, rect.top() + i * height, right - left, height));
        }
    };
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(offset).top();
    for (; block.isValid() && top <= exposed.bottom(); block = block.next()) {
        const QRectF rect = QRectF(blockBoundingRect(block)).translated(offset.x(), top);
        top += rect.height();
        if (block == cursor.block() && !cursor.hasSelection() && !document()->isEmpty()) {
            const QTextLine line = block.layout()->lineForTextPosition(cursor.positionInBlock());
            if (line.isValid()) {
                const QRectF bar(0, rect.top() + line.lineNumber() * height, viewport()->width(), height);
                paintRounded(painter, bar, 4, t.selection, Qt::transparent);
            }
        }
        if (!m_needle.isEmpty()) {
            const QColor color = blend(t.paper, t.warn, 0.28);
            const QString text = block.text();
            for (qsizetype at = text.indexOf(m_needle, 0, m_needleSensitivity); at >= 0;
                 at = text.indexOf(m_needle, at + m_needle.size(), m_needleSensitivity))
                lineRects(block, rect, int(at), int(at + m_needle.size()),
                          [&](const QRectF &r) { paintRounded(painter, r.adjusted(-1, 2, 1, -2), 3, color, Qt::transparent); });
        }
        const int from = cursor.selectionStart() - block.position();
        const int to = cursor.selectionEnd() - block.position();
        if (cursor.hasSelection() && to > 0 && from < block.length()) {
            const QColor color = blend(t.paper, t.accent, t.dark ? 0.42 : 0.24);
            lineRects(block, rect, qMax(0, from), to, [&](const QRectF &r) { painter.fillRect(r, color); });
        }
    }
}

bool MarkdownEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || !imagesIn(*source).isEmpty();
}

void MarkdownEditor::insertFromMimeData(const QMimeData *source)
{
    const QList<DroppedImage> images = imagesIn(*source);
    if (!images.isEmpty()) {
        Q_EMIT imagesGiven(images, textCursor());
        return;
    }
    QTextCursor cursor = textCursor();
    const QString text = source->text();
    if (cursor.hasSelection() && isWebAddress(text) && !isWebAddress(cursor.selectedText())
        && !cursor.selectedText().contains(QChar::ParagraphSeparator)) {
        makeLink(cursor, text.trimmed());
        setTextCursor(cursor);
        return;
    }
    cursor.insertText(text);
    ensureCursorVisible();
}

void MarkdownEditor::dropEvent(QDropEvent *event)
{
    const QList<DroppedImage> images = imagesIn(*event->mimeData());
    if (images.isEmpty()) {
        QPlainTextEdit::dropEvent(event);
        return;
    }
    event->setDropAction(Qt::CopyAction);
    event->accept();
    const QTextCursor cursor = cursorForPosition(event->position().toPoint());
    setTextCursor(cursor);
    Q_EMIT imagesGiven(images, cursor);
    // QPlainTextEdit ends its drag in its own dropEvent; without data it only does that.
    QMimeData nothing;
    QDropEvent end(event->position(), Qt::CopyAction, &nothing, event->buttons(), event->modifiers());
    QPlainTextEdit::dropEvent(&end);
}

QMimeData *MarkdownEditor::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    QString text = textCursor().selectedText();
    text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
    copied->setText(text);
    return copied;
}

} // namespace galley
