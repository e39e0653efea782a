#include "core/sync/pageahead.h"

#include <utility>

namespace galley {

/// All pages as one pipeline. The rows of a page are asked for before the last bytes of the one before it, so that the
/// remote never waits for us to have read what it is to send next.
class PageAhead::Stream final : public Pipeline
{
public:
    explicit Stream(PageAhead &ahead) : m_ahead(ahead) {}

    /// Nothing more will come.
    bool isAtEnd() const { return m_hasEnded || (m_open.empty() && m_begun == m_ahead.m_pages.size() && !m_ahead.m_last); }

    std::optional<Transaction> next() override
    {
        if (isAtEnd() || isHeldUp())
            return std::nullopt;
        while (m_open.size() < OpenPages && m_begun < m_ahead.m_pages.size())
            m_open.emplace_back(m_ahead.m_pages[m_begun++]);
        for (const auto part : {&PageReader::nextRows, &PageReader::nextBytes}) {
            for (PageReader &page : m_open) {
                if (auto next = (page.*part)()) {
                    m_asked.push_back(&page);
                    return next;
                }
            }
        }
        if (m_begun < m_ahead.m_pages.size() || !m_ahead.m_last)
            return std::nullopt;
        m_asked.push_back(nullptr);
        return std::exchange(m_ahead.m_last, std::nullopt);
    }

    Status take(Result<Outcome> outcome) override
    {
        PageReader *const page = m_asked.front();
        m_asked.pop_front();
        if (page == nullptr) {
            m_ahead.deliverLast(std::move(outcome));
            return {};
        }
        if (auto ok = page->take(std::move(outcome)); !ok)
            return ok;
        while (!m_open.empty() && m_open.front().isRead() && !m_open.front().hasRest())
            deliverFirst();
        return {};
    }

    /// What takes calls of its own; between two pipelines.
    Status readRest()
    {
        while (!isAtEnd() && !m_open.empty() && m_open.front().isRead()) {
            if (auto ok = m_open.front().readRest(m_ahead.m_remote, m_ahead.m_options); !ok)
                return ok;
            deliverFirst();
        }
        return {};
    }

private:
    static constexpr std::size_t OpenPages = 2;

    bool isHeldUp() const
    {
        if (!m_open.empty() && m_open.front().isRead()) // it has a rest
            return true;
        const std::lock_guard lock(m_ahead.m_mutex);
        return !m_ahead.wantsMore();
    }

    void deliverFirst()
    {
        RemotePage page = std::move(m_open.front()).page();
        m_hasEnded = !page.stands;
        m_ahead.deliver(std::move(page));
        m_open.pop_front();
    }

    PageAhead &m_ahead;
    std::size_t m_begun = 0;
    bool m_hasEnded = false;
    std::deque<PageReader> m_open;
    std::deque<PageReader *> m_asked; // whose answers are still to come; null for the last transaction
};

PageAhead::PageAhead(Database &remote, const std::vector<PlannedPage> &pages, std::optional<Transaction> last, const CallOptions &options)
    : m_remote(remote), m_pages(pages), m_last(std::move(last)), m_options(options), m_asked(options.stop, [this] { m_stop.request_stop(); })
{
    m_options.stop = m_stop.get_token();
}

PageAhead::~PageAhead()
{
    m_stop.request_stop();
}

Result<RemotePage> PageAhead::next()
{
    if (m_pages.size() == 1)
        return fetchPage(m_remote, m_pages.front(), m_options);
    std::unique_lock lock(m_mutex);
    m_isPaused = false;
    if (!m_thread.joinable())
        m_thread = std::jthread([this] { work(); });
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return !m_ready.empty(); });
    auto page = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return page;
}

std::optional<Result<Outcome>> PageAhead::lastOutcome()
{
    std::unique_lock lock(m_mutex);
    if (!m_thread.joinable())
        return std::nullopt;
    m_isPaused = false;
    m_changed.notify_all();
    m_changed.wait(lock, [this] { return m_hasEnded; });
    return std::move(m_lastOutcome);
}

void PageAhead::pause()
{
    std::unique_lock lock(m_mutex);
    m_isPaused = true;
    m_changed.wait(lock, [this] { return !m_isBusy; });
}

void PageAhead::work()
{
    Stream stream(*this);
    Status ok;
    while (ok && !stream.isAtEnd()) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, m_options.stop, [this] { return wantsMore(); });
        m_isBusy = true;
        lock.unlock();
        ok = m_options.stop.stop_requested() ? Status(fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."))) : m_remote.runPipeline(stream, m_options);
        if (ok)
            ok = stream.readRest();
        lock.lock();
        m_isBusy = false;
        m_changed.notify_all();
    }
    if (!ok)
        deliver(failure(ok));
    const std::lock_guard lock(m_mutex);
    m_hasEnded = true;
    m_changed.notify_all();
}

void PageAhead::deliver(Result<RemotePage> page)
{
    const std::lock_guard lock(m_mutex);
    m_ready.push_back(std::move(page));
    m_changed.notify_all();
}

void PageAhead::deliverLast(Result<Outcome> outcome)
{
    const std::lock_guard lock(m_mutex);
    m_lastOutcome = std::move(outcome);
}

} // namespace galley
