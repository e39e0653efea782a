// Makes a run of the simulation repeatable to the last bit: ids and versions come from a seed, and the time of
// every database from a clock of ours. Process-wide, so one run at a time.
#pragma once

#include "core/base/clock.h"

namespace galley::test {

/// From here on randomId(), randomToken() and SQLite's randomblob() follow from `seed` alone.
void seedRandomness(quint64 seed);

/// The moment it truly is, for everybody; a device may believe something else.
class SimulatedTime
{
public:
    static constexpr int MaxDatabases = 12;

    /// Databases that are opened from now on have SQLite's 'now' from the clock in `slot`.
    static void openDatabasesWithClock(int slot);
    static void setSkew(int slot, qint64 seconds);
    static void set(qint64 secondsSinceEpoch);
    static void advance(qint64 seconds);
    static QDateTime now(int slot);
};

class SkewedClock final : public Clock
{
public:
    explicit SkewedClock(int slot) : m_slot(slot) {}
    QDateTime now() const override { return SimulatedTime::now(m_slot); }

private:
    int m_slot;
};

} // namespace galley::test
