// The posts that hold the words an author looks for: first those whose title and tags hold them all, as the author
// knows a post by these; then those whose text does. Both in the order of the query, so that its pages follow each other.
#pragma once

#include "core/db/database.h"
#include "core/store/listquery.h"

namespace galley {

class SearchIndex;

/// `query.text` has words; `index` is null where there is none (a remote). Confined to the
/// thread of the database.
Result<std::vector<PostSummary>> searchPosts(Database &database, SearchIndex *index, const PostQuery &query,
                                             const CallOptions &options = {});

/// How many posts that are in all, whatever the page. `query.text` may be empty: then status and tag decide.
Result<qint64> countPosts(Database &database, SearchIndex *index, const PostQuery &query, const CallOptions &options = {});

} // namespace galley
