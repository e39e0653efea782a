#include "app/galleyctl/connection.h"

#include "core/secrets/keychain.h"
#include "core/workspace/remotetasks.h"

#include <QFile>

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

// No certificate comes near it; a wrong path to something huge is not read whole.
constexpr qint64 MaxIdentityBytes = 1'000'000;

Result<QByteArray> readIdentityFile(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be read; check the path.").arg(file.fileName()), file.errorString());
    if (file.size() > MaxIdentityBytes)
        return fail(ErrorCode::TooLarge, QStringLiteral("%1 is too large for a certificate or key; check the path.").arg(file.fileName()));
    return file.readAll();
}

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

Result<QString> givenPassphrase(const ConnectionOptions &options)
{
    return options.passphraseFile.empty() ? QString() : readSecret(options.passphraseFile, QStringLiteral("passphrase"));
}

Result<std::optional<ClientIdentity>> clientIdentity(const ConnectionOptions &options, const QString &passphrase)
{
    if (options.clientP12File.empty() && options.clientCertFile.empty())
        return std::optional<ClientIdentity>();
    const bool pkcs12 = !options.clientP12File.empty();
    auto certificate = readIdentityFile(pkcs12 ? options.clientP12File : options.clientCertFile);
    if (!certificate)
        return failure(certificate);
    const SecretBytes secret = SecretBytes::fromText(passphrase);
    Result<ClientIdentity> identity = fail(ErrorCode::Tls, {});
    if (pkcs12) {
        identity = ClientIdentity::fromPkcs12(*certificate, secret);
    } else {
        auto key = readIdentityFile(options.clientKeyFile);
        if (!key)
            return failure(key);
        const SecretBytes held(std::move(*key));
        identity = ClientIdentity::fromPem(*certificate, held.view(), secret);
    }
    if (!identity)
        return failure(identity);
    return std::optional<ClientIdentity>(std::move(*identity));
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
    if (config->token.isEmpty() && options.tokenInKeychain) {
        auto token = options.keychain->read(remoteKey(config->url), SecretKind::Token);
        if (!token)
            return failure(token);
        config->token = *token;
    }
    config->caFile = QString::fromStdString(options.caFile);
    config->clientCertFile = QString::fromStdString(options.clientCertFile);
    config->clientKeyFile = QString::fromStdString(options.clientKeyFile);
    auto passphrase = givenPassphrase(options);
    if (passphrase && passphrase->isEmpty() && options.passphraseInKeychain)
        passphrase = options.keychain->read(remoteKey(config->url), SecretKind::Passphrase);
    if (!passphrase)
        return failure(passphrase);
    config->passphrase = *passphrase;
    if (options.clientP12File.empty())
        return config;
    // Opened in memory: the key of a PKCS#12 file is never written anywhere.
    auto identity = clientIdentity(options, config->passphrase);
    if (!identity)
        return failure(identity);
    auto key = (*identity)->key().clearPem();
    if (!key)
        return failure(key);
    config->clientCertPem = (*identity)->certificatePem();
    config->clientKeyPem = key->view().toByteArray();
    return config;
}

} // namespace galley::cli
