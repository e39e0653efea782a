// An open blog in the window: its workspace, its list of posts and the post in the editor, and the wires between
// them and the widgets. UI thread.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/bulk/bulkjob.h"
#include "ui/connect/connection.h"
#include "ui/images/imageintake.h"
#include "ui/postlist/postlistmodel.h"
#include "ui/session/postsession.h"
#include "ui/sync/syncflow.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace galley {

class EditorPane;
class Sidebar;
struct Services;

class Blog : public QObject
{
    Q_OBJECT

public:
    /// `window` is the parent of dialogs.
    Blog(std::unique_ptr<Workspace> workspace, const BlogInfo &info, const Services &services, Sidebar &sidebar,
         EditorPane &pane, QWidget &window);
    ~Blog() override;

    Workspace &workspace() { return *m_workspace; }
    PostSession &session() { return m_session; }
    ImageIntake &images() { return m_images; }
    SyncFlow &sync() { return m_sync; }
    Connection &connection() { return m_connection; }
    BulkJob &bulk() { return m_bulk; }
    const BlogInfo &info() const { return m_info; }
    void setTitle(const QString &title);

    /// The post that was open last, else the first of the list.
    void openFirst();
    void newPost();
    /// Counts and list anew: something was published, deleted, written elsewhere.
    void refresh();
    /// Where the author stands now is where the next start begins.
    void rememberPlace();
    /// The post in the editor is gone: shows the next one of the list.
    void showAnother();
    /// These posts are about to go: where one of them is in the editor, another one takes its place.
    void stepAside(const QList<qint64> &posts);
    /// What became of them is known.
    void stepBack();

Q_SIGNALS:
    void countsChanged(const galley::PostCounts &counts);
    void failed(const galley::Error &error);
    /// One sentence for the author.
    void said(const QString &words);
    void reviewWanted(const galley::AskedUnit &unit);
    void withdrawWanted(const galley::AskedUnit &unit);
    void copyWanted();

private:
    void showTyped();
    void listStatus();
    void showStanding();
    void showConnection();
    void showPage();
    void showBanner();
    BannerWords banner() const;
    void bannerPressed();
    void idle();
    void restorePlace();

    std::unique_ptr<Workspace> m_workspace;
    BlogInfo m_info;
    const Services &m_services;
    Sidebar &m_sidebar;
    EditorPane &m_pane;
    PostListModel m_model;
    PostSession m_session;
    ImageIntake m_images;
    Connection m_connection;
    SyncFlow m_sync;
    BulkJob m_bulk;
    QTimer m_typed;
    QTimer m_minute;
    QTimer m_idle;
    bool m_wantsFirst = false;
    bool m_wasBlank = false; // no post was left, and the page was free for the next one
    QList<qint64> m_leaving; // posts that are about to go, which nothing opens
    PostStatus m_listedStatus = PostStatus::Draft;
    QString m_listedDate; // a draft's own
    std::optional<PostStatus> m_typedStatus; // as the list has it since something was typed
};

} // namespace galley
