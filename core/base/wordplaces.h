// Where the words that somebody looks for stand in a text, as a reader sees them: capitals and accents make no
// difference. Pure functions, any thread.
#pragma once

#include "core/base/textsearch.h"

#include <QStringList>

namespace galley {

/// One letter for all its forms.
QChar folded(QChar letter);

/// First to last, never overlapping: each word where words of the text begin with it or, where none does, wherever it
/// stands.
QList<TextMatch> wordPlaces(const QString &text, const QStringList &words);

/// Whether the text has a place for each of the words.
bool holdsAll(const QString &text, const QStringList &words);

} // namespace galley
