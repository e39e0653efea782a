#include "ui/shell/headerbar.h"

#include "ui/shell/actions.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/actionbutton.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace galley {

namespace {

constexpr int kLeastName = 100; // pixels for the blog's name

class Chip final : public QLabel
{
public:
    Chip(const Theme &theme, QWidget *parent)
        : QLabel(parent),
          m_theme(theme)
    {
        setFont(theme.text(12));
        setContentsMargins(10, 3, 10, 4);
        setForegroundRole(QPalette::Dark);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        paintRounded(painter, rect(), height() / 2.0, Qt::transparent, blend(m_theme.tokens().line, m_theme.tokens().ink, 0.06));
        painter.end();
        QLabel::paintEvent(event);
    }

private:
    const Theme &m_theme;
};

class Rule final : public QWidget
{
public:
    Rule(const Theme &theme, QWidget *parent)
        : QWidget(parent),
          m_theme(theme)
    {
        setFixedSize(13, 18);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(QRect(6, 0, 1, height()), m_theme.tokens().line);
    }

private:
    const Theme &m_theme;
};

QWidget *group(QWidget *parent, const QList<QWidget *> &widgets)
{
    auto *box = new QWidget(parent);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    return box;
}

} // namespace

HeaderBar::HeaderBar(const Theme &theme, const Actions &actions, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_menu(new QToolButton(this)),
      m_name(new QLabel(this)),
      m_chip(new Chip(theme, this)),
      m_publish(new QPushButton(tr("Publish"), this)),
      m_publishAction(actions.publish)
{
    setFixedHeight(48);
    m_menu->setIcon(themedIcon(theme, QStringLiteral("menu")));
    m_menu->setIconSize(QSize(17, 17));
    m_menu->setFixedSize(30, 30);
    m_menu->setAutoRaise(true);
    m_menu->setFocusPolicy(Qt::TabFocus);
    m_menu->setToolTip(tr("Menu (F10)"));
    m_menu->setAccessibleName(tr("Menu"));
    connect(m_menu, &QToolButton::clicked, this,
            [this] { Q_EMIT menuWanted(m_menu->mapToGlobal(QPoint(0, m_menu->height() + 4))); });
    m_name->setFont(theme.text(13, QFont::DemiBold));
    m_name->setTextFormat(Qt::PlainText);
    m_publish->setProperty("primary", true);
    m_publish->setMinimumWidth(m_publish->sizeHint().width()); // the same under either name
    connect(m_publish, &QPushButton::clicked, actions.publish, &QAction::trigger);
    connect(actions.publish, &QAction::changed, this, &HeaderBar::showPublish);
    showPublish();

    const auto button = [this](QAction *action) { return actionButton(action, this); };
    m_marks = group(this, {button(actions.bold), button(actions.italic), button(actions.link), button(actions.code)});
    m_blocks = group(this, {new Rule(theme, this), button(actions.heading2), button(actions.list), button(actions.insertTable)});
    m_image = group(this, {button(actions.insertImage), new Rule(theme, this)});
    m_panes = group(this, {button(actions.showList), button(actions.showProof), button(actions.showDetails)});
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, 0, 14, 1);
    row->setSpacing(6);
    row->addWidget(m_menu);
    row->addWidget(m_name);
    row->addSpacing(2);
    row->addWidget(m_chip);
    row->addStretch();
    row->addWidget(m_marks);
    row->addWidget(m_blocks);
    row->addWidget(m_image);
    row->addWidget(m_panes);
    row->addSpacing(8);
    row->addWidget(m_publish);
    setPostOpen(false);
}

void HeaderBar::setBlogName(const QString &name)
{
    m_fullName = name;
    fit();
}

void HeaderBar::setStatus(const QString &words)
{
    m_chip->setText(words);
    m_chip->setVisible(!words.isEmpty());
    fit();
}

void HeaderBar::setWhyNotPublish(const QString &why)
{
    if (m_whyNotPublish == why)
        return;
    m_whyNotPublish = why;
    showPublish();
}

// Where there is nothing to publish only the button rests; the command by its keys says so.
void HeaderBar::showPublish()
{
    m_publish->setEnabled(m_publishAction->isEnabled() && m_whyNotPublish.isEmpty());
    m_publish->setText(QString(m_publishAction->text()).remove(QLatin1Char('&')));
    m_publish->setToolTip(!m_whyNotPublish.isEmpty() ? m_whyNotPublish
                                                     : tr("%1 (%2)", "what it does, and its keys")
                                                           .arg(m_publishAction->toolTip(), m_publishAction->shortcut().toString()));
    m_publish->setAccessibleDescription(m_whyNotPublish);
}

void HeaderBar::setPostOpen(bool open)
{
    m_isOpen = open;
    m_marks->setVisible(open);
    m_image->setVisible(open);
    m_panes->setVisible(open);
    m_publish->setVisible(open);
    m_chip->setVisible(open && !m_chip->text().isEmpty());
    fit();
}

void HeaderBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

// What leaves the name no room goes, first the blocks, then the marks: all of it is in the menu too.
void HeaderBar::fit()
{
    const QFontMetrics metrics = m_name->fontMetrics();
    m_name->clear();
    const auto room = [this] {
        layout()->invalidate();
        return width() - layout()->totalMinimumSize().width();
    };
    for (QWidget *part : {m_blocks, m_marks})
        part->setVisible(m_isOpen);
    for (QWidget *part : {m_blocks, m_marks}) {
        if (room() < qMin(kLeastName, metrics.horizontalAdvance(m_fullName)))
            part->hide();
    }
    m_name->setText(metrics.elidedText(m_fullName, Qt::ElideRight, qMin(room(), width() / 3)));
    m_name->setToolTip(m_name->text() == m_fullName ? QString() : m_fullName);
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.tokens().side);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.tokens().line);
}

} // namespace galley

#include "moc_headerbar.cpp"
