// The migrations that this build knows: migrations/NNNN_name.sql for every database ("shared") and
// migrations/local/NNNN_name.sql for the author's own file ("local"). Never edited once released.
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace galley {

enum class MigrationSet { Shared, Local };

/// As `galley_migrations` holds it: "shared", "local".
QString migrationSetName(MigrationSet set);

struct Migration
{
    MigrationSet set;
    int version;
    QString name;
    QString sql;

    /// SHA-256 of the SQL text, hexadecimal.
    QString checksum() const;
};

/// Those embedded in the program, in the order of their versions.
std::vector<Migration> embeddedMigrations(MigrationSet set);

/// The newest shared version of this build: an operation refuses to run on a database with a newer one.
int newestSharedVersion();

/// Statements without their closing ';', split where SQLite says that one is complete (a trigger's body holds
/// semicolons too). InvalidInput when text is left that never completes.
Result<QStringList> splitStatements(const QString &sql);

} // namespace galley
