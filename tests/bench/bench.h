// What the figures of a remote database share: times on the clock and on the processor, a median, and HTTP with
// nothing around it.
#pragma once

#include "core/base/result.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QTcpSocket>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <unistd.h>
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

enum class Whose
{
    Process,
    Thread
};

/// Ours on the processor, so that other programs don't count.
inline double ownProcessorMs(Whose whose)
{
    timespec now{};
    clock_gettime(whose == Whose::Thread ? CLOCK_THREAD_CPUTIME_ID : CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// The same of another process, to 10 ms: fields 14 and 15 of /proc/PID/stat (proc(5)), counted from the
/// parenthesis that closes its name.
inline double processorMs(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray stat = file.readAll();
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toDouble() + fields.value(12).toDouble()) * 1000 / double(sysconf(_SC_CLK_TCK));
}

inline QByteArray load()
{
    QFile file(QStringLiteral("/proc/loadavg"));
    return file.open(QIODevice::ReadOnly) ? file.readLine().split(' ').first() : QByteArrayLiteral("unknown");
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
