// The databases of all runs: making and migrating one takes longer than a whole history, so each run is given
// the same ones, emptied. Slot 0 is the remote, the others are devices.
#pragma once

#include "tests/core/sync/simulation/determinism.h"
#include "tests/core/sync/simulation/snapshot.h"

#include "core/db/sqlite/sqlitedatabase.h"

#include <vector>

namespace galley::test {

class Stage
{
public:
    static constexpr int MaxDevices = SimulatedTime::MaxDatabases - 1;

    /// The remote has a column of the site's own: posts.views.
    Database &remote() { return at(0); }
    Database &device(int index) { return at(index + 1); }
    /// The clocks' slot of a device.
    static int clockOf(int index) { return index + 1; }

    /// Everything is as it was made.
    void clear();

private:
    struct Place
    {
        std::unique_ptr<SqliteDatabase> database;
        Snapshot pristine;
        bool isUsed = false;
    };
    Database &at(int slot);

    std::vector<Place> m_places{SimulatedTime::MaxDatabases};
};

} // namespace galley::test
