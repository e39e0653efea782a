// Whole lines moved and doubled: those that the selection touches, as one step of undo. UI thread.
#pragma once

class QTextCursor;

namespace galley {

void moveLinesUp(QTextCursor &cursor);
void moveLinesDown(QTextCursor &cursor);
/// Once more below; the cursor goes along.
void duplicateLines(QTextCursor &cursor);

} // namespace galley
