#include "core/workspace/worker.h"

namespace galley {

Worker::Worker() : m_thread([this](const std::stop_token &stop) { loop(stop); }) {}

Worker::~Worker()
{
    finish();
}

void Worker::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_finished) {
            m_tasks.push_back(std::move(task));
            m_wake.notify_one();
            return;
        }
    }
    std::stop_source stopped;
    stopped.request_stop();
    task(stopped.get_token());
}

void Worker::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
    }
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Worker::loop(const std::stop_token &stop)
{
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); });
            if (m_tasks.empty())
                return; // asked to stop, and nothing waits
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        task(stop);
    }
}

} // namespace galley
