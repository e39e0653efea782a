// A listening socket, bound before the daemon starts, so that its port is known to the first request.
#pragma once

#include "core/base/result.h"

namespace galley {

struct ListenSocket
{
    int descriptor = -1; // whoever takes this value closes it
    quint16 port = 0;
    bool isLoopback = false;
    bool isIpv6 = false;
};

/// InvalidInput: not an IP address. Busy: the port is taken. ReadOnly: it needs more rights. Io: anything
/// else.
Result<ListenSocket> listenOn(const QString &address, quint16 port);

} // namespace galley
