// Does what an author types name a thing? Its letters occur in the name in this order, whatever stands between.
// Pure functions, any thread.
#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace galley {

/// How a name has what is typed; later is better.
enum class Fit
{
    Scattered, // its letters here and there, the first of them at the start of a word
    Within,    // as it stands
    Start,     // as it stands, from the start of a word
    NameStart, // the name begins with all of it, in this order
    Name,      // it is the name
};

struct FuzzyMatch
{
    Fit fit = Fit::Start; // of several words the worst
    int score = 0;        // among those of the same fit, more is better
    QList<int> places;    // in the name, of the letters that were typed; rising
};

/// Each word of `typed` is sought by itself, so their order is free. Capitals and accents make no difference.
/// Nothing typed matches everything, with a score of 0.
std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView name);

} // namespace galley
