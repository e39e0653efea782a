#include "core/workspace/workspace.h"

#include "core/store/imagetable.h"
#include "core/store/trash.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/workspacestate.h"

namespace galley {

namespace {

constexpr int WatchIntervalMs = 1500;
constexpr int IndexPauseMs = 3000; // longer than between two autosaves: indexing waits until typing pauses
constexpr int ChangesIndexedAtATime = 200;

Status inOneTransaction(Database &database, std::vector<Statement> statements)
{
    auto done = database.transaction(std::move(statements));
    if (!done)
        return failure(done);
    return {};
}

} // namespace

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
    m_ending.request_stop();
    m_remoteWork.request_stop();
    m_sync.post([this](const std::stop_token &) { saveUsage(); });
    m_intake.finish();
    m_sync.finish();
    m_desk.finish();
}

template <typename T>
QFuture<Result<T>> Workspace::withDesk(std::function<Result<T>(Desk &)> work)
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
    if (!info.isReadOnly) // a file that is busy now forgets the next time
        (void)Trash(**database, m_clock).purge();
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

QFuture<Result<qint64>> Workspace::count(const PostQuery &query)
{
    return withDesk<qint64>([query](Desk &desk) { return desk.count(query); });
}

QFuture<Result<PostCounts>> Workspace::counts()
{
    return withDesk<PostCounts>([](Desk &desk) { return desk.counts(); });
}

QFuture<Result<PostView>> Workspace::post(qint64 id)
{
    return withDesk<PostView>([this, id](Desk &desk) {
        auto view = desk.post(id);
        if (view)
            m_held.addNamedIn(view->fields.content);
        return view;
    });
}

QFuture<Result<PostView>> Workspace::newPost(const PostFields &fields)
{
    indexSoon();
    return withDesk<PostView>([this, fields](Desk &desk) {
        m_held.addNamedIn(fields.content);
        return desk.create(fields);
    });
}

QFuture<Result<SaveResult>> Workspace::save(const DraftSave &save)
{
    indexSoon();
    return withDesk<SaveResult>([this, save](Desk &desk) {
        m_held.addNamedIn(save.fields.content);
        return desk.save(save);
    });
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
            auto added = m_deskState->database ? Desk(*m_deskState->database, m_clock).addImage(postId, image) : Result<ImageInfo>(notOpen());
            if (added)
                m_held.add(added->id);
            promise->addResult(std::move(added));
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

QFuture<Result<SweepPart>> Workspace::sweep(const TextSearch &search, const QString &with, qint64 after)
{
    return onDesk<SweepPart>([search, with, after](DeskState &state) -> Result<SweepPart> {
        if (!state.database)
            return notOpen();
        return galley::sweep(*state.database, search, with, after);
    });
}

QFuture<Result<std::vector<std::optional<ReplacedPost>>>> Workspace::replaceInPosts(const std::vector<FoundPost> &posts,
                                                                                   const TextSearch &search, const QString &with)
{
    indexSoon();
    return withDesk<std::vector<std::optional<ReplacedPost>>>([=, this](Desk &desk) {
        auto replaced = galley::replaceInPosts(desk, posts, search, with);
        for (const auto &post : replaced.value_or(std::vector<std::optional<ReplacedPost>>())) {
            if (post)
                m_held.addNamedIn(post->before.content);
        }
        return replaced;
    });
}

QFuture<Result<std::vector<bool>>> Workspace::undoReplacements(const std::vector<ReplacedPost> &posts)
{
    indexSoon();
    return withDesk<std::vector<bool>>([posts](Desk &desk) { return galley::undoReplacements(desk, posts); });
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

} // namespace galley

#include "moc_workspace.cpp"
