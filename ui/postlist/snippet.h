// The line of a row that shows what a search has found in the post. Pure functions.
#pragma once

#include <QString>
#include <QStringList>

namespace galley {

/// `glimpse` (PostSummary) as a reader sees it, from shortly before the first of the words that it holds.
QString snippetOf(const QString &glimpse, const QStringList &words);

/// `text` from a word at most so many characters before the first of the words that it holds.
QString fromShortlyBefore(const QString &text, const QStringList &words, int before);

} // namespace galley
