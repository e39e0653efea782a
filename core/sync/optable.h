// `galley_ops`: every operation is stored here before it is sent, so that a crash leaves a question that the
// remote's ledger can answer, and never a guess. Local files only.
#pragma once

#include "core/sync/draftpush.h"
#include "core/sync/publishunit.h"

#include <variant>

namespace galley {

using StoredOperation = std::variant<DraftPush, PublishUnit>;

namespace optable {

Statement insertSent(const QString &remote, const StoredOperation &operation, const QString &now);
/// Oldest first.
Statement selectOpen(const QString &remote);
Result<StoredOperation> decode(const Row &row);

/// Whether an operation of this post is open, with any remote: one row or none.
Statement selectOpenFor(qint64 postId);

/// First in the transaction that records an outcome: it fails (Constraint) when the op is no longer open, for then
/// another program over this file has recorded it, and perhaps gone on since.
Statement land(const QString &opId);
Statement burn(const QString &opId);

/// The remote was rolled back: whatever became of them there, it says nothing any more.
Statement burnAll(const QString &remote);

} // namespace optable
} // namespace galley
