#include "ui/widgets/carddialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/linklabel.h"
#include "ui/widgets/wraplabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTextEdit>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kSide = 24;
constexpr int kWidth = 540;
constexpr int kWideWidth = 680;
constexpr int kAround = 60; // pixels of the owner's window beside and around what can be resized
constexpr int kNameWidth = 96;
constexpr int kFieldHeight = 34;
constexpr int kHeadingLines = 3;
constexpr int kUnbroken = 24; // characters of a word that surely fit a line

// A row draws the hairline above itself.
class CardRow final : public QWidget
{
public:
    CardRow(const Theme &theme, QWidget *parent)
        : QWidget(parent),
          m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(QRect(0, 0, width(), 1), m_theme.tokens().line); }

private:
    const Theme &m_theme;
};

class CardFooter final : public QWidget
{
public:
    CardFooter(const Theme &theme, QWidget *parent)
        : QWidget(parent),
          m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.tokens().side);
        painter.fillRect(QRect(0, 0, width(), 1), m_theme.tokens().line);
    }

private:
    const Theme &m_theme;
};

/// Never wider than the window that the dialog belongs to: what doesn't fit is cut, and the buttons stay in reach.
class CardColumn final : public QVBoxLayout
{
public:
    explicit CardColumn(QDialog &dialog)
        : QVBoxLayout(&dialog),
          m_dialog(dialog)
    {
    }

    QSize sizeHint() const override { return bounded(QVBoxLayout::sizeHint()); }
    QSize minimumSize() const override { return bounded(QVBoxLayout::minimumSize()); }

private:
    QSize bounded(QSize size) const
    {
        const QWidget *owner = m_dialog.parentWidget();
        if (owner && owner->isVisible())
            size.setWidth(qMin(size.width(), owner->window()->width()));
        return size;
    }

    QDialog &m_dialog;
};

// A dialog has the size that it is shown with until it is seen: one that grows while the window manager takes it over (an import
// that is done at once) came to stand in the corner of the screen, its title bar outside.
class SteadyUntilSeen final : public QObject
{
public:
    SteadyUntilSeen(QDialog &dialog, QLayout &layout)
        : QObject(&dialog),
          m_layout(layout)
    {
        dialog.installEventFilter(this);
    }

