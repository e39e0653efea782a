#include "core/db/sqlite/sqliteerror.h"

#include <sqlite3.h>

namespace galley {

Error sqliteError(int code, sqlite3 *db, const QString &location)
{
    const auto make = [&](ErrorCode kind, const QString &sentence) {
        const char *text = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
        return Error{kind, sentence.arg(location), QString::fromUtf8(text)};
    };
    // The shared memory beside a WAL is a file too; that it can't grow means that the disk is full.
    if (code == SQLITE_IOERR_SHMSIZE)
        code = SQLITE_FULL;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return make(ErrorCode::Busy,
                    QStringLiteral("%1 is in use by another program; close it there and try again."));
    case SQLITE_READONLY:
        return make(
            ErrorCode::ReadOnly,
            QStringLiteral(
                "%1 can only be read; allow writing to the file and its folder, or save a copy elsewhere."));
    case SQLITE_FULL:
        return make(
            ErrorCode::DiskFull,
            QStringLiteral(
                "The disk that holds %1 is full; nothing was changed. Free some space and try again."));
    case SQLITE_NOTADB:
        return make(
            ErrorCode::Corrupt,
            QStringLiteral("%1 is not a Galley blog or any other SQLite database; choose another file."));
    case SQLITE_CORRUPT:
        return make(ErrorCode::Corrupt,
                    QStringLiteral("%1 is damaged; restore it from a backup or from your Turso database."));
    case SQLITE_CONSTRAINT:
        return make(ErrorCode::Constraint,
                    QStringLiteral(
                        "%1 refused a value that breaks one of its rules (such as an address used twice)."));
    case SQLITE_TOOBIG:
        return make(ErrorCode::TooLarge, QStringLiteral("A value is too large for %1."));
    case SQLITE_INTERRUPT:
        return make(ErrorCode::Cancelled, QStringLiteral("Cancelled; nothing was changed in %1."));
    case SQLITE_CANTOPEN:
        return make(
            ErrorCode::Io,
            QStringLiteral("%1 can't be opened; check that it is a file in a folder you may write to."));
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_WRITE)
            return make(
                ErrorCode::Io,
                QStringLiteral("Writing %1 failed and nothing was changed; check that its disk is connected "
                               "and has space, and try again."));
        return make(ErrorCode::Io,
                    QStringLiteral("Reading or writing %1 failed; check the disk and try again."));
    default:
        return make(ErrorCode::Protocol, QStringLiteral("%1 could not carry out a statement."));
    }
}

} // namespace galley
