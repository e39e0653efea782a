// What a merge of two clean changes would bring back. One side takes a sentence out; the other writes it elsewhere, or
// takes its paragraph apart. Compared with the base, both have changed the old place alike, and the new place is a
// change of one side alone: nothing clashes, and the removal is undone without a word. Here it becomes a clash.
// Pure; any thread. The work grows with the size of the texts, where there is any.
#pragma once

#include "core/merge/textmerge.h"

namespace galley {

/// The same pieces, but one clash from the old place to the new where a word that stood in the base once is gone from
/// one side, and stands elsewhere on the other. (Of words that stand there more often, nobody can tell.)
std::vector<MergePiece> clashWhatIsBroughtBack(std::vector<MergePiece> pieces);

} // namespace galley
