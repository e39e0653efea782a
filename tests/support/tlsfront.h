// nginx with TLS and client certificates in front of a server on loopback. Every certificate is made for the
// test.
#pragma once

#include "core/base/result.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace galley::test {

class TlsFront
{
public:
    /// Asks every client for a certificate signed by ca.pem. Needs nginx and openssl.
    static Result<std::unique_ptr<TlsFront>> start(quint16 upstreamPort);
    ~TlsFront();

    /// "https://localhost:PORT": the one name in its certificate.
    QString url() const;
    quint16 port() const { return m_port; }
    /// ca.pem, client.pem, client.key, client-encrypted.key (passphrase "open sesame"), server.pem; and
    /// other-ca.pem, other.pem, other.key of an authority that the server does not know.
    QString file(const QString &name) const { return m_dir.filePath(name); }

private:
    TlsFront() = default;
    Status makeAuthority(const QString &name);
    Status makeCertificate(const QString &name, const QString &authority, const QString &subject,
                           const QString &extensions);
    Status makeFiles(quint16 upstreamPort);
    Status openssl(const QStringList &arguments);
    Status write(const QString &name, const QString &text);

    QTemporaryDir m_dir;
    QProcess m_nginx;
    quint16 m_port = 0;
};

} // namespace galley::test
