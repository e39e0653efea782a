#include "ui/exporting/exportdialog.h"

#include "core/base/text.h"
#include "core/workspace/workspace.h"
#include "ui/base/whendone.h"
#include "ui/widgets/notetext.h"
#include "ui/widgets/thinbar.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QPushButton>

namespace galley {

namespace {

QString wordsFor(const ExportReport &report, const QString &folder)
{
    const QString posts = counted(report.posts, ExportDialog::tr("post"), ExportDialog::tr("posts"));
    const QString all = report.images == 0
                            ? posts
                            : ExportDialog::tr("%1 and %2").arg(posts, counted(report.images, ExportDialog::tr("image"), ExportDialog::tr("images")));
    return ExportDialog::tr("%1, as you see them here, are in “%2”.").arg(all, folder);
}

} // namespace

ExportDialog::ExportDialog(const Theme &theme, Workspace &workspace, const QString &folder, QWidget *parent)
    : CardDialog(theme, tr("Export as Markdown"), tr("Writing to “%1”…").arg(QDir::toNativeSeparators(folder)), parent),
      m_workspace(workspace),
      m_folder(folder),
      m_bar(new ThinBar(theme, this)),
      m_notes(new NoteText(tr("What could not come along"), this))
{
    addWide(m_bar);
    addWide(m_notes);
    m_notes->parentWidget()->hide();
    m_open = addButton(tr("Open the folder"));
    m_open->hide();
    connect(m_open, &QPushButton::clicked, this, [this] {
        Q_EMIT openWanted(m_folder);
        accept();
    });
    m_button = addButton(tr("Cancel"));
    connect(m_button, &QPushButton::clicked, this, [this] { m_isRunning ? reject() : accept(); });
    m_button->setFocus();
    connect(&workspace, &Workspace::exportProgress, this, &ExportDialog::showProgress);
    whenDone(workspace.exportTo(folder), this, [this](const Result<ExportReport> &report) { finish(report); });
}

void ExportDialog::reject()
{
    if (!m_isRunning) {
        CardDialog::reject();
        return;
    }
    m_button->setEnabled(false);
    m_workspace.cancelExport();
}

void ExportDialog::showProgress(int done, int of)
{
    if (!m_isRunning)
        return;
    setSentence(tr("Writing post %1 of %2…").arg(QLocale().toString(done + 1), QLocale().toString(of)));
    m_bar->setShare(double(done) / of);
}

void ExportDialog::finish(const Result<ExportReport> &report)
{
    m_isRunning = false;
    m_bar->parentWidget()->hide();
    m_button->setEnabled(true);
    m_button->setText(tr("Close"));
    m_button->setProperty("primary", true);
    m_button->setDefault(true);
    m_button->updateGeometry();
    m_button->setFocus();
    if (!report) {
        setSentence(report.error().code == ErrorCode::Cancelled ? tr("Stopped. Nothing was exported.") : report.error().message);
        return;
    }
    setSentence(wordsFor(*report, QDir::toNativeSeparators(m_folder)));
    m_open->show();
    if (!report->notices.isEmpty())
        m_notes->showParagraphs(report->notices);
}

QString freeFolder(const QString &parent, const QString &wanted)
{
    QString path = QDir(parent).filePath(wanted);
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = QDir(parent).filePath(QStringLiteral("%1 %2").arg(wanted).arg(n));
    return path;
}

} // namespace galley

#include "moc_exportdialog.cpp"
