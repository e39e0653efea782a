// What a Database is asked, and what it answers: plain values.
#pragma once

#include "core/db/value.h"

#include <QStringList>

#include <vector>

namespace galley {

/// One SQL statement with positional `?` arguments; never two statements in one text.
struct Statement
{
    QString sql;
    std::vector<Value> args;
};

/// A value that is not there reads as null: what a server sends need not have the form that was asked for.
class Row : public std::vector<Value>
{
public:
    using std::vector<Value>::vector;

    const Value &operator[](std::size_t i) const { return i < size() ? *(begin() + std::ptrdiff_t(i)) : nothing(); }
    const Value &front() const { return (*this)[0]; }

private:
    static const Value &nothing()
    {
        static const Value null;
        return null;
    }
};

struct Rows
{
    QStringList columns;
    std::vector<Row> rows;

    bool empty() const { return rows.empty(); }
    std::size_t size() const { return rows.size(); }
    /// An empty row where there is none.
    const Row &front() const
    {
        static const Row none;
        return rows.empty() ? none : rows.front();
    }
    auto begin() const { return rows.begin(); }
    auto end() const { return rows.end(); }
};

/// A transaction is a value: it is handed over whole, so the same code means the same over a local file and
/// over one HTTP request. `body` happens all or not at all. `after` runs once `body` has been committed or
/// rolled back, statement by statement outside of it, and so reads what then stands.
struct Transaction
{
    enum class Mode
    {
        Write, // BEGIN IMMEDIATE
        Read,  // BEGIN: one consistent view, also of a file that can't be written
    };

    /// Whether it may be sent again when its reply was lost or the server refused it for now: because of a
    /// key or an operation id, a second run of body and `after` leaves what the first left. Reading is
    /// harmless anyway.
    enum class Twice
    {
        Unsafe,
        Harmless
    };

    std::vector<Statement> body;
    std::vector<Statement> after;
    Mode mode = Mode::Write;
    Twice twice = Twice::Unsafe;
};

/// How a transaction ended. `body` is one Rows for each statement when it was committed, else the error
/// that rolled it back. `after` has one entry for each statement of `Transaction::after`.
struct Outcome
{
    Result<std::vector<Rows>> body;
    std::vector<Result<Rows>> after;
};

} // namespace galley
