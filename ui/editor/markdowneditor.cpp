#include "ui/editor/markdowneditor.h"

#include "ui/editor/codeedits.h"
#include "ui/editor/formatting.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/keptplace.h"
#include "ui/editor/lineprefix.h"
#include "ui/editor/listedits.h"
#include "ui/editor/minimaledit.h"
#include "ui/editor/pasting.h"
#include "ui/editor/spelling.h"
#include "ui/editor/spellingmenu.h"
#include "ui/editor/tableedits.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

namespace galley {

MarkdownEditor::MarkdownEditor(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent),
      m_theme(theme),
      m_sheets(theme, *this)
{
    setDocument(m_sheets.current().document);
    setFont(theme.mono(15));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // painted only when needed: the column never moves
    setTabChangesFocus(false);
    setCursorWidth(2);
    setCenterOnScroll(true); // the last line need not stand at the edge
    verticalScrollBar()->setProperty("scrollsPastEnd", true);
    setAccessibleName(tr("Text of the post, in Markdown"));
    setPlaceholderText(tr("Write…"));
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &MarkdownEditor::updateBehind);
    connect(this, &QPlainTextEdit::selectionChanged, this, &MarkdownEditor::updateBehind); // without moving the cursor, too
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &MarkdownEditor::keepHeight);
    connect(&theme, &Theme::changed, this, &MarkdownEditor::applyTheme);
    applyTheme();
}

MarkdownEditor::Loaded MarkdownEditor::load(const QString &markdown, qint64 key)
{
    // As the document will have it: line ends of other systems are no difference.
    const QString text = QString(markdown).replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    Loaded loaded = Loaded::AsGiven;
    m_pairs.forget();
    if (m_sheets.turnTo(key) == Sheets::Origin::New) {
        setDocument(m_sheets.current().document);
        setPlainText(text);
        document()->clearUndoRedoStacks();
        moveCursor(QTextCursor::Start);
        layOutColumn();
    } else {
        const Sheet left = m_sheets.current();
        setDocument(left.document);
        layOutColumn();
        // What came in here while it was not shown (an image on its way) stays, unless its post has moved on too.
        const bool grewHere = document()->revision() != left.revision && qHash(text) == left.hash && this->markdown() != text;
        if (grewHere)
            loaded = Loaded::GrownMeanwhile;
        else
            applyMinimalEdit(document(), text);
        QTextCursor cursor(document());
        const int end = document()->characterCount() - 1;
        cursor.setPosition(qMin(left.anchor, end));
        cursor.setPosition(qMin(left.position, end), QTextCursor::KeepAnchor);
        setTextCursor(cursor);
        verticalScrollBar()->setValue(left.scrolled);
    }
    m_sheets.dropOldest();
    return loaded;
}

QString MarkdownEditor::markdown() const
{
    return exactText(*document());
}

void MarkdownEditor::apply(const std::function<void(QTextCursor &)> &change)
{
    if (isReadOnly())
        return;
    QTextCursor cursor = textCursor();
    change(cursor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

bool MarkdownEditor::attempt(const std::function<bool(QTextCursor &)> &change)
{
    QTextCursor cursor = textCursor();
    if (isReadOnly() || !change(cursor))
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

void MarkdownEditor::copyAs(Form form) const
{
    QString text = textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n');
    if (text.isEmpty())
        text = markdown();
    QApplication::clipboard()->setMimeData(form == Form::HtmlSource ? asHtmlSource(text) : asFormattedText(text));
}

void MarkdownEditor::undo()
{
    step(&QPlainTextEdit::undo);
}

void MarkdownEditor::redo()
{
    step(&QPlainTextEdit::redo);
}

void MarkdownEditor::step(void (QPlainTextEdit::*undoOrRedo)())
{
    KeptPlace place(*this);
    (this->*undoOrRedo)();
    place.keep();
}

void MarkdownEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Undo))
        undo();
    else if (event->matches(QKeySequence::Redo))
        redo();
    else if (typed(*event))
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
        return attempt([](QTextCursor &cursor) { return closeFence(cursor) || continueTable(cursor) || continueLine(cursor); });
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
    return attempt([this, typed](QTextCursor &cursor) {
        return Pairs::wrap(cursor, typed) || typeOverFence(cursor, typed) || m_pairs.type(cursor, typed);
    });
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

void MarkdownEditor::contextMenuEvent(QContextMenuEvent *event)
{
    // From the keyboard the menu is about the word at the cursor. A place of the mouse is one of the viewport.
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QTextCursor at = byKey ? textCursor() : cursorForPosition(event->pos());
    const QPoint place = byKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos();
    auto *menu = createStandardContextMenu();
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto take = [menu](const char *name, auto way) { // Qt's would go past ours
        if (auto *action = menu->findChild<QAction *>(QLatin1String(name))) {
            action->disconnect(SIGNAL(triggered(bool)));
            QObject::connect(action, &QAction::triggered, menu, way);
        }
    };
    take("edit-undo", [this] { undo(); });
    take("edit-redo", [this] { redo(); });
    if (m_spelling && m_spelling->isReady())
        addSpelling(*menu, *this, at, *m_spelling);
    menu->popup(place);
}

QMimeData *MarkdownEditor::createMimeDataFromSelection() const
{
    return copied(textCursor());
}

} // namespace galley

#include "moc_markdowneditor.cpp"
