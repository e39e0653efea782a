#include "ui/widgets/banner.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace galley {

Banner::Banner(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_words(new QLabel(this)),
      m_action(new QPushButton(this))
{
    m_words->setFont(theme.text(13));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_action->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 7, 12, 8);
    row->setSpacing(12);
    row->addWidget(m_words, 1);
    row->addWidget(m_action);
    connect(m_action, &QPushButton::clicked, this, &Banner::wanted);
    connect(&theme, &Theme::changed, this, &Banner::applyTheme);
    applyTheme();
    hide();
}

void Banner::say(const QString &words, const QString &action)
{
    m_words->setText(words);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(words);
    show();
}

void Banner::applyTheme()
{
    QPalette p = m_words->palette();
    p.setColor(QPalette::WindowText, m_theme.tokens().ink);
    m_words->setPalette(p);
    update();
}

void Banner::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), blend(t.paper, t.warn, t.dark ? 0.16 : 0.09));
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
}

} // namespace galley

#include "moc_banner.cpp"
