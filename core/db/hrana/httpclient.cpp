#include "core/db/hrana/httpclient.h"

#include "core/db/hrana/httptransfer.h"
#include "core/db/hrana/tlssettings.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QSslConfiguration>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace galley {

namespace {

class PendingCall final : public HttpCall, public std::enable_shared_from_this<PendingCall>
{
public:
    explicit PendingCall(QObject *httpThread) : m_httpThread(httpThread) {}

    Result<HttpReply> wait(const std::stop_token &stop) override
    {
        const std::stop_callback asked(stop, [this] {
            QMetaObject::invokeMethod(
                m_httpThread,
                [self = shared_from_this()] {
                    if (self->transfer)
                        self->transfer->cancel();
                },
                Qt::QueuedConnection);
        });
        std::unique_lock lock(m_mutex);
        m_ended.wait(lock, [this] { return m_result.has_value(); });
        return std::move(*m_result);
    }

    void end(Result<HttpReply> result)
    {
        const std::lock_guard lock(m_mutex);
        m_result = std::move(result);
        m_ended.notify_one();
    }

    QPointer<HttpTransfer> transfer; // touched on the HTTP thread only

private:
    QObject *m_httpThread;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    std::optional<Result<HttpReply>> m_result;
};

} // namespace

struct HttpClient::Private
{
    RemoteConfig config;
    std::optional<QSslConfiguration> tls;
    QThread thread;
    QObject *context = nullptr;               // lives on the thread, and dies with it
    QNetworkAccessManager *manager = nullptr; // touched on the thread only
};

Result<std::unique_ptr<HttpClient>> HttpClient::open(const RemoteConfig &config)
{
    if (auto ok = checkToken(config.token); !ok)
        return failure(ok);
    if (config.url.scheme() != QLatin1String("https"))
        return std::unique_ptr<HttpClient>(new HttpClient(config, nullptr));
    auto tls = tlsSettings(config);
    if (!tls)
        return failure(tls);
    return std::unique_ptr<HttpClient>(new HttpClient(config, &*tls));
}

HttpClient::HttpClient(const RemoteConfig &config, const QSslConfiguration *tls)
    : d(std::make_unique<Private>())
{
    d->config = config;
    if (tls != nullptr)
        d->tls = *tls;
    d->context = new QObject;
    d->context->moveToThread(&d->thread);
    QObject::connect(&d->thread, &QThread::finished, d->context, &QObject::deleteLater);
    QMetaObject::invokeMethod(
        d->context, [p = d.get()] { p->manager = new QNetworkAccessManager(p->context); },
        Qt::QueuedConnection);
    d->thread.setObjectName(QStringLiteral("galley-http"));
    d->thread.start();
}

HttpClient::~HttpClient()
{
    d->thread.quit();
    d->thread.wait();
}

QNetworkRequest HttpClient::request(const QString &path, Token token) const
{
    QUrl url = d->config.url;
    url.setPath(url.path() + path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArrayLiteral("application/json"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QByteArrayLiteral("galley/" GALLEY_VERSION));
    if (token == Token::Send && !d->config.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + d->config.token.toUtf8());
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // Zeros in an image compress far beyond Qt's suspicion; our own limit counts what comes out.
    request.setDecompressedSafetyCheckThreshold(-1);
    if (d->tls)
        request.setSslConfiguration(*d->tls);
    return request;
}

std::shared_ptr<HttpCall> HttpClient::post(const QString &path, const QByteArray &body, Progress progress,
                                           Token token)
{
    auto call = std::make_shared<PendingCall>(d->context);
    QMetaObject::invokeMethod(
        d->context,
        [p = d.get(), call, body, progress = std::move(progress), request = request(path, token)] {
            const HttpTransfer::Limits limits{p->config.connectTimeout, p->config.transferTimeout,
                                              p->config.maxReplyBytes};
            call->transfer = new HttpTransfer(
                p->manager->post(request, body), limits, p->config.address(),
                [call](Result<HttpReply> result) { call->end(std::move(result)); }, progress, p->context);
        },
        Qt::QueuedConnection);
    return call;
}

} // namespace galley
