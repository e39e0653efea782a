#include "tests/support/faultproxy.h"

#include "tests/support/httpwire.h"

#include <arpa/inet.h>
#include <atomic>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace galley::test {

namespace {

constexpr int PollMs = 20;
constexpr qsizetype EndlessBytes = 256 * 1000 * 1000; // ends all the same

} // namespace

struct FaultProxy::Connection
{
    std::atomic<bool> ended = false;
    std::jthread thread;
};

FaultProxy::FaultProxy(quint16 serverPort) : m_serverPort(serverPort) {}

Result<std::unique_ptr<FaultProxy>> FaultProxy::start(quint16 serverPort)
{
    std::unique_ptr<FaultProxy> proxy(new FaultProxy(serverPort));
    if (!proxy->listen())
        return fail(ErrorCode::Io, QStringLiteral("The proxy for faults can't listen."));
    proxy->m_acceptor = std::jthread([p = proxy.get()](const std::stop_token &stop) { p->accept(stop); });
    return proxy;
}

FaultProxy::~FaultProxy()
{
    m_acceptor.request_stop();
    m_acceptor.join();
    for (const auto &connection : m_connections)
        connection->thread.request_stop();
    m_connections.clear();
    stopListening();
}

QString FaultProxy::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_port);
}

bool FaultProxy::listen()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port); // the same again after `Gone`
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<const sockaddr *>(&address), size) != 0 || ::listen(listener, 16) != 0) {
        ::close(listener);
        return false;
    }
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_listener = listener;
    return true;
}

void FaultProxy::stopListening()
{
    if (m_listener >= 0)
        ::close(std::exchange(m_listener, -1));
}

void FaultProxy::failAt(int request, Fault fault, Times times)
{
    const std::lock_guard lock(m_mutex);
    m_fault = std::move(fault);
    m_failAt = request;
    m_times = times;
    m_requests = 0;
}

void FaultProxy::heal()
{
    std::unique_lock lock(m_mutex);
    m_fault = {};
    m_requests = 0;
    m_idle.wait(lock, [this] { return m_underWay == 0; });
    if (m_listener < 0)
        listen();
}

int FaultProxy::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::vector<QByteArray> FaultProxy::replies() const
{
    const std::lock_guard lock(m_mutex);
    return m_replies;
}

Fault FaultProxy::nextFault()
{
    const std::lock_guard lock(m_mutex);
    ++m_underWay;
    const int number = m_requests++;
    const bool befalls = m_times == Times::Once ? number == m_failAt : number >= m_failAt;
    if (!befalls)
        return {};
    if (m_fault.kind == Fault::Kind::Gone)
        stopListening();
    return m_fault;
}

void FaultProxy::accept(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        int listener = -1;
        {
            const std::lock_guard lock(m_mutex);
            listener = m_listener;
        }
        pollfd ready{listener, POLLIN, 0}; // a descriptor of -1 is only waited for
        if (::poll(&ready, 1, PollMs) <= 0)
            continue;
        const std::lock_guard lock(m_mutex);
        if (m_listener < 0)
            continue;
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        const int yes = 1;
        ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); // bytes that drip must not be gathered
        std::erase_if(m_connections, [](const auto &connection) { return connection->ended.load(); });
        auto connection = std::make_unique<Connection>();
        connection->thread = std::jthread([this, client, c = connection.get()](const std::stop_token &end) {
            serve(Wire(client), end);
            c->ended = true;
        });
        m_connections.push_back(std::move(connection));
    }
}

void FaultProxy::serve(Wire client, const std::stop_token &stop)
{
    for (;;) {
        const auto request = client.read(stop);
        if (!request)
            return;
        const bool goesOn = carryOut(client, *request, nextFault(), stop);
        {
            const std::lock_guard lock(m_mutex);
            --m_underWay;
        }
        m_idle.notify_all();
        if (!goesOn)
            return;
    }
}

std::optional<HttpMessage> FaultProxy::deliver(const HttpMessage &request, const std::stop_token &stop)
{
    Wire server = Wire::connectTo(m_serverPort);
    if (!server.send(request.whole()))
        return std::nullopt;
    return server.read(stop);
}

bool FaultProxy::carryOut(Wire &client, const HttpMessage &request, const Fault &fault, const std::stop_token &stop)
{
    using Kind = Fault::Kind;
    switch (fault.kind) {
    case Kind::Gone:
    case Kind::Refuse:
        client.reset();
        return false;
    case Kind::CutRequest: {
        Wire server = Wire::connectTo(m_serverPort);
        server.send(request.whole().left(fault.bytes));
        server.reset();
        client.reset();
        return false;
    }
    case Kind::Answer:
        return client.send(fault.change({}));
    case Kind::DelayRequest:
        waitFor(fault.time, stop);
        break;
    case Kind::Twice:
        if (!deliver(request, stop))
            return false;
        break;
    default:
        break;
    }

    const auto reply = deliver(request, stop);
    if (!reply)
        return false;
    const QByteArray whole = reply->whole();
    switch (fault.kind) {
    case Kind::LoseReply:
        return false;
    case Kind::CutReply:
        client.send(whole.left(fault.bytes));
        return false;
    case Kind::ResetReply:
        client.send(whole.left(fault.bytes));
        client.reset();
        return false;
    case Kind::Replace:
        return client.send(fault.change(*reply));
    case Kind::DelayReply:
        client.waitForClose(fault.time, stop);
        return client.send(whole);
    case Kind::Drip:
        for (qsizetype i = 0; i < whole.size(); i += fault.bytes) {
            if (stop.stop_requested() || !client.send(whole.mid(i, fault.bytes)))
                return false;
            client.waitForClose(fault.time, stop);
        }
        return true;
    case Kind::Endless: {
        const QByteArray blanks(1 << 16, ' ');
        bool sent = client.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + reply->body);
        for (qsizetype i = 0; sent && i < EndlessBytes && !stop.stop_requested(); i += blanks.size())
            sent = client.send(blanks);
        return false;
    }
    default: {
        const std::lock_guard lock(m_mutex);
        if (fault.kind == Kind::None)
            m_replies.push_back(reply->body);
    }
        return client.send(whole);
    }
}

} // namespace galley::test
