#include "core/store/usagetable.h"

namespace galley {

Usage &Usage::operator+=(const Usage &other)
{
    calls += other.calls;
    bytesSent += other.bytesSent;
    bytesReceived += other.bytesReceived;
    rowsRead += other.rowsRead;
    rowsWritten += other.rowsWritten;
    return *this;
}

namespace usagetable {

QString monthOf(const QDateTime &moment)
{
    return moment.toUTC().toString(QStringLiteral("yyyy-MM"));
}

Statement select(const QString &remote, const QString &month)
{
    return {QStringLiteral("SELECT calls, bytes_sent, bytes_received, rows_read, rows_written FROM galley_usage "
                           "WHERE remote = ? AND month = ?"),
            {remote, month}};
}

Usage decode(const Row &row)
{
    return {row[0].integer(), row[1].integer(), row[2].integer(), row[3].integer(), row[4].integer()};
}

Statement add(const QString &remote, const QString &month, const Usage &usage)
{
    return {QStringLiteral("INSERT INTO galley_usage (remote, month, calls, bytes_sent, bytes_received, rows_read, rows_written) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(remote, month) DO UPDATE SET calls = calls + excluded.calls, "
                           "bytes_sent = bytes_sent + excluded.bytes_sent, bytes_received = bytes_received + excluded.bytes_received, "
                           "rows_read = rows_read + excluded.rows_read, rows_written = rows_written + excluded.rows_written"),
            {remote, month, usage.calls, usage.bytesSent, usage.bytesReceived, usage.rowsRead, usage.rowsWritten}};
}

Statement forgetAll()
{
    return {QStringLiteral("DELETE FROM galley_usage"), {}};
}

} // namespace usagetable
} // namespace galley
