#include "core/sync/basetable.h"

namespace galley::basetable {

Statement select(const QString &remote, const QString &entity, qint64 id)
{
    return {QStringLiteral("SELECT version FROM galley_base WHERE remote = ? AND entity = ? AND entity_id = ?"),
            {remote, entity, id}};
}

Statement set(const QString &remote, const EntityVersion &version, const Value &content)
{
    return {QStringLiteral("INSERT INTO galley_base (remote, entity, entity_id, version, content) VALUES (?, ?, ?, ?, ?) "
                           "ON CONFLICT(remote, entity, entity_id) DO UPDATE SET version = excluded.version, "
                           "content = excluded.content"),
            {remote, version.entity, version.id, version.version, content}};
}

} // namespace galley::basetable
