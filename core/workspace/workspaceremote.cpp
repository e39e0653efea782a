// The remote: where the blog is published, and what it was asked for.
#include "core/workspace/workspacestate.h"

#include "core/workspace/blogfile.h"

namespace galley {

Status Workspace::openLocal(SyncState &state)
{
    if (state.local)
        return {};
    auto local = openBlogFile(m_path);
    if (!local)
        return failure(local);
    state.local = std::move(*local);
    return {};
}

Status Workspace::connectSync(SyncState &state, const std::optional<RemoteAccess> &remote)
{
    if (auto ok = openLocal(state); !ok)
        return ok;
    if (!remote) {
        state.remote.reset();
        state.remoteKey.clear();
        return {};
    }
    const QString stamp = filesStamp(remote->link);
    if (state.remote && state.access == *remote && state.filesStamp == stamp)
        return {};
    auto opened = openAccess(*remote);
    if (!opened)
        return failure(opened);
    auto database = TursoDatabase::open(opened->config, {}, m_usage.recorderFor(remote->link.url));
    if (!database)
        return failure(database);
    state.remote = std::move(*database);
    state.remoteKey = remote->link.url;
    state.access = *remote;
    state.filesStamp = stamp;
    return {};
}

QFuture<Result<std::optional<RemoteLink>>> Workspace::remoteLink()
{
    return onDesk<std::optional<RemoteLink>>([](DeskState &state) -> Result<std::optional<RemoteLink>> {
        if (!state.database)
            return notOpen();
        return readRemoteLink(*state.database);
    });
}

QFuture<Result<RemoteUsage>> Workspace::usage()
{
    return onDesk<RemoteUsage>([this](DeskState &state) -> Result<RemoteUsage> {
        if (!state.database)
            return notOpen();
        auto url = setting(*state.database, settingstable::remoteUrl());
        if (!url)
            return failure(url);
        auto month = m_usage.thisMonth(*url, *state.database);
        if (!month)
            return failure(month);
        return RemoteUsage{m_clock.now(), *month, m_usage.lastCalls(*url)};
    });
}

template <typename T>
QFuture<Result<T>> Workspace::askingRemote(OnSync<T> work)
{
    return onSync<T>([this, remote = m_remote, asked = m_figuresWork, work = std::move(work)](
                         SyncState &state, const CallOptions &options) mutable -> Result<T> {
        const std::stop_callback either(options.stop, [&asked] { asked.request_stop(); });
        if (auto ok = connectSync(state, remote); !ok)
            return failure(ok);
        if (!state.remote)
            return fail(ErrorCode::NotFound, QStringLiteral("No database is connected; connect to it first."));
        return work(state, CallOptions{.stop = asked.get_token()});
    });
}

QFuture<Result<Storage>> Workspace::remoteStorage()
{
    return askingRemote<Storage>([](SyncState &state, const CallOptions &options) { return readStorage(*state.remote, options); });
}

QFuture<Result<std::vector<SideBySide>>> Workspace::timeSideBySide()
{
    return askingRemote<std::vector<SideBySide>>([this](SyncState &state, const CallOptions &options) {
        return galley::timeSideBySide(*state.local, *state.remote, options, [this](int steps) { Q_EMIT sideBySideProgress(steps); });
    });
}

void Workspace::cancelFigures()
{
    m_figuresWork.request_stop();
    m_figuresWork = std::stop_source();
}

QFuture<Result<RemoteReport>> Workspace::testRemote(const RemoteAccess &access)
{
    return onSync<RemoteReport>([this, access, known = m_remote](SyncState &state, const CallOptions &options) -> Result<RemoteReport> {
        if (auto ok = openLocal(state); !ok)
            return failure(ok);
        return linkerOver(state).test(access, known, options);
    });
}

RemoteLinker Workspace::linkerOver(SyncState &state)
{
    return {*state.local, m_keychain, m_clock, [this](const QString &remote) { return m_usage.recorderFor(remote); }};
}

/// Has `work` make, keep or end the link, and takes over what it made.
QFuture<Result<RemoteStanding>> Workspace::relinked(
    std::function<Result<std::optional<Linked>>(RemoteLinker &, const CallOptions &)> work)
{
    struct Answer
    {
        std::optional<RemoteAccess> access;
        RemoteStanding standing;
    };
    auto answered = onSync<Answer>([this, work = std::move(work)](SyncState &state, const CallOptions &options) -> Result<Answer> {
        if (auto ok = openLocal(state); !ok)
            return failure(ok);
        RemoteLinker linker = linkerOver(state);
        Result<std::optional<Linked>> linked = work(linker, options);
        if (!linked)
            return failure(linked);
        if (!*linked)
            return Answer();
        state.remote = std::move((*linked)->database);
        state.remoteKey = (*linked)->access.link.url;
        state.access = (*linked)->access;
        state.filesStamp = filesStamp(state.access.link);
        return Answer{state.access, std::move((*linked)->standing)};
    });
    return answered.then(this, [this](const Result<Answer> &answer) -> Result<RemoteStanding> {
        if (!answer)
            return failure(answer);
        m_remote = answer->access;
        return answer->standing;
    });
}

QFuture<Result<RemoteStanding>> Workspace::connectRemote(const RemoteAccess &access, SecretStorage storage)
{
    return relinked([access, storage, known = m_remote](RemoteLinker &linker, const CallOptions &options) -> Result<std::optional<Linked>> {
        auto linked = linker.link(access, known, storage, options);
        if (!linked)
            return failure(linked);
        return std::optional<Linked>(std::move(*linked));
    });
}

QFuture<Result<RemoteStanding>> Workspace::reconnectRemote()
{
    return relinked([known = m_remote](RemoteLinker &linker, const CallOptions &options) { return linker.relink(known, options); });
}

QFuture<Result<RemoteStanding>> Workspace::forgetRemote()
{
    m_remote.reset();
    return onSync<RemoteStanding>([this](SyncState &state, const CallOptions &) -> Result<RemoteStanding> {
        if (auto ok = connectSync(state, std::nullopt); !ok)
            return failure(ok);
        return RemoteLinker(*state.local, m_keychain, m_clock).unlink();
    });
}

} // namespace galley
