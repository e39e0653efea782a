// In step with the remote, and publishing.
#include "core/workspace/workspacestate.h"

namespace galley {

template <typename T>
QFuture<Result<T>> Workspace::withSync(std::function<Result<T>(BlogSync &, const CallOptions &)> work)
{
    return onSync<T>([this, remote = m_remote, work = std::move(work)](SyncState &state, const CallOptions &options) -> Result<T> {
        if (auto ok = connectSync(state, remote); !ok)
            return failure(ok);
        auto key = setting(*state.local, settingstable::remoteUrl());
        if (!key)
            return failure(key);
        BlogSync sync(*state.local, state.remote.get(), *key, m_clock, m_ending.get_token(), [this] { return m_held.all(); });
        return work(sync, options);
    });
}

QFuture<Result<SyncReport>> Workspace::sync()
{
    return withSync<SyncReport>([](BlogSync &sync, const CallOptions &options) { return sync.sync(options); });
}

QFuture<Result<SyncStanding>> Workspace::standing()
{
    return onDesk<SyncStanding>([this](DeskState &state) -> Result<SyncStanding> {
        if (!state.database)
            return notOpen();
        return standingOf(*state.database, m_clock);
    });
}

QFuture<Result<std::vector<TrashEntry>>> Workspace::deletedPosts()
{
    return onDesk<std::vector<TrashEntry>>([this](DeskState &state) -> Result<std::vector<TrashEntry>> {
        if (!state.database)
            return notOpen();
        return galley::deletedPosts(*state.database, m_clock);
    });
}

QFuture<Result<std::vector<Conflict>>> Workspace::conflicts(qint64 postId)
{
    return onDesk<std::vector<Conflict>>([this, postId](DeskState &state) -> Result<std::vector<Conflict>> {
        if (!state.database)
            return notOpen();
        return Conflicts(*state.database, m_clock).open(postId);
    });
}

QFuture<Status> Workspace::settleConflict(qint64 postId, const View &seen, const View &result)
{
    indexSoon();
    return onDesk<void>([this, postId, seen, result](DeskState &state) -> Status {
        if (!state.database)
            return notOpen();
        return galley::settleConflict(*state.database, postId, seen, result, m_clock);
    });
}

QFuture<Status> Workspace::noteConflicts(qint64 postId, const std::vector<FieldClash> &clashes)
{
    return onDesk<void>([this, postId, clashes](DeskState &state) -> Status {
        if (!state.database)
            return notOpen();
        return galley::noteConflicts(*state.database, postId, clashes, m_clock);
    });
}

QFuture<Status> Workspace::acceptDeletions()
{
    return withSync<void>([](BlogSync &sync, const CallOptions &options) { return sync.acceptDeletions(options); });
}

QFuture<Status> Workspace::meetAnew()
{
    return withSync<void>([](BlogSync &sync, const CallOptions &options) { return sync.meetAnew(options); });
}

QFuture<Result<PublishReview>> Workspace::review(qint64 postId)
{
    // It asks the desk alone, so it needs no connection.
    return onSync<PublishReview>([this, postId](SyncState &state, const CallOptions &options) -> Result<PublishReview> {
        if (auto ok = openLocal(state); !ok)
            return failure(ok);
        return reviewOf(*state.local, postId, m_clock, options);
    });
}

QFuture<Result<UnitAnswer>> Workspace::publish(qint64 postId)
{
    return withSync<UnitAnswer>([postId](BlogSync &sync, const CallOptions &options) { return sync.publish(postId, options); });
}

QFuture<Result<UnitAnswer>> Workspace::unpublish(qint64 postId)
{
    return withSync<UnitAnswer>([postId](BlogSync &sync, const CallOptions &options) { return sync.unpublish(postId, options); });
}

QFuture<Result<UnitAnswer>> Workspace::remove(qint64 postId)
{
    return withSync<UnitAnswer>([postId](BlogSync &sync, const CallOptions &options) { return sync.remove(postId, options); });
}

QFuture<Result<UnitAnswer>> Workspace::undo(const QString &landedUnit)
{
    return withSync<UnitAnswer>([landedUnit](BlogSync &sync, const CallOptions &options) { return sync.undo(landedUnit, options); });
}

QFuture<Result<UnitAnswer>> Workspace::confirmUnit(const QString &unit)
{
    return withSync<UnitAnswer>([unit](BlogSync &sync, const CallOptions &options) { return sync.confirm(unit, options); });
}

QFuture<Status> Workspace::withdrawUnit(const QString &unit)
{
    return withSync<void>([unit](BlogSync &sync, const CallOptions &options) { return sync.withdraw(unit, options); });
}

QFuture<Result<SyncReport>> Workspace::publishDue()
{
    return withSync<SyncReport>([](BlogSync &sync, const CallOptions &options) { return sync.publishDue(options); });
}

void Workspace::cancelRemoteWork()
{
    m_remoteWork.request_stop();
    m_remoteWork = std::stop_source();
    cancelFigures();
}

} // namespace galley
