#include "ui/findall/sweepjob.h"

#include "ui/base/whendone.h"

namespace galley {

SweepJob::SweepJob(Workspace &workspace, QObject *parent)
    : QObject(parent),
      m_workspace(workspace)
{
}

void SweepJob::find(const TextSearch &search, const QString &with)
{
    ++m_round;
    m_running = true;
    m_isReplacing = false;
    m_search = search;
    m_with = with;
    m_looked = 0;
    nextPart(0);
}

void SweepJob::nextPart(qint64 after)
{
    whenDone(m_workspace.sweep(*m_search, m_with, after), this, [this, round = m_round](const Result<SweepPart> &part) {
        if (round != m_round)
            return;
        if (!part) {
            Q_EMIT failed(part.error());
            end();
            return;
        }
        m_looked += part->looked;
        for (const PostHits &post : part->posts)
            Q_EMIT found(post);
        Q_EMIT looked(m_looked);
        if (part->isEnd)
            end();
        else
            nextPart(part->last);
    });
}

void SweepJob::replace(std::vector<PostHits> posts)
{
    ++m_round;
    m_running = true;
    m_isReplacing = true;
    m_waiting = std::move(posts);
    nextPost();
}

void SweepJob::nextPost()
{
    if (m_waiting.empty()) {
        end();
        return;
    }
    const PostHits post = m_waiting.back();
    m_waiting.pop_back();
    const auto replaced = [this, round = m_round, id = post.id](const Result<std::optional<ReplacedPost>> &done) {
        if (done && *done)
            Q_EMIT replacedIn(**done);
        else if (done)
            Q_EMIT leftAlone(id);
        if (round != m_round)
            return;
        if (!done) {
            Q_EMIT failed(done.error());
            end();
            return;
        }
        nextPost();
    };
    whenDone(m_workspace.replaceInPost(post.id, post.mark, *m_search, m_with), this, replaced);
}

void SweepJob::cancel()
{
    if (!m_running)
        return;
    m_waiting.clear();
    if (m_isReplacing)
        return;
    ++m_round;
    end();
}

void SweepJob::end()
{
    m_running = false;
    m_waiting.clear();
    Q_EMIT finished();
}

} // namespace galley

#include "moc_sweepjob.cpp"
