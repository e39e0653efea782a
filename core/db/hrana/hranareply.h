// Reads the reply to a Hrana pipeline, strictly: a field of an unexpected shape is ErrorCode::Protocol, with
// its name in the detail, and never a guess. Base64 is taken with and without padding.
#pragma once

#include "core/db/statement.h"

#include <QUrl>

namespace galley {

/// An error that the server reports inside a reply. Either text may be empty.
struct HranaServerError
{
    QString message;
    QString code;
};

/// How one step of a batch ended: with `rows`, with `error`, or with neither when it was skipped.
struct HranaStep
{
    std::optional<Rows> rows;
    std::optional<HranaServerError> error;
};

struct HranaReply
{
    /// Set when the batch as a whole was refused; `steps` is then empty.
    std::optional<HranaServerError> error;
    std::vector<HranaStep> steps;
    QByteArray replicationIndex; // empty where none was given
    qint64 rowsRead = 0;
    qint64 rowsWritten = 0;
    double queryMs = 0;
};

/// `steps` is the number of steps that were asked for, `requests` the number of requests in the pipeline.
/// `origin` is where the reply came from: a base_url of another origin is refused. `location` is for the
/// sentence.
Result<HranaReply> readHranaReply(const QByteArray &body, qsizetype requests, qsizetype steps,
                                  const QUrl &origin, const QString &location);

/// The reply to hranaProbe(): true when the server knows `close`.
Result<bool> readHranaProbe(const QByteArray &body, const QUrl &origin, const QString &location);

} // namespace galley
