// TARGET: a .galley file or a URL. Every command on posts takes either, through the same code.
#pragma once

#include "app/galleyctl/connection.h"
#include "app/galleyctl/usagekeeper.h"
#include "core/db/sqlite/sqlitedatabase.h"

#include <memory>

namespace galley::cli {

/// An open target; exactly one of the two is set.
struct Target
{
    std::unique_ptr<SqliteDatabase> file;
    std::unique_ptr<Database> remote;

    Database &database() const { return file ? static_cast<Database &>(*file) : *remote; }
    bool isFile() const { return file != nullptr; }
};

bool isUrl(const QString &target);

/// A file is brought to this build's schema; a remote must have it already (`galleyctl migrate URL`).
Result<Target> openTarget(const QString &target, const ConnectionOptions &options);

/// As it is, of whatever schema or none: for `migrate` and `check`.
Result<Target> openRawTarget(const QString &target, const ConnectionOptions &options);

/// Brings a remote that no site lives on yet to this build's schema; a live one is refused with what to do.
Status requireMigrated(Database &remote);

struct LinkedRemote
{
    std::unique_ptr<UsageKeeper> usage; // before the database, which tells it of its calls
    std::unique_ptr<Database> database;
    QString key;
};

/// The remote that a file is set to; `database` is null where none is set. `file` and `clock` outlive it.
Result<LinkedRemote> openLinkedRemote(SqliteDatabase &file, const ConnectionOptions &options, const Clock &clock);

/// What the file remembers of its remote, with the options of this call over it and the secrets of the
/// keychain where none are given. Errors: NotFound where no remote is set; NoKeychain.
Result<RemoteAccess> linkedAccess(SqliteDatabase &file, const ConnectionOptions &options);

/// The same, its files read.
Result<RemoteConfig> linkedConfig(SqliteDatabase &file, const ConnectionOptions &options);

} // namespace galley::cli
