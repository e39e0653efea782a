#include "ui/editor/findbar.h"

#include "ui/editor/markdowneditor.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTextDocument>
#include <QToolButton>

namespace galley {

namespace {

QToolButton *iconButton(const Theme &theme, const QString &icon, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(theme, icon));
    button->setIconSize(QSize(17, 17));
    button->setFixedSize(30, 30);
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

} // namespace

FindBar::FindBar(const Theme &theme, MarkdownEditor &editor, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_editor(editor),
      m_needle(new QLineEdit(this)),
      m_replacement(new QLineEdit(this)),
      m_count(new QLabel(this)),
      m_replaceRow(new QWidget(this))
{
    m_needle->setPlaceholderText(tr("Find in this post"));
    m_needle->setAccessibleName(tr("Find in this post"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_count->setMinimumWidth(72);
    m_count->setForegroundRole(QPalette::Dark);
    auto *previous = iconButton(theme, QStringLiteral("up"), tr("Previous match"), this);
    auto *next = iconButton(theme, QStringLiteral("down"), tr("Next match"), this);
    auto *done = iconButton(theme, QStringLiteral("close"), tr("Close the find bar"), this);
    auto *one = new QPushButton(tr("Replace"), m_replaceRow);
    auto *all = new QPushButton(tr("Replace all"), m_replaceRow);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 7, 14, 8);
    column->setSpacing(6);
    auto *findRow = new QHBoxLayout;
    findRow->setSpacing(4);
    findRow->addWidget(m_needle, 1);
    findRow->addSpacing(6);
    findRow->addWidget(m_count);
    findRow->addWidget(previous);
    findRow->addWidget(next);
    findRow->addWidget(done);
    auto *replaceRow = new QHBoxLayout(m_replaceRow);
    replaceRow->setContentsMargins(0, 0, 0, 0);
    replaceRow->setSpacing(8);
    replaceRow->addWidget(m_replacement, 1);
    replaceRow->addWidget(one);
    replaceRow->addWidget(all);
    column->addLayout(findRow);
    column->addWidget(m_replaceRow);
    connect(m_needle, &QLineEdit::textChanged, this, &FindBar::needleChanged);
    connect(m_needle, &QLineEdit::returnPressed, this, &FindBar::findNext);
    connect(m_replacement, &QLineEdit::returnPressed, this, &FindBar::replaceOne);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(done, &QToolButton::clicked, this, &FindBar::close);
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    hide();
}

void FindBar::open(Mode mode)
{
    m_replaceRow->setVisible(mode == Mode::Replace);
    const QString selected = m_editor.textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_needle->setText(selected);
    show();
    m_needle->setFocus(Qt::ShortcutFocusReason);
    m_needle->selectAll();
    needleChanged();
}

void FindBar::close()
{
    hide();
    m_editor.showMatches({}, Qt::CaseInsensitive);
    m_editor.setFocus(Qt::OtherFocusReason);
}

// A capital in what is sought means it.
Qt::CaseSensitivity FindBar::sensitivity() const
{
    const QString needle = m_needle->text();
    return needle == needle.toLower() ? Qt::CaseInsensitive : Qt::CaseSensitive;
}

void FindBar::needleChanged()
{
    m_editor.showMatches(m_needle->text(), sensitivity());
    search(false, true);
    showCount();
}

void FindBar::findNext()
{
    search(false, false);
    showCount();
}

void FindBar::findPrevious()
{
    search(true, false);
    showCount();
}

void FindBar::search(bool backwards, bool fromStart)
{
    const QString needle = m_needle->text();
    if (needle.isEmpty())
        return;
    QTextDocument::FindFlags flags;
    if (backwards)
        flags |= QTextDocument::FindBackward;
    if (sensitivity() == Qt::CaseSensitive)
        flags |= QTextDocument::FindCaseSensitively;
    QTextCursor from = m_editor.textCursor();
    if (fromStart)
        from.setPosition(from.selectionStart());
    QTextCursor found = m_editor.document()->find(needle, from, flags);
    if (found.isNull()) {
        from.movePosition(backwards ? QTextCursor::End : QTextCursor::Start);
        found = m_editor.document()->find(needle, from, flags);
    }
    if (!found.isNull())
        m_editor.setTextCursor(found);
}

void FindBar::replaceOne()
{
    QTextCursor cursor = m_editor.textCursor();
    if (cursor.selectedText().compare(m_needle->text(), sensitivity()) == 0 && cursor.hasSelection())
        cursor.insertText(m_replacement->text());
    findNext();
}

void FindBar::replaceAll()
{
    const QString needle = m_needle->text();
    if (needle.isEmpty())
        return;
    const QTextDocument::FindFlags flags =
        sensitivity() == Qt::CaseSensitive ? QTextDocument::FindCaseSensitively : QTextDocument::FindFlags();
    QTextCursor edit(m_editor.document());
    edit.beginEditBlock();
    QTextCursor found = m_editor.document()->find(needle, 0, flags);
    while (!found.isNull()) {
        found.insertText(m_replacement->text());
        found = m_editor.document()->find(needle, found, flags);
    }
    edit.endEditBlock();
    showCount();
}

void FindBar::showCount()
{
    const QString needle = m_needle->text();
    if (needle.isEmpty()) {
        m_count->clear();
        return;
    }
    const QString text = m_editor.markdown();
    const qsizetype here = m_editor.textCursor().selectionStart();
    int total = 0;
    int current = 0;
    for (qsizetype at = text.indexOf(needle, 0, sensitivity()); at >= 0;
         at = text.indexOf(needle, at + needle.size(), sensitivity())) {
        ++total;
        if (at <= here)
            current = total;
    }
    m_count->setText(total == 0 ? tr("No match") : tr("%1 of %2").arg(qMax(current, 1)).arg(total));
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else if (event->key() == Qt::Key_Return && (event->modifiers() & Qt::ShiftModifier))
        findPrevious();
    else
        QWidget::keyPressEvent(event);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().side);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().line);
}

} // namespace galley
