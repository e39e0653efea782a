// Publishing as the author meets it: one click when all is well, a review when there is something to decide, and
// a quiet word afterwards, with the way back. UI thread; the work is the workspace's.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/publish/publishwords.h"
#include "ui/widgets/toast.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace galley {

class PostSession;
class ReviewDialog;
class Theme;

class PublishFlow : public QObject
{
    Q_OBJECT

public:
    /// `info` says at any moment whether a site is connected; `window` is the parent of dialogs. All must outlive this.
    PublishFlow(Workspace &workspace, PostSession &session, const BlogInfo &info, const Theme &theme, QWidget &window);

    enum class Review { WhenNeeded, Always };
    void publish(Review review);
    void unpublish();
    /// Forgets what was written since the post was published, after asking.
    void discard();
    void remove();
    /// Of a post that was deleted: see deletedPosts() in core/workspace/blogsync.h.
    void bringBack(const QString &deleted);
    /// Of something that waits: shows what has changed since it was asked for, and asks again.
    void lookAgain(AskedUnit unit);
    void withdraw(AskedUnit unit);
    bool isBusy() const { return m_busy; }
    /// Ends what is under way with the remote; what landed stays landed.
    void cancel();

    enum class Change { PostChanged, PostGone, PostBack };

Q_SIGNALS:
    /// `postId` is that of the post which the words hold for as long as it stays as it is; 0 when it is gone.
    void said(const QString &words, const QList<galley::ToastAction> &actions, qint64 postId);
    void failed(const galley::Error &error);
    /// What is under way, in words; empty when nothing is.
    void working(const QString &words);
    /// 0…1 of the bytes; below 0 when that is not known.
    void progress(double share);
    void publicSideChanged(galley::PublishFlow::Change change);
    /// A post, which `bringBack` brings back.
    void deleted(const QString &unit);
    /// That is asked for.
    void bringingBack(const QString &unit);
    /// It went by a sync, which may have brought more.
    void synced(const galley::SyncReport &report);
    /// Something waits now, or no longer does.
    void waitingChanged();
    void proofWanted();
    void detailsWanted();
    void compareWanted(qint64 postId);
    void connectWanted();

private:
    void decide(const PublishReview &review, Review wish);
    ReviewDialog *openReview(const PublishReview &review, const AskedUnit *waiting);
    void send(const PostView &post);
    void schedule(const QDateTime &moment);
    void run(const QString &words, const QFuture<Result<UnitAnswer>> &work, Change change, const QString &done);
    void take(const UnitAnswer &answer, Change change, const QString &done);
    QString landedWords(const UnitAnswer &answer) const;
    void undo(const AskedUnit &unit);
    enum class Weight { Usual, Destructive };
    bool ask(const QString &heading, const QString &sentence, const QString &button, Weight weight);

    Workspace &m_workspace;
    PostSession &m_session;
    const BlogInfo &m_info;
    const Theme &m_theme;
    QWidget &m_window;
    bool m_busy = false;
    PublishStep m_step = PublishStep::First; // of the publish under way, or the last
};

} // namespace galley
