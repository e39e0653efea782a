#include "ui/publish/publishflow.h"

#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/store/trash.h"
#include "ui/base/whendone.h"
#include "ui/publish/reviewdialog.h"
#include "ui/session/postsession.h"
#include "ui/sync/syncwords.h"
#include "ui/widgets/carddialog.h"

#include <QLocale>
#include <QPushButton>

namespace galley {

PublishFlow::PublishFlow(Workspace &workspace, PostSession &session, const BlogInfo &info, const Theme &theme, QWidget &window)
    : m_workspace(workspace),
      m_session(session),
      m_info(info),
      m_theme(theme),
      m_window(window)
{
    connect(&workspace, &Workspace::remoteProgress, this, [this](qint64 sent, qint64 total) {
        if (!m_busy)
            return;
        if (total > 0)
            Q_EMIT working((m_step == PublishStep::Update ? tr("Updating… %1 of %2 · Cancel") : tr("Publishing… %1 of %2 · Cancel"))
                               .arg(humanBytes(sent), humanBytes(total)));
        Q_EMIT progress(total > 0 ? double(sent) / double(total) : -1);
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
        whenDone(m_workspace.review(m_session.postId()), this, [this, wish](const Result<PublishReview> &review) {
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
        send(review.post);
        return;
    }
    ReviewDialog *dialog = openReview(review, nullptr);
    connect(dialog, &ReviewDialog::scheduled, this, &PublishFlow::schedule);
    connect(dialog, &QDialog::accepted, this, [this, dialog, post = review.post] {
        if (!dialog->moment().isValid())
            send(post);
    });
    dialog->open();
}

ReviewDialog *PublishFlow::openReview(const PublishReview &review, const AskedUnit *waiting)
{
    const auto destination = m_info.remoteUrl.isEmpty() ? ReviewDialog::Destination::File : ReviewDialog::Destination::Site;
    auto *dialog = new ReviewDialog(m_theme, review, waiting, destination, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReviewDialog::proofWanted, this, &PublishFlow::proofWanted);
    connect(dialog, &ReviewDialog::detailsWanted, this, &PublishFlow::detailsWanted);
    connect(dialog, &ReviewDialog::compareWanted, this, [this, id = review.post.id] { Q_EMIT compareWanted(id); });
    connect(dialog, &ReviewDialog::connectWanted, this, &PublishFlow::connectWanted);
    return dialog;
}

void PublishFlow::lookAgain(AskedUnit unit)
{
    if (unit.kind != PublishUnit::Kind::Publish) {
        const bool isDeletion = unit.kind == PublishUnit::Kind::Delete;
        if (ask(tr("“%1” changed meanwhile").arg(unit.title),
                isDeletion ? tr("Somebody changed it on the site since you asked for it to be deleted.")
                           : tr("Somebody changed it on the site since you took it back."),
                isDeletion ? tr("Delete it all the same") : tr("Unpublish it all the same"),
                isDeletion ? Weight::Destructive : Weight::Usual))
            run(tr("Syncing…"), m_workspace.confirmUnit(unit.id), Change::PostChanged, tr("Done."));
        else
            withdraw(unit);
        return;
    }
    m_session.open(unit.postId);
    m_session.settle([this, unit] {
        whenDone(m_workspace.review(unit.postId), this, [this, unit](const Result<PublishReview> &review) {
            if (!review) {
                Q_EMIT failed(review.error());
                return;
            }
            ReviewDialog *dialog = openReview(*review, &unit);
            connect(dialog, &ReviewDialog::withdrawn, this, [this, unit] { withdraw(unit); });
            connect(dialog, &QDialog::accepted, this, [this, unit, step = publishStep(review->post)] {
                m_step = step;
                run(step == PublishStep::Update ? tr("Updating… · Cancel") : tr("Publishing… · Cancel"), m_workspace.confirmUnit(unit.id), Change::PostChanged, {});
            });
            dialog->open();
        });
    });
}

void PublishFlow::withdraw(AskedUnit unit)
{
    whenDone(m_workspace.withdrawUnit(unit.id), this, [this, unit](const Status &status) {
        if (status)
            Q_EMIT said(tr("Taken back. Readers see what they saw before."), {}, unit.postId);
        else
            Q_EMIT failed(status.error());
        Q_EMIT waitingChanged();
    });
}

void PublishFlow::send(const PostView &post)
{
    m_step = publishStep(post);
    const bool mayTakeLong = m_workspace.isConnected();
    run(m_step == PublishStep::Update ? (mayTakeLong ? tr("Updating… · Cancel") : tr("Updating…"))
                                      : (mayTakeLong ? tr("Publishing… · Cancel") : tr("Publishing…")),
        m_workspace.publish(post.id), Change::PostChanged, {});
}

void PublishFlow::schedule(const QDateTime &moment)
{
    m_session.schedule(moment.isValid() ? formatTimestamp(moment) : QString());
    m_session.settle([this, moment] {
        if (m_session.isSettled())
            Q_EMIT said(moment.isValid() ? tr("Scheduled for %1.").arg(QLocale().toString(moment.toLocalTime(), QStringLiteral("d MMM yyyy, HH:mm")))
                                         : tr("No longer scheduled."),
                        {}, m_session.postId());
        Q_EMIT publicSideChanged(Change::PostChanged);
    });
}

void PublishFlow::run(const QString &words, const QFuture<Result<UnitAnswer>> &work, Change change, const QString &done)
{
    m_busy = true;
    Q_EMIT working(words);
    whenDone(work, this, [this, change, done](const Result<UnitAnswer> &answer) {
        m_busy = false;
        Q_EMIT working({});
        if (answer)
            take(*answer, change, done);
        else if (answer.error().code == ErrorCode::Cancelled)
            Q_EMIT said(tr("Cancelled. Readers see what they saw before."), {}, m_session.postId());
        else
            Q_EMIT failed(answer.error());
        Q_EMIT waitingChanged();
    });
}

void PublishFlow::take(const UnitAnswer &answer, Change change, const QString &done)
{
    const AskedUnit &unit = answer.unit;
    if (answer.hasSynced && !answer.held)
        Q_EMIT synced(answer.report);
    if (answer.held) {
        const bool offline = isOffline(*answer.held);
        const QString words = offline ? tr("The site can't be reached now. It waits, and goes by itself.") : answer.held->message;
        Q_EMIT publicSideChanged(Change::PostChanged);
        Q_EMIT said(words, offline ? QList<ToastAction>{{tr("Take back"), [this, unit] { withdraw(unit); }}} : QList<ToastAction>(),
                    unit.postId);
        return;
    }
    switch (unit.state) {
    case AskedUnit::State::Landed: break;
    case AskedUnit::State::NeedsConfirmation: lookAgain(unit); return;
    case AskedUnit::State::Refused: Q_EMIT failed(unit.reason); return;
    default: Q_EMIT publicSideChanged(Change::PostChanged); return;
    }
    Q_EMIT publicSideChanged(change);
    if (change == Change::PostBack)
        m_session.open(unit.postId);
    if (change == Change::PostGone && answer.changedAnything && !unit.id.isEmpty())
        Q_EMIT deleted(unit.id);
    if (!answer.changedAnything) {
        Q_EMIT said(tr("Readers already see this post as it is."), {}, unit.postId);
        return;
    }
    QList<ToastAction> actions;
    if (unit.kind == PublishUnit::Kind::Publish && done.isEmpty())
        actions.append({tr("View"), [this] { Q_EMIT proofWanted(); }});
    if (!unit.id.isEmpty() && unit.kind != PublishUnit::Kind::Series && done.isEmpty())
        actions.append({tr("Undo"), [this, unit] { undo(unit); }});
    QStringList words{done.isEmpty() ? landedWords(answer) : done};
    words += answer.report.notices;
    Q_EMIT said(words.join(words.first().endsWith(QLatin1Char('.')) ? QStringLiteral(" ") : QStringLiteral(". ")), actions,
                change == Change::PostGone ? 0 : unit.postId);
}

QString PublishFlow::landedWords(const UnitAnswer &answer) const
{
    switch (answer.unit.kind) {
    case PublishUnit::Kind::Unpublish: return tr("Unpublished. It is a draft again.");
    case PublishUnit::Kind::Delete: return tr("Post deleted.");
    default: break;
    }
    const bool isInFile = m_info.remoteUrl.isEmpty();
    const QString words = m_step == PublishStep::Update ? (isInFile ? tr("Updated in this file") : tr("Updated"))
                                                        : (isInFile ? tr("Published in this file") : tr("Published"));
    return answer.imagesSent > 0 ? tr("%1, with %2").arg(words, counted(answer.imagesSent, tr("image"), tr("images"))) : words;
}

void PublishFlow::undo(const AskedUnit &unit)
{
    if (m_busy)
        return;
    if (unit.kind == PublishUnit::Kind::Delete)
        bringBack(unit.id);
    else
        run(tr("Undoing…"), m_workspace.undo(unit.id), Change::PostChanged, tr("Undone. Readers see what they saw before."));
}

void PublishFlow::bringBack(const QString &deleted)
{
    if (m_busy)
        return;
    Q_EMIT bringingBack(deleted);
    run(tr("Undoing…"), m_workspace.undo(deleted), Change::PostBack, tr("The post is back."));
}

bool PublishFlow::ask(const QString &heading, const QString &sentence, const QString &button, Weight weight)
{
    CardDialog dialog(m_theme, heading, sentence, &m_window);
    QPushButton *cancel = dialog.addButton(tr("Cancel"));
    QPushButton *yes = weight == Weight::Destructive ? dialog.addDangerButton(button, *cancel) : dialog.addMainButton(button);
    connect(cancel, &QPushButton::clicked, &dialog, &QDialog::reject);
    connect(yes, &QPushButton::clicked, &dialog, &QDialog::accept);
    return dialog.exec() == QDialog::Accepted;
}

void PublishFlow::unpublish()
{
    const PostView &view = m_session.view();
    if (m_busy || !ask(tr("Unpublish “%1”?").arg(view.fields.title),
                       tr("Readers will no longer find it. Its text and images stay here as a draft."), tr("Unpublish"), Weight::Usual))
        return;
    m_session.settle([this] { run(tr("Unpublishing…"), m_workspace.unpublish(m_session.postId()), Change::PostChanged, {}); });
}

void PublishFlow::discard()
{
    const PostView &view = m_session.view();
    if (m_busy || !ask(tr("Discard your changes to “%1”?").arg(view.fields.title),
                       tr("It becomes what readers see now. What you wrote since is gone."), tr("Discard changes"), Weight::Destructive))
        return;
    m_session.settle([this] {
        whenDone(m_workspace.discardDraft(m_session.postId()), this, [this](const Status &status) {
            if (!status) {
                Q_EMIT failed(status.error());
                return;
            }
            Q_EMIT publicSideChanged(Change::PostChanged);
            Q_EMIT said(tr("Changes discarded."), {}, m_session.postId());
        });
    });
}

void PublishFlow::remove()
{
    const PostView &view = m_session.view();
    const bool isPublic = view.publicPost.has_value();
    const QString name = view.fields.title.isEmpty() ? tr("Untitled draft") : view.fields.title;
    if (m_busy || !ask(tr("Delete “%1”?").arg(name),
                       (isPublic ? tr("Readers will no longer find it. It stays in “Deleted posts” for %1 days, where you can bring it back.")
                                 : tr("It stays in “Deleted posts” for %1 days, where you can bring it back."))
                           .arg(Trash::DaysKept),
                       tr("Delete post"), Weight::Destructive))
        return;
    m_session.settle([this] { run(tr("Deleting…"), m_workspace.remove(m_session.postId()), Change::PostGone, {}); });
}

} // namespace galley

#include "moc_publishflow.cpp"
