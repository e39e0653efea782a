// Certificates and keys for tests, made with openssl into a folder that goes when the object goes.
#pragma once

#include "core/base/result.h"

#include <QTemporaryDir>

#include <memory>

namespace galley::test {

/// Two authorities, ca and other-ca. For servers, each named localhost and signed by ca unless it says
/// otherwise: server, server-expired, server-future (valid from 2090 on), server-elsewhere (named
/// elsewhere.example), server-stranger (signed by other-ca), server-itself (self-signed). For clients, signed
/// by ca: client, client-expired, client-revoked (listed in crl.pem), and other, signed by other-ca. Each
/// NAME.pem has its NAME.key, RSA for client and EC for the others; client-encrypted.key is client.key behind
/// the passphrase CanaryPassphrase.
class TlsFiles
{
public:
    static Result<std::unique_ptr<TlsFiles>> make();

    QString folder() const { return m_dir.path(); }
    QString file(const QString &name) const { return m_dir.filePath(name); }

private:
    enum class Validity
    {
        Now,
        Past,
        Future
    };

    TlsFiles() = default;
    Status makeAll();
    Status makeAuthority(const QString &name, const QString &subject, const QString &extension);
    Status makeCertificate(const QString &name, const QString &authority, const QString &subject,
                           const QString &extension, Validity validity = Validity::Now);
    Status openssl(const QStringList &arguments) const;
    Status write(const QString &name, const QByteArray &text) const;

    QTemporaryDir m_dir;
};

} // namespace galley::test
