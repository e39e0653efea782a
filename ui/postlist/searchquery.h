// What an author types above the list: words, and #tags. Pure functions.
#pragma once

#include "core/store/listquery.h"

namespace galley {

/// `#tide` asks for posts with that tag, `#"slack water"` for one of several words; the first counts. What is left
/// are words to search for, each by itself: quotation marks about them mean nothing. A # alone, or within a word, is no tag.
PostQuery queryFor(const QString &typed);

/// How the tag is typed.
QString typedTag(const QString &tag);

} // namespace galley
