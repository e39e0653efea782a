// One blog in a local file and at its remote, brought into step: what others wrote comes down and is merged, the
// author's drafts and images go up, and what readers see changes only by the units that the author asked for.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/sync/localside.h"
#include "core/sync/unitqueue.h"

#include <QStringList>

namespace galley {

struct SyncReport
{
    int postsReceived = 0;
    int imagesReceived = 0;
    int draftsSent = 0;
    int imagesSent = 0;
    qint64 imageBytesSent = 0;
    std::vector<AskedUnit> ended; // units that landed, were refused, or need to be confirmed anew
    QStringList notices;          // one sentence each: "“Tides” was deleted elsewhere; your edits are kept as a draft."
    int openConflicts = 0;        // posts with one
    qint64 deletionsParked = 0;   // posts that vanished there, so many at once that the author is asked first
    bool wasReconciled = false;   // the remote was restored or is met for the first time: everything was compared anew
};

/// Synchronous; confined to the thread of its databases, which must outlive it. The desk may write to the same file
/// through a connection of its own meanwhile.
class Synchronizer
{
public:
    /// `local` is a file of this build's schema, `remote` what it knows as `remoteKey` (its URL). What is held stays in the file, and
    /// goes up again, also where it was removed there.
    Synchronizer(Database &local, Database &remote, QString remoteKey, const Clock &clock, HeldImagesNow held = {});

    /// Settles what a crash left open, pulls, carries out units, pushes drafts, and pulls again until nothing is left
    /// to do. With nothing to do it is one request. It may be cut off at any moment and called again.
    /// Errors, besides those of the databases: Conflict when another blog stands at the address (`meetAnew` accepts
    /// it), SchemaTooNew, NotFound when the remote was never set up for Galley, Corrupt when it keeps no feed.
    Result<SyncReport> sync(const CallOptions &options = {});

    /// The author has said yes: the next sync deletes here what vanished there.
    Status acceptDeletions(const CallOptions &options = {});

private:
    Database &m_local;
    Database &m_remote;
    QString m_remoteKey;
    const Clock &m_clock;
    HeldImagesNow m_held;
};

/// The author has named this address (again): the next sync takes whatever blog stands there and compares everything
/// with it; what differs is a conflict, and what readers there don't have becomes a draft.
Status meetAnew(Database &local, const QString &remoteKey, const CallOptions &options = {});

/// Scheduled drafts whose time has come by the clock of `publicSide`.
Result<QList<qint64>> dueDrafts(Database &local, Database &publicSide, const CallOptions &options = {});

} // namespace galley
