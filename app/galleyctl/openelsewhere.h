// Whether another program has a blog open, whose undo we know nothing of.
#pragma once

#include <QString>

namespace galley::cli {

/// Only while this process has the file not open itself: looking would drop its locks. Each connection of SQLite in WAL mode holds
/// byte 128 of FILE-shm until it closes (UNIX_SHM_DMS in SQLite's os_unix.c).
bool isOpenElsewhere(const QString &blog);

} // namespace galley::cli
