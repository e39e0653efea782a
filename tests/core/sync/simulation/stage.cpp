#include "tests/core/sync/simulation/stage.h"

#include "tests/support/testblog.h"

namespace galley::test {

Database &Stage::at(int slot)
{
    Place &place = m_places.at(std::size_t(slot));
    if (!place.database) {
        SimulatedTime::openDatabasesWithClock(slot);
        place.database = blogInMemory(slot == 0 ? Schema::Shared : Schema::Local);
        if (slot == 0)
            query(*place.database, QStringLiteral("ALTER TABLE posts ADD COLUMN views INTEGER DEFAULT 0"));
        place.pristine = Snapshot::of(*place.database);
    }
    place.isUsed = true;
    return *place.database;
}

void Stage::clear()
{
    for (int slot = 0; slot < SimulatedTime::MaxDatabases; ++slot) {
        Place &place = m_places.at(std::size_t(slot));
        if (place.isUsed)
            place.pristine.restoreInto(*place.database);
        place.isUsed = false;
        SimulatedTime::setSkew(slot, 0);
    }
}

} // namespace galley::test
