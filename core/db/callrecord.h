// What one call of a database that is elsewhere has cost, for statistics.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <optional>

namespace galley {

struct CallRecord
{
    /// The SQL text of the first statement, on one line and cut to a length for lists. Never an argument.
    QString statement;
    int statements = 0; // of all transactions of the call
    int requests = 0;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
    // By the server's word; a server that doesn't count or measure gives zeros.
    qint64 rowsRead = 0;
    qint64 rowsWritten = 0;
    double queryMs = 0;
    double elapsedMs = 0; // as we waited
    std::optional<ErrorCode> error;
};

template <typename T>
std::optional<ErrorCode> errorOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

/// Called once at the end of each call, also one that failed, on the thread of the caller.
using CallRecorder = std::function<void(const CallRecord &)>;

} // namespace galley
