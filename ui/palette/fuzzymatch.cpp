#include "ui/palette/fuzzymatch.h"

#include "core/base/wordplaces.h"

#include <algorithm>
#include <climits>
#include <vector>

namespace galley {

namespace {

constexpr int kWordStart = 10;
constexpr int kFollows = 16;    // directly after the letter before it
constexpr int kLatest = 5;      // what a late place costs at most
constexpr int kNameStart = 10;  // of what stands in the name as it was typed
constexpr int kWholeWord = 3;
constexpr int kNone = INT_MIN / 2;
constexpr int kLongest = 200; // letters of a name that are looked at

QString lettersOf(QStringView text)
{
    QString letters = text.toString();
    std::transform(letters.cbegin(), letters.cend(), letters.begin(), folded);
    return letters;
}

bool startsWord(QStringView name, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar before = name[at - 1];
    return !before.isLetterOrNumber() || (name[at].isUpper() && before.isLower());
}

int lateness(qsizetype at)
{
    return int(std::min<qsizetype>(at, kLatest));
}

bool isWithin(const QString &word, const QString &letters)
{
    qsizetype at = 0;
    for (const QChar letter : word) {
        at = letters.indexOf(letter, at) + 1;
        if (at == 0)
            return false;
    }
    return true;
}

// As it was typed, from the start of a word before anywhere else.
std::optional<FuzzyMatch> matchAsItStands(const QString &word, QStringView name, const QString &letters)
{
    std::optional<FuzzyMatch> best;
    for (qsizetype at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + 1)) {
        const Fit fit = startsWord(name, at) ? Fit::Start : Fit::Within;
        const qsizetype end = at + word.size();
        const bool isWhole = fit == Fit::Start && (end == name.size() || startsWord(name, end) || !name[end].isLetterOrNumber());
        const int score = (at == 0 ? kNameStart : 0) + (isWhole ? kWholeWord : 0) - lateness(at);
        if (best && std::pair(best->fit, best->score) >= std::pair(fit, score))
            continue;
        best = FuzzyMatch{fit, score, {}};
        for (qsizetype place = at; place < end; ++place)
            best->places += int(place);
    }
    return best;
}

// The best of all ways to lay the word over the name: `best[i][j]` is the score with letter i of the word on j.
std::optional<FuzzyMatch> matchScattered(const QString &word, QStringView name, const QString &letters)
{
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
            if (letters[column] != word[row])
                continue;
            const int own = 1 + (startsWord(name, column) ? kWordStart : 0);
            if (row == 0) {
                if (own > kWordStart)
                    best[cell(row, column)] = own - lateness(column);
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
    if (top == best.end() || *top <= kNone)
        return std::nullopt;
    FuzzyMatch match{Fit::Scattered, *top, {}};
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
    const QString letters = lettersOf(looked);
    const QString all = lettersOf(typed.toString().simplified());
    FuzzyMatch match;
    if (!all.isEmpty() && letters.startsWith(all))
        match.fit = all.size() == name.size() ? Fit::Name : Fit::NameStart;
    const bool isFromNameStart = match.fit != Fit::Start;
    for (const QStringView part : typed.split(u' ', Qt::SkipEmptyParts)) {
        const QString word = lettersOf(part);
        auto found = matchAsItStands(word, looked, letters);
        if (!found && isWithin(word, letters))
            found = matchScattered(word, looked, letters);
        if (!found)
            return std::nullopt;
        if (!isFromNameStart)
            match.fit = std::min(match.fit, found->fit);
        match.score += found->score;
        match.places += found->places;
    }
    std::sort(match.places.begin(), match.places.end());
    match.places.erase(std::unique(match.places.begin(), match.places.end()), match.places.end());
    return match;
}

} // namespace galley
