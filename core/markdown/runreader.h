// Inline Markdown as the runs that a parser sees in it: the judge of runwriter.h.
#pragma once

#include "core/markdown/runwriter.h"

namespace galley::markdown {

/// Whether `text` is nothing but `runs`. Bare addresses count as text, whether or not they are links.
bool readsAs(const QString &text, RunPlace place, const Runs &runs);

} // namespace galley::markdown
