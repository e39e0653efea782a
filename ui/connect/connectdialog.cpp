#include "ui/connect/connectdialog.h"

#include "ui/theme/theme.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace galley {

namespace {

QLineEdit *field(const QString &name, const QString &hint, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(hint);
    return edit;
}

} // namespace

ConnectDialog::ConnectDialog(const Theme &theme, Workspace &workspace, const QString &url, QWidget *parent)
    : CardDialog(theme, tr("Connect to Turso"),
                 tr("What you publish then goes to this database, where your site reads it. Writing goes on as before, "
                    "in the file on this computer."),
                 parent),
      m_workspace(workspace),
      m_url(field(tr("Address"), QStringLiteral("libsql://blog-name.turso.io"), this)),
      m_token(field(tr("Token"), tr("kept in memory until Galley is closed"), this)),
      m_ca(field(tr("Authority"), tr("a CA file (PEM), where the server has its own"), this)),
      m_certificate(field(tr("Certificate"), tr("client certificate (PEM)"), this)),
      m_key(field(tr("Key"), tr("its key (PEM)"), this)),
      m_certificates(new QWidget(this)),
      m_verdict(richText())
{
    m_url->setText(url);
    m_token->setEchoMode(QLineEdit::Password);
    addRow(tr("Address"), m_url);
    addRow(tr("Token"), m_token);
    auto *files = new QVBoxLayout(m_certificates);
    files->setContentsMargins(0, 0, 0, 0);
    files->setSpacing(8);
    files->addWidget(fileField(m_ca, tr("CA file")));
    files->addWidget(fileField(m_certificate, tr("Client certificate")));
    files->addWidget(fileField(m_key, tr("Key of the certificate")));
    m_certificates->hide();
    auto *more = richText(QStringLiteral("<a href=\"more\" style=\"color:%1;text-decoration:none\">%2</a>")
                              .arg(theme.tokens().accent.name(), tr("Use a CA file or a client certificate…")));
    connect(more, &QLabel::linkActivated, this, [this, more] {
        more->hide();
        m_certificates->show();
        m_ca->setFocus();
    });
    auto *advanced = new QWidget(this);
    auto *advancedColumn = new QVBoxLayout(advanced);
    advancedColumn->setContentsMargins(0, 0, 0, 0);
    advancedColumn->addWidget(more);
    advancedColumn->addWidget(m_certificates);
    addRow(tr("Certificates"), advanced);
    addRow(tr("Result"), m_verdict);

    m_test = addLeftButton(tr("Test"));
    connect(m_test, &QPushButton::clicked, this, &ConnectDialog::test);
    connect(addButton(tr("Cancel")), &QPushButton::clicked, this, &QDialog::reject);
    m_connect = addMainButton(tr("Connect"));
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::connectNow);
    for (QLineEdit *edit : {m_url, m_token, m_ca, m_certificate, m_key})
        connect(edit, &QLineEdit::textChanged, this, &ConnectDialog::changed);
    changed();
    (m_url->text().isEmpty() ? m_url : m_token)->setFocus();
}

QWidget *ConnectDialog::fileField(QLineEdit *edit, const QString &title)
{
    auto *box = new QWidget(m_certificates);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    auto *choose = new QPushButton(tr("Choose…"), box);
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("Choose: %1").arg(title));
    row->addWidget(edit, 1);
    row->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, [this, edit, title] {
        const QString path = QFileDialog::getOpenFileName(this, title, {}, tr("PEM files (*.pem *.crt *.key);;All files (*)"));
        if (!path.isEmpty())
            edit->setText(path);
    });
    return box;
}

QString ConnectDialog::url() const
{
    const Result<RemoteConfig> parsed = parseRemoteUrl(m_url->text().trimmed());
    return parsed ? parsed->url.toString() : m_url->text().trimmed();
}

void ConnectDialog::changed()
{
    m_passed = false;
    m_connect->setText(tr("Connect"));
    const bool given = !m_url->text().trimmed().isEmpty();
    m_test->setEnabled(given);
    m_connect->setEnabled(given);
    showVerdict(QStringLiteral("<span style=\"color:%1\">%2</span>")
                    .arg(theme().tokens().muted.name(), tr("Nothing is changed by a test.")));
}

void ConnectDialog::showVerdict(const QString &html)
{
    m_verdict->setText(html);
}

RemoteConfig ConnectDialog::config() const
{
    RemoteConfig config = parseRemoteUrl(m_url->text().trimmed()).value_or(RemoteConfig());
    config.token = m_token->text().trimmed();
    config.caFile = m_ca->text().trimmed();
    config.clientCertFile = m_certificate->text().trimmed();
    config.clientKeyFile = m_key->text().trimmed();
    return config;
}

void ConnectDialog::test()
{
    const Result<RemoteConfig> parsed = parseRemoteUrl(m_url->text().trimmed());
    if (!parsed) {
        tested(failure(parsed));
        return;
    }
    m_test->setEnabled(false);
    m_connect->setEnabled(false);
    showVerdict(tr("Asking the server…"));
    m_workspace.testRemote(config()).then(this, [this](const Result<RemoteReport> &report) { tested(report); });
}

void ConnectDialog::tested(const Result<RemoteReport> &report)
{
    const Tokens &t = theme().tokens();
    m_test->setEnabled(true);
    m_connect->setEnabled(true);
    const auto line = [](const QString &mark, const QColor &color, const QString &text) {
        return QStringLiteral("<span style=\"color:%1\">%2</span> %3").arg(color.name(), mark, text.toHtmlEscaped());
    };
    if (!report) {
        showVerdict(line(QStringLiteral("✗"), t.bad, report.error().message));
        return;
    }
    m_passed = true;
    QStringList lines{line(QStringLiteral("✓"), t.accent,
                           tr("It answers, in %1 ms.").arg(QLocale().toString(report->latencyMs, 'f', report->latencyMs < 10 ? 1 : 0)))};
    for (const QString &warning : report->warnings)
        lines << line(QStringLiteral("!"), t.warn, warning);
    if (report->additions.isEmpty()) {
        lines << line(QStringLiteral("✓"), t.accent, tr("Nothing needs to be added to it."));
    } else {
        lines << tr("To be added there; nothing that is there changes:").toHtmlEscaped();
        for (const QString &addition : report->additions)
            lines << line(QStringLiteral("+"), t.accent, addition);
        m_connect->setText(tr("Add these and connect"));
    }
    showVerdict(lines.join(QStringLiteral("<br>")));
}

// Connecting migrates, so the author first sees what that would add: the first press of the button tests.
void ConnectDialog::connectNow()
{
    if (!m_passed) {
        test();
        return;
    }
    m_test->setEnabled(false);
    m_connect->setEnabled(false);
    showVerdict(tr("Connecting…"));
    m_workspace.connectRemote(config()).then(this, [this](const Status &done) {
        if (done)
            accept();
        else
            tested(failure(done));
    });
}

} // namespace galley
