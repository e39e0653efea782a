// What a row of the list shows of a post's text: the words around what is sought, or its first words where it has neither
// subtitle nor tags. Read by key for one page of the list, which never reads a text itself.
#pragma once

#include "core/db/database.h"
#include "core/model/post.h"

#include <vector>

namespace galley {

/// Fills `glimpse` of those posts that are to have one. `sought` is what PostQuery::text was. Around a word it begins with
/// the line that the word stands in, or within that line, at a word, behind "…".
Status addGlimpses(Database &database, const QString &sought, std::vector<PostSummary> &posts, const CallOptions &options = {});

} // namespace galley
