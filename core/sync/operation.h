// One operation at a remote: it lands exactly once or never, and the request that carries it also says which, and
// what then stands of everything it touches. That answer alone decides; it is treated as a pull of those keys.
#pragma once

#include "core/sync/ledger.h"
#include "core/sync/remotepage.h"

namespace galley {

struct Operation
{
    QString opId;
    ledger::Guard guard;
    std::vector<Statement> changes;
    Keys touched;
    std::vector<Statement> probes; // questions about why it did not land
};

struct Receipt
{
    bool landed = false;       // else it never can any more
    bool schemaIsTooNew = false;
    RemotePage page;           // of what it touches; not to be used unless it `stands`
    std::vector<Rows> probes;
    Error bodyError{};         // where it did not land
    QString mark;              // of carryAgain
};

Transaction transactionOf(const Operation &operation, const Acquaintance &known);

/// Of the outcome of that transaction.
Result<Receipt> receiptOf(const Operation &operation, const Result<Outcome> &outcome);

/// An error says that the outcome is not known: the same operation is to be carried again.
Result<Receipt> carry(Database &database, const Operation &operation, const Acquaintance &known, const CallOptions &options);

/// Once more, after a crash or a lost reply. It may have landed long ago, and its row in the ledger tells nothing of what is
/// read now: were the remote rolled back to a moment in between, nobody would see it. So this reading leaves a mark.
Result<Receipt> carryAgain(Database &database, const Operation &operation, const Acquaintance &known, const CallOptions &options);

/// Whether something that the operation was decided on has moved since.
bool hasMoved(const Operation &operation, const Receipt &receipt);

Error schemaTooNew();

} // namespace galley
