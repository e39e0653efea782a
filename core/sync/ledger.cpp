#include "core/sync/ledger.h"

#include "core/migrate/migration.h"

#include <QStringList>

namespace galley::ledger {

QString serverNow()
{
    return QStringLiteral("strftime('%Y-%m-%dT%H:%M:%SZ', 'now')");
}

Statement selectSchema()
{
    return {QStringLiteral("SELECT max(version) FROM galley_migrations WHERE \"set\" = 'shared'"), {}};
}

Statement enter(const QString &opId, const Guard &guard)
{
    Statement statement;
    statement.args.emplace_back(opId);
    QStringList conditions;
    for (const EntityVersion &entity : guard.versions) {
        conditions += changetable::versionOf(entity.entity) + QStringLiteral(" = ?");
        statement.args.emplace_back(entity.id);
        statement.args.emplace_back(entity.version);
    }
    for (const Statement &condition : guard.conditions) {
        conditions += QLatin1Char('(') + condition.sql + QLatin1Char(')');
        statement.args.insert(statement.args.end(), condition.args.begin(), condition.args.end());
    }
    conditions += QLatin1Char('(') + selectSchema().sql + QStringLiteral(") <= ?");
    statement.args.emplace_back(newestSharedVersion());
    statement.sql = QStringLiteral("INSERT INTO galley_pushes (op_id, guard, pushed_at) SELECT ?, CASE WHEN %1 THEN 1 END, %2")
                        .arg(conditions.join(QStringLiteral(" AND ")), serverNow());
    return statement;
}

Statement burn(const QString &opId)
{
    return {QStringLiteral("INSERT INTO galley_pushes (op_id, guard, pushed_at) SELECT ?, 0, %1 "
                           "WHERE NOT EXISTS (SELECT 1 FROM galley_pushes WHERE op_id = ?)").arg(serverNow()),
            {opId, opId}};
}

Statement mark(const QString &id)
{
    return {QStringLiteral("INSERT INTO galley_pushes (op_id, guard, pushed_at) SELECT ?, 1, %1 "
                           "WHERE NOT EXISTS (SELECT 1 FROM galley_pushes WHERE op_id = ?)").arg(serverNow()),
            {id, id}};
}

Statement select(const QString &opId)
{
    return {QStringLiteral("SELECT guard FROM galley_pushes WHERE op_id = ?"), {opId}};
}

} // namespace galley::ledger
