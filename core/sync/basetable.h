// `galley_base`: per remote and entity, the version last agreed with it. Local files only.
#pragma once

#include "core/store/changetable.h"

namespace galley::basetable {

/// One row (version, content) or none. '' means "not there"; NULL "not known until the next pull".
Statement select(const QString &remote, const QString &entity, qint64 id);
/// The published posts of this file whose text is not the one last agreed with that remote.
Statement selectNotAgreed(const QString &remote);

/// Nothing is agreed with it any more.
Statement forget(const QString &remote);

Statement set(const QString &remote, const EntityVersion &version, const Value &content);

} // namespace galley::basetable
