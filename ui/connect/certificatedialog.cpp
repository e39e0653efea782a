#include "ui/connect/certificatedialog.h"

#include "core/base/text.h"
#include "ui/base/whendone.h"
#include "ui/connect/fields.h"
#include "ui/connect/requestdialog.h"
#include "ui/connect/verdict.h"

#include <QLocale>
#include <QPushButton>

namespace galley {

namespace {

constexpr int kPause = 300; // milliseconds of typing

QString firstOf(const QString &one, const QString &other)
{
    return one.isEmpty() ? other : one;
}

/// Asks for a new passphrase; empty when the author thinks better of it.
QString newPassphrase(const Theme &theme, const QString &heading, const QString &sentence, const QString &button, QWidget *parent)
{
    CardDialog dialog(theme, heading, sentence, parent);
    auto *passphrase = new NewPassphrase(theme, &dialog);
    dialog.addRow(CertificateDialog::tr("Passphrase"), passphrase, CardDialog::Beside::FirstField);
    QObject::connect(dialog.addButton(CertificateDialog::tr("Cancel")), &QPushButton::clicked, &dialog, &QDialog::reject);
    QPushButton *go = dialog.addMainButton(button);
    go->setEnabled(false);
    QObject::connect(go, &QPushButton::clicked, &dialog, &QDialog::accept);
    QObject::connect(passphrase, &NewPassphrase::changed, go, [go, passphrase] { go->setEnabled(!passphrase->passphrase().isEmpty()); });
    return dialog.exec() == QDialog::Accepted ? passphrase->passphrase() : QString();
}

} // namespace

CertificateDialog::CertificateDialog(const Theme &theme, const RemoteLink &link, const QString &passphrase, QWidget *parent)
    : CardDialog(theme, tr("Certificates"),
                 tr("Only for a server that asks for them; Turso's own servers do not. The files stay where they are."), parent),
      m_ca(new FileField(tr("Authority"), tr("the server's own CA, if it has one"),
                         tr("Certificates (*.pem *.crt *.cer);;All files (*)"), FileField::For::Opening, this)),
      m_certificate(new FileField(tr("Certificate"), tr("yours: .pem, .crt, .p12 or .pfx"),
                                  tr("Certificates (*.pem *.crt *.cer *.p12 *.pfx);;All files (*)"), FileField::For::Opening, this)),
      m_key(new FileField(tr("Key"), tr("where it is in a file of its own (PEM)"), tr("Keys (*.key *.pem);;All files (*)"),
                          FileField::For::Opening, this)),
      m_passphrase(secretField(tr("Passphrase"), tr("where the key is protected"), this)),
      m_verdict(new Verdict(theme, tr("Your certificate"), this))
{
    m_ca->setPath(link.caFile);
    m_certificate->setPath(firstOf(link.pkcs12File, link.certificateFile));
    m_key->setPath(link.keyFile);
    m_passphrase->setText(passphrase);
    addRow(tr("Authority"), m_ca, Beside::FirstField);
    addRow(tr("Certificate"), m_certificate, Beside::FirstField);
    addRow(tr("Key"), m_key, Beside::FirstField);
    addRow(tr("Passphrase"), m_passphrase);
    addRow(tr("It says"), m_verdict);

    connect(addLeftButton(tr("Ask for a new one…")), &QPushButton::clicked, this, &CertificateDialog::ask);
    connect(addButton(tr("Cancel")), &QPushButton::clicked, this, &QDialog::reject);
    m_use = addMainButton(tr("Use these"));
    connect(m_use, &QPushButton::clicked, this, &CertificateDialog::take);
    connect(m_verdict, &Verdict::linkClicked, this, &CertificateDialog::protect);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &CertificateDialog::look);
    for (QLineEdit *edit : {&m_ca->edit(), &m_certificate->edit(), &m_key->edit(), m_passphrase})
        connect(edit, &QLineEdit::textChanged, this, &CertificateDialog::changed);
    changed();
    look();
    m_certificate->setFocus();
}

