// The part of the editor's menu that is about a misspelled word. UI thread.
#pragma once

class QMenu;
class QTextCursor;

namespace galley {

class MarkdownEditor;
class Spelling;

/// Where `at` stands in a misspelled word: better ones, which come while the menu is open, and the personal
/// dictionary. Else adds nothing.
void addSpelling(QMenu &menu, MarkdownEditor &editor, const QTextCursor &at, Spelling &spelling);

} // namespace galley
