// Makes a key and a signing request, to be handed to the owner of an authority. UI thread.
#pragma once

#include "ui/widgets/carddialog.h"

class QLineEdit;

namespace galley {

class FileField;
class IdentityWorker;
class NewPassphrase;
class Verdict;

class RequestDialog : public CardDialog
{
    Q_OBJECT

public:
    /// `worker` outlives the dialog.
    RequestDialog(const Theme &theme, IdentityWorker &worker, QWidget *parent);

private:
    void make();
    void changed();

    IdentityWorker &m_worker;
    QLineEdit *m_name;
    NewPassphrase *m_passphrase;
    FileField *m_file;
    Verdict *m_verdict;
    QPushButton *m_cancel;
    QPushButton *m_make;
    bool m_isMade = false;
};

} // namespace galley
