// The commands of the window: what its actions do.
#include "core/markdown/wordcount.h"
#include "ui/base/whendone.h"
#include "ui/connect/connectdialog.h"
#include "ui/editor/droppedimages.h"
#include "ui/editor/findbar.h"
#include "ui/editor/imageedits.h"
#include "ui/editor/markdowneditor.h"
#include "ui/figures/figuresdialog.h"
#include "ui/inspector/inspector.h"
#include "ui/postlist/sidebar.h"
#include "ui/preview/previewpane.h"
#include "ui/publish/publishflow.h"
#include "ui/shell/aboutdialog.h"
#include "ui/shell/blog.h"
#include "ui/shell/browser.h"
#include "ui/shell/editcommands.h"
#include "ui/session/editorpane.h"
#include "ui/shell/footerbar.h"
#include "ui/shell/headerbar.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/namedialog.h"
#include "ui/proof/proofpane.h"
#include "ui/shell/recentfiles.h"
#include "ui/shell/scrolllink.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QDir>
#include <QMenu>
#include <QStandardPaths>
#include <QTextBlock>
#include <QTextDocumentFragment>

namespace galley {

namespace {

QString withEnding(const QString &path)
{
    return path.endsWith(QLatin1String(".galley")) ? path : path + QStringLiteral(".galley");
}

QString blogFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(folder).exists() ? folder : QDir::homePath();
}

} // namespace

