#include "core/db/database.h"

namespace galley {

namespace {

Status validate(const Statement &statement)
{
    for (const Value &value : statement.args) {
        if (auto ok = value.validate(); !ok)
            return ok;
    }
    return {};
}

Status validate(const Transaction &transaction)
{
    for (const auto *list : {&transaction.body, &transaction.after}) {
        for (const Statement &statement : *list) {
            if (auto ok = validate(statement); !ok)
                return ok;
        }
    }
    return {};
}

Result<std::vector<Rows>> bodyOf(Result<Outcome> outcome)
{
    if (!outcome)
        return failure(outcome);
    return std::move(outcome->body);
}

} // namespace

Result<Rows> Database::execute(const Statement &statement, const CallOptions &options)
{
    if (auto ok = validate(statement); !ok)
        return failure(ok);
    return executeOne(statement, options);
}

Result<std::vector<Rows>> Database::transaction(std::vector<Statement> statements, const CallOptions &options)
{
    return bodyOf(run({std::move(statements), {}, Transaction::Mode::Write}, options));
}

Result<std::vector<Rows>> Database::read(std::vector<Statement> statements, const CallOptions &options)
{
    return bodyOf(run({std::move(statements), {}, Transaction::Mode::Read}, options));
}

Result<Outcome> Database::run(const Transaction &transaction, const CallOptions &options)
{
    if (auto ok = validate(transaction); !ok)
        return failure(ok);
    return std::move(transactions({&transaction, 1}, options).front());
}

Status Database::runPipeline(Pipeline &pipeline, const CallOptions &options)
{
    while (const std::optional<Transaction> next = pipeline.next()) {
        auto outcomes = transactions({&*next, 1}, options);
        if (auto ok = pipeline.take(std::move(outcomes.front())); !ok)
            return ok;
    }
    return {};
}

} // namespace galley
