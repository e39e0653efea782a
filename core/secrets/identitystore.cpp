#include "core/secrets/identitystore.h"

#include "core/base/text.h"
#include "core/secrets/openssl.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <openssl/pem.h>

#include <algorithm>

namespace galley {

using namespace openssl;

namespace {

constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr int MaxAttempts = 100;

Status writeNew(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnerOnly) || file.write(bytes) != bytes.size() ||
        !file.flush())
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be written; check the folder.").arg(path), file.errorString());
    return {};
}

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString nameIn(const QByteArray &requestPem)
{
    const Bio bio = reader(requestPem);
    const Request request(PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr));
    reasons();
    return request ? nameText(X509_REQ_get_subject_name(request.get())) : QString();
}

bool answers(const std::vector<std::shared_ptr<x509_st>> &certificates, const QByteArray &requestPem)
{
    const Bio bio = reader(requestPem);
    const Request request(PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr));
    reasons();
    if (!request)
        return false;
    EVP_PKEY *asked = X509_REQ_get0_pubkey(request.get());
    return std::ranges::any_of(certificates, [asked](const auto &certificate) {
        return EVP_PKEY_eq(X509_get0_pubkey(certificate.get()), asked) == 1;
    });
}

} // namespace

IdentityStore::IdentityStore(QString folder) : m_folder(std::move(folder)) {}

QString IdentityStore::standardFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)).filePath(QStringLiteral("galley/identities"));
}

/// The path of a file in the folder, without its ending.
Result<QString> IdentityStore::freeName(const QString &wanted) const
{
    if (!QDir().mkpath(m_folder) ||
        !QFile::setPermissions(m_folder, OwnerOnly | QFileDevice::ExeOwner))
        return fail(ErrorCode::Io, QStringLiteral("The folder %1 can't be made; check the folder it is in.").arg(m_folder));
    QString slug = slugify(wanted);
    if (slug.isEmpty())
        slug = QStringLiteral("identity");
    for (int i = 1; i <= MaxAttempts; ++i) {
        const QString name = i == 1 ? slug : QStringLiteral("%1-%2").arg(slug).arg(i);
        const QString path = QDir(m_folder).filePath(name);
        const auto isTaken = [&path](const char *ending) { return QFileInfo::exists(path + QLatin1String(ending)); };
        if (!isTaken(".key") && !isTaken(".csr") && !isTaken(".pem"))
            return path;
    }
    return fail(ErrorCode::Conflict, QStringLiteral("There are many keys of this name in %1; choose another name.").arg(m_folder));
}

Result<IdentityStore::Request> IdentityStore::request(const QString &name, const SecretBytes &passphrase, KeyKind kind) const
{
    auto key = ClientKey::generate(kind);
    if (!key)
        return failure(key);
    auto request = key->signingRequest(name);
    if (!request)
        return failure(request);
    auto pem = key->encryptedPem(passphrase);
    if (!pem)
        return failure(pem);
    auto path = freeName(name);
    if (!path)
        return failure(path);
    const QString keyFile = *path + QStringLiteral(".key");
    if (auto ok = writeNew(keyFile, *pem); !ok)
        return failure(ok);
    if (auto ok = writeNew(*path + QStringLiteral(".csr"), *request); !ok)
        return failure(ok);
    return Request{keyFile, *request};
}

Result<QString> IdentityStore::keyFor(QByteArrayView certificates) const
{
    auto found = readCertificates(certificates);
    if (!found)
        return failure(found);
    const QDir folder(m_folder);
    for (const QFileInfo &request : folder.entryInfoList({QStringLiteral("*.csr")}, QDir::Files, QDir::Time)) {
        const QString key = folder.filePath(request.completeBaseName() + QStringLiteral(".key"));
        if (QFileInfo::exists(key) && answers(*found, contents(request.filePath())))
            return key;
    }
    return QString();
}

Result<QString> IdentityStore::keepCertificate(const QString &keyFile, const ClientIdentity &identity) const
{
    const QFileInfo key(keyFile);
    const QString path = key.dir().filePath(key.completeBaseName() + QStringLiteral(".pem"));
    const QByteArray pem = identity.certificatePem();
    if (QFileInfo::exists(path)) {
        if (contents(path) == pem)
            return path;
        // A renewed one: the old is kept under another name, and the way to it stays the same.
        const QString old = QStringLiteral("%1.%2").arg(path, QFileInfo(path).lastModified().toUTC().toString(QStringLiteral("yyyyMMddHHmmss")));
        if (!QFile::rename(path, old))
            return fail(ErrorCode::Io, QStringLiteral("%1 can't be replaced; check the folder.").arg(path));
    }
    if (auto ok = writeNew(path, pem); !ok)
        return failure(ok);
    return path;
}

Result<IdentityStore::Files> IdentityStore::keep(const ClientIdentity &identity, const SecretBytes &passphrase) const
{
    auto pem = identity.key().encryptedPem(passphrase);
    if (!pem)
        return failure(pem);
    QString name = identity.info(QDateTime::currentDateTimeUtc()).subject;
    name.remove(QStringLiteral("CN="));
    auto path = freeName(name);
    if (!path)
        return failure(path);
    const QString keyFile = *path + QStringLiteral(".key");
    if (auto ok = writeNew(keyFile, *pem); !ok)
        return failure(ok);
    auto certificateFile = keepCertificate(keyFile, identity);
    if (!certificateFile)
        return failure(certificateFile);
    return Files{*certificateFile, keyFile};
}

QStringList IdentityStore::waiting() const
{
    QStringList names;
    const QDir folder(m_folder);
    for (const QFileInfo &request : folder.entryInfoList({QStringLiteral("*.csr")}, QDir::Files, QDir::Time)) {
        if (!QFileInfo::exists(folder.filePath(request.completeBaseName() + QStringLiteral(".pem"))))
            names += nameIn(contents(request.filePath()));
    }
    names.removeAll(QString());
    return names;
}

} // namespace galley
