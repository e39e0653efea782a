// Server-sent events: tells the open proofs that the desk has changed.
#pragma once

#include <QByteArray>

#include <memory>
#include <mutex>
#include <set>

struct MHD_Connection;
struct MHD_Response;

namespace galley {

/// Any thread. It must outlive the daemon whose connections it holds.
class EventHub
{
public:
    /// A response that stays open and streams what is sent; null when too many are open already.
    MHD_Response *subscribe(MHD_Connection *connection);

    /// To every open stream: "event: change", or a comment that keeps the line alive.
    void sendChange();
    void sendKeepAlive();

    /// Ends every stream, and those to come; before the daemon is stopped.
    void close();

private:
    struct Stream;
    struct Callbacks;

    void send(const QByteArray &text);

    std::mutex m_mutex;
    std::set<Stream *> m_streams;
    bool m_isClosed = false;
};

} // namespace galley
