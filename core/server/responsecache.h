// Answers that hold until the database changes.
#pragma once

#include "core/site/request.h"

#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace galley {

/// Any thread. Bounded by bytes; what was not asked for the longest goes first.
class ResponseCache
{
public:
    explicit ResponseCache(qint64 maxBytes) : m_maxBytes(maxBytes) {}

    /// Null when it isn't held. `mark` names the state of the database now (see changemark.h): when it is
    /// another than last time, all that was held is dropped.
    std::shared_ptr<const site::Response> find(const QByteArray &key, qint64 mark);

    /// `mark` is the state that was known before the answer was made: an answer made of an older state is not
    /// held.
    void insert(const QByteArray &key, qint64 mark, std::shared_ptr<const site::Response> response);

private:
    struct Entry
    {
        std::shared_ptr<const site::Response> response;
        std::list<QByteArray>::iterator place;
        qint64 bytes;
    };

    void dropOldest();

    const qint64 m_maxBytes;
    std::mutex m_mutex;
    std::list<QByteArray> m_order; // the most recently used first
    std::unordered_map<QByteArray, Entry> m_entries;
    qint64 m_bytes = 0;
    qint64 m_mark = -1;
};

} // namespace galley
