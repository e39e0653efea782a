// Writes the blog as Markdown files, shows how far it is, and then says where they are and what could not come along. Escape or
// Cancel stop it; the dialog stays until that has ended. UI thread; the work is the workspace's.
#pragma once

#include "core/transfer/exporter.h"
#include "ui/widgets/carddialog.h"

namespace galley {

class NoteText;
class ThinBar;
class Workspace;

class ExportDialog : public CardDialog
{
    Q_OBJECT

public:
    /// Begins at once; `folder` is a new one.
    ExportDialog(const Theme &theme, Workspace &workspace, const QString &folder, QWidget *parent);

    void reject() override;

Q_SIGNALS:
    void openWanted(const QString &folder);

private:
    void showProgress(int done, int of);
    void finish(const Result<ExportReport> &report);

    Workspace &m_workspace;
    QString m_folder;
    ThinBar *m_bar;
    NoteText *m_notes;
    QPushButton *m_open;
    QPushButton *m_button;
    bool m_isRunning = true;
};

/// A name for a new folder in `parent`: `wanted`, or with " 2", " 3", … where there is something of that name.
QString freeFolder(const QString &parent, const QString &wanted);

} // namespace galley
