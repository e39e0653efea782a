// Of the files of Workspace alone: what its workers hold, and how a task reaches them.
#pragma once

#include "core/db/hrana/tursodatabase.h"
#include "core/db/sqlite/sqlitedatabase.h"
#include "core/store/searchindex.h"
#include "core/store/settingstable.h"
#include "core/workspace/workspace.h"

#include <QPromise>

namespace galley {

inline tl::unexpected<Error> notOpen()
{
    return fail(ErrorCode::NotFound, QStringLiteral("No blog is open; open one first."));
}

inline Result<QString> setting(Database &database, const QString &key)
{
    auto rows = database.execute(settingstable::select(key));
    if (!rows)
        return failure(rows);
    return rows->empty() ? QString() : rows->front().front().text();
}

/// Sums the bytes of one call after another.
class BytesSoFar
{
public:
    qint64 add(qint64 sentByThisCall)
    {
        if (sentByThisCall < m_last)
            m_before += m_last;
        m_last = sentByThisCall;
        return m_before + m_last;
    }

private:
    qint64 m_before = 0;
    qint64 m_last = 0;
};

/// Lives on the desk worker.
struct Workspace::DeskState
{
    std::unique_ptr<SqliteDatabase> database;
    std::optional<SearchIndex> search;
    qint64 dataVersion = 0;
};

/// Lives on the sync worker.
struct Workspace::SyncState
{
    std::unique_ptr<SqliteDatabase> local;
    std::unique_ptr<TursoDatabase> remote;
    QString remoteKey;
    // What `remote` was opened with.
    RemoteAccess access;
    QString filesStamp;
};

// The desk's tasks are short and hold somebody's words, so they finish even when the program ends.
template <typename T>
QFuture<Result<T>> Workspace::onDesk(OnDesk<T> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_desk.post([this, promise, work = std::move(work)](const std::stop_token &) {
        promise->addResult(work(*m_deskState));
        promise->finish();
    });
    return promise->future();
}

template <typename T>
QFuture<Result<T>> Workspace::onSync(OnSync<T> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_sync.post([this, promise, work = std::move(work), asked = m_remoteWork](const std::stop_token &ending) mutable {
        const std::stop_callback onEnd(ending, [&asked] { asked.request_stop(); });
        CallOptions options;
        options.stop = asked.get_token();
        options.progress = [this, bytes = std::make_shared<BytesSoFar>()](qint64 sent, qint64) {
            Q_EMIT remoteProgress(bytes->add(sent), 0);
        };
        if (options.stop.stop_requested())
            promise->addResult(Result<T>(fail(ErrorCode::Cancelled, QStringLiteral("Cancelled."))));
        else
            promise->addResult(work(*m_syncState, options));
        if (m_usage.isDue())
            saveUsage();
        promise->finish();
    });
    return promise->future();
}

} // namespace galley
