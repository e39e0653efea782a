// The actions that change the text at the cursor, wired to what they do. UI thread.
#pragma once

namespace galley {

struct Actions;
class MarkdownEditor;
class Theme;

void connectEdits(const Theme &theme, const Actions &actions, MarkdownEditor &editor);

} // namespace galley
