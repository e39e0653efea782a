#include "core/db/hrana/listpipeline.h"

namespace galley {

namespace {

bool endsAll(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Network:
    case ErrorCode::Tls:
    case ErrorCode::Auth:
    case ErrorCode::NotFound:
    case ErrorCode::Quota:
    case ErrorCode::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

std::optional<Transaction> ListPipeline::next()
{
    if (m_ending || m_next == m_transactions.size())
        return std::nullopt;
    return m_transactions[m_next++];
}

Status ListPipeline::take(Result<Outcome> outcome)
{
    if (!outcome && endsAll(outcome.error().code))
        m_ending = outcome.error();
    m_results.push_back(std::move(outcome));
    return {};
}

std::vector<Result<Outcome>> ListPipeline::results(const Error &stopped) &&
{
    m_results.resize(m_transactions.size(), tl::unexpected(m_ending.value_or(stopped)));
    return std::move(m_results);
}

} // namespace galley
