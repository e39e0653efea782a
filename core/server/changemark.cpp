#include "core/server/changemark.h"

namespace galley {

Result<qint64> newestChange(Database &database)
{
    const auto rows = database.execute({QStringLiteral("SELECT max(seq) FROM galley_changes"), {}});
    if (!rows)
        return failure(rows);
    return rows->empty() ? 0 : rows->front()[0].integer();
}

Result<qint64> ChangeMark::current(Database &database)
{
    const std::lock_guard lock(m_mutex);
    const auto now = std::chrono::steady_clock::now();
    if (!m_asked || now - *m_asked >= m_interval) {
        m_last = newestChange(database);
        // From before the question, so that an answer is never older than the interval.
        m_asked = now;
    }
    return m_last;
}

} // namespace galley
