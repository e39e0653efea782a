// Sync as the author meets it: it happens by itself, the line below the list says how it stands, and what needs a
// decision is asked for quietly. UI thread; the work is the workspace's.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/sync/autosync.h"
#include "ui/sync/syncwords.h"
#include "ui/widgets/toast.h"

#include <QObject>
#include <QSet>

namespace galley {

class PostSession;
class Theme;

class SyncFlow : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of dialogs. All must outlive this.
    SyncFlow(Workspace &workspace, PostSession &session, const Theme &theme, const Clock &clock, SyncLine &line,
             QWidget &window);

    void setLink(const SyncLink &link);
    void setHabit(AutoSync::Habit habit) { m_auto.setHabit(habit); }
    void setReadOnly() { m_facts.isReadOnly = true; }
    /// What is under way with readers' side goes before all else in the line; empty when nothing is.
    void setWork(const QString &words);
    void setWorkProgress(double share);

    void syncNow();
    /// Opens the two versions of a post.
    void compare(qint64 postId);
    /// Reads anew what waits and what clashes.
    void lookAgain();
    /// A publish has synced on its way, and has told the author of what came with it.
    void took(const SyncReport &report);
    /// Publishes what is scheduled and due.
    void publishDue();

    const SyncStanding &standing() const { return m_standing; }
    const AskedUnit *waitingUnitOf(qint64 postId) const;

Q_SIGNALS:
    void standingChanged();
    /// Posts may have come, changed or gone.
    void received();
    void said(const QString &words, const QList<galley::ToastAction> &actions);
    void failed(const galley::Error &error);
    void connectWanted();
    /// A click on the line while it shows work; what of it runs at the site has been called off.
    void workCancelled();
    /// The author is to look again at something that waits.
    void reviewWanted(const galley::AskedUnit &unit);

private:
    void clicked();
    void showLine();
    void tellOf(const SyncReport &report);
    void explain();
    void askAboutDeletions();
    void openVersions(qint64 postId, const std::vector<Conflict> &conflicts, const PostView &post,
                      const std::vector<Series> &series);
    void settle(qint64 postId, const View &seen, const View &result);

    Workspace &m_workspace;
    PostSession &m_session;
    const Theme &m_theme;
    const Clock &m_clock;
    SyncLine &m_line;
    QWidget &m_window;
    AutoSync m_auto;
    SyncFacts m_facts;
    SyncStanding m_standing;
    SyncWords m_words;
    QTimer m_minute;
    QString m_work;
    double m_workShare = -1;
    qint64 m_keptDeletions = 0;  // as many have vanished, and the author keeps them
    QSet<QString> m_toldOf;      // notices that would come with every sync
};

} // namespace galley
