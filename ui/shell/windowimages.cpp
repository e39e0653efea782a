// Images that nothing names.
#include "ui/base/whendone.h"
#include "ui/images/unuseddialog.h"
#include "ui/shell/blog.h"
#include "ui/shell/mainwindow.h"
#include "ui/sync/syncflow.h"
#include "ui/widgets/toast.h"

namespace galley {

void MainWindow::showUnusedImages()
{
    if (!m_blog)
        return;
    m_blog->session().settle([this] { // what stands on the screen names images too
        if (!m_blog || !m_blog->session().isSettled())
            return;
        UnusedDialog dialog(m_services.theme, m_blog->workspace(), this);
        if (dialog.exec() == QDialog::Accepted && m_blog)
            removedImages(dialog.removal(), dialog.outcome());
    });
}

void MainWindow::removedImages(const ImageRemoval &removal, const QString &words)
{
    if (removal.hasSynced)
        m_blog->sync().took(removal.report);
    m_blog->refresh();
    QList<ToastAction> ways;
    if (!removal.units.isEmpty())
        ways.append({tr("Take back"), [this, units = removal.units] { keepImages(units); }});
    m_toast->say(words, ways, removal.left > 0 ? Toast::Tone::Trouble : Toast::Tone::Quiet);
}

void MainWindow::keepImages(const QStringList &units)
{
    for (const QString &unit : units) {
        if (!m_blog)
            return;
        whenDone(m_blog->workspace().withdrawUnit(unit), this, [this](const Status &status) {
            if (status)
                m_toast->say(tr("Taken back. The images stay."));
            else
                complain(status.error());
        });
    }
}

} // namespace galley
