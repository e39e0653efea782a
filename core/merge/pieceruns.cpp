#include "core/merge/pieceruns.h"

#include <algorithm>
#include <iterator>

namespace galley {

namespace {

/// In order, and none touches the next, nor a clash.
std::vector<PieceRun> apart(std::vector<PieceRun> all, const std::vector<MergePiece> &pieces)
{
    for (PieceRun &run : all) {
        while (run.first > 0 && pieces[run.first - 1].kind == MergePiece::Kind::Clash)
            --run.first;
        while (run.last + 1 < pieces.size() && pieces[run.last + 1].kind == MergePiece::Kind::Clash)
            ++run.last;
    }
    std::sort(all.begin(), all.end(), [](const PieceRun &a, const PieceRun &b) { return a.first < b.first; });
    std::vector<PieceRun> runs;
    for (const PieceRun &run : all) {
        if (runs.empty() || run.first > runs.back().last + 1)
            runs.push_back(run);
        else
            runs.back().last = std::max(runs.back().last, run.last);
    }
    return runs;
}

} // namespace

std::vector<MergePiece> clashRuns(std::vector<MergePiece> pieces, std::vector<PieceRun> runs)
{
    std::vector<MergePiece> result;
    std::size_t next = 0;
    for (const PieceRun &run : apart(std::move(runs), pieces)) {
        std::move(pieces.begin() + std::ptrdiff_t(next), pieces.begin() + std::ptrdiff_t(run.first), std::back_inserter(result));
        MergePiece clash{MergePiece::Kind::Clash, {}, {}, {}};
        for (next = run.first; next <= run.last; ++next) {
            clash.base += pieces[next].base;
            clash.mine += pieces[next].mine;
            clash.theirs += pieces[next].theirs;
        }
        result.push_back(std::move(clash));
    }
    std::move(pieces.begin() + std::ptrdiff_t(next), pieces.end(), std::back_inserter(result));
    return result;
}

} // namespace galley
