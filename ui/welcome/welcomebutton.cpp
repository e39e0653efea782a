#include "ui/welcome/welcomebutton.h"

#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>

namespace galley {

WelcomeButton::WelcomeButton(const Theme &theme, const QString &icon, const QString &title, const QString &line,
                             QWidget *parent)
    : QAbstractButton(parent),
      m_theme(theme),
      m_icon(icon),
      m_line(line)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(line);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WelcomeButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void WelcomeButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    const QColor fill = isDown() ? t.tint : underMouse() ? blend(t.paper, t.accent, 0.04) : t.paper;
    paintRounded(painter, rect(), 10, fill, hasFocus() ? t.accent : underMouse() ? blend(t.line, t.accent, 0.4) : t.line);
    painter.drawPixmap(18, (height() - 22) / 2, iconPixmap(m_icon, t.accent, 22, devicePixelRatioF()));
    painter.setFont(m_theme.text(13, QFont::DemiBold));
    painter.setPen(t.ink);
    const QRect text = rect().adjusted(56, 11, -16, -11);
    painter.drawText(text, Qt::AlignTop | Qt::TextSingleLine, this->text());
    painter.setFont(m_theme.text(12));
    painter.setPen(t.soft);
    painter.drawText(text, Qt::AlignBottom | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_line, Qt::ElideMiddle, text.width()));
}

} // namespace galley

#include "moc_welcomebutton.cpp"
