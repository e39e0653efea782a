// Rich text as the Markdown a careful author would have written. Pure function, any thread.
#pragma once

#include "core/markdown/richtext.h"

namespace galley::markdown {

/// Lines end with '\n' between them; none at the end. Lists stay tight where each item is one paragraph.
QString writeRich(const std::vector<RichBlock> &blocks);

} // namespace galley::markdown
