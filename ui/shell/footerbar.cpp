#include "ui/shell/footerbar.h"

#include "ui/theme/theme.h"

#include <QLocale>
#include <QPainter>

namespace galley {

FooterBar::FooterBar(const Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme)
{
    setFixedHeight(28);
    setFont(theme.text(12));
}

void FooterBar::setLength(const TextLength &length, Extent extent)
{
    const QLocale locale;
    m_length = length.words == 1 ? tr("1 word") : tr("%1 words").arg(locale.toString(length.words));
    m_length += length.characters == 1 ? tr(" · 1 character") : tr(" · %1 characters").arg(locale.toString(length.characters));
    if (extent == Extent::Selection ? length.minutes > 1 : length.words > 0)
        m_length += tr(" · %1 min").arg(length.minutes);
    if (extent == Extent::Selection)
        m_length = tr("Selected: %1").arg(m_length);
    setAccessibleDescription(m_length);
    update();
}

void FooterBar::setPosition(int line, int column)
{
    m_position = tr("Ln %1, Col %2").arg(line).arg(column);
    update();
}

void FooterBar::setSaved(const QString &words, Tone tone)
{
    m_saved = words;
    m_tone = tone;
    setAccessibleName(words);
    update();
}

void FooterBar::clear()
{
    m_length.clear();
    m_position.clear();
    m_saved.clear();
    update();
}

void FooterBar::paintEvent(QPaintEvent *)
{
    const Tokens &t = m_theme.tokens();
    QPainter painter(this);
    painter.fillRect(rect(), t.side);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
    painter.setFont(font());
    painter.setPen(t.soft);
    const QRect line = rect().adjusted(14, 1, -14, 0);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_length);
    const int after = m_length.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(m_length) + 20;
    painter.drawText(line.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_position);
    const int used = after + painter.fontMetrics().horizontalAdvance(m_position) + 24;
    painter.setPen(m_tone == Tone::Trouble ? t.bad : t.soft);
    painter.drawText(line.adjusted(used, 0, 0, 0), Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_saved, Qt::ElideRight, line.width() - used));
}

} // namespace galley

#include "moc_footerbar.cpp"
