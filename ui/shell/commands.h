// What the menus offer, as a list to choose from by name. UI thread.
#pragma once

#include "ui/palette/picklist.h"

#include <QList>

class QAction;
class QMenuBar;

namespace galley {

struct Command
{
    QAction *action = nullptr;
    PickEntry entry; // its name, its menu, its keys
};

/// Under which other name commands find an action; its property.
inline constexpr auto AlsoCalled = "alsoCalled";

/// All that can be done now, in the order of the menus. What a menu fills only when it opens is not among it.
std::vector<Command> commandsOf(const QMenuBar &bar);

/// Those of `recent` first, in its order.
void putFirst(std::vector<Command> &commands, const QList<QAction *> &recent);

} // namespace galley
