// One line of the table that `ninja bench` makes of all benches (tests/bench/all.py collects them).
#pragma once

#include <QString>

#include <cstdio>

namespace galley::bench {

/// All four are words with their units: "42 ms", "bare socket 39 ms", "60 ms".
inline void figure(const QString &what, const QString &ours, const QString &peerOrLimit, const QString &wanted)
{
    std::printf("| %s | %s | %s | %s |\n", qPrintable(what), qPrintable(ours), qPrintable(peerOrLimit),
                qPrintable(wanted));
}

inline QString inMs(double ms)
{
    return QStringLiteral("%1 ms").arg(ms, 0, 'f', ms < 1 ? 3 : 1);
}

} // namespace galley::bench
