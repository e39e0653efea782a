// A thread that runs one task after another.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace galley {

class Worker
{
public:
    using Task = std::function<void(std::stop_token)>;

    Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;
    /// Asks the task under way to stop, runs those still waiting with a token that is already stopped (so that
    /// each can end its promise), and joins.
    ~Worker();

    /// From any thread.
    void post(Task task);

    /// Ends the worker early, as destruction does. Later tasks are run as stopped, on the calling thread.
    void finish();

private:
    void loop(const std::stop_token &stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Task> m_tasks;
    bool m_finished = false;
    std::jthread m_thread; // last: it uses the others
};

} // namespace galley
