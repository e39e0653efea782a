// The triggers of the feed, brought back: a table that was rebuilt (by a migrator of the site, say) has lost its own.
#pragma once

#include "core/db/database.h"
#include "core/migrate/migration.h"

namespace galley {

struct FeedRepair
{
    int lost = 0;                      // of the triggers that `first` makes
    std::vector<Statement> statements; // one transaction; none where nothing is lost
};

/// Reads only. `first` is the migration that made the feed, applied here. Changes may have gone by unseen, so the repair
/// tells everybody to look at everything once more.
Result<FeedRepair> planFeedRepair(Database &database, const Migration &first, const CallOptions &options);

} // namespace galley
