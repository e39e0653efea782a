// How much is asked of a database at once.
#pragma once

#include <QtGlobal>

namespace galley {

/// A server caps its replies (Turso: 10 MB of JSON over all that it is answering at the time), and how much of that is
/// left for us can't be known. So we ask by size, and where it was too much all the same (ErrorCode::TooLarge, from the
/// server or from our own RemoteConfig::maxReplyBytes), for half of it. Two requests of these sizes fly side by side.
/// Bytes are those that are stored: as JSON a BLOB grows by a third, text by whatever must be escaped in it.
struct ReadLimits
{
    qint64 bytes = 3 * 1000 * 1000;
    qsizetype keys = 500;
    /// Halving ends here: what still is too large then is TooLarge to the caller.
    qint64 leastBytes = 16 * 1024;
    /// One row, whatever the server says of its size.
    qint64 rowBytes = 256 * 1000 * 1000;
};

} // namespace galley
