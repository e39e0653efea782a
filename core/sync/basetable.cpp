#include "core/sync/basetable.h"

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

Statement set(const QString &remote, const EntityVersion &version, const Value &content)
{
    return {QStringLiteral("INSERT INTO galley_base (remote, entity, entity_id, version, content) VALUES (?, ?, ?, ?, ?) "
                           "ON CONFLICT(remote, entity, entity_id) DO UPDATE SET version = excluded.version, "
                           "content = excluded.content"),
            {remote, version.entity, version.id, version.version, content}};
}

} // namespace galley::basetable
