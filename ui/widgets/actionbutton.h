// A flat button with the icon of a command, named after it; its tooltip tells the keys. UI thread.
#pragma once

class QAction;
class QToolButton;
class QWidget;

namespace galley {

/// Follows `action`, which gets its tooltip here: a button shows that of its action.
QToolButton *actionButton(QAction *action, QWidget *parent);

} // namespace galley
