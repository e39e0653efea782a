// A search through all posts, and the replacing of what it found: part by part on the desk worker, so that it can be
// ended in between and saves go on. UI thread.
#pragma once

#include "core/workspace/workspace.h"

#include <QObject>

namespace galley {

class SweepJob : public QObject
{
    Q_OBJECT

public:
    /// Written in one transaction, so that it takes no longer than a save.
    static constexpr std::size_t PostsAtATime = 25;

    explicit SweepJob(Workspace &workspace, QObject *parent = nullptr);

    /// Ends what is under way and begins anew.
    void find(const TextSearch &search, const QString &with);
    void replace(std::vector<PostHits> posts);
    /// Those that are being replaced in are still done, then it has finished; what was replaced stays replaced.
    void cancel();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void found(const galley::PostHits &post);
    void looked(int posts);
    void replacedIn(const galley::ReplacedPost &post);
    /// Its text is no longer the one that was shown.
    void leftAlone(qint64 postId);
    /// So many, replaced in or left alone.
    void wentOn(int posts);
    /// Exactly once for each `find` or `replace`, unless another was begun meanwhile.
    void finished();
    void failed(const galley::Error &error);

private:
    void nextPart(qint64 after);
    void nextPosts();
    void end();

    Workspace &m_workspace;
    std::optional<TextSearch> m_search;
    QString m_with;
    std::vector<FoundPost> m_waiting;
    int m_looked = 0;
    int m_replaced = 0;
    bool m_isReplacing = false;
    int m_round = 0; // answers to an earlier question are dropped
    bool m_running = false;
};

} // namespace galley
