#include "core/workspace/identitychoice.h"

#include <QFile>

namespace galley {

namespace {

constexpr qint64 EnoughOfAFile = 200'000; // where a PEM file says what it holds

QByteArray beginning(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(EnoughOfAFile) : QByteArray();
}

bool isPkcs12(const QString &path)
{
    return path.endsWith(QLatin1String(".p12"), Qt::CaseInsensitive) || path.endsWith(QLatin1String(".pfx"), Qt::CaseInsensitive);
}

Status checkAuthority(const QString &path)
{
    if (path.isEmpty())
        return {};
    if (!QFile::exists(path))
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be read; check the path.").arg(path));
    if (!beginning(path).contains("-----BEGIN CERTIFICATE-----"))
        return fail(ErrorCode::Tls, QStringLiteral("There is no certificate in PEM form in %1; choose the file with the "
                                                   "server's CA certificate.").arg(path));
    return {};
}

/// Names the key where the author named none.
Result<bool> findKey(RemoteLink &link, const IdentityStore &store)
{
    const QByteArray certificate = beginning(link.certificateFile);
    if (certificate.contains("PRIVATE KEY-----")) {
        link.keyFile = link.certificateFile;
        return false;
    }
    if (certificate.isEmpty())
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be read; check the path.").arg(link.certificateFile));
    auto key = store.keyFor(certificate);
    if (!key)
        return failure(key);
    if (key->isEmpty())
        return fail(ErrorCode::Tls, QStringLiteral("The key is not in the certificate's file; choose the file with the key too."));
    link.keyFile = *key;
    return true;
}

} // namespace

Result<IdentityFacts> lookAtIdentity(RemoteLink chosen, const QString &passphrase, const IdentityStore &store,
                                     const QDateTime &now)
{
    IdentityFacts facts;
    if (auto ok = checkAuthority(chosen.caFile); !ok)
        return failure(ok);
    if (isPkcs12(chosen.certificateFile)) {
        chosen.pkcs12File = chosen.certificateFile;
        chosen.certificateFile.clear();
        chosen.keyFile.clear();
    }
    if (!chosen.certificateFile.isEmpty() && chosen.keyFile.isEmpty()) {
        auto found = findKey(chosen, store);
        if (!found)
            return failure(found);
        facts.isFromRequest = *found;
    }
    facts.link = chosen;
    auto identity = openIdentity(chosen, passphrase);
    if (!identity)
        return failure(identity);
    if (!*identity)
        return facts;
    if (auto valid = (*identity)->validAt(now); !valid)
        return failure(valid);
    facts.info = (*identity)->info(now);
    facts.isEndingSoon = (*identity)->expiryWarning(now).has_value();
    facts.isKeyInTheClear = !isProtected(chosen) || (!chosen.pkcs12File.isEmpty() && passphrase.isEmpty());
    return facts;
}

Result<RemoteLink> takeIdentity(const IdentityFacts &facts, const QString &passphrase, const IdentityStore &store)
{
    RemoteLink link = facts.link;
    if (!facts.isFromRequest)
        return link;
    auto identity = openIdentity(link, passphrase);
    if (!identity)
        return failure(identity);
    auto kept = store.keepCertificate(link.keyFile, **identity);
    if (!kept)
        return failure(kept);
    link.certificateFile = *kept;
    return link;
}

Result<RemoteLink> protectIdentity(const IdentityFacts &facts, const QString &newPassphrase, const IdentityStore &store)
{
    RemoteLink link = facts.link;
    auto identity = openIdentity(link, {});
    if (!identity)
        return failure(identity);
    if (!*identity)
        return link;
    auto files = store.keep(**identity, SecretBytes::fromText(newPassphrase));
    if (!files)
        return failure(files);
    link.certificateFile = files->certificateFile;
    link.keyFile = files->keyFile;
    link.pkcs12File.clear();
    return link;
}

} // namespace galley
