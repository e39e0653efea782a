// HTTP for a caller that may block. The event loop and the connections live on a thread of their own; whoever
// asks waits there for the reply, so no event loop is ever nested.
#pragma once

#include "core/db/hrana/hranaerror.h"
#include "core/db/hrana/remoteconfig.h"

#include <QThread>

#include <functional>
#include <memory>
#include <stop_token>

class QNetworkAccessManager;
class QNetworkRequest;
class QSslConfiguration;

namespace galley {

class HttpCall;

/// Used from one thread. Requests go to the configured origin only; redirects are not followed; cookies and
/// caches do not exist; a certificate error ends the call. Nothing is sent a second time by us (Qt itself may
/// do so when a kept connection turns out to be dead).
class HttpClient
{
public:
    using Progress = std::function<void(qint64 sent, qint64 received)>;
    enum class Token
    {
        Send,
        Withhold
    };

    /// Reads the certificate files; sends nothing yet. Errors: Io and Tls.
    static Result<std::unique_ptr<HttpClient>> open(const RemoteConfig &config);
    HttpClient(const HttpClient &) = delete;
    HttpClient &operator=(const HttpClient &) = delete;
    /// Calls under way end as Cancelled.
    ~HttpClient();

    /// Begins a POST of JSON to the configured address with `path` appended. `progress` is called on the HTTP
    /// thread, with the bytes of this call, and not after its end.
    std::shared_ptr<HttpCall> post(const QString &path, const QByteArray &body, Progress progress = {},
                                   Token token = Token::Send);

private:
    HttpClient(const RemoteConfig &config, const QSslConfiguration *tls);
    QNetworkRequest request(const QString &path, Token token) const;

    struct Private;
    std::unique_ptr<Private> d;
};

/// One POST under way. It ends exactly once: with a reply of any status, or an error (Network, Tls, TooLarge,
/// Cancelled). Must not be waited for after its client is gone.
class HttpCall
{
public:
    /// Blocks until the end; once only. A stop asked for aborts the transfer.
    virtual Result<HttpReply> wait(const std::stop_token &stop) = 0;
    virtual ~HttpCall() = default;
};

} // namespace galley
