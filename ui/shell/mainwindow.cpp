#include "ui/shell/mainwindow.h"

#include "ui/editor/findbar.h"
#include "ui/editor/markdowneditor.h"
#include "ui/inspector/inspector.h"
#include "ui/postlist/sidebar.h"
#include "ui/publish/publishflow.h"
#include "ui/shell/blog.h"
#include "ui/shell/commands.h"
#include "ui/session/editorpane.h"
#include "ui/shell/footerbar.h"
#include "ui/session/growingfield.h"
#include "ui/shell/headerbar.h"
#include "ui/proof/proofpane.h"
#include "ui/shell/recentfiles.h"
#include "ui/spelling/spellchecker.h"
#include "ui/widgets/toast.h"
#include "ui/theme/theme.h"
#include "ui/welcome/welcomepage.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace galley {

namespace {

constexpr int kConnectAfter = 300; // milliseconds

} // namespace

MainWindow::MainWindow(const Services &services)
    : m_services(services),
      m_actions(services.theme, this),
      m_preferences(services.settings)
{
    setObjectName(QStringLiteral("galley"));
    setWindowTitle(tr("Galley"));
    buildLayout();
    connectEditing();
    connectCommands();
    connectView();
    connectWriting();
    connectList();
    connectBulk();
    restore();
    updateActions();
}

MainWindow::~MainWindow()
{
    m_publish.reset();
    m_proofPane->setWorkspace(nullptr);
    m_blog.reset();
}

void MainWindow::buildLayout()
{
    Theme &theme = m_services.theme;
    fillMenuBar(*menuBar(), m_actions);
    m_header = new HeaderBar(theme, m_actions, this);
    m_footer = new FooterBar(theme, this);
    m_sidebar = new Sidebar(theme, m_actions.newPost, this);
    m_pane = new EditorPane(theme, this);
    m_proofPane = new ProofPane(theme, [this] { return m_pane->editor().markdown(); }, this);

    m_splitter = new QSplitter(this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(m_pane);
    m_splitter->addWidget(m_proofPane);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setStretchFactor(2, 1);
    m_splitter->setSizes({268, 586, 586});

    auto *desk = new QWidget(this);
    auto *column = new QVBoxLayout(desk);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_footer);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(desk);
    setCentralWidget(m_stack);
    m_toast = new Toast(theme, this);
    setMinimumSize(640, 420);
}

