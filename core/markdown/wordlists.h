// Word puts no lists into its HTML: it writes paragraphs with a level and the marker as text. Here they become
// lists again.
#pragma once

#include "core/markdown/richtext.h"

#include <gumbo.h>

namespace galley::markdown {

/// The marker that Word wrote out for this paragraph ("·", "1.", "b)"); empty when there is none.
QString wordMarkerIn(const GumboNode &paragraph);

/// Notes on a paragraph that it is a list item of this level.
void markWordItem(RichBlock &paragraph, int level, const QString &marker);

/// Rows of such paragraphs as nested lists; everything else as it is.
std::vector<RichBlock> nestWordLists(std::vector<RichBlock> blocks);

} // namespace galley::markdown
