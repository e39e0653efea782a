#include "core/migrate/migrator.h"

#include <QMap>
#include <QRegularExpression>

namespace galley {

namespace {

// A second machine may win the race for a migration; then the next look finds it done.
constexpr int MaxFailuresInARow = 3;

bool isFirstShared(const Migration &migration)
{
    return migration.set == MigrationSet::Shared && migration.version == 1;
}

std::vector<Migration> joined(std::vector<Migration> first, const std::vector<Migration> &second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// (set, version) → checksum of what the database says was applied.
using Applied = QMap<std::pair<QString, qint64>, QString>;

Result<Applied> readApplied(Database &database, const CallOptions &options)
{
    auto table = database.execute(
        {QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'galley_migrations'"), {}},
        options);
    if (!table)
        return failure(table);
    Applied applied;
    if (table->empty())
        return applied;
    auto rows = database.execute({QStringLiteral(R"(SELECT "set", version, checksum FROM galley_migrations)"), {}}, options);
    if (!rows)
        return failure(rows);
    for (const Row &row : *rows)
        applied.insert({row[0].text(), row[1].integer()}, row[2].text());
    return applied;
}

QStringList tablesMadeBy(const Migration &migration)
{
    static const QRegularExpression create(
        QStringLiteral(R"(^CREATE TABLE(?: IF NOT EXISTS)? (galley_\w+))"), QRegularExpression::MultilineOption);
    QStringList names;
    for (auto matches = create.globalMatch(migration.sql); matches.hasNext();)
        names += QStringLiteral("the table %1").arg(matches.next().captured(1));
    return names;
}

} // namespace

Migrator::Migrator(Database &database, std::vector<Migration> migrations)
    : m_database(database),
      m_migrations(std::move(migrations))
{}

Migrator Migrator::forSharedDatabase(Database &database)
{
    return {database, embeddedMigrations(MigrationSet::Shared)};
}

Migrator Migrator::forLocalFile(Database &database)
{
    return {database, joined(embeddedMigrations(MigrationSet::Shared), embeddedMigrations(MigrationSet::Local))};
}

Result<MigrationPlan> Migrator::plan(const CallOptions &options)
{
    auto applied = readApplied(m_database, options);
    if (!applied)
        return failure(applied);

    QMap<QString, int> newest;
    MigrationPlan plan;
    for (const Migration &migration : m_migrations) {
        const QString set = migrationSetName(migration.set);
        newest[set] = qMax(newest.value(set), migration.version);
        const auto found = applied->constFind({set, migration.version});
        if (isFirstShared(migration) && found != applied->constEnd()) {
            auto feed = planFeedRepair(m_database, migration, options);
            if (!feed)
                return failure(feed);
            plan.feed = std::move(*feed);
            if (plan.feed.lost > 0)
                plan.additions += QStringLiteral("%1 triggers that keep the feed of changes and are gone").arg(plan.feed.lost);
        }
        if (found == applied->constEnd()) {
            plan.pending.push_back(migration);
        } else if (*found != migration.checksum()) {
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("%1 was migrated by a build that differs from this one at step %2; use the "
                                       "Galley that made it, or the newest release.")
                            .arg(m_database.location(), QString::number(migration.version)));
        }
    }
    for (auto it = applied->constBegin(); it != applied->constEnd(); ++it) {
        if (newest.contains(it.key().first) && it.key().second > newest.value(it.key().first))
            return fail(ErrorCode::SchemaTooNew,
                        QStringLiteral("%1 was made by a newer Galley; update Galley on this computer to open it.")
                            .arg(m_database.location()));
    }
    for (const Migration &migration : plan.pending) {
        if (isFirstShared(migration)) {
            auto adoption = planAdoption(m_database, options);
            if (!adoption)
                return failure(adoption);
            plan.adoption = std::move(*adoption);
            plan.additions += plan.adoption.additions;
            plan.warnings += plan.adoption.warnings;
        }
        plan.additions += tablesMadeBy(migration);
    }
    return plan;
}

Result<Transaction> Migrator::transactionFor(const Migration &migration, const Adoption &adoption) const
{
    auto statements = splitStatements(migration.sql);
    if (!statements)
        return failure(statements);
    const bool adopts = isFirstShared(migration);
    Transaction transaction;
    auto &body = transaction.body;
    body.push_back({QStringLiteral("CREATE TABLE IF NOT EXISTS galley_migrations ("
                                   "\"set\" TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, "
                                   "checksum TEXT NOT NULL, applied_at TEXT NOT NULL, PRIMARY KEY (\"set\", version))"), {}});
    if (adopts)
        body.insert(body.end(), adoption.before.begin(), adoption.before.end());
    for (const QString &sql : *statements)
        body.push_back({sql, {}});
    if (adopts)
        body.insert(body.end(), adoption.after.begin(), adoption.after.end());
    body.push_back({QStringLiteral("INSERT INTO galley_migrations (\"set\", version, name, checksum, applied_at) "
                                   "VALUES (?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))"),
                    {migrationSetName(migration.set), migration.version, migration.name, migration.checksum()}});
    return transaction;
}

Status Migrator::migrate(const CallOptions &options)
{
    int failures = 0;
    for (;;) {
        auto next = plan(options);
        if (!next)
            return failure(next);
        if (next->isEmpty())
            return {};
        std::vector<Statement> step = std::move(next->feed.statements);
        if (!next->pending.empty()) {
            auto transaction = transactionFor(next->pending.front(), next->adoption);
            if (!transaction)
                return failure(transaction);
            step = std::move(transaction->body);
        }
        const auto outcome = m_database.transaction(std::move(step), options);
        if (outcome) {
            failures = 0;
            continue;
        }
        const ErrorCode code = outcome.error().code;
        const bool mayBeARace = code == ErrorCode::Constraint || code == ErrorCode::Protocol
                                || code == ErrorCode::Busy || code == ErrorCode::Network;
        if (!mayBeARace || ++failures == MaxFailuresInARow)
            return failure(outcome);
    }
}

} // namespace galley
