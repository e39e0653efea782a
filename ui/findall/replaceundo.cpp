#include "ui/findall/replaceundo.h"

#include "ui/base/whendone.h"

namespace galley {

ReplaceUndo::ReplaceUndo(Workspace &workspace, QObject *parent)
    : QObject(parent),
      m_workspace(workspace)
{
}

void ReplaceUndo::start(std::vector<ReplacedPost> posts)
{
    m_waiting = std::move(posts);
    next();
}

void ReplaceUndo::next()
{
    if (m_waiting.empty()) {
        Q_EMIT finished(m_outcome);
        return;
    }
    const ReplacedPost post = std::move(m_waiting.back());
    m_waiting.pop_back();
    whenDone(m_workspace.undoReplacement(post), this, [this, title = post.before.title](const Result<bool> &done) {
        if (!done) {
            m_outcome.trouble = done.error().message;
            m_waiting.clear();
        } else if (*done) {
            ++m_outcome.restored;
        } else {
            m_outcome.left += titleForReading(title);
        }
        next();
    });
}

} // namespace galley

#include "moc_replaceundo.cpp"
