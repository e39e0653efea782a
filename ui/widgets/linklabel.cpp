#include "ui/widgets/linklabel.h"

#include <QFocusEvent>

namespace galley {

LinkLabel::LinkLabel(const QString &html, QWidget *parent)
    : QLabel(html, parent)
{
    setTextFormat(Qt::RichText);
    setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
}

void LinkLabel::focusInEvent(QFocusEvent *event)
{
    QLabel::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        focusNextPrevChild(event->reason() == Qt::TabFocusReason);
}

} // namespace galley

#include "moc_linklabel.cpp"