    bool eventFilter(QObject *dialog, QEvent *event) override
    {
        if (event->type() == QEvent::Show)
            m_layout.setEnabled(false);
        else if (event->type() == QEvent::Paint) {
            dialog->removeEventFilter(this);
            QMetaObject::invokeMethod(this, [this] {
                m_layout.setEnabled(true);
                m_layout.invalidate();
                m_layout.activate();
                deleteLater();
            }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    QLayout &m_layout;
};

} // namespace

CardDialog::CardDialog(const Theme &theme, const QString &heading, const QString &sentence, QWidget *parent, Width width)
    : QDialog(parent),
      m_theme(theme),
      m_sentence(new WrapLabel(this)),
      m_column(new CardColumn(*this)),
      m_rows(new QVBoxLayout),
      m_footer(new CardFooter(theme, this)),
      m_left(new QHBoxLayout),
      m_right(new QHBoxLayout)
{
    setWindowTitle(heading);
    auto *title = new WrapLabel(this, kHeadingLines);
    title->setFont(theme.text(18, QFont::DemiBold));
    title->setText(heading);
    m_sentence->setForegroundRole(QPalette::Dark);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(kSide, 20, kSide, 14);
    head->setSpacing(4);
    head->addWidget(title);
    head->addWidget(m_sentence);
    m_rows->setSpacing(0);
    auto *buttons = new QHBoxLayout(m_footer);
    buttons->setContentsMargins(kSide, 15, kSide, 15);
    buttons->setSpacing(8);
    m_left->setSpacing(8);
    m_right->setSpacing(8);
    buttons->addLayout(m_left);
    buttons->addStretch();
    buttons->addLayout(m_right);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addLayout(head);
    m_column->addLayout(m_rows);
    m_column->addStretch();
    m_column->addWidget(m_footer);
    setSentence(sentence);
    // The width is given, the height follows from the wrapped text.
    m_column->addStrut(width == Width::Wide ? kWideWidth : kWidth);
    m_column->setSizeConstraint(QLayout::SetFixedSize);
    new SteadyUntilSeen(*this, *m_column);
}

void CardDialog::fill(QWidget *content)
{
    auto *row = new CardRow(m_theme, this);
    auto *line = new QVBoxLayout(row);
    line->setContentsMargins(0, 1, 0, 0);
    line->addWidget(content);
    m_column->insertWidget(1, row, 1);
    letResize();
}

void CardDialog::letResize()
{
    m_column->setSizeConstraint(QLayout::SetDefaultConstraint);
    setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
}

void CardDialog::resizeWithin(const QSize &wanted)
{
    const QWidget *owner = parentWidget();
    const QSize room = owner ? owner->window()->size() - QSize(kAround, kAround) : wanted;
    resize(wanted.boundedTo(room).expandedTo(minimumSizeHint()));
}

void CardDialog::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void CardDialog::addRow(const QString &name, QWidget *content, Beside beside)
{
    auto *row = new CardRow(m_theme, this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(kSide, 11, kSide, 11);
    line->setSpacing(12);
    auto *label = new QLabel(name, row);
    label->setFont(m_theme.text(13, QFont::Medium));
    label->setForegroundRole(QPalette::Dark);
    label->setFixedWidth(kNameWidth);
    label->setBuddy(content);
    if (beside == Beside::FirstField)
        label->setFixedHeight(kFieldHeight);
    const bool field = content->sizeHint().height() > 30 && content->focusPolicy() != Qt::NoFocus
        && !qobject_cast<QLabel *>(content) && !qobject_cast<QTextEdit *>(content);
    line->addWidget(label, 0, field ? Qt::AlignVCenter : Qt::AlignTop);
    line->addWidget(content, 1);
    m_rows->addWidget(row);
}

void CardDialog::addWide(QWidget *content)
{
    m_rows->addWidget(wideRow(content));
}

void CardDialog::addGrowing(QWidget *content)
{
    m_rows->addWidget(wideRow(content), 1);
    m_column->setStretchFactor(m_rows, 1);
    letResize();
}

QWidget *CardDialog::wideRow(QWidget *content)
{
    auto *row = new CardRow(m_theme, this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(kSide, 11, kSide, 11);
    line->addWidget(content);
    return row;
}

QLabel *CardDialog::richText(const QString &html)
{
    auto *label = new LinkLabel(html, this);
    label->setWordWrap(true);
    return label;
}

QString CardDialog::breakable(const QString &text)
{
    QString broken;
    int run = 0;
    for (const QChar c : text) {
        run = c.isSpace() ? 0 : run + 1;
        if (run > kUnbroken && !c.isLowSurrogate() && !c.isMark()) {
            broken += QChar(0x200B); // a space without width
            run = 1;
        }
        broken += c;
    }
    return broken;
}

QPushButton *CardDialog::addLeftButton(const QString &text)
{
    auto *button = new QPushButton(text, m_footer);
    button->setAutoDefault(false);
    m_left->addWidget(button);
    return button;
}

void CardDialog::addLeft(QWidget *content)
{
    content->setParent(m_footer);
    m_left->addWidget(content);
}

QPushButton *CardDialog::addButton(const QString &text)
{
    auto *button = new QPushButton(text, m_footer);
    button->setAutoDefault(false);
    m_right->addWidget(button);
    return button;
}

QPushButton *CardDialog::addMainButton(const QString &text)
{
    auto *button = new QPushButton(text, m_footer);
    button->setProperty("primary", true);
    button->setDefault(true);
    m_right->addWidget(button);
    return button;
}

QPushButton *CardDialog::addDangerButton(const QString &text, QPushButton &harmless)
{
    auto *button = new QPushButton(text, m_footer);
    button->setProperty("danger", true);
    m_right->addWidget(button);
    harmless.setProperty("primary", false);
    harmless.setAutoDefault(true); // Enter follows the focus between the two
    harmless.setDefault(true);
    harmless.setFocus();
    return button;
}

void CardDialog::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.tokens().paper);
}

} // namespace galley

#include "moc_carddialog.cpp"
