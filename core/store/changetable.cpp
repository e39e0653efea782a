#include "core/store/changetable.h"

#include <QStringList>

namespace galley::changetable {

QString versionOf(const QString &entity)
{
    return QStringLiteral("coalesce((SELECT version FROM galley_changes WHERE entity = '%1' AND entity_id = ?), '')")
        .arg(entity);
}

QString versionsOf(const QString &entity, qsizetype count, int kind, int columns)
{
    return QStringLiteral("SELECT %1, v.column1, coalesce((SELECT version FROM galley_changes WHERE entity = '%2' AND entity_id = v.column1), '')%3 "
                          "FROM (VALUES %4) v")
        .arg(QString::number(kind), entity, QStringLiteral(", NULL").repeated(columns - 3), QStringList(count, QStringLiteral("(?)")).join(QStringLiteral(", ")));
}

QString lastChangeOf(const QStringList &entities, const QString &idColumn)
{
    return QStringLiteral("(SELECT max(seq) FROM galley_changes WHERE entity IN ('%1') AND entity_id = %2)")
        .arg(entities.join(QStringLiteral("', '")), idColumn);
}

Statement selectVersion(const QString &entity, qint64 id)
{
    return {QStringLiteral("SELECT ") + versionOf(entity), {id}};
}

Statement countTriggers()
{
    return {QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'galley!_feed!_%' ESCAPE '!'"), {}};
}

Statement selectAfter(qint64 seq, int limit)
{
    return {QStringLiteral("SELECT entity, entity_id, seq FROM galley_changes WHERE seq > ? ORDER BY seq LIMIT ?"),
            {seq, limit}};
}

} // namespace galley::changetable
