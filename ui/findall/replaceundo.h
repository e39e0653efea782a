// Brings the posts that were replaced in back to what they were, a few at a time, on the desk worker. UI thread.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/findall/replaceoutcome.h"

#include <QObject>

namespace galley {

class ReplaceUndo : public QObject
{
    Q_OBJECT

public:
    explicit ReplaceUndo(Workspace &workspace, QObject *parent = nullptr);

    /// Once. What the author has on screen must have been saved.
    void start(std::vector<ReplacedPost> posts);
    /// Those that are being brought back are still done.
    void cancel();

Q_SIGNALS:
    void progressed(int posts, int of);
    /// Exactly once. Those that were not reached stay as they are.
    void finished(const galley::UndoneOutcome &outcome);

private:
    void next();

    Workspace &m_workspace;
    std::vector<ReplacedPost> m_waiting;
    std::size_t m_all = 0;
    UndoneOutcome m_outcome;
    bool m_isCancelled = false;
};

} // namespace galley
