#include "tests/core/sync/simulation/faultdatabase.h"

namespace galley::test {

namespace {

/// A loop that does not end must not hang the test.
constexpr int MaxCalls = 200000;

bool isRead(const Statement &statement)
{
    return statement.sql.startsWith(QLatin1String("SELECT"));
}

} // namespace

const char *faultName(Fault fault)
{
    switch (fault) {
    case Fault::None: return "none";
    case Fault::Error: return "error";
    case Fault::Timeout: return "timeout, still under way";
    case Fault::ReplyLost: return "reply lost";
    case Fault::Twice: return "delivered twice";
    case Fault::CrashBefore: return "crash before";
    case Fault::CrashAfter: return "crash after";
    }
    return "";
}

tl::unexpected<Error> FaultDatabase::refusal() const
{
    if (m_side == Side::Remote)
        return fail(ErrorCode::Network, QStringLiteral("The site can't be reached."), QStringLiteral("simulated"));
    return fail(ErrorCode::DiskFull, QStringLiteral("The disk is full."), QStringLiteral("simulated"));
}

Fault FaultDatabase::beginCall(bool writes)
{
    if (++m_calls > MaxCalls)
        qFatal("a database was called %d times: something goes in circles", m_calls);
    if (m_power.isOff)
        return Fault::CrashBefore;
    if (!m_weather)
        return Fault::None;
    m_weather->beforeCall(m_side);
    return m_weather->next(m_side, writes);
}

Result<Outcome> FaultDatabase::runOne(const Transaction &transaction, const CallOptions &options)
{
    const Fault fault = beginCall(transaction.mode == Transaction::Mode::Write);
    const auto really = [&] { return std::move(m_real.transactions({&transaction, 1}, options).front()); };
    switch (fault) {
    case Fault::Error:
        return refusal();
    case Fault::Timeout:
        m_weather->keepForLater(transaction);
        return refusal();
    case Fault::CrashBefore:
        m_power.isOff = true;
        return refusal();
    case Fault::ReplyLost:
        (void)really();
        return refusal();
    case Fault::CrashAfter:
        (void)really();
        m_power.isOff = true;
        return refusal();
    case Fault::Twice:
        (void)really();
        return really();
    case Fault::None:
        break;
    }
    return really();
}

std::vector<Result<Outcome>> FaultDatabase::transactions(std::span<const Transaction> transactions,
                                                         const CallOptions &options)
{
    std::vector<Result<Outcome>> results;
    results.reserve(transactions.size());
    for (const Transaction &transaction : transactions)
        results.push_back(runOne(transaction, options));
    return results;
}

Result<Rows> FaultDatabase::executeOne(const Statement &statement, const CallOptions &options)
{
    const Fault fault = beginCall(!isRead(statement));
    switch (fault) {
    case Fault::Error:
    case Fault::Timeout: // one statement outside a transaction is never repeated, so it is not kept either
        return refusal();
    case Fault::CrashBefore:
        m_power.isOff = true;
        return refusal();
    case Fault::ReplyLost:
        (void)m_real.execute(statement, options);
        return refusal();
    case Fault::CrashAfter:
        (void)m_real.execute(statement, options);
        m_power.isOff = true;
        return refusal();
    case Fault::Twice:
        (void)m_real.execute(statement, options);
        break;
    case Fault::None:
        break;
    }
    return m_real.execute(statement, options);
}

} // namespace galley::test
