// Fenced code while it is written. Each change is one step of undo. UI thread.
#pragma once

#include <QChar>

class QTextCursor;

namespace galley {

/// Puts fences around the lines that the selection touches, or takes them away where they stand within fences. On an
/// empty line the cursor waits between them.
void toggleCodeBlock(QTextCursor &cursor);

/// What "Code" means here: a code block on an empty line and for several lines, else backticks around the words.
void toggleCode(QTextCursor &cursor);

/// Enter at the end of a fence that nothing closes: its closing one comes along. False where Enter is only Enter.
bool closeFence(QTextCursor &cursor);

/// `typed` makes the line a closing fence, right above the one that closes this code already: the two become one, with
/// the cursor behind it. False where the key is only a key.
bool typeOverFence(QTextCursor &cursor, QChar typed);

/// Moves `place` out of fenced code, to the end of the line that closes it; the closing fence is added where the text
/// lacks it. False where `place` stands in no code.
bool leaveCode(QTextCursor &place);

} // namespace galley
