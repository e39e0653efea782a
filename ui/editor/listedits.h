// Lists while they are written: continued by Enter, moved in and out, counted on, ticked. Each is one step of undo.
// UI thread.
#pragma once

class QTextBlock;
class QTextCursor;

namespace galley {

/// Enter within a list item or quotation. False where Enter is only Enter.
bool continueLine(QTextCursor &cursor);

/// Tab: the items that the selection touches, one step in or out, counted anew. False where there is none.
enum class Shift;
bool shiftItems(QTextCursor &cursor, Shift shift);

/// Counts the items of the ordered list that this line belongs to. A list whose items all have one number is left
/// so: Markdown counts by itself.
void renumber(const QTextBlock &line);

/// An item gets a box, a box its tick, a tick goes; any other line becomes an item with a box.
void toggleTask(QTextCursor &cursor);

} // namespace galley
