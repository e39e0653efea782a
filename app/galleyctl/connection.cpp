#include "app/galleyctl/connection.h"

#include <QFile>
#include <QFileInfo>

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

/// A secret in a file, without the line end that editors add.
Result<QString> readSecret(const std::string &path, const QString &what)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("The %1 can't be read from %2; check the path.").arg(what, file.fileName()));
    QString secret = QString::fromUtf8(file.readAll());
    while (secret.endsWith(QLatin1Char('\n')) || secret.endsWith(QLatin1Char('\r')))
        secret.chop(1);
    return secret;
}

} // namespace

void addConnectionOptions(CLI::App &command, ConnectionOptions &options)
{
    command.add_option("--token-file", options.tokenFile, "File that holds the token (else GALLEY_TOKEN)");
    command.add_option("--ca", options.caFile, "PEM file of a certificate authority to trust as well");
    addIdentityOptions(command, options);
}

void addIdentityOptions(CLI::App &command, ConnectionOptions &options)
{
    auto *certificate = command.add_option("--client-cert", options.clientCertFile, "PEM file of the client certificate");
    auto *key = command.add_option("--client-key", options.clientKeyFile, "PEM file of its private key");
    auto *both = command.add_option("--client-p12", options.clientP12File, "PKCS#12 file (.p12, .pfx) with the two");
    command.add_option("--passphrase-file", options.passphraseFile, "File that holds the key's passphrase");
    certificate->needs(key);
    key->needs(certificate);
    both->excludes(certificate);
    both->excludes(key);
}

RemoteLink givenLink(const ConnectionOptions &options)
{
    const auto absolute = [](const std::string &path) {
        return path.empty() ? QString() : QFileInfo(QString::fromStdString(path)).absoluteFilePath();
    };
    RemoteLink link;
    link.caFile = absolute(options.caFile);
    link.certificateFile = absolute(options.clientCertFile);
    link.keyFile = absolute(options.clientKeyFile);
    link.pkcs12File = absolute(options.clientP12File);
    return link;
}

Result<RemoteSecrets> givenSecrets(const ConnectionOptions &options)
{
    RemoteSecrets secrets;
    secrets.token = qEnvironmentVariable("GALLEY_TOKEN");
    if (!options.tokenFile.empty()) {
        auto token = readSecret(options.tokenFile, QStringLiteral("token"));
        if (!token)
            return failure(token);
        secrets.token = *token;
    }
    if (!options.passphraseFile.empty()) {
        auto passphrase = readSecret(options.passphraseFile, QStringLiteral("passphrase"));
        if (!passphrase)
            return failure(passphrase);
        secrets.passphrase = *passphrase;
    }
    return secrets;
}

Result<RemoteAccess> givenAccess(const QString &url, const ConnectionOptions &options)
{
    auto access = accessTo(url);
    if (!access)
        return access;
    auto secrets = givenSecrets(options);
    if (!secrets)
        return failure(secrets);
    RemoteLink link = givenLink(options);
    link.url = access->link.url;
    return RemoteAccess{std::move(link), std::move(*secrets)};
}

Result<RemoteConfig> remoteConfig(const QString &url, const ConnectionOptions &options)
{
    auto access = givenAccess(url, options);
    if (!access)
        return failure(access);
    auto opened = openAccess(*access);
    if (!opened)
        return failure(opened);
    return std::move(opened->config);
}

} // namespace galley::cli
