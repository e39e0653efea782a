#include "tests/support/httpwire.h"

#include <QList>

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace galley::test {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto Step = 20ms;
constexpr auto LongestSilence = 15s;

QByteArray header(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

} // namespace

QByteArray HttpMessage::withBody(const QByteArray &other) const
{
    QByteArray made;
    for (const QByteArray &line : head.trimmed().split('\n')) {
        const QByteArray name = line.left(line.indexOf(':')).trimmed().toLower();
        if (name != "content-length" && name != "transfer-encoding")
            made += line.trimmed() + "\r\n";
    }
    return made + "Content-Length: " + QByteArray::number(other.size()) + "\r\n\r\n" + other;
}

QByteArray httpReply(int status, const QByteArray &body, const QByteArray &type)
{
    return HttpMessage{"HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Type: " + type + "\r\n", {}}
        .withBody(body);
}

Wire Wire::connectTo(quint16 port)
{
    Wire wire(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(wire.m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        wire.close();
    return wire;
}

Wire::Wire(Wire &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_read(std::move(other.m_read))
{
}

bool Wire::fill(const std::stop_token &stop)
{
    const auto end = Clock::now() + LongestSilence;
    while (isOpen() && !stop.stop_requested() && Clock::now() < end) {
        pollfd ready{m_descriptor, POLLIN, 0};
        if (::poll(&ready, 1, int(Step.count())) <= 0)
            continue;
        char buffer[1 << 16];
        const ssize_t got = ::recv(m_descriptor, buffer, sizeof buffer, 0);
        if (got <= 0)
            return false;
        m_read.append(buffer, got);
        return true;
    }
    return false;
}

bool Wire::fillUntil(qsizetype size, const std::stop_token &stop)
{
    while (m_read.size() < size) {
        if (!fill(stop))
            return false;
    }
    return true;
}

std::optional<HttpMessage> Wire::read(const std::stop_token &stop)
{
    qsizetype end = -1;
    while ((end = m_read.indexOf("\r\n\r\n")) < 0) {
        if (!fill(stop))
            return std::nullopt;
    }
    HttpMessage message{m_read.left(end + 4), {}};
    m_read.remove(0, end + 4);
    if (header(message.head, "Transfer-Encoding").compare("chunked", Qt::CaseInsensitive) != 0) {
        const qsizetype size = header(message.head, "Content-Length").toLongLong();
        if (!fillUntil(size, stop))
            return std::nullopt;
        message.body = m_read.left(size);
        m_read.remove(0, size);
        return message;
    }
    for (;;) {
        while ((end = m_read.indexOf("\r\n")) < 0) {
            if (!fill(stop))
                return std::nullopt;
        }
        const qsizetype size = m_read.left(end).toLongLong(nullptr, 16);
        if (!fillUntil(end + 2 + size + 2, stop))
            return std::nullopt;
        message.body += m_read.mid(end + 2, size);
        m_read.remove(0, end + 2 + size + 2);
        if (size == 0)
            return message;
    }
}

bool Wire::send(const QByteArray &bytes)
{
    const char *at = bytes.constData();
    qsizetype left = bytes.size();
    while (left > 0 && isOpen()) {
        pollfd ready{m_descriptor, POLLOUT, 0};
        if (::poll(&ready, 1, int(std::chrono::milliseconds(LongestSilence).count())) <= 0)
            return false;
        const ssize_t sent = ::send(m_descriptor, at, std::size_t(left), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent <= 0)
            return false;
        at += sent;
        left -= sent;
    }
    return left == 0;
}

void Wire::waitForClose(std::chrono::milliseconds time, const std::stop_token &stop)
{
    const auto end = Clock::now() + time;
    while (isOpen() && !stop.stop_requested() && Clock::now() < end) {
        pollfd ready{m_descriptor, POLLIN, 0};
        char byte = 0;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
        if (::poll(&ready, 1, int(std::min(left, std::chrono::milliseconds(Step)).count())) > 0 && ::recv(m_descriptor, &byte, 1, MSG_PEEK) <= 0)
            return;
    }
}

void Wire::close()
{
    if (isOpen())
        ::close(std::exchange(m_descriptor, -1));
}

void Wire::reset()
{
    const linger now{1, 0};
    if (isOpen())
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
}

void waitFor(std::chrono::milliseconds time, const std::stop_token &stop)
{
    const auto end = Clock::now() + time;
    while (!stop.stop_requested() && Clock::now() < end)
        std::this_thread::sleep_for(std::min<Clock::duration>(Step, end - Clock::now()));
}

} // namespace galley::test
