#include "core/workspace/workspace.h"

#include "core/db/hrana/tursodatabase.h"
#include "core/store/imagetable.h"
#include "core/store/searchindex.h"
#include "core/store/settingstable.h"
#include "core/workspace/blogfile.h"

#include <QPromise>

namespace galley {

namespace {

constexpr int WatchIntervalMs = 1500;
constexpr int IndexPauseMs = 3000; // longer than between two autosaves: indexing waits until typing pauses
constexpr int ChangesIndexedAtATime = 200;

tl::unexpected<Error> notOpen()
{
    return fail(ErrorCode::NotFound, QStringLiteral("No blog is open; open one first."));
}

Result<QString> setting(Database &database, const QString &key)
{
    auto rows = database.execute(settingstable::select(key));
    if (!rows)
        return failure(rows);
    return rows->empty() ? QString() : rows->front().front().text();
}

Status inOneTransaction(Database &database, std::vector<Statement> statements)
{
    auto done = database.transaction(std::move(statements));
    if (!done)
        return failure(done);
    return {};
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

} // namespace

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

Workspace::Workspace(QString path, const Clock &clock, Keychain *keychain, QObject *parent)
    : QObject(parent),
      m_path(std::move(path)),
      m_clock(clock),
      m_keychain(keychain),
      m_usage(clock),
      m_deskState(std::make_unique<DeskState>()),
      m_syncState(std::make_unique<SyncState>())
{
    m_watch.setInterval(WatchIntervalMs);
    connect(&m_watch, &QTimer::timeout, this, &Workspace::lookForOtherWriters);
    m_indexPause.setInterval(IndexPauseMs);
    m_indexPause.setSingleShot(true);
    connect(&m_indexPause, &QTimer::timeout, this, &Workspace::indexOnDesk);
}

Workspace::~Workspace()
{
    m_watch.stop();
    m_remoteWork.request_stop();
    m_sync.post([this](const std::stop_token &) { saveUsage(); });
    m_intake.finish();
    m_sync.finish();
    m_desk.finish();
}

// The desk's tasks are short and hold somebody's words, so they finish even when the program ends.
template <typename T, typename Work>
QFuture<Result<T>> Workspace::onDesk(Work work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_desk.post([this, promise, work = std::move(work)](const std::stop_token &) mutable {
        promise->addResult(work(*m_deskState));
        promise->finish();
    });
    return promise->future();
}

template <typename T, typename Work>
QFuture<Result<T>> Workspace::onSync(Work work)
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

template <typename T, typename Work>
QFuture<Result<T>> Workspace::withDesk(Work work)
{
    return onDesk<T>([this, work = std::move(work)](DeskState &state) -> Result<T> {
        if (!state.database)
            return notOpen();
        Desk desk(*state.database, m_clock, &*state.search);
        return work(desk);
    });
}

Result<BlogInfo> Workspace::load(DeskState &state)
{
    auto database = openBlogFile(m_path);
    if (!database)
        return failure(database);
    BlogInfo info;
    info.path = m_path;
    info.isReadOnly = (*database)->isReadOnly();
    auto title = setting(**database, settingstable::blogTitle());
    auto remote = setting(**database, settingstable::remoteUrl());
    auto counts = Desk(**database, m_clock).counts();
    if (!title)
        return failure(title);
    if (!remote)
        return failure(remote);
    if (!counts)
        return failure(counts);
    info.title = *title;
    info.remoteUrl = *remote;
    info.counts = *counts;
    state.dataVersion = (*database)->dataVersion().value_or(0);
    state.database = std::move(*database);
    state.search.emplace(*state.database);
    return info;
}

QFuture<Result<BlogInfo>> Workspace::open()
{
    m_watch.start();
    indexSoon();
    return onDesk<BlogInfo>([this](DeskState &state) { return load(state); });
}

QFuture<Result<BlogInfo>> Workspace::create(const QString &title)
{
    m_watch.start();
    indexSoon();
    return onDesk<BlogInfo>([this, title](DeskState &state) -> Result<BlogInfo> {
        if (auto made = createBlogFile(m_path, title); !made)
            return failure(made);
        return load(state);
    });
}

QFuture<Result<std::vector<PostSummary>>> Workspace::list(const PostQuery &query)
{
    return withDesk<std::vector<PostSummary>>([query](Desk &desk) { return desk.list(query); });
}

QFuture<Result<PostCounts>> Workspace::counts()
{
    return withDesk<PostCounts>([](Desk &desk) { return desk.counts(); });
}

QFuture<Result<PostView>> Workspace::post(qint64 id)
{
    return withDesk<PostView>([id](Desk &desk) { return desk.post(id); });
}

QFuture<Result<PostView>> Workspace::newPost(const PostFields &fields)
{
    indexSoon();
    return withDesk<PostView>([fields](Desk &desk) { return desk.create(fields); });
}

QFuture<Result<SaveResult>> Workspace::save(const DraftSave &save)
{
    indexSoon();
    return withDesk<SaveResult>([save](Desk &desk) { return desk.save(save); });
}

QFuture<Status> Workspace::discardDraft(qint64 postId)
{
    indexSoon();
    return withDesk<void>([postId](Desk &desk) { return desk.discardDraft(postId); });
}

QFuture<Result<ImageInfo>> Workspace::addImage(qint64 postId, const QByteArray &file, const QString &filename,
                                               const QString &altText)
{
    auto promise = std::make_shared<QPromise<Result<ImageInfo>>>();
    promise->start();
    m_intake.post([this, promise, postId, file, filename, altText](const std::stop_token &ending) {
        auto taken = takeImage(file, {}, ending);
        if (!taken) {
            promise->addResult(Result<ImageInfo>(failure(taken)));
            promise->finish();
            return;
        }
        Image image;
        image.info.filename = filename;
        image.info.altText = altText;
        image.info.contentType = taken->contentType;
        image.data = taken->data;
        image.thumbnail = taken->thumbnail;
        m_desk.post([this, promise, postId, image](const std::stop_token &) {
            if (m_deskState->database)
                promise->addResult(Desk(*m_deskState->database, m_clock).addImage(postId, image));
            else
                promise->addResult(Result<ImageInfo>(notOpen()));
            promise->finish();
        });
    });
    return promise->future();
}

QFuture<Result<std::vector<ImageInfo>>> Workspace::imagesOf(qint64 postId)
{
    return withDesk<std::vector<ImageInfo>>([postId](Desk &desk) { return desk.imagesOf(postId); });
}

QFuture<Result<Image>> Workspace::image(qint64 id)
{
    return withDesk<Image>([id](Desk &desk) { return desk.image(id); });
}

QFuture<Status> Workspace::setImageAltText(qint64 id, const QString &altText)
{
    return withDesk<void>([id, altText](Desk &desk) { return desk.setImageAltText(id, altText); });
}

QFuture<Result<std::vector<Series>>> Workspace::series()
{
    return withDesk<std::vector<Series>>([](Desk &desk) { return desk.series(); });
}

QFuture<Result<Series>> Workspace::seriesTitled(const QString &title)
{
    return withDesk<Series>([title](Desk &desk) { return desk.seriesTitled(title); });
}

QFuture<Result<QString>> Workspace::freeSlug(const QString &wanted, qint64 postId)
{
    return withDesk<QString>([wanted, postId](Desk &desk) { return desk.freeSlug(wanted, postId); });
}

QFuture<Status> Workspace::setBlogTitle(const QString &title)
{
    return onDesk<void>([title](DeskState &state) -> Status {
        if (!state.database)
            return notOpen();
        return inOneTransaction(*state.database, {settingstable::set(settingstable::blogTitle(), title)});
    });
}

QFuture<Status> Workspace::saveCopy(const QString &path)
{
    return onDesk<void>([path](DeskState &state) -> Status {
        if (!state.database)
            return notOpen();
        return saveBlogCopy(*state.database, path);
    });
}

QFuture<Status> Workspace::checkpoint()
{
    return onDesk<void>([](DeskState &state) -> Status {
        if (!state.database)
            return notOpen();
        return state.database->checkpoint();
    });
}

void Workspace::lookForOtherWriters()
{
    onDesk<bool>([](DeskState &state) -> Result<bool> {
        if (!state.database)
            return false;
        auto version = state.database->dataVersion();
        if (!version)
            return failure(version);
        return std::exchange(state.dataVersion, *version) != *version;
    }).then(this, [this](const Result<bool> &changed) {
        if (changed.value_or(false)) {
            indexSoon();
            Q_EMIT changedElsewhere();
        }
    });
}

void Workspace::indexOnDesk()
{
    m_desk.post([this](const std::stop_token &ending) {
        DeskState &state = *m_deskState;
        if (ending.stop_requested() || !state.search)
            return;
        const CallOptions options{.stop = ending};
        // Complete already: write nothing, not even a checkpoint, or two windows on one file would take turns.
        if (state.search->state(options).value_or(SearchState::Absent) != SearchState::Behind)
            return;
        // When it can't be written now (a full disk, a file for reading), LIKE serves, and the next save tries again.
        const auto now = state.search->catchUp(ChangesIndexedAtATime, options);
        if (now && *now == SearchState::Behind)
            indexOnDesk();
        else if (now)
            (void)state.database->checkpoint();
    });
}

// Statistics are worth no complaint: a file that can't be written now gets them the next time.
void Workspace::saveUsage()
{
    if (m_syncState->local)
        (void)m_usage.save(*m_syncState->local);
}

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

template <typename T, typename Work>
QFuture<Result<T>> Workspace::askingRemote(Work work)
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
template <typename Work>
QFuture<Result<RemoteStanding>> Workspace::relinked(Work work)
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

template <typename T, typename Work>
QFuture<Result<T>> Workspace::withSync(Work work)
{
    return onSync<T>([this, remote = m_remote, work = std::move(work)](SyncState &state, const CallOptions &options) -> Result<T> {
        if (auto ok = connectSync(state, remote); !ok)
            return failure(ok);
        auto key = setting(*state.local, settingstable::remoteUrl());
        if (!key)
            return failure(key);
        BlogSync sync(*state.local, state.remote.get(), *key, m_clock);
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
        return Publisher(*state.local, m_clock).review(postId, options);
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
