#include "ui/editor/findbar.h"

#include "ui/editor/markdowneditor.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/searchtoggles.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace galley {

namespace {

constexpr int kOneLine = 490; // pixels: a narrower bar has its buttons below its fields

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
      m_finder(editor),
      m_sought(new QLineEdit(this)),
      m_replacement(new QLineEdit(this)),
      m_toggles(new SearchToggles(theme, this)),
      m_count(new QLabel(this)),
      m_trouble(new QLabel(this)),
      m_replacing(new QWidget(this)),
      m_findRow(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_replaceRow(new QBoxLayout(QBoxLayout::LeftToRight, m_replacing))
{
    m_sought->setPlaceholderText(tr("Find in this post"));
    m_sought->setAccessibleName(tr("Find in this post"));
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    m_findRow->setSpacing(6);
    m_findRow->addWidget(m_sought, 1);
    m_findRow->addLayout(findTools());
    m_replaceRow->setContentsMargins(0, 0, 0, 0);
    m_replaceRow->setSpacing(6);
    m_replaceRow->addWidget(m_replacement, 1);
    m_replaceRow->addLayout(replaceButtons());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 7, 14, 8);
    column->setSpacing(6);
    column->addLayout(m_findRow);
    column->addWidget(m_replacing);
    column->addWidget(m_trouble);
    connect(m_sought, &QLineEdit::textChanged, this, &FindBar::soughtChanged);
    connect(m_sought, &QLineEdit::returnPressed, this, &FindBar::findNext);
    connect(m_toggles, &SearchToggles::changed, this, &FindBar::soughtChanged);
    connect(m_replacement, &QLineEdit::returnPressed, this, &FindBar::replaceOne);
    connect(&m_finder, &Finder::changed, this, &FindBar::showCount);
    hide();
}

QHBoxLayout *FindBar::findTools()
{
    m_count->setMinimumWidth(64);
    m_count->setForegroundRole(QPalette::Dark);
    auto *previous = iconButton(m_theme, QStringLiteral("up"), tr("Previous match"), this);
    auto *next = iconButton(m_theme, QStringLiteral("down"), tr("Next match"), this);
    auto *done = iconButton(m_theme, QStringLiteral("close"), tr("Close the find bar"), this);
    connect(previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(done, &QToolButton::clicked, this, &FindBar::close);
    auto *row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(m_toggles);
    row->addSpacing(6);
    row->addWidget(m_count, 1);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(done);
    return row;
}

QHBoxLayout *FindBar::replaceButtons()
{
    auto *one = new QPushButton(tr("Replace"), m_replacing);
    auto *all = new QPushButton(tr("Replace all"), m_replacing);
    auto *everywhere = new QPushButton(tr("All posts…"), m_replacing);
    everywhere->setToolTip(tr("Find and replace in all posts"));
    connect(one, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(all, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(everywhere, &QPushButton::clicked, this,
            [this] { Q_EMIT allPostsWanted(m_sought->text(), way(), m_replacement->text()); });
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    for (QPushButton *button : {one, all, everywhere})
        row->addWidget(button);
    return row;
}

TextSearch::Way FindBar::way() const
{
    return m_toggles->way();
}

void FindBar::setWay(const TextSearch::Way &way)
{
    if (way == m_toggles->way())
        return;
    m_toggles->setWay(way);
    if (isHidden())
        return;
    m_finder.setSearch(search());
    showCount();
}

void FindBar::open(Mode mode)
{
    m_replacing->setVisible(mode == Mode::Replace);
    const QString selected = m_editor.textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator)
        && way().syntax == TextSearch::Syntax::Words)
        m_sought->setText(selected);
    show();
    m_sought->setFocus(Qt::ShortcutFocusReason);
    m_sought->selectAll();
    soughtChanged();
}

void FindBar::close()
{
    hide();
    m_finder.setSearch({});
    m_editor.setFocus(Qt::OtherFocusReason);
}

std::optional<TextSearch> FindBar::search()
{
    m_trouble->hide();
    if (m_sought->text().isEmpty())
        return std::nullopt;
    const auto search = TextSearch::make(m_sought->text(), way());
    if (search)
        return *search;
    m_trouble->setText(search.error().message);
    m_trouble->show();
    return std::nullopt;
}

void FindBar::soughtChanged()
{
    m_finder.setSearch(search());
    m_finder.findNext(Finder::From::SelectionStart);
    showCount();
}

// F3 works on after the bar was closed, without marks in the text.
void FindBar::searchAgain()
{
    if (!isHidden())
        return;
    m_finder.setSearch(search());
    m_editor.showMatches({});
}

void FindBar::findNext()
{
    searchAgain();
    m_finder.findNext(Finder::From::Cursor);
    showCount();
}

void FindBar::findPrevious()
{
    searchAgain();
    m_finder.findPrevious();
    showCount();
}

void FindBar::replaceOne()
{
    m_finder.replaceOne(m_replacement->text());
    showCount();
}

void FindBar::replaceAll()
{
    const int count = m_finder.replaceAll(m_replacement->text());
    m_count->setText(tr("%L1 replaced").arg(count));
}

void FindBar::showCount()
{
    const int count = m_finder.count();
    const int current = m_finder.current();
    if (m_sought->text().isEmpty() || m_trouble->isVisible())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("No match"));
    else
        m_count->setText(current > 0 ? tr("%L1 of %L2").arg(current).arg(count) : tr("%L1 matches").arg(count));
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

void FindBar::resizeEvent(QResizeEvent *)
{
    const auto direction = width() < kOneLine ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    for (QBoxLayout *row : {m_findRow, m_replaceRow})
        row->setDirection(direction);
}

void FindBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().side);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().line);
}

} // namespace galley

#include "moc_findbar.cpp"
