// Brackets, quotes and backticks that close themselves where a person would have closed them at once, and never
// within words or code. Only a closing sign that was put there by itself is typed over, or goes with its opening
// one. UI thread.
#pragma once

#include <QList>
#include <QTextCursor>

namespace galley {

class Pairs
{
public:
    /// `typed` over a selection within a paragraph: goes around it. True when the key is used up.
    static bool wrap(QTextCursor &cursor, QChar typed);

    /// `typed` without a selection: passes over a sign that waits, or closes itself.
    bool type(QTextCursor &cursor, QChar typed);

    /// Backspace between an empty pair takes both.
    bool backspace(QTextCursor &cursor);

    void forget() { m_waiting.clear(); }

private:
    bool isWaiting(const QTextCursor &cursor);

    QList<QTextCursor> m_waiting; // before each sign that was put by itself; they move along with the text
};

} // namespace galley
