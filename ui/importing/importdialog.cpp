#include "ui/importing/importdialog.h"

#include "ui/base/whendone.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QLayout>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QTextEdit>

namespace galley {

namespace {

constexpr int kMostHeight = 190; // of the lines

QString number(int count)
{
    return QLocale().toString(count);
}

QString wordsFor(const ImportReport &report)
{
    const auto posts = [](int count) { return count == 1 ? ImportDialog::tr("1 post") : ImportDialog::tr("%1 posts").arg(number(count)); };
    if (report.imported == 0)
        return ImportDialog::tr("Nothing new: %1 of this folder are here already.").arg(posts(report.alreadyThere));
    QString words = ImportDialog::tr("%1 came in").arg(posts(report.imported));
    if (report.images > 0)
        words = report.images == 1 ? ImportDialog::tr("%1, with 1 image").arg(words)
                                   : ImportDialog::tr("%1, with %2 images").arg(words, number(report.images));
    words = ImportDialog::tr("%1. They are drafts, which readers see when you publish them.").arg(words);
    return report.alreadyThere > 0 ? ImportDialog::tr("%1 %2 were here already.").arg(words, posts(report.alreadyThere)) : words;
}

} // namespace

// A thin bar, as of a sync.
class ImportBar final : public QWidget
{
public:
    ImportBar(const Theme &theme, QWidget *parent)
        : QWidget(parent),
          m_theme(theme)
    {
        setFixedHeight(12);
        setAccessibleName(ImportDialog::tr("Progress"));
    }

    void setShare(double share)
    {
        m_share = share;
        setAccessibleDescription(ImportDialog::tr("%1 percent").arg(int(share * 100)));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QRectF whole(0, 4, width(), 4);
        paintRounded(painter, whole, 2, m_theme.tokens().line, Qt::transparent);
        if (m_share > 0)
            paintRounded(painter, QRectF(0, 4, qMax(4.0, width() * m_share), 4), 2, m_theme.tokens().accent, Qt::transparent);
    }

private:
    const Theme &m_theme;
    double m_share = 0;
};

ImportDialog::ImportDialog(const Theme &theme, Workspace &workspace, const QString &folder, QWidget *parent)
    : CardDialog(theme, tr("Import Markdown files"), tr("Looking through “%1”…").arg(QDir::toNativeSeparators(folder)), parent),
      m_workspace(workspace),
      m_bar(new ImportBar(theme, this)),
      m_lines(new QTextEdit(this))
{
    addWide(m_bar);
    m_lines->setReadOnly(true);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setTabChangesFocus(true);
    m_lines->document()->setDocumentMargin(0);
    m_lines->viewport()->setAutoFillBackground(false);
    m_lines->setAccessibleName(tr("What did not come in as it was"));
    addWide(m_lines);
    m_lines->parentWidget()->hide();
    m_button = addButton(tr("Cancel"));
    connect(m_button, &QPushButton::clicked, this, [this] { m_isRunning ? reject() : accept(); });
    m_button->setFocus();
    connect(&workspace, &Workspace::importProgress, this, &ImportDialog::showProgress);
    whenDone(workspace.importFolder(folder), this, [this](const Result<ImportReport> &report) { finish(report); });
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
        showLines(report->notices);
    } else if (report.error().code == ErrorCode::Cancelled) {
        setSentence(m_written > 0 ? tr("Stopped. %1 of %2 files had come in; import the folder again, and the others follow.").arg(number(m_written), number(m_files))
                                  : tr("Stopped. Nothing was imported."));
    } else if (!report.error().detail.isEmpty() && report.error().code == ErrorCode::InvalidInput) {
        setSentence(tr("Nothing was imported. Mend these files, or move them elsewhere, and import the folder again."));
        showLines(report.error().detail.split(QLatin1Char('\n')));
    } else {
        setSentence(report.error().message);
    }
}

void ImportDialog::showLines(const QStringList &lines)
{
    if (lines.isEmpty())
        return;
    QString html;
    for (const QString &line : lines)
        html += QStringLiteral("<p style=\"margin:0 14px 6px 0\">%1</p>").arg(line.toHtmlEscaped());
    m_lines->setHtml(html);
    m_lines->parentWidget()->show();
    layout()->activate(); // the height follows from the width
    m_lines->setFixedHeight(qMin(kMostHeight, int(m_lines->document()->size().height()) + 2));
}

} // namespace galley

#include "moc_importdialog.cpp"
