// SQLite's result codes as our errors, each with one sentence for the author.
#pragma once

#include "core/base/result.h"

struct sqlite3;

namespace galley {

/// `db` may be null when the connection could not be made. `location` is shown to a person.
Error sqliteError(int code, sqlite3 *db, const QString &location);

} // namespace galley
