// What became of an operation, recorded in the local file: closed as landed or burnt, and what stands at the remote by
// now merged like a pull of what it touched.
#pragma once

#include "core/sync/optable.h"
#include "core/sync/puller.h"
#include "core/sync/unittable.h"

namespace galley {

class Outcomes
{
public:
    /// Both outlive it.
    Outcomes(LocalSide &local, Puller &puller);

    struct Recorded
    {
        bool landed = false;
        bool superseded = false; // another program syncs this file and records it
        std::optional<AskedUnit> unit; // one that ended with it
    };
    /// Fails with what kept the operation from landing, when that is nothing that a pull would mend.
    Result<Recorded> record(const StoredOperation &operation, const Receipt &receipt, const CallOptions &options);

private:
    Result<Recorded> recordDraft(const DraftPush &push, const Receipt &receipt, const CallOptions &options);
    Result<Recorded> recordUnit(const PublishUnit &unit, const Receipt &receipt, const CallOptions &options);
    Result<std::optional<StoredUnit>> asked(const QString &id, const CallOptions &options);
    Result<bool> write(const Operation &operation, const Receipt &receipt, const Puller::Adjust &adjust, const CallOptions &options);

    LocalSide &m_local;
    Puller &m_puller;
};

} // namespace galley
