// The certificates of a connection: the server's authority, and the author's own certificate with its key. Shows
// what is in the files as soon as they are named. UI thread.
#pragma once

#include "ui/connect/identityworker.h"
#include "ui/widgets/carddialog.h"

#include <QTimer>

class QLineEdit;

namespace galley {

class FileField;
class Verdict;

class CertificateDialog : public CardDialog
{
    Q_OBJECT

public:
    /// `link` and `passphrase` as chosen so far.
    CertificateDialog(const Theme &theme, const RemoteLink &link, const QString &passphrase, QWidget *parent);

    // What was chosen, once accepted. Only the paths of the link are meant.
    const RemoteLink &link() const { return m_facts.link; }
    const std::optional<IdentityInfo> &info() const { return m_facts.info; }
    QString passphrase() const;

private:
    RemoteLink chosen() const;
    void changed();
    void look();
    void looked(const Result<IdentityFacts> &facts);
    void take();
    void ask();
    void protect();
    void sayNothingChosen();

    IdentityWorker m_worker;
    IdentityFacts m_facts;
    FileField *m_ca;
    FileField *m_certificate;
    FileField *m_key;
    QLineEdit *m_passphrase;
    Verdict *m_verdict;
    QPushButton *m_use;
    QTimer m_pause;
    int m_looks = 0; // the latest one counts
};

} // namespace galley
