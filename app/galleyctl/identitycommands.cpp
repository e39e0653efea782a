#include "app/galleyctl/commands.h"
#include "core/secrets/identitystore.h"

#include <QFile>

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct IdentityOptions
{
    std::string name;
    std::string keyFile;
    std::string requestFile;
    bool rsa = false;
};

Status isThere(const QString &path)
{
    return fail(ErrorCode::Conflict, QStringLiteral("%1 is there already; choose another name.").arg(path));
}

/// Never over a file that is there: a key that was overwritten is gone.
Status writeNew(const std::string &path, const QByteArray &bytes)
{
    QFile file(QString::fromStdString(path));
    if (file.exists())
        return isThere(file.fileName());
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush())
        return fail(ErrorCode::Io,
                    QStringLiteral("%1 can't be written; check the folder.").arg(file.fileName()),
                    file.errorString());
    return {};
}

Status show(const Context &context, const IdentityOptions &)
{
    auto secrets = givenSecrets(context.connection);
    if (!secrets)
        return failure(secrets);
    auto identity = openIdentity(givenLink(context.connection), secrets->passphrase);
    if (!identity)
        return failure(identity);
    if (!*identity)
        return fail(
            ErrorCode::InvalidInput,
            QStringLiteral(
                "Name a certificate: --client-p12 FILE, or --client-cert FILE with --client-key FILE."));
    const QDateTime now = context.clock.now();
    const IdentityInfo info = (*identity)->info(now);
    const std::tuple<const char *, const char *, QString> lines[] = {
        {"subject", "Subject", info.subject},
        {"issuer", "Issuer", info.issuer},
        {"fingerprint_sha256", "SHA-256", info.fingerprintSha256},
        {"not_before", "Valid from", info.notBefore.toString(Qt::ISODate)},
        {"not_after", "Valid to", info.notAfter.toString(Qt::ISODate)},
    };
    QJsonObject object{{QStringLiteral("days_left"), info.daysLeft}};
    for (const auto &[name, label, value] : lines) {
        object[QLatin1String(name)] = value;
        context.console.line(QStringLiteral("%1: %2").arg(QLatin1String(label), value));
    }
    if (const Status valid = (*identity)->validAt(now); !valid) {
        object[QLatin1String("warning")] = valid.error().message;
        context.console.line(valid.error().message);
    } else {
        context.console.line(QStringLiteral("Days left: %1").arg(info.daysLeft));
        if (const auto warning = (*identity)->expiryWarning(now)) {
            object[QLatin1String("warning")] = *warning;
            context.console.line(*warning);
        }
    }
    context.console.value(object);
    return {};
}

struct MadeKey
{
    QString file;
    QByteArray request;
};

/// Where the author says, else in Galley's own folder.
Result<MadeKey> makeKey(const IdentityOptions &options, const SecretBytes &passphrase)
{
    const QString name = QString::fromStdString(options.name);
    const KeyKind kind = options.rsa ? KeyKind::Rsa3072 : KeyKind::EcP256;
    if (options.keyFile.empty()) {
        auto made = IdentityStore(IdentityStore::standardFolder()).request(name, passphrase, kind);
        if (!made)
            return failure(made);
        return MadeKey{made->keyFile, made->pem};
    }
    auto key = ClientKey::generate(kind);
    if (!key)
        return failure(key);
    auto pem = key->encryptedPem(passphrase);
    if (!pem)
        return failure(pem);
    auto request = key->signingRequest(name);
    if (!request)
        return failure(request);
    if (auto ok = writeNew(options.keyFile, *pem); !ok)
        return failure(ok);
    return MadeKey{QString::fromStdString(options.keyFile), *request};
}

Status make(const Context &context, const IdentityOptions &options)
{
    auto secrets = givenSecrets(context.connection);
    if (!secrets)
        return failure(secrets);
    const QString requestFile = QString::fromStdString(options.requestFile);
    if (QFile::exists(requestFile))
        return isThere(requestFile);
    auto key = makeKey(options, SecretBytes::fromText(secrets->passphrase));
    if (!key)
        return failure(key);
    if (auto ok = writeNew(options.requestFile, key->request); !ok)
        return ok;
    context.console.line(
        QStringLiteral("Hand %1 to the owner of the authority; keep %2, and give both with --client-cert and "
                       "--client-key once the certificate has come back.")
            .arg(requestFile, key->file));
    context.console.value(
        QJsonObject{{QStringLiteral("key"), key->file}, {QStringLiteral("request"), requestFile}});
    return {};
}

} // namespace

void addIdentityCommands(CLI::App &app, Context &context)
{
    auto *identity = app.add_subcommand("identity", "Look at a client certificate, or ask for one");
    identity->require_subcommand(1);
    const auto options = std::make_shared<IdentityOptions>();

    auto *showing = identity->add_subcommand(
        "show", "Subject, issuer, fingerprint and days left; checks that key and certificate match");
    addIdentityOptions(*showing, context.connection);
    showing->callback(choose(context, [&context, options] { return show(context, *options); }));

    auto *making =
        identity->add_subcommand("new", "Make a key and a signing request for the owner of an authority");
    making->add_option("NAME", options->name, "Who the certificate is for")->required();
    making->add_option("--key", options->keyFile, "Where the key is written, encrypted (else in Galley's own folder)");
    making->add_option("--request", options->requestFile, "Where the signing request is written")->required();
    making->add_flag("--rsa", options->rsa, "RSA 3072 in place of EC P-256");
    making
        ->add_option("--passphrase-file", context.connection.passphraseFile,
                     "File that holds the key's passphrase")
        ->required();
    making->callback(choose(context, [&context, options] { return make(context, *options); }));
}

} // namespace galley::cli
