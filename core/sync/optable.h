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

enum class State { Landed, Burnt };
Statement close(const QString &opId, State state);

} // namespace galley::optable
