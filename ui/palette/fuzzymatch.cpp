#include "ui/palette/fuzzymatch.h"

#include <algorithm>
#include <climits>
#include <vector>

namespace galley {

namespace {

constexpr int kWordStart = 10;
constexpr int kLatest = 5; // what a late place costs at most
// Directly after the letter before it. More than a start of a word and a late place together: what is typed as it
// stands in the name comes before its letters here and there.
constexpr int kFollows = kWordStart + kLatest + 1;
constexpr int kNone = INT_MIN / 2;
constexpr int kLongest = 200; // letters of a name that are looked at

QChar folded(QChar letter)
{
    if (letter.unicode() < 128)
        return letter.toLower();
    if (letter.decompositionTag() == QChar::Canonical)
        letter = letter.decomposition().front();
    return letter.toCaseFolded();
}

bool startsWord(QStringView name, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = name[at - 1];
    return !before.isLetterOrNumber() || (name[at].isUpper() && before.isLower());
}

bool isWithin(QStringView word, const std::vector<QChar> &letters)
{
    auto at = letters.begin();
    for (const QChar letter : word) {
        at = std::find(at, letters.end(), folded(letter));
        if (at == letters.end())
            return false;
        ++at;
    }
    return true;
}

// The best of all ways to lay the word over the name: `best[i][j]` is the score with letter i of the word on j.
std::optional<FuzzyMatch> matchWord(QStringView word, QStringView name, const std::vector<QChar> &letters)
{
    if (!isWithin(word, letters))
        return std::nullopt;
    const qsizetype rows = word.size();
    const qsizetype columns = qsizetype(letters.size());
    std::vector<int> best(std::size_t(rows * columns), kNone);
    std::vector<int> from(best.size(), -1);
    const auto cell = [columns](qsizetype row, qsizetype column) { return std::size_t(row * columns + column); };
    for (qsizetype row = 0; row < rows; ++row) {
        int before = kNone; // the best of the row above, left of the letter just before this one
        int beforeAt = -1;
        for (qsizetype column = row; column < columns; ++column) {
            if (row > 0 && column > 1 && best[cell(row - 1, column - 2)] > before) {
                before = best[cell(row - 1, column - 2)];
                beforeAt = int(column - 2);
            }
            if (letters[std::size_t(column)] != folded(word[row]))
                continue;
            const int own = 1 + (startsWord(name, column) ? kWordStart : 0);
            if (row == 0) {
                best[cell(row, column)] = own - int(std::min<qsizetype>(column, kLatest));
                continue;
            }
            const int next = best[cell(row - 1, column - 1)];
            const bool follows = next > kNone && next + kFollows >= before;
            const int rest = follows ? next + kFollows : before;
            if (rest > kNone) {
                best[cell(row, column)] = rest + own;
                from[cell(row, column)] = follows ? int(column - 1) : beforeAt;
            }
        }
    }
    const auto last = best.begin() + (rows - 1) * columns;
    const auto top = std::max_element(last, best.end());
    FuzzyMatch match{*top, {}};
    int column = int(top - last);
    for (qsizetype row = rows - 1; row >= 0; --row) {
        match.places.prepend(column);
        column = from[cell(row, column)];
    }
    return match;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView name)
{
    const QStringView looked = name.left(kLongest);
    std::vector<QChar> letters(std::size_t(looked.size()));
    std::transform(looked.begin(), looked.end(), letters.begin(), folded);
    FuzzyMatch match;
    for (const QStringView word : typed.split(u' ', Qt::SkipEmptyParts)) {
        const auto found = matchWord(word, looked, letters);
        if (!found)
            return std::nullopt;
        match.score += found->score;
        match.places += found->places;
    }
    std::sort(match.places.begin(), match.places.end());
    match.places.erase(std::unique(match.places.begin(), match.places.end()), match.places.end());
    return match;
}

} // namespace galley
