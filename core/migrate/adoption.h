// Taking over a database that the site created, at any age: what its tables lack is added, and nothing else is
// touched. Which columns there are is read from pragma_table_info, on every kind of database alike.
#pragma once

#include "core/db/database.h"

namespace galley {

struct Adoption
{
    std::vector<Statement> before; // run before the first shared migration, in its transaction
    std::vector<Statement> after;  // and after it
    QStringList additions;         // for a person: "the column posts.subtitle"
    QStringList warnings;          // what can't be helped without the author's consent
};

/// Reads only. An empty database needs no adoption and gets only the index that adoption may have to leave out.
Result<Adoption> planAdoption(Database &database, const CallOptions &options = {});

} // namespace galley
