#include "ui/publish/publishflow.h"

#include "core/base/text.h"
#include "ui/publish/reviewdialog.h"
#include "ui/session/postsession.h"
#include "ui/widgets/carddialog.h"

#include <QPushButton>

namespace galley {

PublishFlow::PublishFlow(Workspace &workspace, PostSession &session, const Theme &theme, QWidget &window)
    : m_workspace(workspace),
      m_session(session),
      m_theme(theme),
      m_window(window)
{
    connect(&workspace, &Workspace::remoteProgress, this, [this](qint64 sent, qint64 total) {
        if (!m_busy)
            return;
        Q_EMIT progress(total > 0 ? double(sent) / double(total) : -1);
        if (total > 0)
            Q_EMIT working(tr("Publishing… %1 of %2 · Cancel").arg(humanBytes(sent), humanBytes(total)));
    });
}

void PublishFlow::cancel()
{
    if (m_busy)
        m_workspace.cancelRemoteWork();
}

void PublishFlow::publish(Review wish)
{
    if (m_busy)
        return;
    m_session.settle([this, wish] {
        if (!m_session.isSettled() || !m_session.postId())
            return;
        m_workspace.review(m_session.postId()).then(this, [this, wish](const Result<PublishReview> &review) {
            if (review)
                decide(*review, wish);
            else
                Q_EMIT failed(review.error());
        });
    });
}

void PublishFlow::decide(const PublishReview &review, Review wish)
{
    const bool clear = !review.isFirst && !review.addressChanges && review.problems.isEmpty()
        && review.warnings.isEmpty();
    if (clear && wish == Review::WhenNeeded) {
        send(review.post.id);
        return;
    }
    auto *dialog = new ReviewDialog(m_theme, review, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReviewDialog::proofWanted, this, &PublishFlow::proofWanted);
    connect(dialog, &ReviewDialog::detailsWanted, this, &PublishFlow::detailsWanted);
    connect(dialog, &QDialog::accepted, this, [this, id = review.post.id] { send(id); });
    dialog->open();
}

void PublishFlow::send(qint64 postId)
{
    m_busy = true;
    Q_EMIT working(m_workspace.isConnected() ? tr("Publishing… · Cancel") : tr("Publishing…"));
    m_workspace.publish(postId).then(this, [this](const Result<PublishOutcome> &outcome) {
        m_busy = false;
        Q_EMIT working({});
        if (outcome)
            published(*outcome);
        else if (outcome.error().code == ErrorCode::Cancelled)
            Q_EMIT said(tr("Cancelled. Readers see what they saw before."), {});
        else
            Q_EMIT failed(outcome.error());
    });
}

void PublishFlow::published(const PublishOutcome &outcome)
{
    Q_EMIT publicSideChanged(Change::PostChanged);
    if (!outcome.changedAnything) {
        Q_EMIT said(tr("Readers already see this post as it is."), {});
        return;
    }
    const QString words = outcome.imagesSent > 0
        ? tr("Published, with %1").arg(counted(outcome.imagesSent, tr("image"), tr("images")))
        : tr("Published");
    Q_EMIT said(words, {{tr("View"), [this] { Q_EMIT proofWanted(); }}});
}

bool PublishFlow::ask(const QString &heading, const QString &sentence, const QString &button)
{
    CardDialog dialog(m_theme, heading, sentence, &m_window);
    connect(dialog.addButton(tr("Cancel")), &QPushButton::clicked, &dialog, &QDialog::reject);
    connect(dialog.addMainButton(button), &QPushButton::clicked, &dialog, &QDialog::accept);
    return dialog.exec() == QDialog::Accepted;
}

void PublishFlow::runUnit(const QString &words, const QFuture<Status> &work, Change change, const QString &done)
{
    m_busy = true;
    Q_EMIT working(words);
    QFuture<Status>(work).then(this, [this, change, done](const Status &status) {
        m_busy = false;
        Q_EMIT working({});
        if (!status) {
            Q_EMIT failed(status.error());
            return;
        }
        Q_EMIT publicSideChanged(change);
        Q_EMIT said(done, {});
    });
}

void PublishFlow::unpublish()
{
    const PostView &view = m_session.view();
    if (m_busy || !ask(tr("Unpublish “%1”?").arg(view.fields.title),
                       tr("Readers will no longer find it. Its text and images stay here as a draft."), tr("Unpublish")))
        return;
    m_session.settle([this] {
        runUnit(tr("Unpublishing…"), m_workspace.unpublish(m_session.postId()), Change::PostChanged,
                tr("Unpublished. It is a draft again."));
    });
}

void PublishFlow::discard()
{
    const PostView &view = m_session.view();
    if (m_busy || !ask(tr("Discard your changes to “%1”?").arg(view.fields.title),
                       tr("It becomes what readers see now. What you wrote since is gone."), tr("Discard changes")))
        return;
    m_session.settle([this] {
        runUnit({}, m_workspace.discardDraft(m_session.postId()), Change::PostChanged, tr("Changes discarded."));
    });
}

void PublishFlow::remove()
{
    const PostView &view = m_session.view();
    const bool isPublic = view.publicPost.has_value();
    const QString name = view.fields.title.isEmpty() ? tr("Untitled draft") : view.fields.title;
    if (m_busy || !ask(tr("Delete “%1”?").arg(name),
                       isPublic ? tr("Readers will no longer find it, and its text is gone here too.")
                                : tr("Its text is gone then; nobody else has seen it."),
                       tr("Delete post")))
        return;
    m_session.settle([this] {
        runUnit(tr("Deleting…"), m_workspace.remove(m_session.postId()), Change::PostGone, tr("Post deleted."));
    });
}

} // namespace galley
