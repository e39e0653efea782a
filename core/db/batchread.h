// Reads what stands under many keys from a database that caps its replies.
#pragma once

#include "core/db/database.h"
#include "core/db/readlimits.h"

namespace galley {

/// A key, and how many bytes its rows hold together; 0 where that is not known.
struct SizedKey
{
    qint64 key = 0;
    qint64 bytes = 0;
};

/// What reads these keys; all statements of one call see one state of the database.
using AskForKeys = std::function<std::vector<Statement>(const std::vector<qint64> &keys)>;
/// What they read, one Rows for each statement. Comes once for every key that could be read, in no certain order, on the
/// thread of the caller. An error ends the reading.
using TakeRows = std::function<Status(const std::vector<qint64> &keys, const std::vector<Rows> &answers)>;

/// Asks in as few requests as `limits` allow, two in flight, and halves what is too large for one reply. Returns the keys
/// that are too large alone: what they have is to be read with readLargeRow. After any other error some keys may have
/// been taken.
Result<std::vector<qint64>> readInBatches(Database &database, const std::vector<SizedKey> &keys,
                                          const AskForKeys &ask, const TakeRows &take,
                                          const CallOptions &options = {}, const ReadLimits &limits = {});

} // namespace galley
