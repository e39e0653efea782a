// The marks that an author puts around text: bold, italic, code, links. Each is one step of undo and works on
// the selection, else on the word at the cursor, else leaves the cursor between an empty pair. UI thread.
#pragma once

#include <QString>

class QTextCursor;

namespace galley {

/// Puts `mark` ("**", "*", "`") around, or takes it away where it stands already.
void toggleMark(QTextCursor &cursor, const QString &mark);

/// Makes a link of the selection; `address` may be empty, then the cursor waits between the parentheses.
void makeLink(QTextCursor &cursor, const QString &address);

/// Makes the cursor's line a heading of this level; 0 or the level it has already makes it a paragraph.
void setHeading(QTextCursor &cursor, int level);

/// Begins each line of the selection with `prefix` ("> ", "- "), or takes it away where all have it.
void toggleLinePrefix(QTextCursor &cursor, const QString &prefix);

/// Is `text` one web address and nothing else?
bool isWebAddress(const QString &text);

} // namespace galley
