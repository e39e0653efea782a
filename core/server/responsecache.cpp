#include "core/server/responsecache.h"

namespace galley {

namespace {

constexpr qint64 kOverhead = 500; // of an entry besides its body: headers, keys, nodes

} // namespace

std::shared_ptr<const site::Response> ResponseCache::find(const QByteArray &key, qint64 mark)
{
    const std::lock_guard lock(m_mutex);
    if (mark != m_mark) {
        m_entries.clear();
        m_order.clear();
        m_bytes = 0;
        m_mark = mark;
    }
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return {};
    m_order.splice(m_order.begin(), m_order, found->second.place);
    return found->second.response;
}

void ResponseCache::insert(const QByteArray &key, qint64 mark, std::shared_ptr<const site::Response> response)
{
    const qint64 bytes = response->body.size() + key.size() + kOverhead;
    const std::lock_guard lock(m_mutex);
    if (mark != m_mark || bytes > m_maxBytes / 4 || m_entries.contains(key))
        return;
    m_order.push_front(key);
    m_entries.emplace(key, Entry{std::move(response), m_order.begin(), bytes});
    m_bytes += bytes;
    while (m_bytes > m_maxBytes)
        dropOldest();
}

void ResponseCache::dropOldest()
{
    const auto oldest = m_entries.find(m_order.back());
    m_bytes -= oldest->second.bytes;
    m_entries.erase(oldest);
    m_order.pop_back();
}

} // namespace galley
