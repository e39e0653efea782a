// Fetches pages ahead of whoever merges them, so that the remote, the network and the file work at the same time.
#pragma once

#include "core/sync/pagereader.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace galley {

/// Used from one thread. Where there are several pages, the remote belongs to a thread of this object from `next` until
/// `pause`, and some pages of memory are taken. Ends its requests and waits for them when it is destroyed.
class PageAhead
{
public:
    /// `remote` and `pages` outlive it. `last` is asked too, where there are several pages.
    PageAhead(Database &remote, const std::vector<PlannedPage> &pages, std::optional<Transaction> last, const CallOptions &options);
    ~PageAhead();

    /// The next page, in their order, as often as there are pages. None comes after an error or after a page that does
    /// not stand.
    Result<RemotePage> next();

    /// After the last page: what became of `last`, if it was asked.
    std::optional<Result<Outcome>> lastOutcome();

    /// Returns once the remote is free, and it stays so until `next`.
    void pause();

private:
    class Stream;
    void work();
    bool wantsMore() const { return !m_isPaused && m_ready.size() < ReadyPages; }
    void deliver(Result<RemotePage> page);
    void deliverLast(Result<Outcome> outcome);

    static constexpr std::size_t ReadyPages = 2; // besides the one that is merged, and two that are coming

    Database &m_remote;
    const std::vector<PlannedPage> &m_pages;
    std::optional<Transaction> m_last; // until it is asked; the thread's own
    CallOptions m_options;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_asked;

    std::mutex m_mutex; // of what follows
    std::condition_variable_any m_changed;
    std::deque<Result<RemotePage>> m_ready;
    std::optional<Result<Outcome>> m_lastOutcome;
    bool m_isPaused = false;
    bool m_isBusy = false; // with the remote
    bool m_hasEnded = false;
    std::jthread m_thread;
};

} // namespace galley
