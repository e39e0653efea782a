// Fetches pages one ahead of whoever merges them, so that the network and the file work at the same time.
#pragma once

#include "core/sync/slicepages.h"

#include <future>

namespace galley {

/// Used from one thread. From `next` until `wait` the remote belongs to a thread of this object, if a page is left.
/// Ends its request and waits for it when it is destroyed.
class PageAhead
{
public:
    /// All of them outlive it.
    PageAhead(Database &remote, const std::vector<PlannedPage> &pages, const CallOptions &options);
    ~PageAhead();

    /// The next page, while the one after it begins to come. The first is fetched on the calling thread.
    Result<RemotePage> next();

    /// Returns once the remote is free.
    void wait() const;

private:
    Result<RemotePage> fetch(const PlannedPage &page);

    Database &m_remote;
    const std::vector<PlannedPage> &m_pages;
    CallOptions m_options;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_asked;
    std::size_t m_at = 0;
    std::future<Result<RemotePage>> m_coming;
};

} // namespace galley
