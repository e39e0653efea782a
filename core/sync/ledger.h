// `galley_pushes`, the ledger of operations at a remote: it makes every operation happen once or never. The first
// statement of an operation enters its id, with a guard that is NULL (which is refused, and undoes the whole) unless
// everything still is as it was when the operation was decided on. After it, an id that did not land is burnt, so
// that a twin still under way can never land.
#pragma once

#include "core/base/result.h"
#include "core/store/changetable.h"

namespace galley::ledger {

/// What must hold at the moment an operation lands; besides this, that the schema there is not newer than ours.
struct Guard
{
    std::vector<EntityVersion> versions; // still are the versions there
    std::vector<Statement> conditions;   // SQL expressions
};

Statement enter(const QString &opId, const Guard &guard);
Statement burn(const QString &opId);

/// That somebody has read here, at this moment.
Statement mark(const QString &id);

/// One row, 1 when it landed and 0 when it is burnt; no row while neither.
Statement select(const QString &opId);

/// One row: the newest shared migration there.
Statement selectSchema();

/// The server's clock as an SQL expression, in the form that times are stored in.
QString serverNow();

} // namespace galley::ledger