void MainWindow::takeBlog(std::unique_ptr<Workspace> workspace, const Result<BlogInfo> &info)
{
    if (!info) {
        complain(info.error());
        if (!m_blog)
            showWelcome();
        return;
    }
    closeBlog();
    m_blog = std::make_unique<Blog>(std::move(workspace), *info, m_services, *m_sidebar, *m_pane, *this);
    m_publish = std::make_unique<PublishFlow>(m_blog->workspace(), m_blog->session(), m_blog->info(), m_services.theme, *this);
    m_blog->sync().setHabit(m_preferences.syncsByItself() ? AutoSync::Habit::ByItself : AutoSync::Habit::WhenAsked);
    m_proofPane->setWorkspace(&m_blog->workspace());
    rememberRecent(m_services.settings, info->path);
    m_stack->setCurrentIndex(0);
    m_header->setBlogName(info->title);
    setWindowTitle(info->title); // Qt adds the program's name, as it does to each dialog's

    Blog *blog = m_blog.get();
    PostSession *session = &blog->session();
    connect(&blog->bulk(), &BulkJob::progressed, this, [blog](int done, int of) {
        blog->sync().setWork(tr("%L1 of %L2 posts… · Cancel").arg(done).arg(of));
    });
    connect(&blog->sync(), &SyncFlow::workCancelled, &blog->bulk(), &BulkJob::cancel);
    connect(session, &PostSession::opened, this, &MainWindow::postOpened);
    connect(session, &PostSession::edited, this, &MainWindow::postEdited);
    connect(session, &PostSession::saved, this, &MainWindow::updateStatus);
    connect(session, &PostSession::notice, m_toast, [this](const QString &words) { m_toast->say(words); });
    connect(session, &PostSession::stateChanged, this, [this](AutoSaver::State state, const QString &trouble) {
        switch (state) {
        case AutoSaver::State::Saved: m_footer->setSaved(tr("Saved"), FooterBar::Tone::Quiet); break;
        case AutoSaver::State::Waiting:
        case AutoSaver::State::Saving: m_footer->setSaved(tr("Saving…"), FooterBar::Tone::Quiet); break;
        case AutoSaver::State::Failed:
            m_footer->setSaved(tr("Not saved: %1").arg(trouble), FooterBar::Tone::Trouble);
            break;
        }
        updatePublish();
    });
    connect(blog, &Blog::failed, this, &MainWindow::complain);
    connect(&blog->connection(), &Connection::helpWanted, this, [this](const Error &trouble) {
        QList<ToastAction> ways{{tr("Connect…"), [this] { m_actions.connectRemote->trigger(); }}};
        if (trouble.code == ErrorCode::NoKeychain) // it may have been unlocked by now
            ways.prepend({tr("Try again"), [this] { m_blog->connection().reconnect(); }});
        m_toast->say(trouble.message, ways, Toast::Tone::Trouble);
    });
    // The start belongs to the text; keychain and network come when it is there.
    QTimer::singleShot(kConnectAfter, &blog->connection(), &Connection::start);
    connect(&blog->images(), &ImageIntake::added, this, [this] { m_proofPane->imagesChanged(); });
    connect(&blog->images(), &ImageIntake::descriptionWanted, this, &MainWindow::describeImage);
    connect(&blog->images(), &ImageIntake::failed, this, [this](const QString &, const Error &error) { complain(error); });
    connect(m_publish.get(), &PublishFlow::said, m_toast,
            [this](const QString &words, const QList<ToastAction> &actions, qint64 postId) {
                m_toast->say(words, actions, Toast::Tone::Quiet, postId);
            });
    connect(m_publish.get(), &PublishFlow::failed, this, &MainWindow::complain);
    connect(m_publish.get(), &PublishFlow::proofWanted, this, &MainWindow::openProofInBrowser);
    connect(m_publish.get(), &PublishFlow::detailsWanted, this, [this] { m_actions.showDetails->setChecked(true); });
    connect(m_publish.get(), &PublishFlow::compareWanted, &blog->sync(), &SyncFlow::compare);
    connect(m_publish.get(), &PublishFlow::connectWanted, m_actions.connectRemote, &QAction::trigger);
    connect(m_publish.get(), &PublishFlow::publicSideChanged, this, [this](PublishFlow::Change change) {
        if (change == PublishFlow::Change::PostGone) {
            m_blog->showAnother();
        } else {
            m_blog->session().reread();
            m_blog->refresh();
        }
    });
    connect(m_publish.get(), &PublishFlow::deleted, this, [this](const QString &unit) { m_deletions.append({unit}); });
    connect(m_publish.get(), &PublishFlow::bringingBack, this, [this](const QString &unit) { m_deletions.removeOne(QStringList{unit}); });
    connect(m_publish.get(), &PublishFlow::synced, &blog->sync(), &SyncFlow::took);
    connect(m_publish.get(), &PublishFlow::waitingChanged, &blog->sync(), &SyncFlow::lookAgain);
    connect(&blog->sync(), &SyncFlow::said, m_toast,
            [this](const QString &words, const QList<ToastAction> &actions) { m_toast->say(words, actions); });
    connect(&blog->sync(), &SyncFlow::connectWanted, m_actions.connectRemote, &QAction::trigger);
    connect(blog, &Blog::said, m_toast, [this](const QString &words) { m_toast->say(words); });
    connect(blog, &Blog::reviewWanted, m_publish.get(), &PublishFlow::lookAgain);
    connect(blog, &Blog::withdrawWanted, m_publish.get(), &PublishFlow::withdraw);
    connect(blog, &Blog::copyWanted, m_actions.saveCopy, &QAction::trigger);
    connect(m_publish.get(), &PublishFlow::working, this, [this](const QString &words) {
        m_blog->sync().setWork(words);
        if (m_header->isAncestorOf(QApplication::focusWidget())) // from a button that goes off, the keys would go to the next one
            m_pane->editor().setFocus();
        m_actions.publish->setEnabled(words.isEmpty() && m_blog->session().postId() != 0);
    });
    connect(m_publish.get(), &PublishFlow::progress, this,
            [this](double share) { m_blog->sync().setWorkProgress(share); });
    m_header->setStatus({});
    updateActions();
    m_blog->openFirst();
}

void MainWindow::closeBlog()
{
    if (m_blog)
        m_blog->rememberPlace();
    m_toast->hide(); // what it offers was for this blog
    m_deletions.clear();
    m_replacements.clear();
    offerUndoReplacing();
    m_publish.reset();
    m_proof.reset();
    m_proofPane->setWorkspace(nullptr);
    m_blog.reset();
    delete m_inspector;
    m_inspector = nullptr;
    m_actions.showDetails->setChecked(false);
    m_footer->clear();
    m_header->setPostOpen(false);
}

