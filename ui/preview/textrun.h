// Text of a litehtml document that changes without its tags. UI thread.
#pragma once

#include "ui/preview/litehtmlheaders.h"
#include "ui/preview/runchange.h"

namespace galley::preview {

/// Puts new words in the place of those of one run below `element`, which must then be rendered anew. False, and all is as
/// before, where that run is not there as `change` has it.
bool replaceText(litehtml::html_tag &element, const RunChange &change);

} // namespace galley::preview
