// A slice of the feed cut into pages: what of it is news here, in parts that memory holds and one local transaction takes.
#pragma once

#include "core/sync/feedpage.h"
#include "core/sync/localside.h"
#include "core/sync/remotepage.h"

namespace galley {

/// In the order of the feed; together they cover the slice. Up to some megabytes each, but for a larger single thing, and
/// few enough keys that several pages of posts are fetched and merged side by side.
Result<std::vector<PlannedPage>> planPages(const FeedSlice &slice, LocalSide &local, const CallOptions &options);

/// Adds an entity of the feed to the keys of its kind.
void addKey(Keys &keys, const QString &entity, qint64 id);

} // namespace galley
