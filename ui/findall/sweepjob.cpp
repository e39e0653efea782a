#include "ui/findall/sweepjob.h"

#include "ui/base/whendone.h"

#include <algorithm>

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
    m_replaced = 0;
    m_waiting.clear();
    for (PostHits &post : posts)
        m_waiting.push_back({post.id, std::move(post.mark)});
    nextPosts();
}

void SweepJob::nextPosts()
{
    if (m_waiting.empty()) {
        end();
        return;
    }
    const std::size_t rest = m_waiting.size() - std::min(m_waiting.size(), PostsAtATime);
    const std::vector<FoundPost> posts(m_waiting.begin() + std::ptrdiff_t(rest), m_waiting.end());
    m_waiting.resize(rest);
    const auto replaced = [this, round = m_round, posts](const Result<std::vector<std::optional<ReplacedPost>>> &done) {
        for (std::size_t i = 0; done && i < posts.size(); ++i) {
            if (const auto &post = (*done)[i])
                Q_EMIT replacedIn(*post);
            else
                Q_EMIT leftAlone(posts[i].id);
        }
        if (round != m_round)
            return;
        if (!done) {
            Q_EMIT failed(done.error());
            end();
            return;
        }
        m_replaced += int(posts.size());
        Q_EMIT wentOn(m_replaced);
        nextPosts();
    };
    whenDone(m_workspace.replaceInPosts(posts, *m_search, m_with), this, replaced);
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
