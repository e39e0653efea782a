// What an author looks for, taken word by word (split at white space): every word must be there, in any of
// title, subtitle, tags and content. No character of it has a meaning of its own; quotes, *, AND or NEAR are
// text.
//
// A word is found in one of two ways. The index (searchindex.h) finds it at the start of a word of the post,
// whatever its case, accents and punctuation. LIKE finds it anywhere, exactly as written but for the case of
// a–z. Words that the index does not know as the author does go to LIKE: with less than two letters or digits
// ("C++"), or in a script without spaces (日本語), where a run of words is one to the index. When the index
// has no post at all for its words, all of them go to LIKE (Desk::list), which also looks inside words.
#pragma once

#include <QStringList>

namespace galley {

struct SearchWords
{
    QString match;    // an FTS5 expression for the words of the index; null when it has none
    QStringList like; // the others

    /// `match` within title and tags; null when it is.
    QString headingMatch() const;

    /// All of them by LIKE: over any database.
    static SearchWords anywhere(const QString &text);
    static SearchWords byIndex(const QString &text);
};

} // namespace galley
