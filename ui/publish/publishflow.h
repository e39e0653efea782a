// Publishing as the author meets it: one click when all is well, a review when there is something to decide, and
// a quiet word afterwards. UI thread; the work is the workspace's.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/widgets/toast.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace galley {

class PostSession;
class Theme;

class PublishFlow : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of dialogs. All must outlive this.
    PublishFlow(Workspace &workspace, PostSession &session, const Theme &theme, QWidget &window);

    enum class Review { WhenNeeded, Always };
    void publish(Review review);
    void unpublish();
    /// Forgets what was written since the post was published, after asking.
    void discard();
    void remove();
    bool isBusy() const { return m_busy; }
    /// Ends what is under way with the remote; what landed stays landed.
    void cancel();

    enum class Change { PostChanged, PostGone };

Q_SIGNALS:
    void said(const QString &words, const QList<galley::ToastAction> &actions);
    void failed(const galley::Error &error);
    /// What is under way, in words; empty when nothing is.
    void working(const QString &words);
    /// 0…1 of the bytes; below 0 when that is not known.
    void progress(double share);
    void publicSideChanged(galley::PublishFlow::Change change);
    void proofWanted();
    void detailsWanted();

private:
    void decide(const PublishReview &review, Review wish);
    void send(qint64 postId);
    void published(const PublishOutcome &outcome);
    bool ask(const QString &heading, const QString &sentence, const QString &button);
    void runUnit(const QString &words, const QFuture<Status> &work, Change change, const QString &done);

    Workspace &m_workspace;
    PostSession &m_session;
    const Theme &m_theme;
    QWidget &m_window;
    bool m_busy = false;
};

} // namespace galley
