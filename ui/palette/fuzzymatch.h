// Does what an author types name a thing? Its letters occur in the name in this order, whatever stands between.
// Pure functions, any thread.
#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace galley {

struct FuzzyMatch
{
    int score = 0;      // more is better: letters that follow each other count most, then starts of words
    QList<int> places;  // in the name, of the letters that were typed; rising
};

/// Each word of `typed` is sought by itself, so their order is free. Capitals and accents make no difference.
/// Nothing typed matches everything, with a score of 0.
std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView name);

} // namespace galley
