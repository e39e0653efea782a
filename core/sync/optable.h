// `galley_ops`: every operation is stored here before it is sent, so that a crash leaves a question that the
// remote's ledger can answer, and never a guess. Local files only.
#pragma once

#include "core/base/result.h"
#include "core/db/statement.h"
#include "core/sync/publishunit.h"

namespace galley::optable {

Statement insertSent(const QString &remote, const PublishUnit &unit, const QString &now);
Statement selectOpen(const QString &remote);
Result<PublishUnit> decode(const Row &row);

/// Whether a unit of this post is open, with any remote: one row or none.
Statement selectOpenFor(qint64 postId);

/// First in the transaction that records what landed: it fails (Constraint) when the op is no longer open, for
/// then another program over this file has recorded it, and perhaps gone on since.
Statement land(const QString &opId);
Statement burn(const QString &opId);
/// One row: 1 when it is closed as landed.
Statement selectLanded(const QString &opId);

} // namespace galley::optable
