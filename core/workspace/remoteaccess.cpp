#include "core/workspace/remoteaccess.h"

#include "core/store/settingstable.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <array>

namespace galley {

namespace {

// No certificate comes near it; a wrong path to something huge is not read whole.
constexpr qint64 MaxIdentityBytes = 1'000'000;

struct RememberedPath
{
    QString key;
    QString RemoteLink::*path;
};

std::array<RememberedPath, 4> rememberedPaths()
{
    return {{{settingstable::remoteCaFile(), &RemoteLink::caFile},
             {settingstable::remoteCertFile(), &RemoteLink::certificateFile},
             {settingstable::remoteKeyFile(), &RemoteLink::keyFile},
             {settingstable::remotePkcs12File(), &RemoteLink::pkcs12File}}};
}

QString tokenName()
{
    return QStringLiteral("token");
}

QString passphraseName()
{
    return QStringLiteral("passphrase");
}

Statement storing(const QString &key, const QString &value)
{
    return value.isEmpty() ? settingstable::remove(key) : settingstable::set(key, value);
}

Result<QByteArray> readIdentityFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be read; check the path.").arg(path), file.errorString());
    if (file.size() > MaxIdentityBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("%1 is too large for a certificate or key; check the path.").arg(path));
    return file.readAll();
}

Result<ClientIdentity> readPkcs12(const RemoteLink &link, const SecretBytes &passphrase)
{
    auto file = readIdentityFile(link.pkcs12File);
    if (!file)
        return failure(file);
    return ClientIdentity::fromPkcs12(*file, passphrase);
}

Result<ClientIdentity> readPem(const RemoteLink &link, const SecretBytes &passphrase)
{
    if (link.certificateFile.isEmpty() || link.keyFile.isEmpty())
        return fail(ErrorCode::Tls, QStringLiteral("A client certificate and its key go together; choose both files."));
    auto certificate = readIdentityFile(link.certificateFile);
    if (!certificate)
        return failure(certificate);
    auto key = readIdentityFile(link.keyFile);
    if (!key)
        return failure(key);
    const SecretBytes held(std::move(*key));
    return ClientIdentity::fromPem(*certificate, held.view(), passphrase);
}

} // namespace

bool RemoteLink::hasSameIdentity(const RemoteLink &other) const
{
    return certificateFile == other.certificateFile && keyFile == other.keyFile && pkcs12File == other.pkcs12File;
}

QString remoteKey(const QUrl &url)
{
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash)
        .toString();
}

Result<RemoteAccess> accessTo(const QString &url)
{
    auto config = parseRemoteUrl(url);
    if (!config)
        return failure(config);
    RemoteAccess access;
    access.link.url = remoteKey(config->url);
    return access;
}

Result<std::optional<RemoteLink>> readRemoteLink(Database &file)
{
    std::vector<Statement> questions{settingstable::select(settingstable::remoteUrl()),
                                     settingstable::select(settingstable::remoteKeychain())};
    for (const RememberedPath &each : rememberedPaths())
        questions.push_back(settingstable::select(each.key));
    auto answers = file.read(std::move(questions));
    if (!answers)
        return failure(answers);
    const auto value = [&answers](std::size_t i) {
        const Rows &rows = (*answers)[i];
        return rows.empty() ? QString() : rows.front().front().text();
    };
    if (value(0).isEmpty())
        return std::optional<RemoteLink>();
    RemoteLink link;
    link.url = value(0);
    const QStringList kept = value(1).split(QLatin1Char(' '));
    link.isTokenKept = kept.contains(tokenName());
    link.isPassphraseKept = kept.contains(passphraseName());
    std::size_t i = 2;
    for (const RememberedPath &each : rememberedPaths())
        link.*each.path = value(i++);
    return std::optional<RemoteLink>(std::move(link));
}

Status writeRemoteLink(Database &file, const RemoteLink &link)
{
    QStringList kept;
    if (link.isTokenKept)
        kept += tokenName();
    if (link.isPassphraseKept)
        kept += passphraseName();
    std::vector<Statement> statements{storing(settingstable::remoteUrl(), link.url),
                                      storing(settingstable::remoteKeychain(), kept.join(QLatin1Char(' ')))};
    for (const RememberedPath &each : rememberedPaths())
        statements.push_back(storing(each.key, link.*each.path));
    auto done = file.transaction(std::move(statements));
    if (!done)
        return failure(done);
    return {};
}

Status removeRemoteLink(Database &file)
{
    return writeRemoteLink(file, {});
}

Result<std::optional<ClientIdentity>> openIdentity(const RemoteLink &link, const QString &passphrase)
{
    if (!link.hasIdentity())
        return std::optional<ClientIdentity>();
    const SecretBytes secret = SecretBytes::fromText(passphrase);
    auto identity = link.pkcs12File.isEmpty() ? readPem(link, secret) : readPkcs12(link, secret);
    if (!identity)
        return failure(identity);
    return std::optional<ClientIdentity>(std::move(*identity));
}

bool isProtected(const RemoteLink &link)
{
    if (!link.pkcs12File.isEmpty())
        return true;
    if (link.keyFile.isEmpty())
        return false;
    QFile key(link.keyFile);
    // As both forms say: "BEGIN ENCRYPTED PRIVATE KEY", and "Proc-Type: 4,ENCRYPTED".
    return key.open(QIODevice::ReadOnly) && key.read(MaxIdentityBytes).contains("ENCRYPTED");
}

Result<OpenedAccess> openAccess(const RemoteAccess &access)
{
    auto config = parseRemoteUrl(access.link.url);
    if (!config)
        return failure(config);
    config->token = access.secrets.token;
    config->caFile = access.link.caFile;
    auto identity = openIdentity(access.link, access.secrets.passphrase);
    if (!identity)
        return failure(identity);
    if (*identity) {
        if (auto valid = (*identity)->validAt(QDateTime::currentDateTimeUtc()); !valid)
            return failure(valid);
        auto key = (*identity)->key().clearPem();
        if (!key)
            return failure(key);
        config->clientCertPem = (*identity)->certificatePem();
        config->clientKeyPem = key->view().toByteArray();
    }
    return OpenedAccess{std::move(*config), std::move(*identity)};
}

QString filesStamp(const RemoteLink &link)
{
    QString stamp;
    for (const RememberedPath &each : rememberedPaths()) {
        const QFileInfo file(link.*each.path);
        stamp += QStringLiteral("%1|%2|%3\n").arg(link.*each.path).arg(file.size()).arg(file.lastModified().toMSecsSinceEpoch());
    }
    return stamp;
}

} // namespace galley
