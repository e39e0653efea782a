// A migrated blog in memory and the small things that tests of the store and of sync ask of it.
#pragma once

#include "core/base/clock.h"
#include "core/db/sqlite/sqlitedatabase.h"
#include "core/migrate/migrator.h"

#include <QtGlobal>

namespace galley::test {

class FixedClock final : public Clock
{
public:
    QDateTime now() const override { return moment; }
    QDateTime moment = QDateTime::fromString(QStringLiteral("2026-11-22T10:00:00Z"), Qt::ISODate);
};

/// Ends the test program with the database's own words when a statement that must work does not.
inline Rows query(Database &database, const QString &sql, std::vector<Value> args = {})
{
    auto rows = database.execute({sql, std::move(args)});
    if (!rows)
        qFatal("%s: %s", qPrintable(sql), qPrintable(rows.error().detail));
    return std::move(*rows);
}

inline qint64 number(Database &database, const QString &sql, std::vector<Value> args = {})
{
    return query(database, sql, std::move(args)).front().front().integer();
}

enum class Schema { Shared, Local };

inline std::unique_ptr<SqliteDatabase> blogInMemory(Schema schema = Schema::Local)
{
    auto database = std::move(SqliteDatabase::inMemory().value());
    auto migrator = schema == Schema::Local ? Migrator::forLocalFile(*database) : Migrator::forSharedDatabase(*database);
    if (auto ok = migrator.migrate(); !ok)
        qFatal("%s", qPrintable(ok.error().detail));
    return database;
}

} // namespace galley::test
