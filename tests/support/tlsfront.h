// nginx with TLS and client certificates in front of a server on loopback.
#pragma once

#include "tests/support/tlsfiles.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace galley::test {

class TlsFront
{
public:
    enum class Http
    {
        One,
        Two
    };
    struct Settings
    {
        QString certificate = QStringLiteral("server"); // a name of TlsFiles
        QString protocols = QStringLiteral("TLSv1.2 TLSv1.3");
        Http http = Http::Two;
    };

    /// Asks every client for a certificate that ca signed and did not revoke. `files` must outlive this.
    /// Needs nginx.
    static Result<std::unique_ptr<TlsFront>> start(const TlsFiles &files, quint16 upstreamPort,
                                                   const Settings &settings);
    static Result<std::unique_ptr<TlsFront>> start(const TlsFiles &files, quint16 upstreamPort);
    ~TlsFront();

    /// "https://localhost:PORT": the one name in its certificate.
    QString url() const;
    quint16 port() const { return m_port; }

    /// Ends it, and returns a line for each request that it understood, refused ones too:
    /// "TLSv1.3 HTTP/2.0 200 Authorization".
    QString stop();

private:
    TlsFront() = default;
    QString file(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_dir;
    QProcess m_nginx;
    quint16 m_port = 0;
};

} // namespace galley::test
