#include "ui/postlist/syncline.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace galley {

SyncLine::SyncLine(const Theme &theme, QWidget *parent)
    : QAbstractButton(parent),
      m_theme(theme)
{
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setFont(theme.text(12));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SyncLine::show(Mood mood, const QString &words, const QString &detail)
{
    m_mood = mood;
    setText(words);
    setAccessibleName(words);
    setAccessibleDescription(detail);
    setToolTip(detail.isEmpty() ? words : detail);
    update();
}

void SyncLine::setProgress(double share)
{
    m_progress = share;
    update();
}

QSize SyncLine::sizeHint() const
{
    return {120, 42};
}

void SyncLine::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
    if (m_progress >= 0)
        painter.fillRect(QRectF(0, 0, width() * qMin(m_progress, 1.0), 2), t.accent);
    if (hasFocus())
        paintRounded(painter, rect().adjusted(0, 4, 0, -2), 8, Qt::transparent, t.accent);
    const QColor color = m_mood == Mood::Trouble ? t.bad : m_mood == Mood::Busy ? t.warn
                       : m_mood == Mood::InStep  ? t.accent
                                                 : t.faint;
    paintDot(painter, QPointF(13.5, height() / 2.0 + 1), 7, color,
             m_mood == Mood::Local ? DotShape::Ring : DotShape::Filled);
    painter.setFont(font());
    painter.setPen(underMouse() ? t.ink : t.soft);
    const QRect textRect = rect().adjusted(25, 2, -6, 0);
    paintLine(painter, textRect, text());
}

} // namespace galley

#include "moc_syncline.cpp"
