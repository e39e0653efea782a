// A list of transactions as a pipeline, with one result for each.
#pragma once

#include "core/db/pipeline.h"

#include <span>

namespace galley {

/// After an error that the next one would only meet again, and slowly, those not yet begun end with the same.
class ListPipeline final : public Pipeline
{
public:
    /// They outlive it.
    explicit ListPipeline(std::span<const Transaction> transactions) : m_transactions(transactions) {}

    std::optional<Transaction> next() override;
    Status take(Result<Outcome> outcome) override;

    /// In the order of the list; `stopped` for those that were never begun.
    std::vector<Result<Outcome>> results(const Error &stopped) &&;

private:
    std::span<const Transaction> m_transactions;
    std::size_t m_next = 0;
    std::vector<Result<Outcome>> m_results;
    std::optional<Error> m_ending;
};

} // namespace galley
