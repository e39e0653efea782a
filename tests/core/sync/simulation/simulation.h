// Runs one history in a world of its own and says what it violated.
#pragma once

#include "tests/core/sync/simulation/history.h"
#include "tests/core/sync/simulation/site.h"

namespace galley::test {

class Simulation
{
public:
    Simulation(Stage &stage, quint64 seed, int devices, Clocks clocks = Clocks::Skewed);

    /// The whole history, then peace: what is under way arrives, everybody syncs until nothing moves, the authors
    /// decide what waits for them; and then everything is checked.
    const Verdict &run(const History &history);

    World &world() { return m_world; }

private:
    friend class StepWeather;
    void perform(const Step &step);
    void performInside(Device &device, Dice &dice);
    void sync(Device &device, Weather *weather);
    void deliverSome(Dice &dice);
    bool isOver() { return m_world.verdict().isViolated(); }
    void comeToRest();
    std::vector<qint64> standing();

    World m_world;
    Site m_site{m_world};
    int m_inner = 0; // steps that happened inside of others
    bool m_isInside = false;
    Step m_current;
};

/// 2 to 5, most often few: that is where everybody meets.
int devicesFor(quint64 seed);

} // namespace galley::test
