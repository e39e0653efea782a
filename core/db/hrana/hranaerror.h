// What can go wrong between us and a Turso database, each as one Error with one sentence for the author. A
// code is for choosing words and for deciding whether to try again; no decision about data may rest on it,
// for servers differ: one reports every failing step as BATCH_STEP_ERROR.
#pragma once

#include "core/base/result.h"
#include "core/db/hrana/hranareply.h"

#include <chrono>

class QNetworkReply;
class QSslError;

namespace galley {

struct HttpReply
{
    int status = 0;
    QByteArray contentType;
    QByteArray body;
    /// How long the server wants to be left alone; only where it gave that in seconds.
    std::optional<std::chrono::seconds> retryAfter = {};

    bool isHtml() const;
};

/// A reply whose status is not 200, or whose body is a web page. The body may be JSON in any of the shapes
/// {"error": "…"}, {"error": {"message", "code"}}, {"message", "code"}, or plain text, or HTML.
Error httpError(const HttpReply &reply, const QString &location);

/// Whether the same request may well succeed a moment later: the connection was refused or cut, or the server
/// said 429, 502, 503 or 504.
bool mayPass(const Result<HttpReply> &reply);
/// The same for a reply that was read: the database is busy, as a whole or at one step.
bool mayPass(const HranaReply &reply);

/// An error reported inside a reply, of a statement or of a whole batch.
Error serverError(const HranaServerError &error, const QString &location);

/// No reply, or not all of it.
Error networkError(const QNetworkReply &reply, const QList<QSslError> &tlsErrors, const QString &location);

/// A 401 to somebody who has no token at all.
Error tokenWanted(const QString &location);
Error notUnderstood(const QString &location, const QString &detail);
Error cutOff(const QString &location, const QString &detail);
Error timedOut(const QString &location);
Error replyTooLarge(const QString &location);
Error cancelled(const QString &location);

} // namespace galley
