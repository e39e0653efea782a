// What comes into the blog from elsewhere than the editor: posts that were deleted, and files.
#include "ui/importing/importdialog.h"
#include "ui/postlist/sidebar.h"
#include "ui/publish/publishflow.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/trash/deleteddialog.h"
#include "ui/widgets/filedialogs.h"

#include <QApplication>
#include <QDir>
#include <QStandardPaths>

namespace galley {

namespace {

QString documentsFolder()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(folder).exists() ? folder : QDir::homePath();
}

} // namespace

// One comes back into the editor; of several, the list shows them.
void MainWindow::showDeleted()
{
    DeletedDialog dialog(m_services.theme, m_blog->workspace(), m_services.clock, this);
    connect(&dialog, &DeletedDialog::failed, this, &MainWindow::complain);
    if (dialog.exec() != QDialog::Accepted || !m_blog)
        return;
    bringBack(dialog.chosen());
}

void MainWindow::bringBack(const QStringList &deleted)
{
    if (deleted.size() == 1)
        m_publish->bringBack(deleted.first());
    else if (!deleted.isEmpty())
        undoBulk(deleted);
}

// In the list, or where no post is left, Undo is about posts.
bool MainWindow::undoDeletion()
{
    if (!m_blog || m_deletions.isEmpty())
        return false;
    const QWidget *focus = QApplication::focusWidget();
    const bool isInList = m_sidebar->isAncestorOf(focus);
    const bool isAboutPosts = isInList ? focus->metaObject()->indexOfSlot("undo()") < 0 // not in the search
                                       : m_blog->session().postId() == 0;
    if (isAboutPosts)
        bringBack(QStringList(m_deletions.last())); // which leaves them meanwhile
    return isAboutPosts;
}

void MainWindow::chooseFilesToImport()
{
    const QStringList paths = askForFiles(this, tr("Import Markdown files"), documentsFolder(), tr("Markdown (*.md *.markdown)"));
    if (paths.isEmpty())
        return;
    const QDir folder = QFileInfo(paths.first()).dir();
    QStringList names;
    for (const QString &path : paths)
        names += folder.relativeFilePath(path);
    importFrom(folder.path(), names);
}

void MainWindow::chooseFolderToImport()
{
    const QString folder = askForFolder(this, tr("Import a folder of Markdown files"), documentsFolder());
    if (!folder.isEmpty())
        importFrom(folder);
}

void MainWindow::importFrom(const QString &folder, const QStringList &names)
{
    if (!m_blog)
        return;
    ImportDialog dialog(m_services.theme, m_blog->workspace(), folder, names, this);
    dialog.exec();
    if (dialog.newestImported()) {
        m_sidebar->clearSearch();
        m_blog->session().open(dialog.newestImported());
    }
    m_blog->refresh();
}

} // namespace galley
