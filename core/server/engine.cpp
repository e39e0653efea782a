#include "core/server/engine.h"

#include "core/base/ids.h"
#include "core/server/listensocket.h"
#include "core/site/conditional.h"

#include <unistd.h>

#include <cstring>
#include <exception>
#include <utility>

namespace galley {

namespace {

constexpr std::size_t kConnectionMemory = 32 * 1024; // bounds the request's line and headers
constexpr std::chrono::milliseconds kMarkInterval(1000);

/// In a time that doesn't tell how much of it was right.
bool isEqual(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

site::Response plainResponse(int status, const QByteArray &text)
{
    site::Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = text;
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'");
    return response;
}

MHD_Result queue(MHD_Connection *connection, const site::Response &response)
{
    // MHD sends straight from the bytes, which this copy keeps alive.
    auto body = std::make_unique<QByteArray>(response.body);
    MHD_Response *reply = MHD_create_response_from_buffer_with_free_callback_cls(
        std::size_t(body->size()), const_cast<char *>(body->constData()),
        [](void *context) { delete static_cast<QByteArray *>(context); }, body.get());
    if (!reply)
        return MHD_NO;
    body.release();
    if (!response.contentType.isEmpty() && response.status != 304)
        MHD_add_response_header(reply, MHD_HTTP_HEADER_CONTENT_TYPE, response.contentType.constData());
    for (const auto &[name, value] : response.headers)
        MHD_add_response_header(reply, name.constData(), value.constData());
    const MHD_Result result = MHD_queue_response(connection, unsigned(response.status), reply);
    MHD_destroy_response(reply);
    return result;
}

MHD_Result collectHeader(void *context, MHD_ValueKind, const char *name, const char *value)
{
    auto &headers = *static_cast<QHash<QByteArray, QByteArray> *>(context);
    headers.insert(QByteArray(name).toLower(), QByteArray(value ? value : ""));
    return MHD_YES;
}

} // namespace

namespace {

struct RequestContext
{
    QByteArray target; // as it was sent: MHD's own path has lost what was percent-encoded
    bool isComplete = false;
};

bool hasBody(MHD_Connection *connection)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH) ||
           MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING);
}

} // namespace

struct Server::Engine::Callbacks
{
    static std::size_t unescapeNothing(void *, MHD_Connection *, char *text) { return std::strlen(text); }

    static void *requestBegins(void *, const char *uri, MHD_Connection *) { return new RequestContext{uri}; }

    static void requestEnded(void *, MHD_Connection *, void **context, MHD_RequestTerminationCode)
    {
        delete static_cast<RequestContext *>(*context);
        *context = nullptr;
    }

    static MHD_Result request(void *engine, MHD_Connection *connection, const char *, const char *method,
                              const char *, const char *, std::size_t *, void **context)
    {
        auto *known = static_cast<RequestContext *>(*context);
        if (!known)
            return MHD_NO;
        // MHD calls once with the headers and again when all has come. An answer to the first call ends the
        // connection: right for a body that nobody here would read, wrong for anything else.
        if (!std::exchange(known->isComplete, true) && !hasBody(connection))
            return MHD_YES;
        try {
            return static_cast<Engine *>(engine)->answer(connection, method, known->target);
        } catch (const std::exception &) { // out of memory: this connection ends, the others go on
            return MHD_NO;
        }
    }
};

Server::Engine::Engine(ServerConfig config, DatabaseFactory openDatabase)
    : m_config(std::move(config)),
      m_openDatabase(std::move(openDatabase)),
      m_cache(m_config.cacheBytes),
      m_mark(kMarkInterval)
{
}

Status Server::Engine::start()
{
    // What can't be read should be said now and not to the first reader.
    if (const auto database = m_openDatabase(); !database)
        return failure(database);
    const auto socket = listenOn(m_config.address, m_config.port);
    if (!socket)
        return failure(socket);
    m_port = socket->port;
    const bool isProof = m_config.site.mode == site::Mode::Proof;
    if (isProof && !socket->isLoopback) {
        ::close(socket->descriptor);
        return fail(
            ErrorCode::InvalidInput,
            QStringLiteral(
                "A proof shows drafts, so it is served on this computer only: leave out the address."));
    }
    if (isProof)
        m_config.site.linkPrefix = u'/' + randomToken();
    if (m_config.site.baseUrl.isEmpty())
        m_config.site.baseUrl = origin();

    unsigned flags = MHD_USE_AUTO_INTERNAL_THREAD;
    if (socket->isIpv6)
        flags |= MHD_USE_IPv6;
    if (isProof)
        flags |= MHD_ALLOW_SUSPEND_RESUME;
    m_daemon = MHD_start_daemon(
        flags, 0, nullptr, nullptr, &Callbacks::request, this, MHD_OPTION_LISTEN_SOCKET, socket->descriptor,
        MHD_OPTION_THREAD_POOL_SIZE, m_config.threads > 1 ? m_config.threads : 0U,
        MHD_OPTION_CONNECTION_LIMIT, m_config.maxConnections, MHD_OPTION_CONNECTION_TIMEOUT,
        m_config.timeoutSeconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory,
        MHD_OPTION_UNESCAPE_CALLBACK, &Callbacks::unescapeNothing, nullptr, MHD_OPTION_URI_LOG_CALLBACK,
        &Callbacks::requestBegins, nullptr, MHD_OPTION_NOTIFY_COMPLETED, &Callbacks::requestEnded, nullptr,
        MHD_OPTION_END);
    if (!m_daemon) {
        ::close(socket->descriptor);
        return fail(ErrorCode::Io,
                    QStringLiteral("The server could not be started; ask for fewer threads or connections."));
    }
    if (isProof)
        m_watcher = std::make_unique<Watcher>(m_openDatabase, m_events);
    return {};
}

