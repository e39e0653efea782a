#include "ui/widgets/actionbutton.h"

#include <QAction>
#include <QToolButton>

namespace galley {

QToolButton *actionButton(QAction *action, QWidget *parent)
{
    const QString name = action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, keys));
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setIconSize(QSize(17, 17));
    button->setFixedSize(30, 30);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(name);
    return button;
}

} // namespace galley
