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
/// Another computer has taken over what is here. It can only have decided on what it could see.
Statement settleThere(qint64 postId);
/// What was agreed with the remote is void, and both sides of a conflict may be known here alone.
Statement forgetThere();
Statement selectOpen(std::optional<qint64> postId);
Conflict decode(const Row &row);

/// One row: how many posts have one.
Statement countOpenPosts();

} // namespace galley::conflicttable
