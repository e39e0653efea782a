#include "core/sync/pageahead.h"

namespace galley {

PageAhead::PageAhead(Database &remote, const std::vector<PlannedPage> &pages, const CallOptions &options)
    : m_remote(remote), m_pages(pages), m_options(options), m_asked(options.stop, [this] { m_stop.request_stop(); })
{
    m_options.stop = m_stop.get_token();
}

PageAhead::~PageAhead()
{
    m_stop.request_stop();
    wait();
}

Result<RemotePage> PageAhead::next()
{
    auto page = m_coming.valid() ? m_coming.get() : fetch(m_pages[m_at]);
    if (page && page->stands && ++m_at < m_pages.size())
        m_coming = std::async(std::launch::async, [this, &coming = m_pages[m_at]] { return fetch(coming); });
    return page;
}

void PageAhead::wait() const
{
    if (m_coming.valid())
        m_coming.wait();
}

Result<RemotePage> PageAhead::fetch(const PlannedPage &page)
{
    return fetchPage(m_remote, page.known, page.keys, page.texts, page.images, m_options);
}

} // namespace galley
