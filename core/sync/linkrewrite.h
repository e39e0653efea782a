// A post has moved to another address: the links to it inside the blog follow, as drafts for the author to publish.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"

#include <QList>

namespace galley {

/// Every `/blog/FORMER` in the texts as the author sees them becomes `/blog/SLUG`. Returns the posts whose drafts were
/// written; one that is being written to at this moment is left as it is (its old link still leads there).
Result<QList<qint64>> rewriteLinks(Database &local, const Clock &clock, const QString &formerSlug, const QString &slug,
                                   const CallOptions &options = {});

} // namespace galley
