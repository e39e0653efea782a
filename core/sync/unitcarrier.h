// Carries out what waits in the queue: each unit frozen as it was asked for, on what stands at the remote now, or not at
// all. What became different since on the public side is confirmed anew by the author first.
#pragma once

#include "core/sync/outcomes.h"
#include "core/sync/unittable.h"

namespace galley {

struct Carried
{
    std::vector<AskedUnit> ended;
    bool again = false;      // something moved meanwhile, or is not known yet: pull, then carry on
    bool superseded = false;
};

class UnitCarrier
{
public:
    /// All outlive it.
    UnitCarrier(LocalSide &local, Database &remote, Puller &puller, Outcomes &outcomes);

    Result<Carried> carryOut(const CallOptions &options);

private:
    Result<Keys> keysOf(const StoredUnit &unit, const CallOptions &options);
    Result<Redirects> replacedRedirects(const PublishUnit &unit, const CallOptions &options);
    Status carryOne(const QString &id, Carried &carried, const CallOptions &options);

    LocalSide &m_local;
    Database &m_remote;
    Puller &m_puller;
    Outcomes &m_outcomes;
};

/// What is to become of a waiting unit, by what the file holds. Values in, values out.
struct UnitPlan
{
    enum class What {
        Send,
        Hold,      // the author has something else to settle first
        PullFirst, // something of it is not known, or not there yet
        End,       // see `state` and `reason`
    };
    What what = What::Hold;
    PublishUnit unit; // with guard and op id, to be sent
    AskedUnit::State state = AskedUnit::State::Dropped;
    std::optional<Error> reason;
};

UnitPlan planUnit(const StoredUnit &stored, const LocalPage &here, const QString &opId);

} // namespace galley
