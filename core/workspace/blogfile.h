// Opening and making a blog's file, the same for the window and for galleyctl.
#pragma once

#include "core/db/sqlite/sqlitedatabase.h"

namespace galley {

/// Opens a `.galley` file and brings it to this build's schema. A database that Galley never saw (such as the
/// site's own) is refused: `galleyctl migrate` adopts it, having said what it will add. A file that can't be
/// written is opened for reading.
Result<std::unique_ptr<SqliteDatabase>> openBlogFile(const QString &path);

/// Makes a new, empty blog; Conflict when there is such a file. When it fails, no file is left behind.
Result<std::unique_ptr<SqliteDatabase>> createBlogFile(const QString &path, const QString &title);

/// Copies the blog as it stands into a new file that forgets remote, queue and what was agreed with it: two
/// files must never share those.
Status saveBlogCopy(SqliteDatabase &blog, const QString &path);

Result<QString> blogTitle(Database &blog);

} // namespace galley
