// The one window: header, posts, editor, proof and footer, or the welcome page while no blog is open. UI thread.
#pragma once

#include "core/base/textsearch.h"
#include "core/store/textsweep.h"
#include "ui/bulk/bulkjob.h"
#include "ui/settings/preferences.h"
#include "ui/shell/actions.h"
#include "ui/shell/services.h"

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QSplitter;
class QStackedWidget;
class QTextCursor;

namespace galley {

class Blog;
class EditorPane;
class FooterBar;
class HeaderBar;
class Inspector;
class ProofPane;
class PublishFlow;
class QuickPick;
class Sidebar;
class Toast;
class WelcomePage;
enum class PublishStep;
struct ImageRemoval;
struct BlogInfo;
struct Error;
struct PostView;
struct RemoteLink;
struct ReplaceOutcome;

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(const Services &services);
    ~MainWindow() override;

    void openBlog(const QString &path);
    void createBlog(const QString &path, const QString &title);
    /// Opens the blog of the last time, or shows the welcome page.
    void openLast();

Q_SIGNALS:
    /// A post stands in the editor and its proof has been made.
    void contentShown();

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildLayout();
    void connectEditing();
    void connectCommands();
    void connectView();
    void wantProof(bool on);
    void showProof();
    void markProof();
    void makeRoomForDetails(bool on);
    void bringMenuBarByLetters();
    void connectWriting();
    void connectSpelling();
    void setUndistracted(bool on);
    void nextMisspelling();
    void connectSettings();
    void connectList();
    void connectBulk();
    void changeChosen(BulkChange::Kind kind);
    void whenBulkEnds(const BulkChange &change);
    void undoBulk(const QStringList &units);
    std::optional<BulkChange> askAbout(BulkChange::Kind kind, qsizetype count);
    void arrangeList(const QPoint &place);
    void showMenuOf(qint64 postId, const QPoint &place);
    /// Opens the post where another is open; `then` is not called when it does not open.
    void whenOpen(qint64 postId, std::function<void()> then);
    void showSettings();
    void restore();
    void takeFirstSize();
    void remember();

    void takeBlog(std::unique_ptr<Workspace> workspace, const Result<BlogInfo> &info);
    void closeBlog();
    void showWelcome();
    void postOpened(const PostView &view);
    void postEdited();
    void updateActions();
    void updateStatus();
    void namePublish(PublishStep step);
    void updatePublish();
    void complain(const Error &error);
    void showMenu(const QPoint &at);
    void fillScreen();
    void showMenuBar(bool on);
    void focusNextPane();
    void toEditor(const char *slot);

    void chooseBlogToOpen();
    void chooseNewBlog();
    void openSample();
    void saveCopy();
    void chooseFilesToImport();
    void chooseFolderToImport();
    void importFrom(const QString &folder, const QStringList &names = {});
    void exportPosts();
    void showDeleted();
    void showUnusedImages();
    void removedImages(const ImageRemoval &removal, const QString &words);
    void keepImages(const QStringList &units);
    void bringBack(const QStringList &deleted);
    /// False: there is none that Undo is about now.
    bool undoDeletion();
    void renameBlog();
    void connectRemote();
    void showFigures();
    void showConnectDialog(const std::optional<RemoteLink> &link);
    void pickImages();
    void describeImage(const QTextCursor &place, const QTextCursor &description);
    void findInAll(const QString &sought, const TextSearch::Way &way, const QString &with);
    void replacedInAll(ReplaceOutcome outcome);
    void offerUndoReplacing();
    void undoReplacing();
    void textsChanged();
    void goTo(qint64 postId, int line);
    QuickPick &quickPick();
    void chooseCommand();
    void choosePost();
    void chooseHeading();
    void chooseLanguage();
    void chooseTag();
    void openProofInBrowser();

    Services m_services;
    Actions m_actions;
    Preferences m_preferences;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    HeaderBar *m_header;
    FooterBar *m_footer;
    Sidebar *m_sidebar;
    EditorPane *m_pane;
    ProofPane *m_proofPane;
    Toast *m_toast;
    WelcomePage *m_welcome = nullptr;
    Inspector *m_inspector = nullptr;
    QList<QAction *> m_recentCommands; // picked by name, the last one first
    QuickPick *m_quickPick = nullptr;
    std::unique_ptr<Blog> m_blog;
    std::unique_ptr<PublishFlow> m_publish;
    std::unique_ptr<Proof> m_proof;
    std::unique_ptr<Workspace> m_opening;
    QTimer m_footerTimer;
    QTimer m_followTimer; // the proof goes to the cursor
    QList<QStringList> m_deletions; // by the author since the blog was opened, and not undone; the units of each, the last one last
    std::vector<std::vector<ReplacedPost>> m_replacements; // in all posts since the blog was opened, and not undone; see dropOldest
    bool m_wantsProof = true;   // what the author has chosen; Details and a narrow window may come before it
    bool m_proofYields = false; // the window has become too narrow since
    double m_shareOfText = 0;   // of text and proof together, while Details have taken some of it; else 0
    bool m_altAlone = false;
    bool m_mayClose = false;
};

} // namespace galley
