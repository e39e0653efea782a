// A blog in one local file, or in memory for tests. New files are WAL with 16 KB pages; every connection has
// synchronous=FULL: the file is the only copy of somebody's writing. foreign_keys stay off, for the local
// public tables mirror a remote and must take what it holds. Why SQLite's own API: docs/decisions/001.
#pragma once

#include "core/db/database.h"

#include <memory>
#include <unordered_map>

struct sqlite3;

namespace galley {

class SqliteStatement;

class SqliteDatabase final : public Database
{
public:
    enum class Open
    {
        Existing, // NotFound when there is no such file; opened for reading alone when it can't be written
        Create,   // Conflict when there is one
        ReadOnly,
    };

    /// Errors: NotFound, Conflict, Corrupt (not a database), Busy, ReadOnly, Io.
    static Result<std::unique_ptr<SqliteDatabase>> open(const QString &path, Open how);
    static Result<std::unique_ptr<SqliteDatabase>> inMemory();
    ~SqliteDatabase() override;

    std::vector<Result<Outcome>> transactions(std::span<const Transaction> transactions,
                                              const CallOptions &options = {}) override;
    QString location() const override;

    bool isReadOnly() const;

    /// Changes when another connection, of this program or another, has committed (PRAGMA data_version).
    Result<qint64> dataVersion();

    /// Writes the WAL back into the file and empties it, so that the file can be copied on its own. Busy, at
    /// once, when another connection still reads or writes.
    Status checkpoint();

    /// SQLite's online backup into a new file, which keeps the size of the pages; Conflict when there already
    /// is one.
    Status backupTo(const QString &path, const CallOptions &options = {});

protected:
    Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override;

private:
    explicit SqliteDatabase(QString path);
    static Status checkPath(const QString &path, Open how);
    Status connect(Open how);
    void close();
    Status connectImmutable();
    Status configure(bool fresh);
    Result<Rows> run(const Statement &statement);
    Result<SqliteStatement *> prepared(const QString &sql);
    Outcome runTransaction(const Transaction &transaction);

    QString m_path;
    sqlite3 *m_db = nullptr;
    std::unordered_map<QString, std::unique_ptr<SqliteStatement>> m_statements;
};

} // namespace galley
