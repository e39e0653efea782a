#include "ui/connect/connectdialog.h"

#include "core/base/text.h"
#include "ui/base/whendone.h"
#include "ui/connect/certificatedialog.h"
#include "ui/connect/fields.h"
#include "ui/connect/verdict.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QLocale>
#include <QPushButton>

namespace galley {

namespace {

using Mark = Verdict::Mark;

constexpr int kChosenWidth = 370; // of what a row has room for

QString milliseconds(double ms)
{
    return QLocale().toString(ms, 'f', ms < 10 ? 1 : 0);
}

QList<Verdict::Line> linesOf(const RemoteReport &report)
{
    QString answers = ConnectDialog::tr("It answers, in %1 ms.").arg(milliseconds(report.latencyMs));
    if (!report.server.isEmpty())
        answers += QLatin1Char(' ') + ConnectDialog::tr("Server: %1.").arg(report.server);
    QList<Verdict::Line> lines{{Mark::Good, answers}};
    for (const QString &warning : report.warnings)
        lines << Verdict::Line{Mark::Warning, warning};
    if (report.additions.isEmpty()) {
        lines << Verdict::Line{Mark::Good, ConnectDialog::tr("Nothing has to be added to it; it holds %1.")
                                               .arg(counted(report.publicPosts, ConnectDialog::tr("post"), ConnectDialog::tr("posts")))};
        return lines;
    }
    lines << Verdict::Line{Mark::None, ConnectDialog::tr("To be added there; nothing that is there changes:")};
    for (const QString &addition : report.additions)
        lines << Verdict::Line{Mark::Addition, addition};
    return lines;
}

/// A database is asked by https, which is not what the author wrote.
QString asWritten(QString message, const QString &url)
{
    static const QString scheme = QStringLiteral("libsql://");
    if (url.startsWith(scheme) && url.size() > scheme.size())
        message.replace(QStringLiteral("https://") + url.mid(scheme.size()), url);
    return message;
}

QString fileName(const QString &path)
{
    return QFileInfo(path).fileName();
}

} // namespace

ConnectDialog::ConnectDialog(const Theme &theme, Workspace &workspace, const std::optional<RemoteLink> &link,
                             const std::optional<Error> &trouble, QWidget *parent)
    : CardDialog(theme, tr("Connect to Turso"),
                 tr("What you publish then goes to this database, where your site reads it. Writing goes on as before, "
                    "in the file on this computer. Without an account yet? Make one at turso.tech, then a database "
                    "with “turso db create NAME”."),
                 parent),
      m_workspace(workspace),
      m_linked(link),
      m_certificates(link.value_or(RemoteLink())),
      m_url(plainField(tr("Address"), QStringLiteral("libsql://blog-name.turso.io"), this)),
      m_token(secretField(tr("Token"), {}, this)),
      m_chosen(richText()),
      m_remember(new QCheckBox(tr("Remember on this computer"), this)),
      m_verdict(new Verdict(theme, tr("Result"), this))
{
    auto *showUrl = new CommandLine(theme, QStringLiteral("turso db show NAME --url"), this);
    auto *createToken = new CommandLine(theme, QStringLiteral("turso db tokens create NAME"), this);
    addRow(tr("Address"), withLine(m_url, showUrl, this), Beside::FirstField);
    addRow(tr("Token"), withLine(m_token, createToken, this), Beside::FirstField);
    addRow(tr("Certificates"), m_chosen);
    addRow(tr("Secrets"), rememberRow());
    m_verdict->setLeastLines(2);
    addRow(tr("Result"), m_verdict);
    // By Tab as by sight.
    QWidget *last = m_url;
    for (QWidget *next : std::initializer_list<QWidget *>{showUrl, m_token, createToken, m_chosen, m_remember, m_verdict}) {
        setTabOrder(last, next);
        last = next;
    }

    m_test = addLeftButton(tr("Test"));
    connect(m_test, &QPushButton::clicked, this, [this] { test(After::Test); });
    if (m_linked) {
        m_forget = addLeftButton(tr("Forget…"));
        m_forget->setAccessibleName(tr("Forget this database…"));
        connect(m_forget, &QPushButton::clicked, this, &ConnectDialog::forget);
        m_url->setText(m_linked->url);
    }
    connect(addButton(tr("Cancel")), &QPushButton::clicked, this, &QDialog::reject);
    m_connect = addMainButton(tr("Connect"));
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::connectNow);
    connect(m_chosen, &QLabel::linkActivated, this, [this](const QString &target) {
        if (target == QLatin1String("choose")) {
            chooseCertificates();
            return;
        }
        m_certificates = {};
        m_passphrase.clear();
        m_identity.reset();
        changed();
    });
    connect(m_verdict, &Verdict::linkClicked, this, &ConnectDialog::chooseCertificates);
    for (QLineEdit *edit : {m_url, m_token})
        connect(edit, &QLineEdit::textChanged, this, &ConnectDialog::changed);
    changed();
    if (trouble)
        sayTrouble(*trouble);
    (m_url->text().isEmpty() ? m_url : m_token)->setFocus();
}

