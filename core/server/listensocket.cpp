#include "core/server/listensocket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace galley {

namespace {

constexpr int kBacklog = 511;

tl::unexpected<Error> socketError(int reason, const QString &where)
{
    switch (reason) {
    case EADDRINUSE:
        return fail(ErrorCode::Busy,
                    QStringLiteral("Another program already answers at %1; choose another port.").arg(where));
    case EACCES:
        return fail(
            ErrorCode::ReadOnly,
            QStringLiteral("Listening at %1 needs more rights; choose a port above 1023.").arg(where));
    default:
        return fail(
            ErrorCode::Io,
            QStringLiteral("The server can't listen at %1; choose another address or port.").arg(where),
            QString::fromLocal8Bit(std::strerror(reason)));
    }
}

} // namespace

Result<ListenSocket> listenOn(const QString &address, quint16 port)
{
    ListenSocket result;
    sockaddr_storage storage{};
    socklen_t size = sizeof(sockaddr_in);
    auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
    auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
    const QByteArray name = address.toLatin1();
    if (inet_pton(AF_INET, name.constData(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        result.isLoopback = (ntohl(v4->sin_addr.s_addr) >> 24) == 127;
    } else if (inet_pton(AF_INET6, name.constData(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        size = sizeof(sockaddr_in6);
        result.isIpv6 = true;
        result.isLoopback = IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
    } else {
        return fail(
            ErrorCode::InvalidInput,
            QStringLiteral("“%1” is no IP address to listen on; give one such as 127.0.0.1.").arg(address));
    }

    const int fd = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int yes = 1;
    auto *bound = reinterpret_cast<sockaddr *>(&storage);
    if (fd < 0 || ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
        ::bind(fd, bound, size) != 0 || ::listen(fd, kBacklog) != 0 || ::getsockname(fd, bound, &size) != 0) {
        const int reason = errno;
        if (fd >= 0)
            ::close(fd);
        return socketError(reason, QStringLiteral("%1:%2").arg(address).arg(port));
    }
    result.descriptor = fd;
    result.port = ntohs(result.isIpv6 ? v6->sin6_port : v4->sin_port);
    return result;
}

} // namespace galley
