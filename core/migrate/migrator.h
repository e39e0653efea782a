// Brings any database to the schema of this build: each migration is one atomic transaction with its row in
// galley_migrations, the first failure stops with nothing half done, a newer schema is refused, and two
// machines that migrate at once both end well.
#pragma once

#include "core/db/database.h"
#include "core/migrate/adoption.h"
#include "core/migrate/feedrepair.h"
#include "core/migrate/migration.h"

namespace galley {

struct MigrationPlan
{
    std::vector<Migration> pending;
    Adoption adoption;      // only with the first shared migration
    FeedRepair feed;        // only without it
    QStringList additions;  // what would be added, for a person; empty when there is nothing to do
    QStringList warnings;

    bool isEmpty() const { return pending.empty() && feed.lost == 0; }
};

class Migrator
{
public:
    /// `migrations` in the order in which they run: see `forSharedDatabase` and `forLocalFile`.
    Migrator(Database &database, std::vector<Migration> migrations);

    static Migrator forSharedDatabase(Database &database);
    static Migrator forLocalFile(Database &database);

    /// Reads only. SchemaTooNew when the database is ahead of this build; Corrupt when a migration that it
    /// says was applied is not the one this build knows.
    Result<MigrationPlan> plan(const CallOptions &options = {});

    /// Does what `plan` tells, anew at each step. Doing nothing is success.
    Status migrate(const CallOptions &options = {});

private:
    Result<Transaction> transactionFor(const Migration &migration, const Adoption &adoption) const;

    Database &m_database;
    std::vector<Migration> m_migrations;
};

} // namespace galley
