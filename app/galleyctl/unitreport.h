// A publish unit in words and in JSON: the same after `sync`, `publish` and `status`.
#pragma once

#include "core/sync/unitqueue.h"

#include <QJsonObject>

namespace galley::cli {

/// One sentence: what became of it, or what it waits for.
QString sentence(const AskedUnit &unit);

/// {id, kind, title, slug, state, message, asked_at}; slug is null but for a publish that landed.
QJsonObject toJson(const AskedUnit &unit);

} // namespace galley::cli
