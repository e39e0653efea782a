// What an author asks of an open blog and of its public side. Without a remote the file is its own public side, and
// all happens at once; with one, what is asked for rests in the file and goes with a sync: now, or when the remote can
// be reached again. Synchronous; confined to the thread of its databases, which must outlive it.
#pragma once

#include "core/store/trash.h"
#include "core/sync/conflicts.h"
#include "core/sync/family.h"
#include "core/sync/publisher.h"
#include "core/sync/synchronizer.h"

namespace galley {

/// What became of something that the author asked readers to see.
struct UnitAnswer
{
    /// As it now stands. An empty id: it is done, and nothing of it is kept (there is nothing to undo or withdraw). The id of a post
    /// that was deleted in this file alone is that of its entry in the trash.
    AskedUnit unit;
    bool changedAnything = true; // false: readers see it so already
    int imagesSent = 0;
    std::optional<Error> held;   // of a unit that waits: why it has not gone
    bool hasSynced = false;
    SyncReport report;           // of the sync that carried it; without one only its notices, of what was done here
};

class BlogSync
{
public:
    /// `remote` is null while there is no connection; `remoteKey` is empty where none is set at all. `ending` is that of
    /// the program; `held` are images that no sync takes out of the file.
    BlogSync(Database &local, Database *remote, QString remoteKey, const Clock &clock, std::stop_token ending = {}, HeldImagesNow held = {});

    /// Network while there is no connection, InvalidInput where no remote is set; else as Synchronizer::sync.
    Result<SyncReport> sync(const CallOptions &options);

    // Each asks for a unit and carries it out. Errors: those of UnitQueue::ask, and Cancelled, after which the unit
    // is withdrawn (not when the program ends: then it waits). Everything else is in the answer.
    Result<UnitAnswer> publish(qint64 postId, const CallOptions &options);
    Result<UnitAnswer> unpublish(qint64 postId, const CallOptions &options);
    /// A post that nobody else can have seen leaves the desk at once.
    Result<UnitAnswer> remove(qint64 postId, const CallOptions &options);
    /// Of a unit that landed, or of an entry in the trash.
    Result<UnitAnswer> undo(const QString &landedId, const CallOptions &options);
    /// The author has looked again at a unit that waits.
    Result<UnitAnswer> confirm(const QString &unitId, const CallOptions &options);

    Status withdraw(const QString &unitId, const CallOptions &options);
    Status acceptDeletions(const CallOptions &options);
    Status meetAnew(const CallOptions &options);

    /// Publishes the scheduled drafts whose time has come; `ended` of the report says which. One that can't be
    /// published is a notice, and stays scheduled.
    Result<SyncReport> publishDue(const CallOptions &options);

    /// The program ends: what is stopped by that goes on the next time.
    bool isEnding() const { return m_ending.stop_requested(); }

private:
    bool hasRemote() const { return !m_remoteKey.isEmpty(); }
    Result<UnitAnswer> carryOut(const AskedUnit &asked, const CallOptions &options);
    Result<UnitAnswer> ask(PublishUnit::Kind kind, qint64 postId, const CallOptions &options);

    Database &m_local;
    Database *m_remote;
    QString m_remoteKey;
    const Clock &m_clock;
    std::stop_token m_ending;
    HeldImagesNow m_held;
};

/// What of a file is not in step, by what the file itself knows.
struct SyncStanding
{
    QString remoteKey;              // empty: none is set
    std::vector<AskedUnit> waiting; // Waiting, NeedsConfirmation and Refused
    QList<qint64> conflicted;       // posts in two versions, oldest first
    qint64 parkedDeletions = 0;
};

Result<SyncStanding> standingOf(Database &local, const Clock &clock, const CallOptions &options = {});

/// What an author is told before a publish of a post in this file; that two versions of it wait to be settled is a problem.
Result<PublishReview> reviewOf(Database &local, qint64 postId, const Clock &clock, const CallOptions &options = {});

/// What BlogSync::undo brings back: the trash of the file, and deletions at its remote of as many days; newest first.
Result<std::vector<TrashEntry>> deletedPosts(Database &local, const Clock &clock, const CallOptions &options = {});

/// The author has looked at `seen` and made `result` of it. What was written or merged since then is kept as well; where
/// that can't be joined: Conflict, and the author looks again.
Status settleConflict(Database &local, qint64 postId, const View &seen, const View &result, const Clock &clock,
                      const CallOptions &options = {});

/// Two versions of fields that met in the open buffer: both are kept until the author has settled them.
Status noteConflicts(Database &local, qint64 postId, const std::vector<FieldClash> &clashes, const Clock &clock,
                     const CallOptions &options = {});

} // namespace galley
