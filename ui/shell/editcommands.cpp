#include "ui/shell/editcommands.h"

#include "ui/editor/codeedits.h"
#include "ui/editor/formatting.h"
#include "ui/editor/lineedits.h"
#include "ui/editor/listedits.h"
#include "ui/editor/markdowneditor.h"
#include "ui/editor/tableedits.h"
#include "ui/shell/actions.h"
#include "ui/editor/tablesizepicker.h"

#include <QMenu>
#include <QTextCursor>

namespace galley {

void connectEdits(const Theme &theme, const Actions &a, MarkdownEditor &editor)
{
    const auto edit = [&editor](QAction *action, auto change) {
        QObject::connect(action, &QAction::triggered, &editor, [&editor, change] { editor.apply(change); });
    };
    edit(a.heading1, [](QTextCursor &cursor) { setHeading(cursor, 1); });
    edit(a.heading2, [](QTextCursor &cursor) { setHeading(cursor, 2); });
    edit(a.heading3, [](QTextCursor &cursor) { setHeading(cursor, 3); });
    edit(a.quote, [](QTextCursor &cursor) { toggleLinePrefix(cursor, QStringLiteral("> ")); });
    edit(a.list, [](QTextCursor &cursor) { toggleLinePrefix(cursor, QStringLiteral("- ")); });
    edit(a.numbered, [](QTextCursor &cursor) { toggleLinePrefix(cursor, QStringLiteral("1. ")); });
    edit(a.task, toggleTask);
    edit(a.code, toggleCode);
    edit(a.codeBlock, toggleCodeBlock);
    edit(a.moveUp, moveLinesUp);
    edit(a.moveDown, moveLinesDown);
    edit(a.duplicate, duplicateLines);
    for (const auto &[action, change] :
         {std::pair(a.rowAbove, TableChange::AddRowAbove), std::pair(a.rowBelow, TableChange::AddRowBelow),
          std::pair(a.columnLeft, TableChange::AddColumnLeft), std::pair(a.columnRight, TableChange::AddColumnRight),
          std::pair(a.deleteRow, TableChange::DeleteRow), std::pair(a.deleteColumn, TableChange::DeleteColumn),
          std::pair(a.alignLeft, TableChange::AlignLeft), std::pair(a.alignCentre, TableChange::AlignCentre),
          std::pair(a.alignRight, TableChange::AlignRight), std::pair(a.layOutTable, TableChange::LayOut)})
        edit(action, [change = change](QTextCursor &cursor) { changeTable(cursor, change); });
    QObject::connect(a.insertTable, &QAction::triggered, &editor, [&theme, &editor] {
        auto *picker = new TableSizePicker(theme, &editor);
        QObject::connect(picker, &TableSizePicker::picked, &editor, [&editor](int columns, int rows) {
            editor.apply([columns, rows](QTextCursor &cursor) { insertTable(cursor, columns, rows); });
            editor.setFocus(Qt::PopupFocusReason);
        });
        picker->openBelow(editor.viewport()->mapToGlobal(editor.cursorRect().bottomLeft()));
    });
    QObject::connect(a.tableMenu, &QMenu::aboutToShow, &editor, [&a, &editor] {
        const bool here = isInTable(editor.textCursor());
        for (QAction *action : a.tableMenu->actions())
            action->setEnabled(here);
    });
    // A disabled action's keys do nothing: outside of the menu they are all ready.
    QObject::connect(a.tableMenu, &QMenu::aboutToHide, &editor, [&a] {
        for (QAction *action : a.tableMenu->actions())
            action->setEnabled(true);
    });
}

} // namespace galley
