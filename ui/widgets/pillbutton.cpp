#include "ui/widgets/pillbutton.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace galley {

PillButton::PillButton(const Theme &theme, const QString &text, QWidget *parent)
    : QAbstractButton(parent),
      m_theme(theme)
{
    setText(text);
    setCheckable(true);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::TabFocus);
    setFont(theme.text(12));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

QSize PillButton::sizeHint() const
{
    // Room for the bold form, so that a choice moves nothing.
    const QFontMetrics bold(m_theme.text(12, QFont::DemiBold));
    return {bold.horizontalAdvance(text()) + 18, 24};
}

void PillButton::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    if (isChecked())
        paintRounded(painter, rect(), 12, t.tint, hasFocus() ? t.accent : QColor(Qt::transparent));
    else if (underMouse() || hasFocus())
        paintRounded(painter, rect(), 12, blend(t.side, t.ink, 0.05), hasFocus() ? t.accent : QColor(Qt::transparent));
    painter.setFont(m_theme.text(12, isChecked() ? QFont::DemiBold : QFont::Normal));
    painter.setPen(isChecked() ? t.accent : t.soft);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace galley

#include "moc_pillbutton.cpp"
