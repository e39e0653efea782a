// What the editor shows and where: its column, and what is painted behind and over the text.
#include "ui/editor/markdowneditor.h"

#include "ui/editor/highlighter.h"
#include "ui/editor/spacedlayout.h"
#include "ui/editor/spelling.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <utility>

namespace galley {

namespace {

constexpr int kBarMargin = 12;   // as in sheets.cpp
constexpr int kLeastMargin = 20; // between the column and its neighbours, in a narrow window
constexpr int kGoodMargin = 44;
constexpr double kHeightOfLine = 0.42; // of the editor: where a typewriter's line stands
constexpr double kVeil = 0.62;         // over the paragraphs that are dimmed

Backdrop::CodeLine codeLine(const QTextBlock &block)
{
    const bool isFirst = !Highlighter::isOpenCode(block.previous());
    const bool isLast = !Highlighter::isOpenCode(block) || !block.next().isValid();
    return isFirst ? (isLast ? Backdrop::CodeLine::Only : Backdrop::CodeLine::First)
                   : (isLast ? Backdrop::CodeLine::Last : Backdrop::CodeLine::Inner);
}

} // namespace

void MarkdownEditor::applyTheme()
{
    const Tokens &t = m_theme.tokens();
    QPalette p = QApplication::palette();
    p.setColor(QPalette::Window, t.paper);
    p.setColor(QPalette::Base, t.paper);
    p.setColor(QPalette::Text, t.ink);
    p.setColor(QPalette::PlaceholderText, t.hint);
    // The selection is painted by paintBehind over the whole height of a line, gaps included.
    p.setColor(QPalette::Highlight, Qt::transparent);
    p.setBrush(QPalette::HighlightedText, QBrush(Qt::NoBrush));
    setPalette(p);
    setAutoFillBackground(true);
}

void MarkdownEditor::showMatches(const std::optional<TextSearch> &search)
{
    m_search = search;
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

void MarkdownEditor::setWriting(const QFont &font, int measure)
{
    m_measure = measure;
    m_sheets.setFont(font);
    setFont(font);
    layOutColumn();
}

double MarkdownEditor::topLine() const
{
    const QTextBlock block = firstVisibleBlock();
    const int rows = qMax(1, block.lineCount());
    return block.blockNumber() + double(verticalScrollBar()->value() - block.firstLineNumber()) / rows;
}

void MarkdownEditor::scrollToLine(double line)
{
    const QTextBlock block = document()->findBlockByNumber(qBound(0, int(line), document()->blockCount() - 1));
    const double part = qBound(0.0, line - block.blockNumber(), 1.0);
    verticalScrollBar()->setValue(block.firstLineNumber() + int(part * qMax(1, block.lineCount())));
}

bool MarkdownEditor::isCursorInSight() const
{
    return viewport()->rect().intersects(cursorRect());
}

MarkdownEditor::Place MarkdownEditor::place() const
{
    return {textCursor().position(), verticalScrollBar()->value()};
}

void MarkdownEditor::setPlace(const Place &place)
{
    QTextCursor cursor(document());
    cursor.setPosition(qBound(0, place.cursor, document()->characterCount() - 1));
    setTextCursor(cursor);
    verticalScrollBar()->setValue(place.scrolled);
}

void MarkdownEditor::layOutColumn()
{
    const int measure = fontMetrics().horizontalAdvance(QLatin1Char('x')) * m_measure + 2 * kBarMargin;
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
    if (m_focusMode) {
        painter.begin(viewport());
        paintVeil(painter, event->rect());
    }
}

QList<VisibleBlock> MarkdownEditor::visibleBlocks(const QRect &exposed) const
{
    QList<VisibleBlock> blocks;
    QTextBlock block = firstVisibleBlock();
    QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && rect.top() <= exposed.bottom()) {
        blocks.append({block, rect});
        const double top = rect.bottom();
        block = block.next();
        rect = blockBoundingRect(block).translated(contentOffset().x(), top);
    }
    return blocks;
}

QList<TextRange> MarkdownEditor::matchesIn(const QTextBlock &block) const
{
    QList<TextRange> ranges;
    if (!m_search)
        return ranges;
    for (const TextMatch &match : m_search->matches(block.text()))
        ranges.append({int(match.at), int(match.at + match.length)});
    return ranges;
}

void MarkdownEditor::paintBehind(QPainter &painter, const QRect &exposed)
{
    const Backdrop backdrop(m_theme.tokens(), m_sheets.current().layout->lineHeight(), viewport()->width());
    const QTextCursor cursor = textCursor();
    for (const VisibleBlock &place : visibleBlocks(exposed)) {
        if (Highlighter::isCode(place.block))
            backdrop.paintCode(painter, place, codeLine(place.block));
        if (place.block == cursor.block() && !cursor.hasSelection() && !document()->isEmpty())
            backdrop.paintParagraph(painter, place);
        backdrop.paintMatches(painter, place, matchesIn(place.block));
        backdrop.paintSelection(painter, place, cursor);
        if (m_spelling && m_spelling->isReady() && !Highlighter::isCode(place.block))
            backdrop.paintMisspelled(painter, place, m_spelling->misspelled(place.block.text()), cursor);
    }
}

void MarkdownEditor::updateBehind()
{
    const QTextCursor cursor = textCursor();
    const CursorLine now{document(), cursor.blockNumber(), document()->blockCount(), cursor.block().userState(), cursor.hasSelection()};
    if (std::exchange(m_cursorLine, now) != now || now.hasSelection || m_focusMode) {
        viewport()->update();
        return;
    }
    const QRectF line = blockBoundingGeometry(cursor.block()).translated(contentOffset());
    viewport()->update(QRect(0, int(line.top()) - 1, viewport()->width(), int(line.height()) + 3));
}

// Over all but the paragraph at the cursor: from blank line to blank line.
void MarkdownEditor::paintVeil(QPainter &painter, const QRect &exposed)
{
    const auto isBlank = [](const QTextBlock &block) { return block.text().trimmed().isEmpty(); };
    QTextBlock first = textCursor().block();
    QTextBlock last = first;
    while (first.previous().isValid() && !isBlank(first) && !isBlank(first.previous()))
        first = first.previous();
    while (last.next().isValid() && !isBlank(last) && !isBlank(last.next()))
        last = last.next();
    QColor veil = m_theme.tokens().paper;
    veil.setAlphaF(kVeil);
    for (const VisibleBlock &place : visibleBlocks(exposed)) {
        if (place.block.blockNumber() < first.blockNumber() || place.block.blockNumber() > last.blockNumber())
            painter.fillRect(QRectF(0, place.rect.top(), viewport()->width(), place.rect.height()), veil);
    }
}

void MarkdownEditor::setFocusMode(bool on)
{
    m_focusMode = on;
    viewport()->update();
}

void MarkdownEditor::setTypewriter(bool on)
{
    m_typewriter = on;
    keepHeight();
}

void MarkdownEditor::keepHeight()
{
    // Under a mouse that clicks or selects nothing may move.
    if (!m_typewriter || textCursor().hasSelection() || QApplication::mouseButtons() != Qt::NoButton)
        return;
    const double height = m_sheets.current().layout->lineHeight();
    const double away = cursorRect().center().y() - viewport()->height() * kHeightOfLine;
    if (qAbs(away) >= height)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + int(away / height));
}

void MarkdownEditor::setSpelling(Spelling *spelling)
{
    m_spelling = spelling;
    viewport()->update();
}

bool MarkdownEditor::selectMisspelling(MisspellingFrom where)
{
    if (!m_spelling || !m_spelling->isReady())
        return false;
    const int from = where == MisspellingFrom::Top ? 0 : textCursor().selectionEnd();
    for (QTextBlock block = document()->findBlock(from); block.isValid(); block = block.next()) {
        if (Highlighter::isCode(block))
            continue;
        for (const TextRange &word : m_spelling->misspelled(block.text())) {
            if (block.position() + word.from < from)
                continue;
            QTextCursor cursor(block);
            cursor.setPosition(block.position() + word.from);
            cursor.setPosition(block.position() + word.to, QTextCursor::KeepAnchor);
            setTextCursor(cursor);
            return true;
        }
    }
    return false;
}

} // namespace galley
