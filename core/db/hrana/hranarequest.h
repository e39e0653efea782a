// Writes the body of a Hrana pipeline as JSON. By hand and straight into one buffer: a batch may carry
// megabytes of base64, which a document tree would copy several times. Format: the Hrana 2 and 3
// specifications of libSQL ("Hrana over HTTP", the JSON encoding).
#pragma once

#include "core/db/statement.h"

namespace galley {

struct HranaOptions
{
    /// Ask the server to give the stream back at once; not every server knows the request.
    bool close = true;
    /// Handed back as the server gave it, so that a replica is at least that new. Empty: not sent.
    QByteArray replicationIndex;
};

/// Where the steps of a transaction stand in its batch.
struct HranaSteps
{
    static constexpr qsizetype Begin = 0;
    static constexpr qsizetype FirstOfBody = 1;
    qsizetype commit = 0;
    qsizetype firstAfter = 0;
    qsizetype count = 0;

    static HranaSteps of(const Transaction &transaction);
};

/// One statement outside a transaction: a batch of one step.
QByteArray hranaStatement(const Statement &statement, const HranaOptions &options);

/// The atomic pattern: BEGIN; each step if the one before succeeded; COMMIT if the last did; ROLLBACK if
/// COMMIT did not and BEGIN did; then what comes after, unconditionally.
QByteArray hranaTransaction(const Transaction &transaction, const HranaOptions &options);

/// Changes nothing: gives back a stream that was never used. It shows what a server understands.
QByteArray hranaProbe();

} // namespace galley
