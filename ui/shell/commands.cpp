#include "ui/shell/commands.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

#include <algorithm>

namespace galley {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QString nameOf(const QAction &action)
{
    return action.text().remove(QLatin1Char('&'));
}

void collect(const QList<QAction *> &actions, const QString &place, std::vector<Command> &commands)
{
    for (QAction *action : actions) {
        if (const QMenu *menu = action->menu()) {
            const QString name = nameOf(*action);
            collect(menu->actions(), place.isEmpty() ? name : tr("%1 › %2").arg(place, name), commands);
        } else if (!action->isSeparator() && action->isEnabled() && action->isVisible()) {
            const QString aside = action->isCheckable() && action->isChecked() ? tr("%1 · on").arg(place) : place;
            commands.push_back({action, {nameOf(*action), aside, action->shortcut().toString(QKeySequence::NativeText),
                                         action->property(AlsoCalled).toString()}});
        }
    }
}

} // namespace

std::vector<Command> commandsOf(const QMenuBar &bar)
{
    std::vector<Command> commands;
    collect(bar.actions(), {}, commands);
    return commands;
}

void putFirst(std::vector<Command> &commands, const QList<QAction *> &recent)
{
    const auto place = [&recent](const Command &command) {
        const qsizetype at = recent.indexOf(command.action);
        return at < 0 ? recent.size() : at;
    };
    std::ranges::stable_sort(commands, {}, place);
}

} // namespace galley
