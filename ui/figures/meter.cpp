#include "ui/figures/meter.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace galley {

namespace {

constexpr int kTextHeight = 20;
constexpr int kBarTop = 26;
constexpr int kBarHeight = 4;
constexpr double kWarnFrom = 0.8;

} // namespace

Meter::Meter(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_name(name)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWords({});
}

void Meter::setValue(const QString &value, double share)
{
    m_value = value;
    m_share = share;
    setAccessibleName(tr("%1: %2, %3 %").arg(m_name, value).arg(qRound(share * 100)));
    setToolTip({});
    update();
}

void Meter::setWords(const QString &words)
{
    m_value = words;
    m_share = -1;
    setAccessibleName(tr("%1: %2").arg(m_name, words));
    setToolTip(words);
    update();
}

QSize Meter::sizeHint() const
{
    return {200, kBarTop + kBarHeight};
}

void Meter::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    const QRect line(0, 0, width(), kTextHeight);
    painter.setFont(m_theme.text(13, QFont::Medium));
    painter.setPen(t.ink);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, m_name);
    const int left = painter.fontMetrics().horizontalAdvance(m_name) + 16;
    painter.setFont(m_theme.text(13));
    painter.setPen(t.soft);
    painter.drawText(line.adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::AlignRight,
                     painter.fontMetrics().elidedText(m_value, Qt::ElideRight, line.width() - left));
    if (m_share < 0)
        return;
    const QRectF track(0, kBarTop, width(), kBarHeight);
    paintRounded(painter, track, kBarHeight / 2.0, blend(t.paper, t.ink, 0.10), Qt::transparent);
    QRectF filled = track;
    // The first row read shows as a dot.
    filled.setWidth(qBound(m_share > 0 ? double(kBarHeight) : 0.0, track.width() * m_share, track.width()));
    paintRounded(painter, filled, kBarHeight / 2.0, m_share >= 1 ? t.bad : m_share >= kWarnFrom ? t.warn : t.accent,
                 Qt::transparent);
}

} // namespace galley

#include "moc_meter.cpp"
