// Brings the posts that were replaced in back to what they were, one after the other, on the desk worker. UI thread.
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

Q_SIGNALS:
    /// Exactly once. After a failure those that were not reached stay as they are.
    void finished(const galley::UndoneOutcome &outcome);

private:
    void next();

    Workspace &m_workspace;
    std::vector<ReplacedPost> m_waiting;
    UndoneOutcome m_outcome;
};

} // namespace galley
