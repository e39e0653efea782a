// The one interface to a database. Two adapters implement it: SqliteDatabase over a file or memory, and
// TursoDatabase over HTTP. Code above this line never knows which of them it talks to.
#pragma once

#include "core/db/pipeline.h"
#include "core/db/statement.h"

#include <functional>
#include <span>
#include <stop_token>

namespace galley {

/// Handed to every call. Asking the token to stop ends the call soon with ErrorCode::Cancelled.
struct CallOptions
{
    std::stop_token stop = {};
    /// Bytes sent and received so far over all of this call; from the calling thread or the HTTP thread.
    std::function<void(qint64 sent, qint64 received)> progress = {};
};

/// Synchronous, and used by one thread at a time. Interactive transactions do not exist.
/// Text that is not valid UTF-8, which only other programs can have stored, is read as a BLOB of its bytes.
/// Every failure is one Error; after ErrorCode::Network it is unknown whether a write has happened, so a
/// write is made harmless twice by whoever asks for it (a key or an operation id).
class Database
{
public:
    Database() = default;
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;
    virtual ~Database() = default;

    Result<Rows> execute(const Statement &statement, const CallOptions &options = {});

    /// All statements or none; one Rows for each.
    Result<std::vector<Rows>> transaction(std::vector<Statement> statements, const CallOptions &options = {});

    /// All `statements` see one state of the database.
    Result<std::vector<Rows>> read(std::vector<Statement> statements, const CallOptions &options = {});

    /// The error is of the call itself (no reply, a reply that is not understood); how the transaction ended
    /// is in the Outcome.
    Result<Outcome> run(const Transaction &transaction, const CallOptions &options = {});

    /// Independent transactions, one result each and in the same order. An adapter may have several under way
    /// at once, so none may depend on another. Arguments must be valid (see Value::validate); `run` checks them.
    virtual std::vector<Result<Outcome>> transactions(std::span<const Transaction> transactions,
                                                      const CallOptions &options = {}) = 0;

    /// One call that runs whatever `pipeline` hands out, until it has no more. An adapter may have several under way at
    /// once and asks for the next as soon as there is room. Errors: that of Pipeline::take; Cancelled when it was stopped
    /// before the end. What is under way then is waited for (a stop ends it at once) and dropped.
    virtual Status runPipeline(Pipeline &pipeline, const CallOptions &options = {});

    /// Where this is, for a person: a file name or an origin; never with a secret in it.
    virtual QString location() const = 0;

protected:
    /// One statement outside a transaction.
    virtual Result<Rows> executeOne(const Statement &statement, const CallOptions &options) = 0;
};

} // namespace galley
