// What changed in a text, in as few words as tell it: each change with a little of what stands around it. Pure.
#pragma once

#include "core/merge/textdiff.h"

#include <QList>

namespace galley {

/// One change: what was removed or added, and words around it. Long runs are cut in the middle with "…".
using DiffSnippet = QList<DiffRun>;

/// The first `most` changes, in order; changes so near that their surroundings meet are one snippet.
QList<DiffSnippet> snippetsOf(const std::vector<DiffRun> &runs, int most);

} // namespace galley
