// `galley_usage`: what each remote was asked for, month by month. Local files only, and of this computer's calls
// alone: other devices and the site itself use the same plan.
#pragma once

#include "core/db/statement.h"

#include <QDateTime>

namespace galley {

struct Usage
{
    qint64 calls = 0;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
    qint64 rowsRead = 0; // by the server's word: 0 where it doesn't count
    qint64 rowsWritten = 0;

    Usage &operator+=(const Usage &other);
    bool operator==(const Usage &) const = default;
};

namespace usagetable {

/// "2026-11": the calendar month in UTC, which is what Turso counts by.
QString monthOf(const QDateTime &moment);

/// One row or none.
Statement select(const QString &remote, const QString &month);
Usage decode(const Row &row);

/// Onto what is there, so that several programs may add to one month.
Statement add(const QString &remote, const QString &month, const Usage &usage);

Statement forgetAll();

} // namespace usagetable
} // namespace galley
