#include "ui/editor/markdowneditor.h"

#include "ui/editor/formatting.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/lineprefix.h"
#include "ui/editor/listedits.h"
#include "ui/editor/pasting.h"
#include "ui/editor/spacedlayout.h"
#include "ui/editor/tableedits.h"
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

void MarkdownEditor::apply(const std::function<void(QTextCursor &)> &change)
{
    QTextCursor cursor = textCursor();
    change(cursor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

bool MarkdownEditor::attempt(const std::function<bool(QTextCursor &)> &change)
{
    QTextCursor cursor = textCursor();
    if (!change(cursor))
        return false;
    setTextCursor(cursor);
    ensureCursorVisible();
    return true;
}

void MarkdownEditor::toggle(const QString &mark)
{
    apply([&mark](QTextCursor &cursor) { toggleMark(cursor, mark); });
}

void MarkdownEditor::insertLink()
{
    const QString copied = QApplication::clipboard()->text();
    apply([&copied](QTextCursor &cursor) { makeLink(cursor, isWebAddress(copied) ? copied.trimmed() : QString()); });
}

void MarkdownEditor::pasteAsPlainText()
{
    if (const QMimeData *held = QApplication::clipboard()->mimeData())
        apply([held](QTextCursor &cursor) { pastePlain(cursor, *held); });
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

void MarkdownEditor::keyPressEvent(QKeyEvent *event)
{
    if (typed(*event))
        event->accept();
    else
        QPlainTextEdit::keyPressEvent(event);
}

// True when the key meant more than itself.
bool MarkdownEditor::typed(const QKeyEvent &event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const bool shift = event.modifiers() & Qt::ShiftModifier;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (shift) // Qt would put a line separator here, which is no line of Markdown
            return attempt([](QTextCursor &cursor) { return cursor.insertBlock(), true; });
        return attempt(continueLine);
    case Qt::Key_Tab:
        return attempt([](QTextCursor &cursor) {
            if (!stepCell(cursor, CellStep::Next) && !shiftItems(cursor, Shift::In))
                cursor.insertText(QStringLiteral("    "));
            return true;
        });
    case Qt::Key_Backtab:
        attempt([](QTextCursor &cursor) { return stepCell(cursor, CellStep::Previous) || shiftItems(cursor, Shift::Out); });
        return true;
    case Qt::Key_Backspace: return attempt([this](QTextCursor &cursor) { return m_pairs.backspace(cursor); });
    default: break;
    }
    if (event.text().size() != 1 || overwriteMode())
        return false;
    const QChar typed = event.text().front();
    return attempt([this, typed](QTextCursor &cursor) { return Pairs::wrap(cursor, typed) || m_pairs.type(cursor, typed); });
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
    const Backdrop backdrop(m_theme.tokens(), m_layout->lineHeight(), viewport()->width());
    const QTextCursor cursor = textCursor();
    for (const VisibleBlock &place : visibleBlocks(exposed)) {
        if (place.block == cursor.block() && !cursor.hasSelection() && !document()->isEmpty())
            backdrop.paintCurrentLine(painter, place, cursor);
        backdrop.paintMatches(painter, place, matchesIn(place.block));
        backdrop.paintSelection(painter, place, cursor);
    }
}

bool MarkdownEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText() || source->hasHtml() || !imagesIn(*source).isEmpty();
}

void MarkdownEditor::insertFromMimeData(const QMimeData *source)
{
    const QList<DroppedImage> images = imagesIn(*source);
    if (images.isEmpty())
        apply([source](QTextCursor &cursor) { galley::paste(cursor, *source); });
    else
        Q_EMIT imagesGiven(images, textCursor());
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
    return copied(textCursor());
}

} // namespace galley
