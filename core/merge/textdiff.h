// What changed between two texts, word by word: for the review before a publish and for the conflict view. Lines are
// compared first and words only inside those that changed, so that a huge text costs little; a changed stretch that
// is itself huge is shown as removed and added whole. Words are those of Unicode (UAX 29): Chinese and Japanese
// change by the character, spaces and punctuation stand for themselves, no emoji is taken apart.
// Pure functions; any thread may call them.
#pragma once

#include <QString>

#include <vector>

namespace galley {

/// A change is a Removed followed by an Added, or one of the two.
struct DiffRun
{
    enum class Kind { Same, Removed, Added };

    Kind kind = Kind::Same;
    QString text;

    bool operator==(const DiffRun &) const = default;
};

/// Same and Removed joined are exactly `before`, Same and Added exactly `after`. Neighbours differ in kind and none is
/// empty. Within a line, changes with nothing but spaces or punctuation between them, or with
/// fewer letters than either, are one.
std::vector<DiffRun> wordDiff(const QString &before, const QString &after);

/// Words that hold a letter or digit (or are an emoji); spaces and punctuation don't count.
struct WordCount
{
    int added = 0;
    int removed = 0;
};

WordCount wordCount(const std::vector<DiffRun> &runs);

} // namespace galley
