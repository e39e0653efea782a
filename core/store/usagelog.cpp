#include "core/store/usagelog.h"

namespace galley {

namespace {

constexpr std::size_t CallsKept = 100;
constexpr qint64 SecondsBetweenSaves = 300;

} // namespace

UsageLog::UsageLog(const Clock &clock) : m_clock(clock), m_savedAt(clock.now()) {}

CallRecorder UsageLog::recorderFor(const QString &remote)
{
    return [this, remote](const CallRecord &record) { add(remote, record); };
}

void UsageLog::add(const QString &remote, const CallRecord &record)
{
    const std::lock_guard lock(m_mutex);
    const QDateTime now = m_clock.now();
    m_unsaved[{remote, usagetable::monthOf(now)}] +=
        {1, record.bytesSent, record.bytesReceived, record.rowsRead, record.rowsWritten};
    m_calls.push_front({remote, now, record});
    if (m_calls.size() > CallsKept)
        m_calls.pop_back();
}

std::vector<LoggedCall> UsageLog::lastCalls(const QString &remote) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<LoggedCall> calls;
    for (const LoggedCall &call : m_calls) {
        if (call.remote == remote)
            calls.push_back(call);
    }
    return calls;
}

Result<Usage> UsageLog::thisMonth(const QString &remote, Database &local, const CallOptions &options) const
{
    const std::lock_guard lock(m_mutex);
    const QString month = usagetable::monthOf(m_clock.now());
    auto rows = local.execute(usagetable::select(remote, month), options);
    if (!rows)
        return failure(rows);
    Usage usage = rows->empty() ? Usage() : usagetable::decode(rows->front());
    if (const auto unsaved = m_unsaved.find({remote, month}); unsaved != m_unsaved.end())
        usage += unsaved->second;
    return usage;
}

Status UsageLog::save(Database &local, const CallOptions &options)
{
    const std::lock_guard lock(m_mutex);
    if (m_unsaved.empty())
        return {};
    std::vector<Statement> statements;
    for (const auto &[key, usage] : m_unsaved)
        statements.push_back(usagetable::add(key.first, key.second, usage));
    m_savedAt = m_clock.now();
    auto saved = local.transaction(std::move(statements), options);
    if (!saved)
        return failure(saved);
    m_unsaved.clear();
    return {};
}

bool UsageLog::isDue() const
{
    const std::lock_guard lock(m_mutex);
    return !m_unsaved.empty() && m_savedAt.secsTo(m_clock.now()) >= SecondsBetweenSaves;
}

} // namespace galley
