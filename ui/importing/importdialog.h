// Takes Markdown files in, shows how far it is, and then says what came and what did not, and why. Escape or Cancel stop it; the
// dialog stays until that has ended. UI thread; the work is the workspace's.
#pragma once

#include "core/workspace/workspace.h"
#include "ui/widgets/carddialog.h"

namespace galley {

class NoteText;
class ThinBar;

class ImportDialog : public CardDialog
{
    Q_OBJECT

public:
    /// Begins at once: with the files under `folder`, or those of these names alone.
    ImportDialog(const Theme &theme, Workspace &workspace, const QString &folder, const QStringList &names, QWidget *parent);

    /// Of what came in, the post that is listed first; 0 when nothing did.
    qint64 newestImported() const { return m_newest; }
    void reject() override;

private:
    void start(OtherText otherText);
    void showProgress(ImportStep step, int done, int of);
    void finish(const Result<ImportReport> &report);
    void showLines(const ImportReport &report);

    Workspace &m_workspace;
    QString m_folder;
    QStringList m_names;
    ThinBar *m_bar;
    NoteText *m_lines;
    QPushButton *m_second; // takes in what has other text here
    QPushButton *m_button;
    bool m_isRunning = true;
    int m_written = 0;
    int m_files = 0;
    qint64 m_newest = 0;
};

} // namespace galley
