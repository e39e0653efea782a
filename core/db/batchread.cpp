#include "core/db/batchread.h"

#include <algorithm>
#include <deque>

namespace galley {

namespace {

constexpr std::size_t BatchesInFlight = 2;
constexpr std::size_t AtOnce = 6; // in one call: the pair in flight is empty only at its end

using Batch = std::vector<SizedKey>;

std::vector<qint64> keysOf(const Batch &batch)
{
    std::vector<qint64> keys;
    keys.reserve(batch.size());
    for (const SizedKey &key : batch)
        keys.push_back(key.key);
    return keys;
}

qint64 bytesOf(const Batch &batch)
{
    qint64 bytes = 0;
    for (const SizedKey &key : batch)
        bytes += key.bytes;
    return bytes;
}

/// Hands out the keys in batches, smaller ones after a reply was too large, and again larger ones after it was not.
class Cutter
{
public:
    Cutter(const std::vector<SizedKey> &keys, const ReadLimits &limits)
        : m_waiting(keys.begin(), keys.end()), m_limits(limits), m_bytes(limits.bytes), m_keys(limits.keys)
    {
    }

    bool done() const { return m_waiting.empty(); }

    Batch next()
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

    void wasTooLarge(const Batch &batch)
    {
        m_keys = std::max<qsizetype>(1, qsizetype(batch.size()) / 2);
        m_bytes = std::max(m_limits.leastBytes, bytesOf(batch) / 2);
        m_waiting.insert(m_waiting.begin(), batch.begin(), batch.end());
    }

    void wasTaken()
    {
        m_keys = std::min(m_limits.keys, m_keys * 2);
        m_bytes = std::min(m_limits.bytes, m_bytes * 2);
    }

private:
    std::deque<SizedKey> m_waiting;
    const ReadLimits &m_limits;
    qint64 m_bytes;
    qsizetype m_keys;
};

} // namespace

Result<std::vector<qint64>> readInBatches(Database &database, const std::vector<SizedKey> &keys,
                                          const AskForKeys &ask, const TakeRows &take,
                                          const CallOptions &options, const ReadLimits &limits)
{
    std::vector<qint64> alone;
    std::vector<SizedKey> together;
    for (const SizedKey &key : keys) {
        if (key.bytes > limits.bytes)
            alone.push_back(key.key);
        else
            together.push_back(key);
    }

    Cutter cutter(together, limits);
    std::size_t atOnce = BatchesInFlight; // until the server has shown what it takes
    while (!cutter.done()) {
        std::vector<Batch> batches;
        std::vector<Transaction> requests;
        while (batches.size() < atOnce && !cutter.done()) {
            batches.push_back(cutter.next());
            requests.push_back({ask(keysOf(batches.back())), {}, Transaction::Mode::Read});
        }
        auto outcomes = database.transactions(requests, options);
        std::vector<const Batch *> tooLarge;
        for (std::size_t i = 0; i < batches.size(); ++i) {
            auto rows = outcomes[i] ? std::move(outcomes[i]->body)
                                    : Result<std::vector<Rows>>(failure(outcomes[i]));
            if (rows) {
                cutter.wasTaken();
                if (auto ok = take(keysOf(batches[i]), *rows); !ok)
                    return failure(ok);
            } else if (rows.error().code != ErrorCode::TooLarge) {
                return failure(rows);
            } else if (batches[i].size() == 1) {
                alone.push_back(batches[i].front().key);
            } else {
                tooLarge.push_back(&batches[i]);
            }
        }
        atOnce = tooLarge.empty() ? AtOnce : BatchesInFlight;
        // The first of them comes first again.
        for (auto batch = tooLarge.rbegin(); batch != tooLarge.rend(); ++batch)
            cutter.wasTooLarge(**batch);
    }
    return alone;
}

} // namespace galley
