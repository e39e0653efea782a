#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/base/text.h"
#include "core/db/hrana/tursodatabase.h"
#include "core/secrets/keychain.h"
#include "core/store/settingstable.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/remotetasks.h"

#include <QFileInfo>

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct RemoteOptions
{
    std::string file;
    std::string url;
    bool remember = false;
};

QString absolutePath(const std::string &path)
{
    return path.empty() ? QString() : QFileInfo(QString::fromStdString(path)).absoluteFilePath();
}

/// Hands the secrets of `config` to the keychain; which ones, as the file remembers it.
Result<QString> keepSecrets(Keychain &keychain, const RemoteConfig &config)
{
    QStringList kept;
    const std::tuple<QString, SecretKind, const QString &> secrets[] = {
        {QStringLiteral("token"), SecretKind::Token, config.token},
        {QStringLiteral("passphrase"), SecretKind::Passphrase, config.passphrase},
    };
    for (const auto &[name, kind, secret] : secrets) {
        if (secret.isEmpty())
            continue;
        if (auto ok = keychain.store(remoteKey(config.url), kind, secret); !ok)
            return failure(ok);
        kept += name;
    }
    if (kept.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("There is nothing to remember; give a token (GALLEY_TOKEN or --token-file) "
                                                            "or a passphrase (--passphrase-file)."));
    return kept.join(QLatin1Char(' '));
}

/// Stores the URL and the paths of files; never what is in them, and no secret.
Status set(const Context &context, const RemoteOptions &options)
{
    auto config = remoteConfig(QString::fromStdString(options.url), context.connection);
    if (!config)
        return failure(config);
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    const QString key = remoteKey(config->url);
    Result<QString> secrets = options.remember ? keepSecrets(*context.connection.keychain, *config) : QString();
    if (!secrets)
        return failure(secrets);
    std::vector<Statement> statements{settingstable::set(settingstable::remoteUrl(), key)};
    const std::pair<QString, QString> values[] = {
        {settingstable::remoteCaFile(), absolutePath(context.connection.caFile)},
        {settingstable::remoteCertFile(), absolutePath(context.connection.clientCertFile)},
        {settingstable::remoteKeyFile(), absolutePath(context.connection.clientKeyFile)},
        {settingstable::remotePkcs12File(), absolutePath(context.connection.clientP12File)},
        {settingstable::remoteKeychain(), *secrets},
    };
    for (const auto &[name, value] : values)
        statements.push_back(value.isEmpty() ? settingstable::remove(name) : settingstable::set(name, value));
    auto done = (*file)->transaction(std::move(statements));
    if (!done)
        return failure(done);
    context.console.line(QStringLiteral("%1 publishes to %2 from now on.").arg((*file)->location(), key));
    context.console.value(QJsonObject{{QStringLiteral("url"), key}});
    return {};
}

Status show(const Context &context, const RemoteOptions &options)
{
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    auto link = remoteLink(**file, context.connection);
    if (!link && link.error().code == ErrorCode::NotFound) {
        context.console.line(QStringLiteral("No remote is set: publishing happens within the file."));
        context.console.value(QJsonObject{{QStringLiteral("url"), QJsonValue()}});
        return {};
    }
    if (!link)
        return failure(link);
    const ConnectionOptions &connection = link->connection;
    context.console.line(link->url);
    QJsonObject object{{QStringLiteral("url"), link->url}};
    const std::tuple<const char *, const char *, const std::string &> files[] = {
        {"ca", "certificate authority", connection.caFile},
        {"client_cert", "client certificate", connection.clientCertFile},
        {"client_key", "client key", connection.clientKeyFile},
        {"client_p12", "client certificate and key", connection.clientP12File},
    };
    for (const auto &[name, label, path] : files) {
        const QString shown = QString::fromStdString(path);
        object[QLatin1String(name)] = shown.isEmpty() ? QJsonValue() : QJsonValue(shown);
        if (!shown.isEmpty())
            context.console.line(QStringLiteral("%1: %2").arg(QLatin1String(label), shown));
    }
    QJsonArray kept;
    for (const auto &[name, isKept] : {std::pair("token", connection.tokenInKeychain), std::pair("passphrase", connection.passphraseInKeychain)}) {
        if (!isKept)
            continue;
        kept += QLatin1String(name);
        context.console.line(QStringLiteral("%1: in the keychain").arg(QLatin1String(name)));
    }
    object[QLatin1String("in_keychain")] = kept;
    context.console.value(object);
    return {};
}

Status test(const Context &context, const RemoteOptions &options)
{
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    auto link = remoteLink(**file, context.connection);
    if (!link)
        return failure(link);
    auto config = remoteConfig(link->url, link->connection);
    if (!config)
        return failure(config);
    auto identity = clientIdentity(link->connection, config->passphrase);
    if (!identity)
        return failure(identity);
    auto remote = TursoDatabase::open(*config);
    if (!remote)
        return failure(remote);
    auto report = inspectRemote(**remote);
    if (!report)
        return failure(report);
    if (*identity) {
        if (const auto warning = (*identity)->expiryWarning(context.clock.now()))
            report->warnings += *warning;
    }
    context.console.line(QStringLiteral("%1 answers in %2 ms and holds %3.")
                             .arg((*remote)->location(), QString::number(report->latencyMs, 'f', 1),
                                  counted(report->publicPosts, QStringLiteral("post"), QStringLiteral("posts"))));
    if (!report->additions.isEmpty())
        context.console.line(QStringLiteral("Still to be added there: %1.").arg(report->additions.join(QStringLiteral(", "))));
    for (const QString &warning : report->warnings)
        context.console.line(warning);
    context.console.value(QJsonObject{
        {QStringLiteral("latency_ms"), report->latencyMs},
        {QStringLiteral("posts"), report->publicPosts},
        {QStringLiteral("to_add"), QJsonArray::fromStringList(report->additions)},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(report->warnings)},
    });
    return {};
}

} // namespace

void addRemoteCommands(CLI::App &app, Context &context)
{
    auto *remote = app.add_subcommand("remote", "Say where a blog is published");
    remote->require_subcommand(1);
    const auto options = std::make_shared<RemoteOptions>();
    const auto add = [&](const char *name, const char *about, Status (*run)(const Context &, const RemoteOptions &)) {
        auto *command = remote->add_subcommand(name, about);
        command->add_option("FILE", options->file, "A .galley file")->required();
        addConnectionOptions(*command, context.connection);
        command->callback(choose(context, [&context, options, run] { return run(context, *options); }));
        return command;
    };
    auto *setting = add("set", "Publish to a Turso database from now on (the file gets the URL and paths, no secret)", set);
    setting->add_option("URL", options->url, "libsql://…, https://… or http://127.0.0.1:PORT")->required();
    setting->add_flag("--remember", options->remember, "Keep the token and the passphrase in the system's keychain");
    add("show", "Where the blog is published", show);
    add("test", "Run SQL there and say what is missing; changes nothing", test);
}

} // namespace galley::cli
