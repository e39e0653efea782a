// The one place where asynchrony lives: an open blog, with two workers that each have their own connections.
// The desk worker has the local file alone and never waits on a network, so autosave never does; the sync
// worker has the remote, and short local transactions.
//
// All methods are called on the thread of this object (the UI thread), return at once, and finish their future
// exactly once. Tasks of one worker run in the order they were asked for. Destruction cancels, then joins.
#pragma once

#include "core/base/clock.h"
#include "core/image/intake.h"
#include "core/migrate/migrator.h"
#include "core/store/audit.h"
#include "core/store/desk.h"
#include "core/store/textsweep.h"
#include "core/store/usagelog.h"
#include "core/sync/publisher.h"
#include "core/transfer/exporter.h"
#include "core/transfer/importer.h"
#include "core/sync/unusedimages.h"
#include "core/workspace/blogsync.h"
#include "core/workspace/heldimages.h"
#include "core/workspace/imageremoval.h"
#include "core/workspace/remotelinker.h"
#include "core/workspace/sidebyside.h"
#include "core/workspace/worker.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

#include <variant>

namespace galley {

class SqliteDatabase;

struct BlogInfo
{
    QString path;
    QString title;
    PostCounts counts;
    bool isReadOnly = false;
    QString remoteUrl; // empty: this computer only
};

struct RemoteUsage
{
    QDateTime now; // the month that it is about
    Usage month;
    std::vector<LoggedCall> lastCalls; // since the blog was opened
};

enum class ImportStep { Reading, Writing };

class Workspace final : public QObject
{
    Q_OBJECT

public:
    /// `keychain` is the one of the process; without it no secret is remembered.
    Workspace(QString path, const Clock &clock, Keychain *keychain = nullptr, QObject *parent = nullptr);
    ~Workspace() override;

    QString path() const { return m_path; }

    // The desk.
    QFuture<Result<BlogInfo>> open();
    QFuture<Result<BlogInfo>> create(const QString &title);
    QFuture<Result<std::vector<PostSummary>>> list(const PostQuery &query);
    QFuture<Result<PostCounts>> counts();
    /// How many posts that query finds in all.
    QFuture<Result<qint64>> count(const PostQuery &query);
    QFuture<Result<PostView>> post(qint64 id);
    QFuture<Result<PostView>> newPost(const PostFields &fields);
    QFuture<Result<SaveResult>> save(const DraftSave &save);
    QFuture<Status> discardDraft(qint64 postId);
    /// Takes an image in (on a thread of its own, so that a save never waits for it) and stores it.
    QFuture<Result<ImageInfo>> addImage(qint64 postId, const QByteArray &file, const QString &filename,
                                        const QString &altText);
    QFuture<Result<std::vector<ImageInfo>>> imagesOf(qint64 postId);
    QFuture<Result<Image>> image(qint64 id);
    /// To be shown small: the bytes of a picture in any form that an image has.
    QFuture<Result<QByteArray>> thumbnail(qint64 id);
    QFuture<Status> setImageAltText(qint64 id, const QString &altText);
    QFuture<Result<std::vector<Series>>> series();
    QFuture<Result<Series>> seriesTitled(const QString &title);
    QFuture<Result<QString>> freeSlug(const QString &wanted, qint64 postId);
    /// The next posts after `after` whose text holds what is sought; ask again until the part is the end.
    QFuture<Result<SweepPart>> sweep(const TextSearch &search, const QString &with, qint64 after);
    /// A few at a time, so that a save need not wait.
    QFuture<Result<std::vector<std::optional<ReplacedPost>>>> replaceInPosts(const std::vector<FoundPost> &posts, const TextSearch &search,
                                                                            const QString &with);
    QFuture<Result<std::vector<bool>>> undoReplacements(const std::vector<ReplacedPost> &posts);
    /// Takes the Markdown files under `folder`, or those of these names alone, in as drafts, with their images (core/transfer). No
    /// save waits for it. Nothing of a bad file comes in; the report names it. Cancelled: what was taken in before stays, and the
    /// same call goes on from there.
    QFuture<Result<ImportReport>> importFolder(const QString &folder, const QStringList &names = {}, OtherText otherText = OtherText::LeaveOut);
    void cancelImport();
    /// Writes the posts as Markdown files to a new folder (core/transfer/exporter.h); whole or not at all. No save waits for it.
    QFuture<Result<ExportReport>> exportTo(const QString &folder);
    void cancelExport();
    QFuture<Status> setBlogTitle(const QString &title);
    QFuture<Status> saveCopy(const QString &path);
    /// Writes the WAL back, so that the file can be copied: call it when idle.
    QFuture<Status> checkpoint();

    // The remote: see RemoteLinker. Token and passphrase stay in memory, or rest in the keychain.
    bool isConnected() const { return m_remote.has_value(); }
    /// What the file remembers, also what galleyctl has set.
    QFuture<Result<std::optional<RemoteLink>>> remoteLink();
    QFuture<Result<RemoteReport>> testRemote(const RemoteAccess &access);
    QFuture<Result<RemoteStanding>> connectRemote(const RemoteAccess &access, SecretStorage storage);
    /// With what file and keychain remember. Linked to a remote that can't be reached now, it is connected all
    /// the same: each later piece of work tries again, and reads certificate files anew once they were replaced.
    QFuture<Result<RemoteStanding>> reconnectRemote();
    QFuture<Result<RemoteStanding>> forgetRemote();

