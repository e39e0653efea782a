#include "tests/core/sync/simulation/snapshot.h"

#include "tests/support/testblog.h"

namespace galley::test {

namespace {

// Filled by triggers while the others are restored, so these come last.
const QString Changes = QStringLiteral("galley_changes");
const QString Sequence = QStringLiteral("sqlite_sequence");

void refill(std::vector<Statement> &statements, const QString &table, const Rows &rows)
{
    statements.push_back({QStringLiteral("DELETE FROM %1").arg(table), {}});
    const QString marks = QStringList(rows.columns.size(), QStringLiteral("?")).join(QLatin1Char(','));
    const QString insert = QStringLiteral("INSERT INTO %1 (\"%2\") VALUES (%3)")
                               .arg(table, rows.columns.join(QStringLiteral("\",\"")), marks);
    for (const Row &row : rows)
        statements.push_back({insert, row});
}

} // namespace

Snapshot Snapshot::of(Database &database)
{
    Snapshot snapshot;
    for (const Row &row : query(database, QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table'"))) {
        const QString table = row.front().text();
        snapshot.m_tables[table] = query(database, QStringLiteral("SELECT * FROM %1").arg(table));
    }
    return snapshot;
}

void Snapshot::restoreInto(Database &database) const
{
    std::vector<Statement> statements;
    for (const auto &[table, rows] : m_tables) {
        if (table != Changes && table != Sequence)
            refill(statements, table, rows);
    }
    refill(statements, Changes, m_tables.at(Changes));
    refill(statements, Sequence, m_tables.at(Sequence));
    if (auto done = database.transaction(std::move(statements)); !done)
        qFatal("snapshot: %s", qPrintable(done.error().detail));
}

} // namespace galley::test
