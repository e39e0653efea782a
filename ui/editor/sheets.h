// The documents of the posts that were shown last, each with its layout, its colours and its undo: whoever comes back to
// a post finds it as it was left. UI thread.
#pragma once

#include <QFont>
#include <QString>

#include <list>

class QPlainTextEdit;
class QTextDocument;

namespace galley {

class Highlighter;
class SpacedLayout;
class Theme;

struct Sheet
{
    qint64 key = 0; // 0: nobody comes back to it
    QTextDocument *document = nullptr;
    SpacedLayout *layout = nullptr;
    Highlighter *highlighter = nullptr;
    // As it was left:
    int anchor = 0;
    int position = 0;
    int scrolled = 0;
    int revision = -1;
    size_t hash = 0; // of its text
};

class Sheets
{
public:
    /// The documents belong to `editor`, and so does the choice of which is shown.
    Sheets(const Theme &theme, QPlainTextEdit &editor);

    Sheet &current() { return m_sheets.front(); }
    const Sheet &current() const { return m_sheets.front(); }

    /// Of all sheets, also those to come.
    void setFont(const QFont &font);

    /// Notes how the current sheet is left, and makes the one of `key` the current, or an empty one. The editor
    /// is to show its document next.
    enum class Origin { Kept, New };
    Origin turnTo(qint64 key);

    /// Lets go of sheets that are old or too many. Call it when the editor shows the current one.
    void dropOldest();

private:
    Sheet make() const;
    void leave();

    const Theme &m_theme;
    QPlainTextEdit &m_editor;
    QFont m_font;
    std::list<Sheet> m_sheets; // the current one first, then from the newest to the oldest
};

} // namespace galley
