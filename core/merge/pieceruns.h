// Pieces of a merge that become one clash.
// Pure; any thread.
#pragma once

#include "core/merge/textmerge.h"

namespace galley {

/// A run of pieces, both ends included.
struct PieceRun
{
    std::size_t first = 0;
    std::size_t last = 0;
};

/// The same pieces, but each run is one clash, together with the clashes that it touches and the runs that it meets. In
/// each run mine and theirs differ.
std::vector<MergePiece> clashRuns(std::vector<MergePiece> pieces, std::vector<PieceRun> runs);

} // namespace galley