    // What the remote was asked for, and what it answers.
    /// Of this computer alone; read from the desk, so it waits on no network.
    QFuture<Result<RemoteUsage>> usage();
    QFuture<Result<Storage>> remoteStorage();
    QFuture<Result<std::vector<SideBySide>>> timeSideBySide();
    /// Ends those two; a publish goes on.
    void cancelFigures();

    // In step with the remote; see BlogSync. Nothing here holds a save up.
    QFuture<Result<SyncReport>> sync();
    /// What of the file is not in step; asks no network.
    QFuture<Result<SyncStanding>> standing();
    QFuture<Result<std::vector<Conflict>>> conflicts(qint64 postId);
    /// `result` is what the author has made of `seen`.
    QFuture<Status> settleConflict(qint64 postId, const View &seen, const View &result);
    QFuture<Status> noteConflicts(qint64 postId, const std::vector<FieldClash> &clashes);
    QFuture<Status> acceptDeletions();
    /// The author takes the blog that now stands at the address for this one; see galley::meetAnew.
    QFuture<Status> meetAnew();

    /// See galley::deletedPosts; `undo` brings one back.
    QFuture<Result<std::vector<TrashEntry>>> deletedPosts();

    /// The images that nothing names and no Undo of this program brings back (heldimages.h): save first what is open. On the
    /// intake worker, so no save waits.
    QFuture<Result<UnusedImages>> unusedImages();
    /// Ends that look.
    void cancelUnusedImages();
    /// For good; with a remote, they go there as well, now or with a sync to come. cancelRemoteWork ends it.
    QFuture<Result<ImageRemoval>> removeUnusedImages(const QList<qint64> &ids);

    // Publishing: to the remote, or within this file where none is set. What can't go now waits in the file.
    QFuture<Result<PublishReview>> review(qint64 postId);
    QFuture<Result<UnitAnswer>> publish(qint64 postId);
    QFuture<Result<UnitAnswer>> unpublish(qint64 postId);
    QFuture<Result<UnitAnswer>> remove(qint64 postId);
    QFuture<Result<UnitAnswer>> undo(const QString &landedUnit);
    QFuture<Result<UnitAnswer>> confirmUnit(const QString &unit);
    QFuture<Status> withdrawUnit(const QString &unit);
    QFuture<Result<SyncReport>> publishDue();
    /// Ends what is under way with the remote; its future finishes with Cancelled. What landed stays landed.
    void cancelRemoteWork();

Q_SIGNALS:
    /// Somebody else (galleyctl, another window) has written to the file.
    void changedElsewhere();
    /// Of importFolder, in files.
    void importProgress(galley::ImportStep step, int done, int of);
    /// Of exportTo, in posts.
    void exportProgress(int done, int of);
    /// Bytes of the remote work under way, `total` 0 when it is not known.
    void remoteProgress(qint64 sent, qint64 total);
    /// Of timeSideBySide, 1 to SideBySideSteps.
    void sideBySideProgress(int steps);

private:
    struct DeskState;
    struct SyncState;

    // Each is made once for an answer T, not once for each work: they are most of what this room compiles.
    template <typename T>
    using OnDesk = std::function<Result<T>(DeskState &)>;
    template <typename T>
    using OnSync = std::function<Result<T>(SyncState &, const CallOptions &)>;
    template <typename T>
    QFuture<Result<T>> onDesk(OnDesk<T> work);
    template <typename T>
    QFuture<Result<T>> onSync(OnSync<T> work);
    template <typename T>
    QFuture<Result<T>> withDesk(std::function<Result<T>(Desk &)> work);
    template <typename T>
    QFuture<Result<T>> withSync(std::function<Result<T>(BlogSync &, const CallOptions &)> work);
    template <typename T>
    QFuture<Result<T>> askingRemote(OnSync<T> work);

    Result<BlogInfo> load(DeskState &state);
    void saveUsage();
    QFuture<Result<RemoteStanding>> relinked(std::function<Result<std::optional<Linked>>(RemoteLinker &, const CallOptions &)> work);

    RemoteLinker linkerOver(SyncState &state);
    Status openLocal(SyncState &state);
    Status connectSync(SyncState &state, const std::optional<RemoteAccess> &remote);

    void lookForOtherWriters();
    /// When writing pauses; then chunk by chunk, each a task of its own, so that saves come between.
    void indexSoon() { m_indexPause.start(); }
    void indexOnDesk();

    QString m_path;
    const Clock &m_clock;
    Keychain *m_keychain;
    std::optional<RemoteAccess> m_remote;
    UsageLog m_usage;
    HeldImages m_held;
    std::unique_ptr<DeskState> m_deskState;
    std::unique_ptr<SyncState> m_syncState;
    std::stop_source m_ending;
    std::stop_source m_remoteWork;
    std::stop_source m_figuresWork;
    std::stop_source m_importWork;
    std::stop_source m_exportWork;
    std::stop_source m_unusedWork;
    QTimer m_watch;
    QTimer m_indexPause;
    Worker m_desk; // last: their tasks use what stands above
    Worker m_sync;
    Worker m_intake;
};

} // namespace galley
