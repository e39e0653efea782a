// What the figures of a remote database share: the wait for a result, a median, and HTTP with nothing around
// it.
#pragma once

#include "core/base/result.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QTcpSocket>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace galley::bench {

inline double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

inline double median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

template <typename T>
void orDie(const Result<T> &result)
{
    if (result)
        return;
    std::fprintf(stderr, "%s (%s)\n", qPrintable(result.error().message), qPrintable(result.error().detail));
    std::exit(1);
}

/// A POST as it goes over the wire.
inline QByteArray bareRequest(const QByteArray &body)
{
    return "POST /v2/pipeline HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
           "Content-Length: " +
           QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// Connects (the engine closes each connection after its reply), writes what was made before and reads to the
/// end. Whether the reply is a 200 in which no step failed.
inline bool sendBare(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!socket.waitForConnected())
        return false;
    socket.write(request);
    QByteArray reply;
    while (socket.waitForReadyRead()) {
        reply += socket.readAll();
        const qsizetype head = reply.indexOf("\r\n\r\n");
        const qsizetype length = reply.indexOf("Content-Length: ");
        if (head < 0 || length < 0)
            continue;
        const qsizetype line = reply.indexOf("\r\n", length);
        if (reply.size() >= head + 4 + reply.mid(length + 16, line - length - 16).toLongLong())
            return reply.startsWith("HTTP/1.1 200") && !reply.contains("\"message\"");
    }
    return false;
}

} // namespace galley::bench
