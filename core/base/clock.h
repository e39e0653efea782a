// The time of day, handed in so that tests can set it. No decision of sync rests on it.
#pragma once

#include <QDateTime>

namespace galley {

class Clock
{
public:
    virtual ~Clock() = default;
    /// The present moment in UTC. May be called from any thread.
    virtual QDateTime now() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
};

} // namespace galley
