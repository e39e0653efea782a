// One prepared statement: bind, run to the end, collect the rows, and be ready for the next run.
#pragma once

#include "core/db/statement.h"

struct sqlite3;
struct sqlite3_stmt;

namespace galley {

class SqliteStatement
{
public:
    /// Takes ownership of `handle`, which is never null. Used on the thread of its connection.
    explicit SqliteStatement(sqlite3_stmt *handle) : m_handle(handle) {}
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;
    ~SqliteStatement();

    /// An SQLite result code: SQLITE_DONE, with the rows in `rows`, or an error.
    int run(const std::vector<Value> &args, Rows &rows);

private:
    int bindAll(const std::vector<Value> &args);
    Value column(int index) const;

    sqlite3_stmt *m_handle;
    std::vector<QByteArray> m_utf8; // text bound without a copy, alive until the run ends
};

} // namespace galley