void MainWindow::connectEditing()
{
    MarkdownEditor *editor = &m_pane->editor();
    const Actions &a = m_actions;
    const auto mark = [this, editor](QAction *action, const QString &text) {
        connect(action, &QAction::triggered, editor, [editor, text] { editor->toggle(text); });
    };
    mark(a.bold, QStringLiteral("**"));
    mark(a.italic, QStringLiteral("*"));
    mark(a.strike, QStringLiteral("~~"));
    connect(a.link, &QAction::triggered, editor, &MarkdownEditor::insertLink);
    connectEdits(m_services.theme, a, *editor);
    connect(a.pastePlain, &QAction::triggered, editor, &MarkdownEditor::pasteAsPlainText);
    connect(a.copyHtml, &QAction::triggered, editor, [editor] { editor->copyAs(MarkdownEditor::Form::HtmlSource); });
    connect(a.copyRich, &QAction::triggered, editor, [editor] { editor->copyAs(MarkdownEditor::Form::FormattedText); });
    connect(a.insertImage, &QAction::triggered, this, &MainWindow::pickImages);

    FindBar *find = &m_pane->findBar();
    connect(a.find, &QAction::triggered, find, [find] { find->open(FindBar::Mode::Find); });
    connect(a.replace, &QAction::triggered, find, [find] { find->open(FindBar::Mode::Replace); });
    connect(find, &FindBar::allPostsWanted, this, &MainWindow::findInAll);
    connect(a.findInAll, &QAction::triggered, this, [this, editor, find] {
        const QString selected = editor->textCursor().selectedText();
        TextSearch::Way way = find->way();
        if (!selected.isEmpty())
            way.syntax = TextSearch::Syntax::Words;
        findInAll(selected.contains(QChar::ParagraphSeparator) ? QString() : selected, way, {});
    });
    connect(a.findNext, &QAction::triggered, find, &FindBar::findNext);
    connect(a.findPrevious, &QAction::triggered, find, &FindBar::findPrevious);
    for (const auto &[action, slot] : {std::pair(a.redo, "redo"), std::pair(a.cut, "cut"), std::pair(a.copy, "copy"),
                                       std::pair(a.paste, "paste"), std::pair(a.selectAll, "selectAll")})
        connect(action, &QAction::triggered, this, [this, name = slot] { toEditor(name); });
    connect(a.undoReplacing, &QAction::triggered, this, &MainWindow::undoReplacing);
    offerUndoReplacing();
    connect(a.undo, &QAction::triggered, this, [this] {
        if (!undoDeletion())
            toEditor("undo");
    });

    connect(editor, &MarkdownEditor::imagesGiven, this,
            [this](const QList<DroppedImage> &images, const QTextCursor &place) {
                if (m_blog)
                    m_blog->session().begin([this, images, place] {
                        m_blog->images().take(m_blog->session().postId(), images, place);
                    });
            });
    new ScrollLink(*editor, m_proofPane->preview(), this);
    connect(&m_proofPane->preview(), &PreviewPane::lineClicked, this, [this, editor](int line) {
        QTextCursor cursor(editor->document()->findBlockByNumber(line));
        if (line < 0 || cursor.isNull())
            return;
        editor->setTextCursor(cursor);
        editor->centerCursor();
        editor->setFocus();
    });
    connect(&m_proofPane->preview(), &PreviewPane::linkActivated, this,
            [](const QUrl &url) { openInBrowser(url); });
    connect(editor, &QPlainTextEdit::cursorPositionChanged, this, [this, editor] {
        const QTextCursor cursor = editor->textCursor();
        m_footer->setPosition(cursor.blockNumber() + 1, cursor.positionInBlock() + 1);
        m_followTimer.start(0); // the text has scrolled to the cursor by then, where it is going to
    });
    const auto showCursor = [this, editor] {
        const QTextCursor cursor = editor->textCursor();
        m_proofPane->preview().ensureLineVisible(cursor.blockNumber());
        if (cursor.atStart())
            m_proofPane->preview().scrollToLine(0); // with the title above
    };
    const auto follow = [editor, find, showCursor] { // not while a title or a tag is written
        const bool isAboutText = editor->hasFocus() || find->isAncestorOf(QApplication::focusWidget());
        if (isAboutText && editor->isCursorInSight())
            showCursor();
    };
    m_followTimer.setSingleShot(true);
    connect(&m_followTimer, &QTimer::timeout, this, follow);
    connect(m_proofPane, &ProofPane::shown, this, follow);
    connect(m_proofPane, &ProofPane::opened, this, [this, editor, showCursor] { // wherever the keys go
        if (editor->isCursorInSight())
            showCursor();
        else
            m_proofPane->preview().scrollToLine(editor->topLine());
    });
    connect(editor, &QPlainTextEdit::selectionChanged, this, [this] {
        if (!m_footerTimer.isActive())
            m_footerTimer.start(150);
    });
    m_footerTimer.setSingleShot(true);
    connect(&m_footerTimer, &QTimer::timeout, this, [this, editor] {
        if (!m_blog || !m_blog->session().postId())
            return;
        const QString selected = editor->textCursor().selection().toPlainText();
        const QString text = selected.isEmpty() ? editor->markdown() : selected;
        m_footer->setLength({markdown::countWords(text), markdown::countCharacters(text), markdown::readingMinutes(text)},
                            selected.isEmpty() ? FooterBar::Extent::Post : FooterBar::Extent::Selection);
    });
}

// Undo, copy and the like go to where the author is.
void MainWindow::toEditor(const char *slot)
{
    QWidget *target = QApplication::focusWidget();
    if (!target || target->metaObject()->indexOfSlot(QByteArray(slot) + "()") < 0)
        target = &m_pane->editor();
    QMetaObject::invokeMethod(target, slot);
}