QWidget *ConnectDialog::rememberRow()
{
    m_remember->setChecked(!m_linked || m_linked->isTokenKept || m_linked->isPassphraseKept);
    connect(m_remember, &QCheckBox::clicked, this, [this] {
        m_isKeychainAway = false;
        changed();
    });
    return withLine(m_remember, quietLine(theme(), tr("Token and passphrase rest in the system's keychain alone."), this), this);
}

void ConnectDialog::reject()
{
    if (m_busy)
        m_workspace.cancelRemoteWork();
    CardDialog::reject();
}

/// Secrets that are left empty are those known already: see RemoteLinker.
RemoteAccess ConnectDialog::access() const
{
    RemoteAccess access = accessTo(m_url->text()).value_or(RemoteAccess());
    const QString url = access.link.url;
    access.link = m_certificates;
    access.link.url = url;
    access.secrets = {m_token->text().trimmed(), m_passphrase};
    return access;
}

SecretStorage ConnectDialog::storage() const
{
    if (m_remember->isChecked())
        return SecretStorage::Remember;
    return m_isKeychainAway ? SecretStorage::LeaveAsIs : SecretStorage::Forget;
}

void ConnectDialog::changed()
{
    m_step = Step::Asked;
    m_connect->setText(tr("Connect"));
    const bool isGiven = !m_url->text().trimmed().isEmpty();
    m_test->setEnabled(isGiven && !m_busy);
    m_connect->setEnabled(isGiven && !m_busy);
    const bool isSame = m_linked && accessTo(m_url->text()).value_or(RemoteAccess()).link.url == m_linked->url;
    m_token->setPlaceholderText(!isSame                      ? QString()
                                : m_linked->isTokenKept      ? tr("in the keychain; paste another to replace it")
                                : m_workspace.isConnected() ? tr("as before; paste another to replace it")
                                                             : QString());
    showCertificates();
    m_verdict->say({{Mark::Quiet, tr("Not tested yet. A test changes nothing.")}});
}

void ConnectDialog::showCertificates()
{
    const Tokens &t = theme().tokens();
    const auto link = [&t](const QString &target, const QString &words) {
        return QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>").arg(target, t.accent.name(), words);
    };
    const auto quiet = [&t](const QString &words) {
        return QStringLiteral("<span style=\"color:%1\">%2</span>").arg(t.muted.name(), words.toHtmlEscaped());
    };
    QStringList parts;
    const auto add = [this, &parts](const QString &words, const QString &after = {}) {
        const QFontMetrics metrics = m_chosen->fontMetrics();
        const int room = kChosenWidth - metrics.horizontalAdvance(after);
        parts << (metrics.elidedText(words, Qt::ElideMiddle, room) + after).toHtmlEscaped();
    };
    if (m_identity)
        add(m_identity->subject, tr(", %1 left").arg(counted(m_identity->daysLeft, tr("day"), tr("days"))));
    else if (m_certificates.hasIdentity())
        add(fileName(m_certificates.pkcs12File + m_certificates.certificateFile));
    if (!m_certificates.caFile.isEmpty())
        add(tr("authority %1").arg(fileName(m_certificates.caFile)));
    m_chosen->setToolTip(QStringList{m_certificates.pkcs12File + m_certificates.certificateFile, m_certificates.caFile}.join(QLatin1Char('\n')).trimmed());
    if (parts.isEmpty())
        m_chosen->setText(link(QStringLiteral("choose"), tr("Choose certificates…")) + quiet(tr("  where the server asks for them")));
    else
        m_chosen->setText(parts.join(QStringLiteral("<br>")) + QStringLiteral("<br>") + link(QStringLiteral("choose"), tr("Change…"))
                          + QStringLiteral("&nbsp; ") + link(QStringLiteral("none"), tr("Use none")));
}