void MainWindow::postOpened(const PostView &view)
{
    const bool any = view.id != 0;
    if (m_toast->subject() != view.id && m_toast->subject() != 0) // it spoke of another post
        m_toast->hide();
    m_header->setPostOpen(any);
    m_proofPane->open(view.fields);
    m_services.spelling.openPost(view.id);
    m_footer->setSaved(any ? tr("Saved") : QString(), FooterBar::Tone::Quiet);
    m_footerTimer.start(0);
    updateStatus();
    updateActions();
    if (!any) {
        m_footer->clear();
        return;
    }
    if (view.fields.title.isEmpty() && view.fields.subtitle.isEmpty() && view.fields.content.isEmpty())
        m_pane->title().setFocus();
    if (m_inspector && m_actions.showDetails->isChecked())
        m_inspector->open(m_blog->workspace(), m_blog->session());
}

void MainWindow::postEdited()
{
    const PostSession &session = m_blog->session();
    const PostFields fields = session.fields();
    if (m_toast->subject() == session.postId() && !session.isSettled()) // by the author; it is not as it was said any more
        m_toast->hide();
    m_proofPane->update(fields);
    updatePublish();
    if (!m_footerTimer.isActive())
        m_footerTimer.start(300);
}

void MainWindow::namePublish(PublishStep step)
{
    const bool isUpdate = step == PublishStep::Update;
    m_actions.publish->setText(isUpdate ? tr("U&pdate") : tr("&Publish"));
    m_actions.publish->setToolTip(isUpdate ? tr("Let readers see what you have changed") : tr("Make this post public"));
    // Who looks for it as before must not meet "Unpublish" first.
    m_actions.publish->setProperty(AlsoCalled, isUpdate ? tr("Publish") : QString());
    m_actions.review->setText(isUpdate ? tr("&Review and update…") : tr("&Review and publish…"));
}

void MainWindow::updateStatus()
{
    const bool isOpen = m_blog && m_blog->session().postId();
    namePublish(isOpen ? publishStep(m_blog->session().view()) : PublishStep::First);
    if (!isOpen) {
        m_header->setStatus({});
        return;
    }
    updatePublish();
    const PostView &view = m_blog->session().view();
    switch (view.status) {
    case PostStatus::Draft: m_header->setStatus(tr("Draft")); break;
    case PostStatus::Scheduled: m_header->setStatus(tr("Scheduled")); break;
    case PostStatus::Published: m_header->setStatus(tr("Published")); break;
    case PostStatus::Edited: m_header->setStatus(tr("Published · edited")); break;
    }
    m_actions.unpublish->setEnabled(view.publicPost.has_value());
    m_actions.discard->setEnabled(view.status == PostStatus::Edited);
}

// What is typed counts before it is saved.
void MainWindow::updatePublish()
{
    const PostSession &session = m_blog->session();
    const bool isAsReadersSeeIt = session.view().status == PostStatus::Published && session.isSettled();
    m_header->setWhyNotPublish(isAsReadersSeeIt ? tr("Published as it stands; there is nothing to update.") : QString());
}

void MainWindow::updateActions()
{
    const bool blog = m_blog != nullptr;
    const bool post = blog && m_blog->session().postId() != 0;
    for (QAction *action : m_actions.needBlog())
        action->setEnabled(blog);
    for (QAction *action : m_actions.needPost())
        action->setEnabled(post);
    if (post)
        updateStatus();
}

void MainWindow::complain(const Error &error)
{
    m_toast->say(error.message, {}, Toast::Tone::Trouble);
}

void MainWindow::showWelcome()
{
    if (!m_welcome) {
        m_welcome = new WelcomePage(
            m_services.theme, {m_actions.newBlog, m_actions.openBlog, m_actions.sample}, this);
        connect(m_welcome, &WelcomePage::fileChosen, this, &MainWindow::openBlog);
        m_stack->addWidget(m_welcome);
    }
    m_welcome->setRecent(recentFiles(m_services.settings));
    m_stack->setCurrentWidget(m_welcome);
    setWindowTitle(tr("Galley"));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    if (m_mayClose || !m_blog) {
        event->accept();
        return;
    }
    event->ignore();
    m_blog->session().settle([this] {
        if (m_blog->session().isSettled()) {
            m_mayClose = true;
            // Called at once where no post is open, and Qt lets no window close within its own close event.
            QTimer::singleShot(0, this, &QWidget::close);
            return;
        }
        QMessageBox box(QMessageBox::Warning, tr("Not saved"),
                        tr("The last changes to this post could not be saved. Keep the window open and copy "
                           "them elsewhere, or close it without them."),
                        QMessageBox::NoButton, this);
        QPushButton *keep = box.addButton(tr("Keep open"), QMessageBox::RejectRole);
        QAbstractButton *drop = box.addButton(tr("Close without them"), QMessageBox::DestructiveRole);
        box.setDefaultButton(keep);
        box.setEscapeButton(keep);
        box.exec();
        if (box.clickedButton() == drop) {
            m_mayClose = true;
            close();
        }
    });
}

} // namespace galley

#include "moc_mainwindow.cpp"
