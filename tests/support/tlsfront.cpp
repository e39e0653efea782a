#include "tests/support/tlsfront.h"

#include "tests/support/childprocess.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace galley::test {

namespace {

// Everything nginx writes stays in the test's folder. SECLEVEL=0, or OpenSSL would not speak TLS 1.1.
// %1 folder, %2 port and options, %3 upstream port, %4 folder of certificates, %5 certificate, %6 protocols.
const auto configuration = QStringLiteral(R"(daemon off;
master_process off;
pid %1/nginx.pid;
error_log %1/error.log;
events {}
http {
    log_format seen "$ssl_protocol $server_protocol $status $http_authorization";
    access_log %1/theirs/seen.log seen;
    client_body_temp_path %1/body;
    proxy_temp_path %1/proxy;
    fastcgi_temp_path %1/fastcgi;
    uwsgi_temp_path %1/uwsgi;
    scgi_temp_path %1/scgi;
    client_max_body_size 64m;
    server {
        listen 127.0.0.1:%2;
        ssl_certificate %4/%5.pem;
        ssl_certificate_key %4/%5.key;
        ssl_protocols %6;
        ssl_ciphers DEFAULT@SECLEVEL=0;
        ssl_client_certificate %4/ca.pem;
        ssl_crl %4/crl.pem;
        ssl_verify_client on;
        location / { proxy_pass http://127.0.0.1:%3; }
    }
}
)");

QString nginxProgram()
{
    const auto name = QStringLiteral("nginx");
    const QString inPath = QStandardPaths::findExecutable(name);
    return inPath.isEmpty() ? QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin")}) : inPath;
}

} // namespace

Result<std::unique_ptr<TlsFront>> TlsFront::start(const TlsFiles &files, quint16 upstreamPort)
{
    return start(files, upstreamPort, Settings());
}

Result<std::unique_ptr<TlsFront>> TlsFront::start(const TlsFiles &files, quint16 upstreamPort,
                                                  const Settings &settings)
{
    const QString nginx = nginxProgram();
    if (nginx.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("nginx is not installed; run: apt-get install nginx-light"));
    std::unique_ptr<TlsFront> front(new TlsFront);
    front->m_port = freePort();
    const QString listen =
        QString::number(front->m_port) +
        (settings.http == Http::Two ? QStringLiteral(" ssl http2") : QStringLiteral(" ssl"));
    QDir(front->m_dir.path()).mkdir(QStringLiteral("theirs"));
    QFile out(front->file("nginx.conf"));
    if (!out.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, QStringLiteral("nginx.conf can't be written."));
    out.write(configuration
                  .arg(front->m_dir.path(), listen, QString::number(upstreamPort), files.folder(),
                       settings.certificate, settings.protocols)
                  .toUtf8());
    out.close();
    front->m_nginx.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    front->m_nginx.start(nginx, {QStringLiteral("-p"), front->m_dir.path(), QStringLiteral("-e"),
                                 front->file("error.log"), QStringLiteral("-c"), front->file("nginx.conf")});
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

QString TlsFront::stop()
{
    endProcess(m_nginx);
    QFile log(file("theirs/seen.log"));
    if (!log.open(QIODevice::ReadOnly))
        return QStringLiteral("seen.log can't be read: ") + log.errorString();
    return QString::fromUtf8(log.readAll());
}

} // namespace galley::test
