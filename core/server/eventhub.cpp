#include "core/server/eventhub.h"

#include <microhttpd.h>

#include <algorithm>
#include <cstring>

namespace galley {

namespace {

constexpr std::size_t kMaxStreams = 32;
constexpr std::size_t kBlockSize = 1024;

} // namespace

/// One open proof. Everything in it is guarded by the hub's mutex.
struct EventHub::Stream
{
    EventHub *hub;
    MHD_Connection *connection;
    QByteArray pending;
    bool isSuspended = false;
};

struct EventHub::Callbacks
{
    static ssize_t read(void *context, std::uint64_t, char *buffer, std::size_t max)
    {
        auto *stream = static_cast<Stream *>(context);
        const std::lock_guard lock(stream->hub->m_mutex);
        if (stream->hub->m_isClosed)
            return MHD_CONTENT_READER_END_OF_STREAM;
        if (stream->pending.isEmpty()) {
            stream->isSuspended = true;
            MHD_suspend_connection(stream->connection);
            return 0;
        }
        const std::size_t size = std::min(max, std::size_t(stream->pending.size()));
        std::memcpy(buffer, stream->pending.constData(), size);
        stream->pending.remove(0, qsizetype(size));
        return ssize_t(size);
    }

    static void release(void *context)
    {
        const std::unique_ptr<Stream> stream(static_cast<Stream *>(context));
        const std::lock_guard lock(stream->hub->m_mutex);
        stream->hub->m_streams.erase(stream.get());
    }
};

MHD_Response *EventHub::subscribe(MHD_Connection *connection)
{
    const std::lock_guard lock(m_mutex);
    if (m_isClosed || m_streams.size() >= kMaxStreams)
        return nullptr;
    // The browser tries again after a second, when the program has been started anew, say.
    auto stream = std::make_unique<Stream>(Stream{this, connection, "retry: 1000\n\n"});
    MHD_Response *response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, kBlockSize, &Callbacks::read,
                                                               stream.get(), &Callbacks::release);
    if (response)
        m_streams.insert(stream.release());
    return response;
}

void EventHub::sendChange()
{
    send("event: change\ndata: 1\n\n");
}

void EventHub::sendKeepAlive()
{
    send(":\n\n");
}

void EventHub::send(const QByteArray &text)
{
    const std::lock_guard lock(m_mutex);
    for (Stream *stream : m_streams) {
        // A browser that reads nothing learns no more from the tenth message than from the first.
        if (stream->pending.size() < qsizetype(kBlockSize))
            stream->pending += text;
        if (stream->isSuspended)
            MHD_resume_connection(stream->connection);
        stream->isSuspended = false;
    }
}

void EventHub::close()
{
    const std::lock_guard lock(m_mutex);
    m_isClosed = true;
    for (Stream *stream : m_streams) {
        if (stream->isSuspended)
            MHD_resume_connection(stream->connection);
        stream->isSuspended = false;
    }
}

} // namespace galley
