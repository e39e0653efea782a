// What a merge of two clean changes would lose. A sentence stands in the base twice; one side takes out the one, the other
// side the other. Each has kept it, and nothing clashes; and it would be gone without a word. Here it becomes a clash.
// Pure; any thread.
#pragma once

#include "core/merge/textmerge.h"

namespace galley {

/// The same pieces, but one clash around all places from which one of the sentences was taken, where it stands nowhere in the
/// merged text. They are of those that stand in the base more often than on either side, and on both sides.
std::vector<MergePiece> clashWhatBothKept(std::vector<MergePiece> pieces, const std::vector<QString> &sentences);

} // namespace galley
