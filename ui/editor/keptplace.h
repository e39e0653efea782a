// What the author looks at, while a step of undo is taken back or done again. Where that changes many places at once and
// some of them are in sight, the view stays as it is; any other change is shown where Qt puts the cursor. UI thread.
#pragma once

#include <QObject>
#include <QTextCursor>

namespace galley {

class MarkdownEditor;

class KeptPlace
{
public:
    /// Before the step; `editor` outlives it.
    explicit KeptPlace(MarkdownEditor &editor);

    /// After it. The cursor may be out of sight then.
    void keep();

private:
    bool staysInSight() const;

    MarkdownEditor &m_editor;
    QTextCursor m_top;     // moves along with the text
    double m_part;         // of its line, above the edge
    int m_from;            // what is in sight, before the step
    int m_to;
    int m_blocks;
    int m_changedAt = -1;
    int m_removed = 0;
    int m_added = 0;
    QObject m_listener;
};

} // namespace galley
