// Tables while they are written: cells by Tab, rows and columns, alignment; each change lays the source of that
// table out anew, as one step of undo, and touches nothing else. UI thread.
#pragma once

#include "core/markdown/tables.h"

class QTextCursor;

namespace galley {

/// Whether the cursor stands in a table.
bool isInTable(const QTextCursor &cursor);

/// A new table below the cursor's line, or in its place if that is empty; the first cell is selected.
void insertTable(QTextCursor &cursor, int columns, int rows);

enum class CellStep { Next, Previous };
/// Selects the text of the next or previous cell; after the last one a row is added. False outside of a table.
bool stepCell(QTextCursor &cursor, CellStep step);

/// Adds an empty row below and goes to it, since the end of a line would cut the table in two. False outside of a row, and at the
/// end of the last one, where the table ends.
bool continueTable(QTextCursor &cursor);

enum class TableChange {
    AddRowAbove,
    AddRowBelow,
    AddColumnLeft,
    AddColumnRight,
    DeleteRow,
    DeleteColumn,
    AlignLeft,
    AlignCentre,
    AlignRight,
    LayOut, // only tidies the source
};
/// Does nothing outside of a table. The header can't be deleted, nor the last column.
void changeTable(QTextCursor &cursor, TableChange change);

} // namespace galley
