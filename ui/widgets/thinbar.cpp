#include "ui/widgets/thinbar.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace galley {

ThinBar::ThinBar(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme)
{
    setFixedHeight(12);
    setAccessibleName(tr("Progress"));
}

void ThinBar::setShare(double share)
{
    m_share = qBound(0.0, share, 1.0);
    setAccessibleDescription(tr("%1 percent").arg(int(m_share * 100)));
    update();
}

void ThinBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintRounded(painter, QRectF(0, 4, width(), 4), 2, m_theme.tokens().line, Qt::transparent);
    if (m_share > 0)
        paintRounded(painter, QRectF(0, 4, qMax(4.0, width() * m_share), 4), 2, m_theme.tokens().accent, Qt::transparent);
}

} // namespace galley

#include "moc_thinbar.cpp"
