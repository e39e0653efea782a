// Images that nothing names, and their removal.
#include "core/store/imagetable.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/workspacestate.h"

namespace galley {

QFuture<Result<QByteArray>> Workspace::thumbnail(qint64 id)
{
    return onDesk<QByteArray>([id](DeskState &state) -> Result<QByteArray> {
        if (!state.database)
            return notOpen();
        auto rows = state.database->execute(imagetable::selectThumbnail(id));
        if (!rows)
            return failure(rows);
        return rows->front()[0].bytes();
    });
}

QFuture<Result<UnusedImages>> Workspace::unusedImages()
{
    auto promise = std::make_shared<QPromise<Result<UnusedImages>>>();
    promise->start();
    m_unusedWork = std::stop_source();
    m_intake.post([this, promise, asked = m_unusedWork](const std::stop_token &ending) mutable {
        const std::stop_callback onEnd(ending, [&asked] { asked.request_stop(); });
        auto database = openBlogFile(m_path);
        promise->addResult(database ? findUnusedImages(**database, m_clock, m_held.all(), {.stop = asked.get_token()})
                                    : Result<UnusedImages>(failure(database)));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<ImageRemoval>> Workspace::removeUnusedImages(const QList<qint64> &ids)
{
    return onSync<ImageRemoval>([this, ids, remote = m_remote](SyncState &state, const CallOptions &options) -> Result<ImageRemoval> {
        if (auto ok = connectSync(state, remote); !ok)
            return failure(ok);
        auto key = setting(*state.local, settingstable::remoteUrl());
        if (!key)
            return failure(key);
        BlogSync blog(*state.local, state.remote.get(), *key, m_clock, m_ending.get_token(), [this] { return m_held.all(); });
        return galley::removeUnusedImages(*state.local, *key, blog, ids, m_held.all(), m_clock, options);
    });
}

void Workspace::cancelUnusedImages()
{
    m_unusedWork.request_stop();
}

} // namespace galley
