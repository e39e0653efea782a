// Publishing from a local file to its remote as one press of a button: asks for the unit (unitqueue.h), syncs, and says
// how it ended. The programs do the same step by step (core/workspace/blogsync.h).
#pragma once

#include "core/sync/publisher.h"
#include "core/sync/synchronizer.h"

namespace galley::test {

/// The databases must outlive it. Errors, besides those of UnitQueue::ask and
/// Synchronizer::sync: the reason for which the unit was refused, Conflict when the public side has moved since the
/// author saw it. After an error that is no answer (Network) the unit waits, and goes with the next sync.
class Pressing
{
public:
    Pressing(Database &local, Database &remote, QString remoteKey, const Clock &clock);

    Result<PublishOutcome> publish(qint64 postId, const CallOptions &options = {});
    /// The post leaves the public side; its text and images return to the desk.
    Status unpublish(qint64 postId, const CallOptions &options = {});
    /// The post leaves both sides; its images return to the desk. A post that is only on the desk leaves it at once.
    Status remove(qint64 postId, const CallOptions &options = {});

private:
    struct Ending
    {
        AskedUnit unit;
        SyncReport report;
    };
    Result<Ending> carryOut(PublishUnit::Kind kind, qint64 postId, const CallOptions &options);

    Database &m_local;
    const Clock &m_clock;
    UnitQueue m_queue;
    Synchronizer m_synchronizer;
};

} // namespace galley::test
