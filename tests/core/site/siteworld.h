// A small blog in memory, made by the real migrations, for the tests of the site and the server.
#pragma once

#include "core/db/sqlite/sqlitedatabase.h"

#include <memory>

namespace galley::test {

/// Every text that no reader may see holds this word.
inline constexpr const char *Secret = "sesame";

/// The bytes of a public image and of one that isn't.
QByteArray publicImage();
QByteArray secretImage();

/// Runs one statement and ends the test program when it fails.
void run(Database &database, const QString &sql, std::vector<Value> args = {});

/// Posts 1 to 4 are public (3 and 4 a series, 4 with its booleans and times as text); 5 is published = 0; 6
/// is a draft without a public row; 2 has a draft on top; images 11 (of 1), 12 (of 5), 13 (on the desk, of
/// 6).
void fill(Database &database);

std::unique_ptr<SqliteDatabase> blogInMemory();

} // namespace galley::test
