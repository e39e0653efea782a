// What comes into the blog from elsewhere than the editor: posts that were deleted, and files.
#include "ui/importing/importdialog.h"
#include "ui/postlist/sidebar.h"
#include "ui/publish/publishflow.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/trash/deleteddialog.h"

#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

namespace galley {

// One comes back into the editor; of several, the list shows them.
void MainWindow::showDeleted()
{
    DeletedDialog dialog(m_services.theme, m_blog->workspace(), m_services.clock, this);
    connect(&dialog, &DeletedDialog::failed, this, &MainWindow::complain);
    if (dialog.exec() != QDialog::Accepted || !m_blog)
        return;
    const QStringList chosen = dialog.chosen();
    if (chosen.size() == 1)
        m_publish->bringBack(chosen.first());
    else if (!chosen.isEmpty())
        undoBulk(chosen);
}

void MainWindow::importFiles()
{
    const QString start = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Import Markdown files"), QDir(start).exists() ? start : QDir::homePath());
    if (folder.isEmpty() || !m_blog)
        return;
    ImportDialog dialog(m_services.theme, m_blog->workspace(), folder, this);
    dialog.exec();
    if (dialog.newestImported()) {
        m_sidebar->clearSearch();
        m_blog->session().open(dialog.newestImported());
    }
    m_blog->refresh();
}

} // namespace galley
