// What goes out of the blog as files.
#include "ui/exporting/exportdialog.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/toast.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUrl>

namespace galley {

// Into a folder of its own below the one that is chosen: nothing there is touched.
void MainWindow::exportPosts()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString chosen = askForFolder(this, tr("Where to put the exported folder"), QFileInfo::exists(documents) ? documents : QDir::homePath());
    if (chosen.isEmpty() || !m_blog)
        return;
    m_blog->session().settle([this, chosen] {
        if (!m_blog || !m_blog->session().isSettled()) // what could not be saved would be missing there
            return;
        const QString folder = freeFolder(chosen, QFileInfo(m_blog->info().path).completeBaseName());
        ExportDialog dialog(m_services.theme, m_blog->workspace(), folder, this);
        connect(&dialog, &ExportDialog::openWanted, this, [this](const QString &path) {
            if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
                m_toast->say(tr("No program shows folders here; it is “%1”.").arg(QDir::toNativeSeparators(path)));
        });
        dialog.exec();
    });
}

} // namespace galley
