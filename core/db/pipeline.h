// Transactions whose number nobody knows before: which is next may follow from the answers so far.
#pragma once

#include "core/db/statement.h"

namespace galley {

/// Both functions are called by Database::runPipeline on its caller's thread, and neither may use that database.
class Pipeline
{
public:
    Pipeline() = default;
    Pipeline(const Pipeline &) = delete;
    Pipeline &operator=(const Pipeline &) = delete;
    virtual ~Pipeline() = default;

    /// The next transaction, which depends on none that is still under way. Nothing: not before the next outcome, or,
    /// where none is under way, the end.
    virtual std::optional<Transaction> next() = 0;

    /// What became of the transactions, in the order in which they were handed out. An error ends the pipeline.
    virtual Status take(Result<Outcome> outcome) = 0;
};

} // namespace galley
