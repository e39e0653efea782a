// HTTP/1.1 on a socket, as little of it as a proxy between a client and a server of tests needs.
#pragma once

#include <QByteArray>

#include <chrono>
#include <optional>
#include <stop_token>

namespace galley::test {

/// One message as it came: head (up to and with the empty line) and body (framing of chunks taken off).
struct HttpMessage
{
    QByteArray head;
    QByteArray body;

    /// With this body in place of its own.
    QByteArray withBody(const QByteArray &other) const;
    QByteArray whole() const { return withBody(body); }
};

/// A whole reply to send.
QByteArray httpReply(int status, const QByteArray &body, const QByteArray &type = "application/json");

/// A TCP socket of 127.0.0.1. Nothing here waits longer than a few seconds, or on after a stop was asked for.
class Wire
{
public:
    explicit Wire(int descriptor) : m_descriptor(descriptor) {}
    static Wire connectTo(quint16 port);
    Wire(Wire &&other) noexcept;
    Wire(const Wire &) = delete;
    ~Wire() { close(); }

    bool isOpen() const { return m_descriptor >= 0; }
    /// The next message; nothing when the peer closed, sent something else or was silent for too long.
    std::optional<HttpMessage> read(const std::stop_token &stop);
    /// False when the peer is gone.
    bool send(const QByteArray &bytes);
    /// Waits for so long, or until the peer has closed.
    void waitForClose(std::chrono::milliseconds time, const std::stop_token &stop);
    void close();
    /// Closes so that the peer sees "connection reset by peer".
    void reset();

private:
    bool fill(const std::stop_token &stop);
    bool fillUntil(qsizetype size, const std::stop_token &stop);

    int m_descriptor;
    QByteArray m_read; // not yet handed out
};

/// Waits in small steps until then.
void waitFor(std::chrono::milliseconds time, const std::stop_token &stop);

} // namespace galley::test
