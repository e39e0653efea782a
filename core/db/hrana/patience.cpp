#include "core/db/hrana/patience.h"

#include <QRandomGenerator>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace galley {

void sleepUntilStopped(std::chrono::milliseconds time, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, stop, time, [] { return false; });
}

Patience::Patience(const RetryPolicy &policy, std::stop_token stop)
    : m_policy(policy), m_stop(std::move(stop)), m_left(policy.limit)
{
}

bool Patience::again(int tries, std::chrono::milliseconds lasted,
                     std::optional<std::chrono::milliseconds> asked)
{
    if (tries >= m_policy.tries || lasted > m_policy.limit || m_stop.stop_requested())
        return false;
    const auto whole = m_policy.firstPause * (1 << (tries - 1));
    const auto varied = std::chrono::milliseconds(
        qint64(double(whole.count()) * (0.5 + QRandomGenerator::global()->generateDouble())));
    const auto pause = std::max(varied, asked.value_or(std::chrono::milliseconds(0)));
    if (pause > m_left)
        return false;
    m_left -= pause;
    m_policy.sleep(pause, m_stop);
    return !m_stop.stop_requested();
}

} // namespace galley
