#include "core/db/hrana/hranaerror.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QSslError>

#include <algorithm>

namespace galley {

namespace {

constexpr qsizetype MaxDetail = 300;

Error make(ErrorCode code, const QString &sentence, const QString &location, const QString &detail)
{
    return {code, sentence.arg(location), detail.left(MaxDetail).simplified()};
}

HranaServerError errorInBody(const HttpReply &reply)
{
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    if (!document.isObject())
        return {QString::fromUtf8(reply.body.left(MaxDetail)), {}};
    const QJsonObject top = document.object();
    const QJsonValue error = top.value(QLatin1String("error"));
    if (error.isString())
        return {error.toString(), top.value(QLatin1String("code")).toString()};
    const QJsonObject from = error.isObject() ? error.toObject() : top;
    return {from.value(QLatin1String("message")).toString(), from.value(QLatin1String("code")).toString()};
}

QString detailOf(const HranaServerError &error)
{
    return error.code.isEmpty() ? error.message : QStringLiteral("%1: %2").arg(error.code, error.message);
}

/// The server gave up on a stream or a transaction that took it too long; nothing of it stands.
bool ranOut(const HranaServerError &error)
{
    return error.code == QLatin1String("STREAM_EXPIRED") || error.code == QLatin1String("TRANSACTION_TIMEOUT");
}

Error badRequest(const HttpReply &reply, const QString &location, const QString &detail)
{
    // The words of nginx, which answers what is really a TLS matter with a page.
    if (reply.body.contains("No required SSL certificate"))
        return make(ErrorCode::Tls,
                    QStringLiteral("%1 asks for a client certificate; choose your certificate and its key."),
                    location, detail);
    if (reply.body.contains("SSL certificate error"))
        return make(
            ErrorCode::Tls,
            QStringLiteral("%1 did not accept your client certificate; choose one that its authority signed "
                           "and has not revoked."),
            location, detail);
    if (reply.body.contains("plain HTTP request was sent to HTTPS port"))
        return make(ErrorCode::Protocol,
                    QStringLiteral("%1 expects a protected connection; write the address with https://."),
                    location, detail);
    if (reply.isHtml())
        return make(
            ErrorCode::Protocol,
            QStringLiteral("%1 answered with a web page where a database was expected; check the address."),
            location, detail);
    return make(ErrorCode::Protocol,
                QStringLiteral(
                    "%1 did not understand the request; check that the address is that of a Turso database."),
                location, detail);
}

struct TlsSentence
{
    QSslError::SslError error;
    const char16_t *sentence;
};

const TlsSentence tlsSentences[] = {
    {QSslError::HostNameMismatch,
     u"The certificate of %1 was made for another name; check the address, or ask whoever runs the server."},
    {QSslError::CertificateExpired,
     u"The certificate of %1 has expired; ask whoever runs the server to renew it."},
    {QSslError::CertificateNotYetValid,
     u"The certificate of %1 is not valid yet; check the date and time of this computer."},
    {QSslError::SelfSignedCertificate, u"The certificate of %1 is signed by nobody but itself; add it as the "
                                       u"CA certificate if you trust this server, "
                                       u"or check the address."},
    {QSslError::CertificateRevoked, u"The certificate of %1 was revoked; ask whoever runs the server."},
};

Error tlsError(const QList<QSslError> &errors, const QString &location, const QString &detail)
{
    for (const TlsSentence &entry : tlsSentences) {
        for (const QSslError &error : errors) {
            if (error.error() == entry.error)
                return make(ErrorCode::Tls, QString::fromUtf16(entry.sentence), location, detail);
        }
    }
    if (!errors.isEmpty())
        return make(
            ErrorCode::Tls,
            QStringLiteral("The certificate of %1 is not signed by an authority that this computer knows; "
                           "add its CA certificate, or check the address."),
            location, detail);
    // The words of OpenSSL, which are not translated. They choose the sentence only.
    const auto says = [&](const char *words) { return detail.contains(QLatin1String(words)); };
    if (says("protocol version") || says("unsupported protocol"))
        return make(
            ErrorCode::Tls,
            QStringLiteral("%1 only speaks outdated TLS; ask whoever runs the server for TLS 1.2 or later."),
            location, detail);
    if (says("wrong version number") || says("packet length too long"))
        return make(ErrorCode::Tls,
                    QStringLiteral("What answers at %1 does not speak TLS; check the address and its port."),
                    location, detail);
    return make(ErrorCode::Tls,
                QStringLiteral(
                    "No protected connection to %1 could be made; check the address, the client certificate "
                    "and its key."),
                location, detail);
}

} // namespace

bool HttpReply::isHtml() const
{
    return contentType.startsWith("text/html") || body.left(64).trimmed().startsWith('<');
}

Error httpError(const HttpReply &reply, const QString &location)
{
    const HranaServerError inBody = reply.isHtml() ? HranaServerError{} : errorInBody(reply);
    QString detail = QStringLiteral("HTTP %1").arg(reply.status);
    if (!inBody.message.isEmpty())
        detail += QStringLiteral(", ") + detailOf(inBody);

    const int status = reply.status;
    if (inBody.code.contains(QLatin1String("BLOCKED")) || ranOut(inBody))
        return serverError(inBody, location);
    if (status == 401)
        return make(ErrorCode::Auth,
                    QStringLiteral(
                        "%1 did not accept the token; check that it is complete and still valid, or make a "
                        "new one."),
                    location, detail);
    if (status == 403)
        return make(
            ErrorCode::Auth,
            QStringLiteral("%1 does not allow this with your token; use one that may read and write this "
                           "database."),
            location, detail);
    if (status == 404)
        return make(ErrorCode::NotFound,
                    QStringLiteral("There is no Turso database at %1; check the address."), location, detail);
    if (status == 413)
        return make(
            ErrorCode::TooLarge,
            QStringLiteral("%1 found the request too large; make images smaller, or raise the limit of the "
                           "server."),
            location, detail);
    if (status == 402 || status == 429)
        return make(
            ErrorCode::Quota,
            QStringLiteral("%1 has reached a limit of its plan or was asked too often; wait a little and try "
                           "again, or check your Turso plan."),
            location, detail);
    if (status >= 500)
        return make(ErrorCode::Network,
                    QStringLiteral("%1 has a problem of its own at the moment; try again in a few minutes."),
                    location, detail);
    if (status >= 300 && status < 400)
        return make(ErrorCode::Protocol,
                    QStringLiteral(
                        "%1 points to another address, which is not followed; check the address, and write "
                        "it with https:// or libsql://."),
                    location, detail);
    return badRequest(reply, location, detail);
}

bool mayPass(const Result<HttpReply> &reply)
{
    if (!reply)
        return reply.error().code == ErrorCode::Network;
    const int status = reply->status;
    return status == 429 || status == 502 || status == 503 || status == 504;
}

bool mayPass(const HranaReply &reply)
{
    const auto isBusy = [](const std::optional<HranaServerError> &error) {
        return error && serverError(*error, {}).code == ErrorCode::Busy;
    };
    return isBusy(reply.error) || std::any_of(reply.steps.begin(), reply.steps.end(),
                                              [&](const HranaStep &step) { return isBusy(step.error); });
}

Error serverError(const HranaServerError &error, const QString &location)
{
    const QString detail = detailOf(error);
    const auto codeIs = [&](const char *start) { return error.code.startsWith(QLatin1String(start)); };
    const auto says = [&](const char *words) {
        return error.message.contains(QLatin1String(words), Qt::CaseInsensitive);
    };
    if (codeIs("SQLITE_CONSTRAINT") || says("constraint failed"))
        return make(ErrorCode::Constraint,
                    QStringLiteral(
                        "%1 refused a value that breaks one of its rules (such as an address used twice)."),
                    location, detail);
    if (codeIs("SQLITE_BUSY") || codeIs("SQLITE_LOCKED") || says("database is locked"))
        return make(ErrorCode::Busy, QStringLiteral("%1 is busy with somebody else's change; try again."),
                    location, detail);
    if (ranOut(error))
        return make(ErrorCode::Busy, QStringLiteral("%1 gave up before it was done, for it took too long; try again."),
                    location, detail);
    if (codeIs("SQLITE_READONLY"))
        return make(ErrorCode::ReadOnly,
                    QStringLiteral("%1 can only be read; use a token or an address that may also write."),
                    location, detail);
    if (codeIs("SQLITE_AUTH"))
        return make(ErrorCode::Auth, QStringLiteral("%1 does not allow this; use a token that may."),
                    location, detail);
    if (error.code.contains(QLatin1String("BLOCKED")) || codeIs("SQLITE_FULL"))
        return make(ErrorCode::Quota,
                    QStringLiteral("%1 has reached a limit of its plan; check your Turso plan."), location,
                    detail);
    if (codeIs("SQLITE_TOOBIG") || error.code.contains(QLatin1String("TOO_LARGE")) || says("too large"))
        return make(ErrorCode::TooLarge, QStringLiteral("A value or an answer is too large for %1."),
                    location, detail);
    if (codeIs("SQLITE_CORRUPT") || codeIs("SQLITE_NOTADB"))
        return make(ErrorCode::Corrupt,
                    QStringLiteral("The database at %1 is damaged; restore it from a backup."), location,
                    detail);
    return make(ErrorCode::Protocol, QStringLiteral("%1 could not carry out a statement."), location, detail);
}

Error networkError(const QNetworkReply &reply, const QList<QSslError> &tlsErrors, const QString &location)
{
    const QString detail = reply.errorString();
    // OpenSSL's words for a pair that does not match, before a connection is made; Qt has no code for that.
    for (const char *words : {"key values mismatch", "key type mismatch", "no certificate assigned"}) {
        if (detail.contains(QLatin1String(words)))
            return make(
                ErrorCode::Tls,
                QStringLiteral("The client key is not that of the client certificate for %1; choose the two "
                               "that belong together."),
                location, detail);
    }
    switch (reply.error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return tlsError(tlsErrors, location, detail);
    case QNetworkReply::ConnectionRefusedError:
        return make(ErrorCode::Network,
                    QStringLiteral("Nothing answers at %1; check the address, or start the server."),
                    location, detail);
    case QNetworkReply::HostNotFoundError:
        return make(
            ErrorCode::Network,
            QStringLiteral("%1 can't be found; check the address and your connection to the internet."),
            location, detail);
    case QNetworkReply::RemoteHostClosedError:
        return cutOff(location, detail);
    case QNetworkReply::TimeoutError:
        return timedOut(location);
    default:
        return make(
            ErrorCode::Network,
            QStringLiteral("%1 can't be reached; check your connection to the internet and try again."),
            location, detail);
    }
}

Error tokenWanted(const QString &location)
{
    return make(ErrorCode::Auth,
                QStringLiteral("%1 asks for a token; make one with “turso db tokens create NAME” and give it."),
                location, QStringLiteral("HTTP 401"));
}

Error notUnderstood(const QString &location, const QString &detail)
{
    return make(
        ErrorCode::Protocol,
        QStringLiteral("%1 gave an answer that is not that of a Turso database; check the address, and try "
                       "again."),
        location, detail);
}

Error cutOff(const QString &location, const QString &detail)
{
    return make(ErrorCode::Network,
                QStringLiteral("The connection to %1 was cut before the answer was complete; try again."),
                location, detail);
}

Error timedOut(const QString &location)
{
    return make(ErrorCode::Network,
                QStringLiteral("%1 did not answer in time; check your connection and try again."), location,
                {});
}

Error replyTooLarge(const QString &location)
{
    return make(ErrorCode::TooLarge,
                QStringLiteral("The answer of %1 is too large to be taken in one piece."), location, {});
}

Error cancelled(const QString &location)
{
    return make(ErrorCode::Cancelled, QStringLiteral("Cancelled while %1 was being asked."), location, {});
}

} // namespace galley
