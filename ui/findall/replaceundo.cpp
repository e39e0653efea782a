#include "ui/findall/replaceundo.h"

#include "ui/base/whendone.h"
#include "ui/findall/sweepjob.h"

#include <algorithm>

namespace galley {

ReplaceUndo::ReplaceUndo(Workspace &workspace, QObject *parent)
    : QObject(parent),
      m_workspace(workspace)
{
}

void ReplaceUndo::start(std::vector<ReplacedPost> posts)
{
    m_waiting = std::move(posts);
    m_all = m_waiting.size();
    next();
}

void ReplaceUndo::cancel()
{
    m_isCancelled = true;
}

void ReplaceUndo::next()
{
    if (m_waiting.empty() || m_isCancelled || !m_outcome.trouble.isEmpty()) {
        m_outcome.isStopped = m_isCancelled && !m_waiting.empty();
        m_outcome.rest = std::move(m_waiting);
        Q_EMIT finished(m_outcome);
        return;
    }
    Q_EMIT progressed(int(m_all - m_waiting.size()), int(m_all));
    const std::size_t rest = m_waiting.size() - std::min(m_waiting.size(), SweepJob::PostsAtATime);
    const std::vector<ReplacedPost> posts(m_waiting.begin() + std::ptrdiff_t(rest), m_waiting.end());
    m_waiting.resize(rest);
    whenDone(m_workspace.undoReplacements(posts), this, [this, posts](const Result<std::vector<bool>> &done) {
        if (!done) {
            m_outcome.trouble = done.error().message;
            m_waiting.insert(m_waiting.end(), posts.begin(), posts.end());
        }
        for (std::size_t i = 0; done && i < posts.size(); ++i) {
            if ((*done)[i])
                ++m_outcome.restored;
            else
                m_outcome.left += titleForReading(posts[i].before.title);
        }
        next();
    });
}

} // namespace galley

#include "moc_replaceundo.cpp"
