// Whether the database has changed, asked for at most so often.
#pragma once

#include "core/db/database.h"

#include <chrono>
#include <mutex>

namespace galley {

/// The newest number of the change feed (every writer moves it), or 0 in an empty one.
Result<qint64> newestChange(Database &database);

/// Any thread, each with its own database.
class ChangeMark
{
public:
    explicit ChangeMark(std::chrono::milliseconds interval) : m_interval(interval) {}

    /// What `newestChange` said within the last interval. An error is remembered for as long.
    Result<qint64> current(Database &database);

private:
    const std::chrono::milliseconds m_interval;
    std::mutex m_mutex;
    std::optional<std::chrono::steady_clock::time_point> m_asked;
    Result<qint64> m_last = 0;
};

} // namespace galley
