// Reads what stands under many keys from a database that caps its replies.
#pragma once

#include "core/db/database.h"
#include "core/db/readlimits.h"

#include <deque>

namespace galley {

/// A key, and how many bytes its rows hold together; 0 where that is not known.
struct SizedKey
{
    qint64 key = 0;
    qint64 bytes = 0;
};

/// What reads these keys; all statements of one call see one state of the database.
using AskForKeys = std::function<std::vector<Statement>(const std::vector<qint64> &keys)>;
/// What they read, one Rows for each statement. Comes once for every key that could be read, in no certain order. An
/// error ends the reading.
using TakeRows = std::function<Status(const std::vector<qint64> &keys, const std::vector<Rows> &answers)>;

/// Asks in as few requests as `limits` allow, and halves what is too large for one reply. After an error some keys may
/// have been taken.
class BatchReader final : public Pipeline
{
public:
    BatchReader(const std::vector<SizedKey> &keys, AskForKeys ask, TakeRows take, const ReadLimits &limits = {});

    std::optional<Transaction> next() override;
    Status take(Result<Outcome> outcome) override;

    /// Every key was taken, or is too large.
    bool isDone() const { return m_waiting.empty() && m_asked.empty(); }
    /// Nothing is left to be asked, unless a reply that is still to come is too large.
    bool isAsked() const { return m_waiting.empty(); }
    /// Keys that are too large alone: what they have is to be read with readLargeRow.
    const std::vector<qint64> &tooLarge() const { return m_tooLarge; }

private:
    using Batch = std::vector<SizedKey>;
    Batch cutOff();
    void wasTooLarge(const Batch &batch);
    void wasTaken();

    AskForKeys m_ask;
    TakeRows m_take;
    ReadLimits m_limits;
    qint64 m_bytes;   // of one request; smaller after a reply was too large, and again larger after one was not
    qsizetype m_keys; // the same
    std::deque<SizedKey> m_waiting;
    std::deque<Batch> m_asked; // whose outcomes are still to come
    std::vector<qint64> m_tooLarge;
};

} // namespace galley