void ConnectDialog::chooseCertificates()
{
    CertificateDialog dialog(theme(), m_certificates, m_passphrase, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_certificates = dialog.link();
    m_passphrase = dialog.passphrase();
    m_identity = dialog.info();
    changed();
}

void ConnectDialog::setBusy(const QString &words)
{
    m_busy = !words.isEmpty();
    QList<QWidget *> resting{m_url, m_token, m_chosen, m_remember, m_test, m_connect};
    if (m_forget)
        resting += m_forget;
    // Qt would hand it on, in the end to Cancel, where the next key throws away what was typed.
    if (m_busy && resting.contains(focusWidget())) {
        m_focusBefore = focusWidget();
        m_verdict->setFocus();
    }
    for (QWidget *widget : std::as_const(resting))
        widget->setEnabled(!m_busy);
    if (m_busy)
        m_verdict->say({{Mark::None, words}});
    else if (QWidget *before = std::exchange(m_focusBefore, nullptr); before && focusWidget() == m_verdict)
        before->setFocus();
}

void ConnectDialog::sayTrouble(const Error &error)
{
    const bool isAboutCertificates = error.code == ErrorCode::Tls || error.code == ErrorCode::Io;
    m_verdict->say({{Mark::Bad, asWritten(error.message, m_url->text().trimmed()), isAboutCertificates ? tr("Certificates…") : QString()}});
    // Without a keychain the secrets can still be used; only not kept.
    if (error.code == ErrorCode::NoKeychain && m_step == Step::Tested) {
        m_isKeychainAway = true;
        m_remember->setChecked(false);
        m_connect->setText(tr("Connect this time only"));
    }
}

void ConnectDialog::test(After after)
{
    if (const auto parsed = accessTo(m_url->text()); !parsed) {
        sayTrouble(parsed.error());
        return;
    }
    setBusy(tr("Asking the server…"));
    whenDone(m_workspace.testRemote(access()), this, [this, after](const Result<RemoteReport> &report) { tested(report, after); });
}

void ConnectDialog::tested(const Result<RemoteReport> &report, After after)
{
    setBusy({});
    if (!report) {
        sayTrouble(report.error());
        return;
    }
    m_step = Step::Tested;
    m_verdict->say(linesOf(*report));
    if (!report->additions.isEmpty())
        m_connect->setText(tr("Add these and connect"));
    else if (after == After::Connect)
        join();
}

// Connecting migrates, so the author first sees what that would add.
void ConnectDialog::connectNow()
{
    if (m_step == Step::Tested)
        join();
    else
        test(After::Connect);
}

void ConnectDialog::join()
{
    setBusy(tr("Connecting…"));
    whenDone(m_workspace.connectRemote(access(), storage()), this, [this](const Result<RemoteStanding> &standing) { joined(standing); });
}

void ConnectDialog::joined(const Result<RemoteStanding> &standing)
{
    setBusy({});
    if (!standing) {
        sayTrouble(standing.error());
        return;
    }
    m_standing = *standing;
    accept();
}

void ConnectDialog::forget()
{
    CardDialog dialog(theme(), tr("Forget this database?"),
                      tr("Galley forgets its address, the paths of certificates, and what the keychain has. The database stays as "
                         "it is, and so do your posts here; what you publish then stays within the file."),
                      this);
    connect(dialog.addButton(tr("Cancel")), &QPushButton::clicked, &dialog, &QDialog::reject);
    connect(dialog.addMainButton(tr("Forget it")), &QPushButton::clicked, &dialog, &QDialog::accept);
    if (dialog.exec() != QDialog::Accepted)
        return;
    setBusy(tr("Forgetting it…"));
    whenDone(m_workspace.forgetRemote(), this, [this](const Result<RemoteStanding> &standing) { joined(standing); });
}

} // namespace galley

#include "moc_connectdialog.cpp"
