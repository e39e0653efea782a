// The folder where Galley keeps the keys that it made itself, each encrypted. Files that the author brings stay
// where they are.
#pragma once

#include "core/secrets/clientidentity.h"

namespace galley {

/// NAME.key (PKCS#8, encrypted, mode 0600), NAME.csr (the request that was handed out) and, once the authority
/// has answered, NAME.pem (certificate and chain). Nothing is ever written over. Reads the folder anew at each
/// call. Blocks on the disk. Any thread.
class IdentityStore
{
public:
    explicit IdentityStore(QString folder);
    /// "galley/identities" in the user's data folder (XDG_DATA_HOME).
    static QString standardFolder();

    struct Request
    {
        QString keyFile;
        QByteArray pem; // for the owner of the authority
    };
    /// Makes a key and asks for a certificate with it. Errors: InvalidInput (name, empty passphrase), Io, Tls.
    Result<Request> request(const QString &name, const SecretBytes &passphrase, KeyKind kind = KeyKind::EcP256) const;

    /// The key whose request one of these certificates answers; empty where none does. The key itself is not
    /// opened. Errors: Tls (no certificate).
    Result<QString> keyFor(QByteArrayView certificates) const;

    /// Writes the certificate beside its key, and returns where. The same certificate again is no error.
    Result<QString> keepCertificate(const QString &keyFile, const ClientIdentity &identity) const;

    struct Files
    {
        QString certificateFile;
        QString keyFile;
    };
    /// Writes an encrypted copy of both: for a key that rests in the clear elsewhere. Errors: as request.
    Result<Files> keep(const ClientIdentity &identity, const SecretBytes &passphrase) const;

    /// Names of requests that no certificate has come for, the newest first.
    QStringList waiting() const;

private:
    Result<QString> freeName(const QString &wanted) const;

    QString m_folder;
};

} // namespace galley
