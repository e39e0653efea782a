// `galley_changes`: the feed that triggers keep. A version names one state of one entity; '' means that the
// entity was never seen.
#pragma once

#include "core/db/statement.h"

namespace galley {

struct EntityVersion
{
    QString entity; // posts, images, series, drafts, draft_images, draft_series
    qint64 id = 0;
    QString version;

    bool operator==(const EntityVersion &) const = default;
};

namespace changetable {

/// An SQL expression with one argument, the entity's id: its version, or ''.
QString versionOf(const QString &entity);

/// A SELECT of the versions of `count` ids, which are its arguments: `kind`, the id, the version or '', and NULLs up to so
/// many columns, to be a branch of a UNION. Not by "entity_id IN (…)": for that the Turso engine reads the whole entity.
QString versionsOf(const QString &entity, qsizetype count, int kind, int columns);

/// An SQL expression: another number after every change of the entity whose id `idColumn` holds.
QString lastChangeOf(const QStringList &entities, const QString &idColumn);

/// One row of one column.
Statement selectVersion(const QString &entity, qint64 id);

/// Insert, update, delete and re-key on six tables.
constexpr int FeedTriggers = 6 * 4;
/// One row: how many of them are there.
Statement countTriggers();

/// Rows (entity, entity_id, seq) after `seq`, oldest first.
Statement selectAfter(qint64 seq, int limit);

} // namespace changetable
} // namespace galley
