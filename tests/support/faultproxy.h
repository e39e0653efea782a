// Between a client and a server of a test, on loopback: hands requests on, and does to one of them what networks do.
#pragma once

#include "core/base/result.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace galley::test {

class Wire;
struct HttpMessage;

struct Fault
{
    enum class Kind
    {
        None,
        Gone,         // nothing listens there any more, from this request on until `heal`
        Refuse,       // reset before anything is delivered
        CutRequest,   // `bytes` of the request are delivered, then both connections are reset
        LoseReply,    // delivered; closed in place of its reply
        CutReply,     // delivered; closed after `bytes` of its reply
        ResetReply,   // the same with a reset
        Replace,      // delivered; `change` of its reply is sent
        Answer,       // not delivered; `change` of nothing is sent
        Twice,        // delivered twice; the second reply is sent
        DelayRequest, // delivered after `time`, also when the client has given up
        DelayReply,   // delivered; its reply comes after `time`
        Drip,         // delivered; its reply comes `bytes` at a time, one each `time`
        Endless,      // delivered; then blanks without end
    };
    /// The whole reply to send, made from the server's.
    using Change = std::function<QByteArray(const HttpMessage &)>;

    Kind kind = Kind::None;
    qint64 bytes = 0;
    std::chrono::milliseconds time{0};
    Change change = {};
};

/// Used from one thread; its connections have threads of their own, which end with it.
class FaultProxy
{
public:
    enum class Times
    {
        Once,
        Always
    };

    static Result<std::unique_ptr<FaultProxy>> start(quint16 serverPort);
    FaultProxy(const FaultProxy &) = delete;
    ~FaultProxy();

    QString url() const;

    /// Counts requests anew; what happens to the one with this number (from 0), or to all from there on.
    void failAt(int request, Fault fault, Times times);
    /// All is well from now on. Returns once no request of before is under way, late ones too.
    void heal();
    /// Since the last failAt or heal.
    int requests() const;
    /// Since the start: the replies of the server to those requests that no fault befell, oldest first.
    std::vector<QByteArray> replies() const;

private:
    explicit FaultProxy(quint16 serverPort);
    bool listen();
    void stopListening();
    void accept(const std::stop_token &stop);
    void serve(Wire client, const std::stop_token &stop);
    bool carryOut(Wire &client, const HttpMessage &request, const Fault &fault, const std::stop_token &stop);
    std::optional<HttpMessage> deliver(const HttpMessage &request, const std::stop_token &stop);
    Fault nextFault();

    const quint16 m_serverPort;
    quint16 m_port = 0;
    int m_listener = -1;
    mutable std::mutex m_mutex;
    std::condition_variable m_idle;
    Fault m_fault;
    int m_failAt = 0;
    Times m_times = Times::Once;
    int m_requests = 0;
    int m_underWay = 0;
    std::vector<QByteArray> m_replies;
    struct Connection;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::jthread m_acceptor;
};

} // namespace galley::test
