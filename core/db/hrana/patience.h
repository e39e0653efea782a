// When a request that is harmless twice is tried again, and after how long.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>

namespace galley {

/// Waits that long, or until a stop is asked for.
using Sleep = std::function<void(std::chrono::milliseconds, const std::stop_token &)>;
void sleepUntilStopped(std::chrono::milliseconds time, const std::stop_token &stop);

struct RetryPolicy
{
    int tries = 4;
    /// Before the second try; doubled before each further one, then varied by half, so that many clients of a
    /// server that comes back don't come all at once.
    std::chrono::milliseconds firstPause = std::chrono::milliseconds(300);
    /// All pauses of one call together; and a request that took longer than this to fail is not tried again.
    std::chrono::milliseconds limit = std::chrono::seconds(10);
    Sleep sleep = sleepUntilStopped;
};

/// Of one call, which may consist of several requests. Used from the thread of the call.
class Patience
{
public:
    /// `policy` must outlive this.
    Patience(const RetryPolicy &policy, std::stop_token stop);

    /// After the `tries`-th try of a request has failed, having taken `lasted`: true once it is time for the
    /// next, false if there is none. `asked` is what the server wants to be waited (Retry-After); longer than
    /// what is left of the limit means no.
    bool again(int tries, std::chrono::milliseconds lasted, std::optional<std::chrono::milliseconds> asked);

private:
    const RetryPolicy &m_policy;
    std::stop_token m_stop;
    std::chrono::milliseconds m_left;
};

} // namespace galley