void MainWindow::connectCommands()
{
    const Actions &a = m_actions;
    connect(a.newPost, &QAction::triggered, this, [this] { m_blog->newPost(); });
    connect(a.newBlog, &QAction::triggered, this, &MainWindow::chooseNewBlog);
    connect(a.openBlog, &QAction::triggered, this, &MainWindow::chooseBlogToOpen);
    connect(a.sample, &QAction::triggered, this, &MainWindow::openSample);
    connect(a.save, &QAction::triggered, this, [this] { m_blog->session().saveNow(); });
    connect(a.saveCopy, &QAction::triggered, this, &MainWindow::saveCopy);
    connect(a.importFiles, &QAction::triggered, this, &MainWindow::chooseFilesToImport);
    connect(a.importFolder, &QAction::triggered, this, &MainWindow::chooseFolderToImport);
    connect(a.exportAll, &QAction::triggered, this, &MainWindow::exportPosts);
    connect(a.deleted, &QAction::triggered, this, &MainWindow::showDeleted);
    connect(a.unusedImages, &QAction::triggered, this, &MainWindow::showUnusedImages);
    connect(a.showTag, &QAction::triggered, this, &MainWindow::chooseTag);
    connect(a.renameBlog, &QAction::triggered, this, &MainWindow::renameBlog);
    connect(a.connectRemote, &QAction::triggered, this, &MainWindow::connectRemote);
    connect(a.figures, &QAction::triggered, this, &MainWindow::showFigures);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.searchPosts, &QAction::triggered, this, [this] {
        m_actions.showList->setChecked(true);
        m_sidebar->focusSearch();
    });
    connect(a.allCommands, &QAction::triggered, this, &MainWindow::chooseCommand);
    connect(a.goToPost, &QAction::triggered, this, &MainWindow::choosePost);
    connect(a.outline, &QAction::triggered, this, &MainWindow::chooseHeading);
    connect(a.publish, &QAction::triggered, this, [this] { m_publish->publish(PublishFlow::Review::WhenNeeded); });
    connect(a.review, &QAction::triggered, this, [this] { m_publish->publish(PublishFlow::Review::Always); });
    connect(a.unpublish, &QAction::triggered, this, [this] { m_publish->unpublish(); });
    connect(a.discard, &QAction::triggered, this, [this] { m_publish->discard(); });
    connect(a.remove, &QAction::triggered, this, [this] { m_publish->remove(); });
    connect(a.openProof, &QAction::triggered, this, &MainWindow::openProofInBrowser);
    connect(a.shortcuts, &QAction::triggered, this, [this] { showShortcuts(m_services.theme, m_actions, this); });
    connect(a.about, &QAction::triggered, this, [this] { showAbout(m_services.theme, this); });
    connect(a.recent, &QMenu::aboutToShow, this, [this] {
        m_actions.recent->clear();
        for (const QString &path : recentFiles(m_services.settings))
            m_actions.recent->addAction(QDir::toNativeSeparators(path), this, [this, path] { openBlog(path); });
        if (m_actions.recent->isEmpty())
            m_actions.recent->addAction(tr("No files yet"))->setEnabled(false);
    });
    connect(a.syncNow, &QAction::triggered, this, [this] { m_blog->sync().syncNow(); });
}

void MainWindow::openBlog(const QString &path)
{
    const auto open = [this, path] {
        m_opening = m_services.workspace(path);
        whenDone(m_opening->open(), this, [this](const Result<BlogInfo> &info) { takeBlog(std::move(m_opening), info); });
    };
    if (!m_blog) {
        open();
        return;
    }
    m_blog->session().settle([this, open] {
        if (m_blog->session().isSettled())
            open();
    });
}

void MainWindow::createBlog(const QString &path, const QString &title)
{
    m_opening = m_services.workspace(path);
    whenDone(m_opening->create(title), this, [this](const Result<BlogInfo> &info) { takeBlog(std::move(m_opening), info); });
}

void MainWindow::openLast()
{
    const QStringList recent = recentFiles(m_services.settings);
    if (recent.isEmpty())
        showWelcome();
    else
        openBlog(recent.first());
}

void MainWindow::chooseBlogToOpen()
{
    const QString path = askForFile(this, tr("Open a blog"), blogFolder(), tr("Blogs (*.galley);;All files (*)"));
    if (!path.isEmpty())
        openBlog(path);
}

void MainWindow::chooseNewBlog()
{
    NameDialog dialog(m_services.theme, {tr("New blog"), tr("What is your blog called? Readers see it on every page."), tr("Choose where…")},
                      {}, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString title = dialog.name();
    const QString proposed = QDir(blogFolder()).filePath(withEnding(title));
    const QString path = askWhereToSave(this, tr("Where to keep it"), proposed, tr("Blogs (*.galley)"));
    if (!path.isEmpty())
        createBlog(withEnding(path), title);
}

void MainWindow::openSample()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    const QString path = QDir(folder).filePath(QStringLiteral("sample.galley"));
    if (!QFileInfo::exists(path)) {
        const Status written = m_services.writeSample(path);
        if (!written) {
            complain(written.error());
            return;
        }
    }
    openBlog(path);
}

