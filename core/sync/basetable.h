// `galley_base`: per remote and entity, the version last agreed with it. Local files only.
#pragma once

#include "core/store/changetable.h"

#include <QList>

namespace galley::basetable {

/// One row (version, content) or none. '' means "not there"; NULL "not known until the next pull".
Statement select(const QString &remote, const QString &entity, qint64 id);
/// The published posts of this file whose text is not the one last agreed with that remote.
Statement selectNotAgreed(const QString &remote);

/// Nothing is agreed with it any more.
Statement forget(const QString &remote);

/// Rows (entity, entity_id, version) of at most IdsAtATime ids.
Statement selectVersions(const QString &remote, const QString &entity, const QList<qint64> &ids);
/// Rows (entity, entity_id) that must be read again whatever the feed says.
Statement selectUnknown(const QString &remote, int limit);
/// Rows (entity, id) of the public tables that nothing was ever agreed on.
Statement selectWithoutBase(const QString &remote, int limit);
/// What was changed here while no sync looked (a post published within the file) is to be read again.
std::vector<Statement> doubtChanged(const QString &remote);

Statement set(const QString &remote, const EntityVersion &version, const Value &content);

} // namespace galley::basetable