QString CertificateDialog::passphrase() const
{
    return m_passphrase->text();
}

RemoteLink CertificateDialog::chosen() const
{
    RemoteLink link;
    link.caFile = m_ca->path();
    link.certificateFile = m_certificate->path();
    link.keyFile = m_key->path();
    return link;
}

void CertificateDialog::changed()
{
    m_use->setEnabled(false);
    m_pause.start();
}

void CertificateDialog::look()
{
    m_pause.stop();
    whenDone(m_worker.look(chosen(), passphrase()), this, [this, turn = ++m_looks](const Result<IdentityFacts> &facts) {
        if (turn == m_looks && !m_pause.isActive())
            looked(facts);
    });
}

void CertificateDialog::looked(const Result<IdentityFacts> &facts)
{
    using Mark = Verdict::Mark;
    m_use->setEnabled(facts.has_value());
    if (!facts) {
        m_verdict->say({{Mark::Bad, facts.error().message}});
        return;
    }
    m_facts = *facts;
    if (!m_facts.info) {
        sayNothingChosen();
        return;
    }
    const IdentityInfo &info = *m_facts.info;
    QString validity = tr("Valid until %1, %2 left").arg(QLocale().toString(info.notAfter.toLocalTime().date(), QLocale::LongFormat),
                                                         counted(info.daysLeft, tr("day"), tr("days")));
    if (m_facts.isEndingSoon)
        validity += tr("; ask its authority for a new one");
    QList<Verdict::Line> lines{{Mark::Good, info.subject},
                               {Mark::None, tr("Issued by %1").arg(info.issuer)},
                               {m_facts.isEndingSoon ? Mark::Warning : Mark::None, validity + QLatin1Char('.')}};
    if (m_facts.isFromRequest)
        lines << Verdict::Line{Mark::Good, tr("It answers your request; its key is here.")};
    if (m_facts.isKeyInTheClear)
        lines << Verdict::Line{Mark::Warning, tr("The key is not protected."), tr("Keep a protected copy…")};
    lines << Verdict::Line{Mark::Quiet, tr("SHA-256 %1").arg(info.fingerprintSha256)};
    m_verdict->say(lines);
}

void CertificateDialog::sayNothingChosen()
{
    m_verdict->say({{Verdict::Mark::Quiet, tr("No certificate is chosen.")}});
    whenDone(m_worker.waiting(), this, [this, turn = m_looks](const Result<QStringList> &names) {
        if (turn == m_looks && names && !names->isEmpty())
            m_verdict->say({{Verdict::Mark::Quiet, tr("Waiting for its certificate: %1. Choose it above once it has come back.")
                                                       .arg(names->join(QStringLiteral(", ")))}});
    });
}

void CertificateDialog::take()
{
    m_use->setEnabled(false);
    whenDone(m_worker.take(m_facts, passphrase()), this, [this](const Result<RemoteLink> &link) {
        if (!link) {
            looked(failure(link));
            return;
        }
        m_facts.link = *link;
        accept();
    });
}

void CertificateDialog::ask()
{
    RequestDialog(theme(), m_worker, this).exec();
    look();
}

void CertificateDialog::protect()
{
    const QString chosenNow = newPassphrase(theme(), tr("Keep a protected copy"),
                                            tr("Certificate and key are copied into Galley's own folder, the key behind a "
                                               "passphrase. The file in the clear stays: delete it once all is well."),
                                            tr("Keep the copy"), this);
    if (chosenNow.isEmpty())
        return;
    whenDone(m_worker.protect(m_facts, chosenNow), this, [this, chosenNow](const Result<RemoteLink> &link) {
        if (!link) {
            looked(failure(link));
            return;
        }
        m_certificate->setPath(link->certificateFile);
        m_key->setPath(link->keyFile);
        m_passphrase->setText(chosenNow);
        look();
    });
}

} // namespace galley

#include "moc_certificatedialog.cpp"
