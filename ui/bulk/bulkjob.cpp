#include "ui/bulk/bulkjob.h"

#include "core/base/text.h"
#include "ui/base/whendone.h"

namespace galley {

namespace {

constexpr int kMostAttempts = 5; // to save while another writer saves as well

QString nameOf(const PostView &post)
{
    const QString title = post.fields.title.simplified();
    return title.isEmpty() ? BulkJob::tr("Untitled draft") : title;
}

QString changedTags(const QString &tags, const BulkChange &change)
{
    QStringList list = splitTags(tags);
    if (change.kind == BulkChange::Kind::RemoveTag)
        list.removeAll(change.tag);
    else if (!list.contains(change.tag))
        list.append(change.tag);
    return joinTags(list);
}

} // namespace

BulkJob::BulkJob(Workspace &workspace, QObject *parent)
    : QObject(parent),
      m_workspace(workspace)
{
}

void BulkJob::start(const BulkChange &change, const QList<qint64> &posts)
{
    m_change = change;
    m_posts = posts;
    m_next = 0;
    m_outcome = {};
    m_isRunning = true;
    next();
}

void BulkJob::undo(const QStringList &units)
{
    m_units = units;
    start({BulkChange::Kind::Undo}, QList<qint64>(units.size()));
}

void BulkJob::cancel()
{
    m_outcome.isCancelled = m_isRunning;
}

void BulkJob::next()
{
    if (m_next >= m_posts.size() || m_outcome.isCancelled) {
        m_isRunning = false;
        Q_EMIT finished(m_outcome);
        return;
    }
    Q_EMIT progressed(int(m_next), int(m_posts.size()));
    if (m_change.kind == BulkChange::Kind::Undo) {
        undoNext();
        return;
    }
    const qint64 id = m_posts[m_next++];
    whenDone(m_workspace.post(id), this, [this](const Result<PostView> &post) {
        if (!post) {
            failed({}, post.error().message);
            return;
        }
        switch (m_change.kind) {
        case BulkChange::Kind::AddTag:
        case BulkChange::Kind::RemoveTag: changeTags(*post, 1); break;
        case BulkChange::Kind::Publish: publish(*post); break;
        case BulkChange::Kind::Delete:
            whenDone(m_workspace.remove(post->id), this,
                     [this, name = nameOf(*post)](const Result<UnitAnswer> &answer) { take(name, answer); });
            break;
        case BulkChange::Kind::Undo: break;
        }
    });
}

void BulkJob::undoNext()
{
    ++m_next;
    whenDone(m_workspace.undo(m_units.takeLast()), this, [this](const Result<UnitAnswer> &answer) {
        take(answer ? answer->unit.title.simplified() : QString(), answer);
    });
}

void BulkJob::changeTags(const PostView &post, int attempt)
{
    const QString tags = changedTags(post.fields.tags, m_change);
    if (splitTags(tags) == splitTags(post.fields.tags))
        done(Step::Unchanged);
    else
        saveTags(post, tags, attempt);
}

void BulkJob::saveTags(const PostView &post, const QString &tags, int attempt)
{
    DraftSave save{post.id, post.fields, post.draft ? post.draft->publishAt : QString(), post.draftVersion};
    save.fields.tags = tags;
    whenDone(m_workspace.save(save), this, [this, post, attempt](const Result<SaveResult> &result) {
        if (!result) {
            failed(nameOf(post), result.error().message);
        } else if (result->kind != SaveResult::Kind::Moved) {
            done(Step::Changed);
        } else if (attempt == kMostAttempts) {
            failed(nameOf(post), tr("It is being written elsewhere just now. Try again."));
        } else {
            whenDone(m_workspace.post(post.id), this, [this, post, attempt](const Result<PostView> &again) {
                if (again)
                    changeTags(*again, attempt + 1);
                else
                    failed(nameOf(post), again.error().message);
            });
        }
    });
}

void BulkJob::publish(const PostView &post)
{
    whenDone(m_workspace.review(post.id), this, [this, post](const Result<PublishReview> &review) {
        if (!review || !review->problems.isEmpty()) {
            failed(nameOf(post), review ? review->problems.first() : review.error().message);
            return;
        }
        whenDone(m_workspace.publish(post.id), this, [this, name = nameOf(post)](const Result<UnitAnswer> &answer) { take(name, answer); });
    });
}

void BulkJob::take(const QString &name, const Result<UnitAnswer> &answer)
{
    if (!answer && answer.error().code == ErrorCode::Cancelled) { // the author has stopped the work with the site
        cancel();
        next();
        return;
    }
    if (!answer) {
        failed(name, answer.error().message);
        return;
    }
    if (answer->held) {
        done(Step::Waiting);
        return;
    }
    switch (answer->unit.state) {
    case AskedUnit::State::NeedsConfirmation: failed(name, tr("The site's version has changed: look at it again.")); return;
    case AskedUnit::State::Refused: failed(name, answer->unit.reason.message); return;
    default:
        if (answer->changedAnything && !answer->unit.id.isEmpty() && m_change.kind != BulkChange::Kind::Undo)
            m_outcome.landed += answer->unit.id;
        if (m_change.kind == BulkChange::Kind::Undo && !answer->hasSynced) {
            for (const QString &notice : answer->report.notices)
                m_outcome.notices += tr("“%1”: %2").arg(name, notice);
        }
        done(answer->changedAnything ? Step::Changed : Step::Unchanged);
    }
}

void BulkJob::done(Step step)
{
    ++(step == Step::Changed ? m_outcome.changed : step == Step::Waiting ? m_outcome.waiting : m_outcome.unchanged);
    next();
}

void BulkJob::failed(const QString &title, const QString &why)
{
    m_outcome.troubles += title.isEmpty() ? why : tr("“%1”: %2").arg(title, why);
    next();
}

} // namespace galley

#include "moc_bulkjob.cpp"
