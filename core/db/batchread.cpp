#include "core/db/batchread.h"

#include <algorithm>

namespace galley {

namespace {

std::vector<qint64> keysOf(const std::vector<SizedKey> &batch)
{
    std::vector<qint64> keys;
    keys.reserve(batch.size());
    for (const SizedKey &key : batch)
        keys.push_back(key.key);
    return keys;
}

qint64 bytesOf(const std::vector<SizedKey> &batch)
{
    qint64 bytes = 0;
    for (const SizedKey &key : batch)
        bytes += key.bytes;
    return bytes;
}

} // namespace

BatchReader::BatchReader(const std::vector<SizedKey> &keys, AskForKeys ask, TakeRows take, const ReadLimits &limits)
    : m_ask(std::move(ask)), m_take(std::move(take)), m_limits(limits), m_bytes(limits.bytes), m_keys(limits.keys)
{
    for (const SizedKey &key : keys) {
        if (key.bytes > limits.bytes)
            m_tooLarge.push_back(key.key);
        else
            m_waiting.push_back(key);
    }
}

std::optional<Transaction> BatchReader::next()
{
    if (m_waiting.empty())
        return std::nullopt;
    const Batch &batch = m_asked.emplace_back(cutOff());
    return Transaction{m_ask(keysOf(batch)), {}, Transaction::Mode::Read};
}

Status BatchReader::take(Result<Outcome> outcome)
{
    const Batch batch = std::move(m_asked.front());
    m_asked.pop_front();
    auto rows = outcome ? std::move(outcome->body) : Result<std::vector<Rows>>(failure(outcome));
    if (rows) {
        wasTaken();
        return m_take(keysOf(batch), *rows);
    }
    if (rows.error().code != ErrorCode::TooLarge)
        return failure(rows);
    if (batch.size() == 1)
        m_tooLarge.push_back(batch.front().key);
    else
        wasTooLarge(batch);
    return {};
}

BatchReader::Batch BatchReader::cutOff()
{
    Batch batch;
    qint64 bytes = 0;
    while (!m_waiting.empty() && (batch.empty() || qsizetype(batch.size()) < m_keys)) {
        bytes += m_waiting.front().bytes;
        if (!batch.empty() && bytes > m_bytes)
            break;
        batch.push_back(m_waiting.front());
        m_waiting.pop_front();
    }
    return batch;
}

void BatchReader::wasTooLarge(const Batch &batch)
{
    m_keys = std::max<qsizetype>(1, qsizetype(batch.size()) / 2);
    m_bytes = std::max(m_limits.leastBytes, bytesOf(batch) / 2);
    m_waiting.insert(m_waiting.begin(), batch.begin(), batch.end());
}

void BatchReader::wasTaken()
{
    m_keys = std::min(m_limits.keys, m_keys * 2);
    m_bytes = std::min(m_limits.bytes, m_bytes * 2);
}

} // namespace galley
