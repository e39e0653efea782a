#include "ui/importing/importdialog.h"

#include "core/base/text.h"
#include "ui/base/whendone.h"
#include "ui/widgets/notetext.h"
#include "ui/widgets/thinbar.h"

#include <QDir>
#include <QLayout>
#include <QLocale>
#include <QPushButton>

namespace galley {

namespace {

QString number(int count)
{
    return QLocale().toString(count);
}

QString posts(int count)
{
    return counted(count, ImportDialog::tr("post"), ImportDialog::tr("posts"));
}

QString cameIn(const ImportReport &report)
{
    const QString words = ImportDialog::tr("%1 came in").arg(posts(report.imported));
    const QString all = report.images == 0
                            ? words
                            : ImportDialog::tr("%1, with %2").arg(words, counted(report.images, ImportDialog::tr("image"), ImportDialog::tr("images")));
    return (report.imported == 1 ? ImportDialog::tr("%1. It is a draft, which readers see when you publish it.")
                                 : ImportDialog::tr("%1. They are drafts, which readers see when you publish them."))
        .arg(all);
}

QString wordsFor(const ImportReport &report)
{
    QStringList words;
    const bool isAllHere = report.leftOut.isEmpty() && report.otherText.isEmpty() && report.emptyFiles.isEmpty();
    if (report.imported > 0)
        words += cameIn(report);
    else
        words += isAllHere ? ImportDialog::tr("Nothing new.") : ImportDialog::tr("Nothing came in.");
    if (report.alreadyThere > 0)
        words += ImportDialog::tr("Here already: %1.").arg(posts(report.alreadyThere));
    if (!report.otherText.isEmpty())
        words += report.otherText.size() == 1
                     ? ImportDialog::tr("1 file stayed out: its post is here already, with another text.")
                     : ImportDialog::tr("%1 files stayed out: their posts are here already, with another text.").arg(number(int(report.otherText.size())));
    if (!report.leftOut.isEmpty())
        words += report.posts.empty() ? ImportDialog::tr("Mend what is named here and import it again.")
                                      : ImportDialog::tr("Mend what is named here and import it again: what is here is not taken in twice.");
    return words.join(QLatin1Char(' '));
}

QStringList outOf(const ImportReport &report)
{
    QStringList lines = report.leftOut + report.otherText;
    for (const QString &file : report.emptyFiles)
        lines += ImportDialog::tr("%1: the file is empty.").arg(file);
    return lines;
}

} // namespace

ImportDialog::ImportDialog(const Theme &theme, Workspace &workspace, const QString &folder, const QStringList &names, QWidget *parent)
    : CardDialog(theme, tr("Import Markdown files"), tr("Looking through “%1”…").arg(QDir::toNativeSeparators(folder)),
                 parent),
      m_workspace(workspace),
      m_folder(folder),
      m_names(names),
      m_bar(new ThinBar(theme, this)),
      m_lines(new NoteText(tr("What did not come in as it was"), this))
{
    addWide(m_bar);
    addWide(m_lines);
    m_lines->parentWidget()->hide();
    m_second = addButton({});
    m_second->hide();
    connect(m_second, &QPushButton::clicked, this, [this] { start(OtherText::SecondPost); });
    m_button = addButton(tr("Cancel"));
    connect(m_button, &QPushButton::clicked, this, [this] { m_isRunning ? reject() : accept(); });
    connect(&workspace, &Workspace::importProgress, this, &ImportDialog::showProgress);
    start(OtherText::LeaveOut);
}

void ImportDialog::start(OtherText otherText)
{
    m_isRunning = true;
    m_written = 0;
    m_bar->parentWidget()->show();
    m_lines->parentWidget()->hide();
    m_second->hide();
    m_button->setText(tr("Cancel"));
    m_button->setFocus();
    whenDone(m_workspace.importFolder(m_folder, m_names, otherText), this, [this](const Result<ImportReport> &report) { finish(report); });
}

void ImportDialog::reject()
{
    if (!m_isRunning) {
        CardDialog::reject();
        return;
    }
    m_button->setEnabled(false);
    m_workspace.cancelImport();
}

void ImportDialog::showProgress(ImportStep step, int done, int of)
{
    if (!m_isRunning)
        return;
    m_files = of;
    if (step == ImportStep::Writing)
        m_written = done;
    setSentence((step == ImportStep::Reading ? tr("Reading file %1 of %2…") : tr("Taking in file %1 of %2…")).arg(number(done + 1), number(of)));
    m_bar->setShare(double(done) / of);
}

void ImportDialog::finish(const Result<ImportReport> &report)
{
    m_isRunning = false;
    m_bar->parentWidget()->hide();
    m_button->setEnabled(true);
    m_button->setText(tr("Close"));
    m_button->setProperty("primary", true);
    m_button->setDefault(true);
    m_button->updateGeometry();
    m_button->setFocus();
    if (report) {
        QString newest;
        for (const ImportReport::Entry &post : report->posts) {
            if (post.outcome != ImportReport::Entry::Outcome::Imported || (m_newest && post.writtenAt <= newest))
                continue;
            m_newest = post.postId;
            newest = post.writtenAt;
        }
        setSentence(wordsFor(*report));
        showLines(*report);
        m_second->setVisible(!report->otherText.isEmpty());
        m_second->setText(report->otherText.size() == 1 ? tr("Take it in as a second post") : tr("Take them in as second posts"));
        m_second->updateGeometry();
    } else if (report.error().code == ErrorCode::Cancelled) {
        setSentence(m_written > 0 ? tr("Stopped. %1 of %2 files had come in; import them again, and the others follow.").arg(number(m_written), number(m_files))
                                  : tr("Stopped. Nothing was imported."));
    } else {
        setSentence(report.error().message);
    }
}

void ImportDialog::showLines(const ImportReport &report)
{
    QString html;
    const QStringList out = outOf(report);
    if (!out.isEmpty())
        html += NoteText::paragraph(QStringLiteral("<b>%1</b>").arg(tr("Did not come in"))) + NoteText::paragraphs(out);
    if (!out.isEmpty() && !report.notices.isEmpty())
        html += NoteText::paragraph(QStringLiteral("<b>%1</b>").arg(tr("Of what came in")), 8);
    html += NoteText::paragraphs(report.notices);
    if (!html.isEmpty())
        m_lines->showHtml(html);
}

} // namespace galley

#include "moc_importdialog.cpp"
