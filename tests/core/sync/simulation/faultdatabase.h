// A database that fails on purpose, at either side of a device: before the call, between commit and reply, by
// delivering twice or late, or by taking the whole device down. It also lets others act between two calls.
#pragma once

#include "core/db/database.h"

namespace galley::test {

enum class Side { Local, Remote };

enum class Fault {
    None,
    Error,       // refused; nothing has happened
    Timeout,     // remote: no reply, and the request may still be delivered later
    ReplyLost,   // remote: it has happened, and nobody says so
    Twice,       // remote: the network delivers it a second time
    CrashBefore, // the device is gone before the call …
    CrashAfter,  // … or once it has happened
};
const char *faultName(Fault fault);

/// Decides what becomes of each call of one device.
class Weather
{
public:
    virtual ~Weather() = default;
    /// Called first: here others may act.
    virtual void beforeCall(Side) {}
    /// `writes` tells whether the call may change the database.
    virtual Fault next(Side side, bool writes) = 0;
    /// A request that timed out and may arrive later.
    virtual void keepForLater(const Transaction &) {}
};

/// A crash can't unwind the engine's stack, so from then on the device reaches neither of its databases until
/// it has been rebuilt: the same to everything that lasts.
struct Power
{
    bool isOff = false;
};

class FaultDatabase final : public Database
{
public:
    /// All of them outlive it. Without a weather (null) every call goes through.
    FaultDatabase(Database &real, Side side, Power &power) : m_real(real), m_side(side), m_power(power) {}

    void setWeather(Weather *weather) { m_weather = weather; }
    Weather *weather() const { return m_weather; }
    /// Calls so far; for a remote, a call is one request.
    int calls() const { return m_calls; }

    std::vector<Result<Outcome>> transactions(std::span<const Transaction> transactions,
                                              const CallOptions &options) override;
    QString location() const override { return m_real.location(); }

protected:
    Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override;

private:
    Result<Outcome> runOne(const Transaction &transaction, const CallOptions &options);
    Fault beginCall(bool writes);
    tl::unexpected<Error> refusal() const;

    Database &m_real;
    Side m_side;
    Power &m_power;
    Weather *m_weather = nullptr;
    int m_calls = 0;
};

} // namespace galley::test