void Server::Engine::stop()
{
    m_watcher.reset();
    m_events.close();
    if (m_daemon)
        MHD_stop_daemon(m_daemon);
    m_daemon = nullptr;
    m_workers.clear();
}

QString Server::Engine::origin() const
{
    const bool isIpv6 = m_config.address.contains(u':');
    return QStringLiteral("http://%1:%2")
        .arg(isIpv6 ? u'[' + m_config.address + u']' : m_config.address)
        .arg(m_port);
}

QString Server::Engine::url() const
{
    return origin() + m_config.site.linkPrefix + u'/';
}

MHD_Result Server::Engine::answer(MHD_Connection *connection, const QByteArray &method,
                                  const QByteArray &wholeTarget)
{
    site::Request request;
    request.method = method;
    MHD_get_connection_values(connection, MHD_HEADER_KIND, &collectHeader, &request.headers);
    QByteArray target = wholeTarget;
    if (m_config.site.mode == site::Mode::Proof) {
        // A page elsewhere that had its own name lead here (DNS rebinding) would show another host.
        if (!isOurHost(request.headers.value("host")))
            return queue(connection, plainResponse(421, "This is not the host you asked for.\n"));
        if (!takePrefix(target))
            return queue(connection,
                         plainResponse(404, "Open the proof from Galley: its address has changed.\n"));
        if (target == "/events" && method == "GET") {
            MHD_Response *events = m_events.subscribe(connection);
            if (!events)
                return queue(connection, plainResponse(503, "Too many proofs are open.\n"));
            MHD_add_response_header(events, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream");
            MHD_add_response_header(events, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
            const MHD_Result result = MHD_queue_response(connection, 200, events);
            MHD_destroy_response(events);
            return result;
        }
    }
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.left(mark);
    if (mark >= 0)
        request.query = QUrlQuery(QString::fromUtf8(target.mid(mark + 1)));
    const site::Response response = respond(request, target);
    if (!response.problem.isEmpty() && m_config.onProblem)
        m_config.onProblem(response.problem);
    return queue(connection, response);
}

bool Server::Engine::isOurHost(const QByteArray &host) const
{
    return host == origin().mid(7).toLatin1() || host == "localhost:" + QByteArray::number(m_port);
}

bool Server::Engine::takePrefix(QByteArray &target) const
{
    const QByteArray prefix = m_config.site.linkPrefix.toLatin1();
    if (!isEqual(target.left(prefix.size()), prefix))
        return false;
    target.remove(0, prefix.size());
    if (!target.isEmpty() && target[0] != '/' && target[0] != '?')
        return false;
    if (!target.startsWith('/'))
        target.prepend('/');
    return true;
}

site::Response Server::Engine::respond(const site::Request &request, const QByteArray &target)
{
    const auto mine = worker();
    if (!mine) {
        site::Response response =
            plainResponse(503, "The blog can't be read just now. Please try again in a minute.\n");
        response.problem = mine.error().message;
        return response;
    }
    const bool isCached = m_config.site.mode == site::Mode::Public && m_config.cacheBytes > 0 &&
                          (request.method == "GET" || request.method == "HEAD");
    return isCached ? respondCached(**mine, request, target) : (*mine)->site.handle(request);
}

site::Response Server::Engine::respondCached(Worker &worker, const site::Request &request,
                                             const QByteArray &target)
{
    const auto mark = m_mark.current(*worker.database);
    if (!mark)
        return worker.site.handle(request);
    if (const auto held = m_cache.find(target, *mark)) {
        site::Response response = *held;
        site::applyConditions(request, response);
        return response;
    }
    if (request.headers.contains("if-none-match")) // may be answered without reading an image at all
        return worker.site.handle(request);
    site::Request whole = request;
    whole.headers.clear();
    site::Response response = worker.site.handle(whole);
    if (response.status == 200)
        m_cache.insert(target, *mark, std::make_shared<const site::Response>(response));
    site::applyConditions(request, response);
    return response;
}

Result<Server::Engine::Worker *> Server::Engine::worker()
{
    const auto self = std::this_thread::get_id();
    {
        const std::lock_guard lock(m_workersMutex);
        if (const auto found = m_workers.find(self); found != m_workers.end())
            return found->second.get();
    }
    auto database = m_openDatabase();
    if (!database)
        return failure(database);
    Database &opened = **database;
    auto made = std::make_unique<Worker>(Worker{std::move(*database), site::Site(m_config.site, opened)});
    const std::lock_guard lock(m_workersMutex);
    return m_workers.emplace(self, std::move(made)).first->second.get();
}

} // namespace galley
