// `galley_conflicts`: rows and statements. Local files only.
#pragma once

#include "core/sync/conflicts.h"
#include "core/sync/family.h"

namespace galley::conflicttable {

/// Unless the very same clash was noted before, be it settled since: it can come up again with every pull until the
/// settled result has reached the other side.
Statement note(qint64 postId, const FieldClash &clash, const QString &now);
/// Those of a post, up to the one that was seen last.
Statement settle(qint64 postId, std::optional<qint64> last = {});
Statement selectOpen(std::optional<qint64> postId);
Conflict decode(const Row &row);

/// One row: how many posts have one.
Statement countOpenPosts();

} // namespace galley::conflicttable
