// What must hold once everything has come to rest.
#pragma once

#include "tests/core/sync/simulation/world.h"

namespace galley::test {

class EndState
{
public:
    explicit EndState(World &world) : m_world(world) {}

    /// Also while conflicts are open.
    void checkNothingLost(const QString &when);

    /// Everything.
    void check();

    /// All that a database and the others agree on, without times that a device's clock may have made.
    static QStringList contentOf(Database &database);

private:
    void checkSame();
    void checkNothingIsStuck();
    void checkNothingToDo();
    void checkUniqueRules();
    void checkImagesAreThere();
    void checkNothingCameBack();

    World &m_world;
};

} // namespace galley::test
