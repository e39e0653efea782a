#include "core/merge/broughtback.h"

#include "core/merge/pieceruns.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace galley {

namespace {

/// Stretches without white space: in Chinese a whole sentence, which will do.
template <typename Each>
void forEachWord(QStringView text, Each each)
{
    const std::u16string_view all(text.utf16(), std::size_t(text.size()));
    for (std::size_t at = 0; at < all.size();) {
        std::size_t end = at;
        while (end < all.size() && !QChar::isSpace(all[end]))
            ++end;
        if (end > at)
            each(all.substr(at, end - at));
        at = end + 1;
    }
}

/// A word of a place that both sides have changed alike.
struct Word
{
    explicit Word(std::size_t place) : run{place, place} {}

    void reach(std::size_t piece)
    {
        run.first = std::min(run.first, piece);
        run.last = std::max(run.last, piece);
        isElsewhere = true;
    }
    bool isBroughtBack() const { return isInMine != isInTheirs && isElsewhere; }

    PieceRun run;
    int inBase = 0;
    bool isInMine = false;
    bool isInTheirs = false;
    bool isElsewhere = false; // one side alone has put it there
};

// Not QHash: see SymbolTable in hunks.h.
using Words = std::unordered_map<std::u16string_view, Word>;

template <typename Each>
void forEachOf(Words &words, QStringView text, Each each)
{
    forEachWord(text, [&](std::u16string_view found) {
        if (const auto word = words.find(found); word != words.end())
            each(word->second);
    });
}

/// Those that stood in the base once, where both sides have changed it alike.
Words changedByBoth(const std::vector<MergePiece> &pieces)
{
    Words words;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].kind != MergePiece::Kind::Both)
            continue;
        forEachWord(pieces[i].base, [&](std::u16string_view word) { words.try_emplace(word, i); });
    }
    if (words.empty())
        return words;
    for (const MergePiece &piece : pieces)
        forEachOf(words, piece.base, [](Word &word) { ++word.inBase; });
    std::erase_if(words, [](const auto &word) { return word.second.inBase != 1; });
    return words;
}

} // namespace

std::vector<MergePiece> clashWhatIsBroughtBack(std::vector<MergePiece> pieces)
{
    Words words = changedByBoth(pieces);
    if (words.empty())
        return pieces;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const MergePiece &piece = pieces[i];
        if (piece.kind == MergePiece::Kind::Same)
            continue; // its words stand in the base, and these are those of other pieces
        forEachOf(words, piece.mine, [](Word &word) { word.isInMine = true; });
        forEachOf(words, piece.theirs, [](Word &word) { word.isInTheirs = true; });
        if (piece.kind == MergePiece::Kind::Mine || piece.kind == MergePiece::Kind::Theirs)
            forEachOf(words, piece.result(), [i](Word &word) { word.reach(i); });
    }
    std::vector<PieceRun> runs;
    for (const auto &[text, word] : words) {
        if (word.isBroughtBack())
            runs.push_back(word.run);
    }
    return clashRuns(std::move(pieces), std::move(runs));
}

} // namespace galley
