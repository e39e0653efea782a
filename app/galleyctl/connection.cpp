#include "app/galleyctl/connection.h"

#include <QFile>

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
    auto *certificate = command.add_option("--client-cert", options.clientCertFile, "PEM file of the client certificate");
    auto *key = command.add_option("--client-key", options.clientKeyFile, "PEM file of its private key");
    command.add_option("--passphrase-file", options.passphraseFile, "File that holds the key's passphrase");
    certificate->needs(key);
    key->needs(certificate);
}

Result<RemoteConfig> remoteConfig(const QString &url, const ConnectionOptions &options)
{
    auto config = parseRemoteUrl(url);
    if (!config)
        return config;
    config->token = qEnvironmentVariable("GALLEY_TOKEN");
    if (!options.tokenFile.empty()) {
        auto token = readSecret(options.tokenFile, QStringLiteral("token"));
        if (!token)
            return failure(token);
        config->token = *token;
    }
    config->caFile = QString::fromStdString(options.caFile);
    config->clientCertFile = QString::fromStdString(options.clientCertFile);
    config->clientKeyFile = QString::fromStdString(options.clientKeyFile);
    if (!options.passphraseFile.empty()) {
        auto passphrase = readSecret(options.passphraseFile, QStringLiteral("passphrase"));
        if (!passphrase)
            return failure(passphrase);
        config->passphrase = *passphrase;
    }
    return config;
}

} // namespace galley::cli
