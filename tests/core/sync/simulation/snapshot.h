// All rows of a database by value: a copy that was kept, a file that was copied, a remote that is rolled back.
#pragma once

#include "core/db/database.h"

#include <map>

namespace galley::test {

class Snapshot
{
public:
    static Snapshot of(Database &database);

    /// `database`, which has the same tables, then holds exactly these rows.
    void restoreInto(Database &database) const;

private:
    std::map<QString, Rows> m_tables;
};

} // namespace galley::test
