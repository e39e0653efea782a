// A client certificate with its key: what the author shows to a server that asks who is there.
#pragma once

#include "core/secrets/clientkey.h"

#include <QDateTime>

#include <optional>
#include <vector>

struct x509_st;

namespace galley {

/// What a person is shown of a certificate. Names as in RFC 2253 ("CN=author,O=Blog"), times in UTC.
struct IdentityInfo
{
    QString subject;
    QString issuer;
    QString fingerprintSha256; // "AB:CD:…"
    QDateTime notBefore;
    QDateTime notAfter;
    qint64 daysLeft = 0; // whole days; negative once it has expired
};

/// From this many days before its end the author is warned.
constexpr qint64 ExpiryWarningDays = 30;

/// A certificate, those that lead to its authority, and the key that belongs to it; never empty. A value:
/// copies share what never changes. Any thread. Errors are Tls, one sentence each, and never hold a secret.
class ClientIdentity
{
public:
    /// Certificates in PEM (in any order, others among them) or one in DER; the key as ClientKey reads it.
    /// Both may be the same text.
    static Result<ClientIdentity> fromPem(QByteArrayView certificates, QByteArrayView key,
                                          const SecretBytes &passphrase);
    /// The file of a browser or an operating system (.p12, .pfx), with today's ciphers or the old ones.
    static Result<ClientIdentity> fromPkcs12(QByteArrayView file, const SecretBytes &passphrase);
    /// A certificate that an authority has made from the key's signing request.
    static Result<ClientIdentity> join(const ClientKey &key, QByteArrayView certificates);
    /// Of any certificates, the one that belongs to the key, and the way to its authority.
    static Result<ClientIdentity> join(const ClientKey &key,
                                       const std::vector<std::shared_ptr<x509_st>> &certificates);

    IdentityInfo info(const QDateTime &now) const;
    /// Says when the certificate has expired or is not valid yet.
    Status validAt(const QDateTime &now) const;
    /// A sentence when it ends within ExpiryWarningDays.
    std::optional<QString> expiryWarning(const QDateTime &now) const;

    /// PEM: the certificate, then those that lead to its authority.
    QByteArray certificatePem() const;
    const ClientKey &key() const { return m_key; }

private:
    ClientIdentity(ClientKey key, std::vector<std::shared_ptr<x509_st>> chain);

    ClientKey m_key;
    std::vector<std::shared_ptr<x509_st>> m_chain; // the certificate first
};

} // namespace galley
