#include "core/sync/basetable.h"

#include "core/db/idlist.h"
#include "core/store/listquery.h"
#include "core/store/posttable.h"

namespace galley::basetable {

Statement select(const QString &remote, const QString &entity, qint64 id)
{
    return {QStringLiteral("SELECT version, content FROM galley_base WHERE remote = ? AND entity = ? AND entity_id = ?"),
            {remote, entity, id}};
}

Statement selectNotAgreed(const QString &remote)
{
    // `content` is the JSON of core/store/fieldsjson.h, whose keys are the columns.
    QStringList differences{QStringLiteral("coalesce(b.version, '') = ''")};
    for (const QString &column : posttable::fieldColumns().split(QStringLiteral(", ")))
        differences += QStringLiteral("coalesce(CAST(p.%1 AS TEXT), '') <> coalesce(json_extract(b.content, '$.%1'), '')").arg(column);
    return {QStringLiteral("SELECT p.id FROM posts p LEFT JOIN galley_base b "
                           "ON b.remote = ? AND b.entity = 'posts' AND b.entity_id = p.id WHERE %1 AND (%2)")
                .arg(listquery::isPublished(QStringLiteral("p")), differences.join(QStringLiteral(" OR "))),
            {remote}};
}

Statement forget(const QString &remote)
{
    return {QStringLiteral("DELETE FROM galley_base WHERE remote = ?"), {remote}};
}

Statement selectVersions(const QString &remote, const QString &entity, const QList<qint64> &ids)
{
    Statement statement{QStringLiteral("SELECT entity, entity_id, version FROM galley_base WHERE remote = ? AND entity = ? "
                                       "AND entity_id IN (%1)").arg(placeholders(ids.size())), {remote, entity}};
    appendIds(statement.args, ids);
    return statement;
}

Statement selectUnknown(const QString &remote, int limit)
{
    return {QStringLiteral("SELECT entity, entity_id FROM galley_base WHERE remote = ? AND version IS NULL LIMIT ?"), {remote, limit}};
}

Statement selectWithoutBase(const QString &remote, int limit)
{
    QStringList branches;
    Statement statement;
    for (const char *table : {"posts", "images", "series"}) {
        branches += QStringLiteral("SELECT '%1', t.id FROM %1 t WHERE NOT EXISTS (SELECT 1 FROM galley_base b WHERE b.remote = ? "
                                   "AND b.entity = '%1' AND b.entity_id = t.id)").arg(QLatin1String(table));
        statement.args.emplace_back(remote);
    }
    statement.sql = branches.join(QStringLiteral(" UNION ALL ")) + QStringLiteral(" LIMIT ?");
    statement.args.emplace_back(limit);
    return statement;
}

std::vector<Statement> doubtChanged(const QString &remote)
{
    Statement changed = selectNotAgreed(remote);
    changed.sql = QStringLiteral("UPDATE galley_base SET version = NULL WHERE remote = ? AND entity = 'posts' AND content IS NOT NULL "
                                 "AND entity_id IN (%1)").arg(changed.sql);
    changed.args.insert(changed.args.begin(), Value(remote));
    return {std::move(changed),
            {QStringLiteral("UPDATE galley_base SET version = NULL WHERE remote = ? AND entity = 'posts' AND content IS NOT NULL "
                            "AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = entity_id)"), {remote}}};
}

Statement set(const QString &remote, const EntityVersion &version, const Value &content)
{
    return {QStringLiteral("INSERT INTO galley_base (remote, entity, entity_id, version, content) VALUES (?, ?, ?, ?, ?) "
                           "ON CONFLICT(remote, entity, entity_id) DO UPDATE SET version = excluded.version, "
                           "content = excluded.content"),
            {remote, version.entity, version.id, version.version, content}};
}

} // namespace galley::basetable