void MainWindow::saveCopy()
{
    const QFileInfo file(m_blog->info().path);
    const QString proposed = QDir(blogFolder()).filePath(tr("%1 (copy).galley").arg(file.completeBaseName()));
    const QString path = askWhereToSave(this, tr("Save a copy"), proposed, tr("Blogs (*.galley)"));
    if (path.isEmpty())
        return;
    m_blog->session().settle([this, path = withEnding(path)] {
        whenDone(m_blog->workspace().saveCopy(path), this, [this, path](const Status &done) {
            if (!done) {
                complain(done.error());
                return;
            }
            m_toast->say(tr("A copy is saved as “%1”.").arg(QFileInfo(path).fileName()));
            if (m_blog->info().isReadOnly) // to write in it is what it was saved for
                openBlog(path);
        });
    });
}

void MainWindow::renameBlog()
{
    NameDialog dialog(m_services.theme, {tr("Name of the blog"), tr("Readers see it on every page."), tr("Rename")}, m_blog->info().title,
                      this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const QString title = dialog.name();
    whenDone(m_blog->workspace().setBlogTitle(title), this, [this, title](const Status &done) {
        if (!done) {
            complain(done.error());
            return;
        }
        m_blog->setTitle(title);
        m_header->setBlogName(title);
        setWindowTitle(title);
    });
}

void MainWindow::connectRemote()
{
    whenDone(m_blog->workspace().remoteLink(), this, [this](const Result<std::optional<RemoteLink>> &link) {
        if (link)
            showConnectDialog(*link);
        else
            complain(link.error());
    });
}

void MainWindow::showConnectDialog(const std::optional<RemoteLink> &link)
{
    if (!m_blog)
        return;
    ConnectDialog dialog(m_services.theme, m_blog->workspace(), link, m_blog->connection().trouble(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const RemoteStanding &standing = dialog.standing();
    m_blog->connection().set(standing);
    m_blog->refresh();
    QStringList words{standing.url.isEmpty() ? tr("Forgotten. What you publish stays within this file from now on.")
                                             : tr("Connected. What you publish goes to Turso from now on.")};
    words += standing.notices;
    m_toast->say(words.join(QLatin1Char(' ')));
}

void MainWindow::showFigures()
{
    FiguresDialog(m_services.theme, m_blog->workspace(), m_blog->info().remoteUrl, this).exec();
}

void MainWindow::pickImages()
{
    MarkdownEditor &editor = m_pane->editor();
    const bool isInText = editor.hasFocus();
    const QStringList paths = askForFiles(this, tr("Insert images"), QDir::homePath(), tr("Images (%1)").arg(imageNamePatterns()));
    QList<DroppedImage> images;
    for (const QString &path : paths)
        images.append({path, QFileInfo(path).fileName(), {}});
    if (images.isEmpty())
        return;
    if (!isInText) // whoever writes elsewhere (a title) does not mean the middle of a sentence
        editor.apply(leaveParagraph);
    m_blog->images().take(m_blog->session().postId(), images, editor.textCursor());
}

// Unless the author has gone on elsewhere.
void MainWindow::describeImage(const QTextCursor &place, const QTextCursor &description)
{
    MarkdownEditor &editor = m_pane->editor();
    if (editor.document() != description.document() || editor.textCursor().position() != place.position())
        return;
    editor.apply([&description](QTextCursor &cursor) { cursor = description; });
    editor.setFocus();
}

void MainWindow::openProofInBrowser()
{
    m_blog->session().settle([this] {
        if (!m_proof) {
            Result<std::unique_ptr<Proof>> proof = m_services.proof(m_blog->info().path, m_blog->info().title);
            if (!proof) {
                complain(proof.error());
                return;
            }
            m_proof = std::move(*proof);
        }
        const PostView &view = m_blog->session().view();
        const QUrl address = m_proof->addressOf(view.id, view.fields.slug);
        if (openInBrowser(address))
            m_toast->say(tr("The proof is open in your browser."));
        else
            m_toast->say(tr("No browser answered. The proof is at %1").arg(address.toString()));
    });
}

} // namespace galley
