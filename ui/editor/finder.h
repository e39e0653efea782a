// Finding and replacing within the editor's text. UI thread.
#pragma once

#include "core/base/textsearch.h"

#include <QObject>
#include <QTimer>

class QTextCursor;

namespace galley {

class MarkdownEditor;

class Finder : public QObject
{
    Q_OBJECT

public:
    explicit Finder(MarkdownEditor &editor, QObject *parent = nullptr);

    /// What is looked for from now on; nothing ends it. Its matches are shown in the text.
    void setSearch(const std::optional<TextSearch> &search);

    enum class From { Cursor, SelectionStart };
    /// Selects the next match after the cursor, going on at the top; from the selection's start, what is selected
    /// may be found again.
    void findNext(From from);
    void findPrevious();

    /// Replaces the match that is selected, and selects the next.
    void replaceOne(const QString &with);
    /// One step of undo. Answers how many were replaced.
    int replaceAll(const QString &with);

    int count() const;
    /// Which of them is selected, from 1; 0 for none.
    int current() const;

Q_SIGNALS:
    /// The text or what is looked for has changed: ask for the count anew.
    void changed();

private:
    const QList<TextMatch> &matches() const;
    const TextMatch *selected() const;
    void select(const TextMatch &match);

    MarkdownEditor &m_editor;
    std::optional<TextSearch> m_search;
    mutable std::optional<QList<TextMatch>> m_matches; // of the text as it stands
    QTimer m_pause;
};

} // namespace galley
