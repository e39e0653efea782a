#include "ui/connect/requestdialog.h"

#include "ui/base/whendone.h"
#include "ui/connect/fields.h"
#include "ui/connect/identityworker.h"
#include "ui/connect/verdict.h"

#include <QDir>
#include <QFileInfo>
#include <QPushButton>
#include <QStandardPaths>

namespace galley {

namespace {

QString proposedFile()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(QDir(folder).exists() ? folder : QDir::homePath()).filePath(QStringLiteral("galley-request.csr"));
}

} // namespace

RequestDialog::RequestDialog(const Theme &theme, IdentityWorker &worker, QWidget *parent)
    : CardDialog(theme, tr("Ask for a certificate"),
                 tr("Galley makes a key, which stays on this computer, and a request, which the owner of the server's "
                    "authority makes a certificate from."),
                 parent),
      m_worker(worker),
      m_name(plainField(tr("Name"), tr("who the certificate is for"), this)),
      m_passphrase(new NewPassphrase(theme, this)),
      m_file(new FileField(tr("Request"), {}, tr("Signing requests (*.csr)"), FileField::For::Saving, this)),
      m_verdict(new Verdict(theme, tr("Result"), this))
{
    m_file->setPath(proposedFile());
    addRow(tr("Name"), m_name);
    addRow(tr("Passphrase"), m_passphrase, Beside::FirstField);
    addRow(tr("Request"), m_file, Beside::FirstField);
    addRow(tr("Result"), m_verdict);
    m_cancel = addButton(tr("Cancel"));
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_make = addMainButton(tr("Make key and request"));
    connect(m_make, &QPushButton::clicked, this, &RequestDialog::make);
    connect(m_name, &QLineEdit::textChanged, this, &RequestDialog::changed);
    connect(&m_file->edit(), &QLineEdit::textChanged, this, &RequestDialog::changed);
    connect(m_passphrase, &NewPassphrase::changed, this, &RequestDialog::changed);
    changed();
    m_name->setFocus();
}

void RequestDialog::changed()
{
    m_make->setEnabled(!m_name->text().trimmed().isEmpty() && !m_passphrase->passphrase().isEmpty() && !m_file->path().isEmpty());
    m_verdict->say({{Verdict::Mark::Quiet, tr("Nothing is made yet.")}});
}

void RequestDialog::make()
{
    if (m_isMade) {
        accept();
        return;
    }
    m_make->setEnabled(false);
    const QString file = QFileInfo(m_file->path()).absoluteFilePath();
    whenDone(m_worker.request(m_name->text(), m_passphrase->passphrase(), file), this, [this, file](const Result<QString> &made) {
        m_make->setEnabled(true);
        if (!made) {
            m_verdict->say({{Verdict::Mark::Bad, made.error().message}});
            return;
        }
        m_isMade = true;
        m_verdict->say({{Verdict::Mark::Good, tr("Hand %1 to the owner of the authority.").arg(QFileInfo(file).fileName())},
                        {Verdict::Mark::None, tr("Once the certificate has come back, choose it where certificates are "
                                                 "chosen: its key is found by itself.")}});
        for (QWidget *done : std::initializer_list<QWidget *>{m_name, m_passphrase, m_file})
            done->setEnabled(false);
        m_cancel->hide();
        m_make->setText(tr("Done"));
    });
}

} // namespace galley

#include "moc_requestdialog.cpp"
