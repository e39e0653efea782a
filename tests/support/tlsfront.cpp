#include "tests/support/tlsfront.h"

#include "tests/support/childprocess.h"

#include <QFile>
#include <QStandardPaths>

namespace galley::test {

namespace {

// Everything nginx writes stays in the test's folder. %1 folder, %2 port, %3 upstream port.
const auto configuration = QStringLiteral(R"(daemon off;
master_process off;
pid %1/nginx.pid;
error_log %1/error.log;
events {}
http {
    access_log off;
    client_body_temp_path %1/body;
    proxy_temp_path %1/proxy;
    fastcgi_temp_path %1/fastcgi;
    uwsgi_temp_path %1/uwsgi;
    scgi_temp_path %1/scgi;
    client_max_body_size 64m;
    server {
        listen 127.0.0.1:%2 ssl http2;
        ssl_certificate %1/server.pem;
        ssl_certificate_key %1/server.key;
        ssl_client_certificate %1/ca.pem;
        ssl_verify_client on;
        location / { proxy_pass http://127.0.0.1:%3; }
    }
}
)");

} // namespace

Result<std::unique_ptr<TlsFront>> TlsFront::start(quint16 upstreamPort)
{
    QString nginx = QStandardPaths::findExecutable(QStringLiteral("nginx"));
    if (nginx.isEmpty())
        nginx = QStandardPaths::findExecutable(QStringLiteral("nginx"), {QStringLiteral("/usr/sbin")});
    if (nginx.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("nginx is not installed; run: apt-get install nginx-light"));
    std::unique_ptr<TlsFront> front(new TlsFront);
    front->m_port = freePort();
    if (auto ok = front->makeFiles(upstreamPort); !ok)
        return failure(ok);
    front->m_nginx.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    front->m_nginx.start(nginx, {QStringLiteral("-p"), front->m_dir.path(), QStringLiteral("-e"),
                                 front->file(QStringLiteral("error.log")), QStringLiteral("-c"),
                                 front->file(QStringLiteral("nginx.conf"))});
    if (!front->m_nginx.waitForStarted() || !waitForPort(front->m_port, front->m_nginx))
        return fail(ErrorCode::Io, QStringLiteral("nginx does not start."));
    return front;
}

TlsFront::~TlsFront()
{
    endProcess(m_nginx);
}

QString TlsFront::url() const
{
    return QStringLiteral("https://localhost:%1").arg(m_port);
}

Status TlsFront::openssl(const QStringList &arguments)
{
    auto output = runProgram(QStringLiteral("openssl"), arguments, m_dir.path());
    if (!output)
        return failure(output);
    return {};
}

Status TlsFront::write(const QString &name, const QString &text)
{
    QFile out(file(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(text.toUtf8()) < 0)
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be written.").arg(name));
    return {};
}

Status TlsFront::makeAuthority(const QString &name)
{
    return openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                    QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                    QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                    QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                    QStringLiteral("/CN=") + name, QStringLiteral("-keyout"), name + QStringLiteral(".key"),
                    QStringLiteral("-out"), name + QStringLiteral(".pem")});
}

Status TlsFront::makeCertificate(const QString &name, const QString &authority, const QString &subject,
                                 const QString &extensions)
{
    if (auto ok = write(name + QStringLiteral(".ext"), extensions); !ok)
        return ok;
    if (auto ok =
            openssl({QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-newkey"),
                     QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-subj"),
                     QStringLiteral("/CN=") + subject, QStringLiteral("-keyout"),
                     name + QStringLiteral(".key"), QStringLiteral("-out"), name + QStringLiteral(".csr")});
        !ok)
        return ok;
    return openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
                    name + QStringLiteral(".csr"), QStringLiteral("-CA"), authority + QStringLiteral(".pem"),
                    QStringLiteral("-CAkey"), authority + QStringLiteral(".key"),
                    QStringLiteral("-CAcreateserial"), QStringLiteral("-days"), QStringLiteral("2"),
                    QStringLiteral("-extfile"), name + QStringLiteral(".ext"), QStringLiteral("-out"),
                    name + QStringLiteral(".pem")});
}

Status TlsFront::makeFiles(quint16 upstreamPort)
{
    const auto ca = QStringLiteral("ca");
    const auto otherCa = QStringLiteral("other-ca");
    const auto forClients = QStringLiteral("extendedKeyUsage=clientAuth\n");
    for (const QString &authority : {ca, otherCa}) {
        if (auto ok = makeAuthority(authority); !ok)
            return ok;
    }
    if (auto ok = makeCertificate(QStringLiteral("server"), ca, QStringLiteral("localhost"),
                                  QStringLiteral("subjectAltName=DNS:localhost\n"));
        !ok)
        return ok;
    if (auto ok = makeCertificate(QStringLiteral("client"), ca, QStringLiteral("author"), forClients); !ok)
        return ok;
    if (auto ok = makeCertificate(QStringLiteral("other"), otherCa, QStringLiteral("stranger"), forClients);
        !ok)
        return ok;
    if (auto ok = openssl({QStringLiteral("rsa"), QStringLiteral("-in"), QStringLiteral("client.key"),
                           QStringLiteral("-aes256"), QStringLiteral("-passout"),
                           QStringLiteral("pass:open sesame"), QStringLiteral("-out"),
                           QStringLiteral("client-encrypted.key")});
        !ok)
        return ok;
    return write(QStringLiteral("nginx.conf"), configuration.arg(m_dir.path()).arg(m_port).arg(upstreamPort));
}

} // namespace galley::test
