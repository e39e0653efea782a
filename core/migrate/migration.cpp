#include "core/migrate/migration.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <sqlite3.h>

#include <algorithm>

static void initResource()
{
    Q_INIT_RESOURCE(galley_migrations);
}

namespace galley {

namespace {

/// Leading blank lines and comment lines: they are kept in the file for readers, not for databases.
QString withoutLeadingComments(const QString &sql)
{
    QStringList lines = sql.split(QLatin1Char('\n'));
    while (!lines.isEmpty()) {
        const QString line = lines.front().trimmed();
        if (!line.isEmpty() && !line.startsWith(QLatin1String("--")))
            break;
        lines.removeFirst();
    }
    return lines.join(QLatin1Char('\n')).trimmed();
}

} // namespace

QString migrationSetName(MigrationSet set)
{
    return set == MigrationSet::Shared ? QStringLiteral("shared") : QStringLiteral("local");
}

QString Migration::checksum() const
{
    return QString::fromLatin1(QCryptographicHash::hash(sql.toUtf8(), QCryptographicHash::Sha256).toHex());
}

std::vector<Migration> embeddedMigrations(MigrationSet set)
{
    initResource();
    const QString folder = set == MigrationSet::Shared ? QStringLiteral(":/galley/migrations")
                                                       : QStringLiteral(":/galley/migrations/local");
    std::vector<Migration> migrations;
    for (const QFileInfo &info : QDir(folder).entryInfoList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue; // a resource of the program always opens
        const QString base = info.completeBaseName();
        migrations.push_back({set, base.section(QLatin1Char('_'), 0, 0).toInt(), base.section(QLatin1Char('_'), 1),
                              QString::fromUtf8(file.readAll())});
    }
    return migrations;
}

int newestSharedVersion()
{
    static const int newest = embeddedMigrations(MigrationSet::Shared).back().version; // every request of a sync asks
    return newest;
}

Result<QStringList> splitStatements(const QString &sql)
{
    QStringList statements;
    QString current;
    for (const QString &line : sql.split(QLatin1Char('\n'))) {
        current += line + QLatin1Char('\n');
        if (!line.trimmed().endsWith(QLatin1Char(';')))
            continue;
        if (sqlite3_complete(current.toUtf8().constData()) == 0)
            continue;
        QString statement = withoutLeadingComments(current);
        statement.chop(1);
        if (!statement.trimmed().isEmpty())
            statements += statement;
        current.clear();
    }
    if (!withoutLeadingComments(current).isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("The migration ends in the middle of a statement; each must end with a semicolon."));
    return statements;
}

} // namespace galley
