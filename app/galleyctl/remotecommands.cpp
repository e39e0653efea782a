#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/base/text.h"
#include "core/sync/synchronizer.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/remotelinker.h"

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct RemoteOptions
{
    std::string file;
    std::string url;
    bool remember = false;
};

struct Path
{
    const char *json;
    const char *label;
    QString RemoteLink::*path;
};

constexpr Path Paths[] = {
    {"ca", "certificate authority", &RemoteLink::caFile},
    {"client_cert", "client certificate", &RemoteLink::certificateFile},
    {"client_key", "client key", &RemoteLink::keyFile},
    {"client_p12", "client certificate and key", &RemoteLink::pkcs12File},
};

QStringList keptSecrets(const RemoteLink &link)
{
    QStringList kept;
    if (link.isTokenKept)
        kept += QStringLiteral("token");
    if (link.isPassphraseKept)
        kept += QStringLiteral("passphrase");
    return kept;
}

void tellNotice(const Context &context, const QString &notice)
{
    if (!notice.isEmpty())
        context.console.line(notice);
}

struct Opened
{
    std::unique_ptr<SqliteDatabase> file;
    std::optional<RemoteLink> link;
};

Result<Opened> open(const RemoteOptions &options)
{
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    auto link = readRemoteLink(**file);
    if (!link)
        return failure(link);
    return Opened{std::move(*file), std::move(*link)};
}

/// Stores the URL and the paths of files; never what is in them, and no secret.
Status set(const Context &context, const RemoteOptions &options)
{
    auto access = givenAccess(QString::fromStdString(options.url), context.connection);
    if (!access)
        return failure(access);
    // What is wrong with a certificate or its passphrase is said now, and not to the first publish. A passphrase
    // that is not given may be given each time.
    auto identity = openIdentity(access->link, access->secrets.passphrase);
    const bool wantsPassphrase = access->secrets.passphrase.isEmpty() && isProtected(access->link);
    if (!identity && !(wantsPassphrase && identity.error().code == ErrorCode::Tls))
        return failure(identity);
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    auto before = readRemoteLink(**file);
    if (!before)
        return failure(before);
    if (options.remember && access->secrets == RemoteSecrets())
        return fail(ErrorCode::InvalidInput, QStringLiteral("There is nothing to remember; give a token (GALLEY_TOKEN or --token-file) "
                                                            "or a passphrase (--passphrase-file)."));
    auto notice = settleSecrets(*context.connection.keychain,
                                options.remember ? SecretStorage::Remember : SecretStorage::LeaveAsIs, *access, *before);
    if (!notice)
        return failure(notice);
    if (auto ok = writeRemoteLink(**file, access->link); !ok)
        return ok;
    // The author has named this address: whatever blog stands there is taken, and compared with.
    if (auto ok = meetAnew(**file, access->link.url); !ok)
        return ok;
    context.console.line(QStringLiteral("%1 publishes to %2 from now on.").arg((*file)->location(), access->link.url));
    tellNotice(context, *notice);
    context.console.value(QJsonObject{{QStringLiteral("url"), access->link.url},
                                      {QStringLiteral("in_keychain"), QJsonArray::fromStringList(keptSecrets(access->link))},
                                      {QStringLiteral("notice"), notice->isEmpty() ? QJsonValue() : QJsonValue(*notice)}});
    return {};
}

Status show(const Context &context, const RemoteOptions &options)
{
    auto opened = open(options);
    if (!opened)
        return failure(opened);
    const auto &[file, link] = *opened;
    if (!link) {
        context.console.line(QStringLiteral("No remote is set: publishing happens within the file."));
        context.console.value(QJsonObject{{QStringLiteral("url"), QJsonValue()}});
        return {};
    }
    context.console.line(link->url);
    QJsonObject object{{QStringLiteral("url"), link->url}};
    for (const auto &[json, label, member] : Paths) {
        const QString &path = (*link).*member;
        object[QLatin1String(json)] = path.isEmpty() ? QJsonValue() : QJsonValue(path);
        if (!path.isEmpty())
            context.console.line(QStringLiteral("%1: %2").arg(QLatin1String(label), path));
    }
    const QStringList kept = keptSecrets(*link);
    for (const QString &name : kept)
        context.console.line(QStringLiteral("%1: in the keychain").arg(name));
    object[QLatin1String("in_keychain")] = QJsonArray::fromStringList(kept);
    context.console.value(object);
    return {};
}

Status test(const Context &context, const RemoteOptions &options)
{
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    auto access = linkedAccess(**file, context.connection);
    if (!access)
        return failure(access);
    auto report = RemoteLinker(**file, context.connection.keychain, context.clock).test(*access, {});
    if (!report)
        return failure(report);
    context.console.line(QStringLiteral("%1 answers in %2 ms and holds %3.")
                             .arg(access->link.url, QString::number(report->latencyMs, 'f', 1),
                                  counted(report->publicPosts, QStringLiteral("post"), QStringLiteral("posts"))));
    if (!report->server.isEmpty())
        context.console.line(QStringLiteral("Server: %1.").arg(report->server));
    context.console.line(report->additions.isEmpty()
                             ? QStringLiteral("Nothing has to be added to it.")
                             : QStringLiteral("Still to be added there: %1.").arg(report->additions.join(QStringLiteral(", "))));
    for (const QString &warning : report->warnings)
        context.console.line(warning);
    context.console.value(QJsonObject{
        {QStringLiteral("url"), access->link.url},
        {QStringLiteral("latency_ms"), report->latencyMs},
        {QStringLiteral("server"), report->server},
        {QStringLiteral("posts"), report->publicPosts},
        {QStringLiteral("to_add"), QJsonArray::fromStringList(report->additions)},
        {QStringLiteral("warnings"), QJsonArray::fromStringList(report->warnings)},
    });
    return {};
}

/// Says what stays, for none of it goes by itself.
Status clear(const Context &context, const RemoteOptions &options)
{
    auto opened = open(options);
    if (!opened)
        return failure(opened);
    const auto &[file, link] = *opened;
    if (!link) {
        context.console.line(QStringLiteral("No remote was set; nothing has changed."));
        context.console.value(QJsonObject{{QStringLiteral("cleared"), QJsonValue()}});
        return {};
    }
    auto done = RemoteLinker(*file, context.connection.keychain, context.clock).unlink();
    if (!done)
        return failure(done);
    QStringList stays{QStringLiteral("the database at %1, with all that readers see").arg(link->url),
                      QStringLiteral("the posts and drafts in %1").arg(file->location())};
    for (const Path &each : Paths) {
        if (!((*link).*each.path).isEmpty())
            stays += (*link).*each.path;
    }
    context.console.line(QStringLiteral("%1 has forgotten %2; publishing happens within the file from now on.")
                             .arg(file->location(), link->url));
    context.console.line(QStringLiteral("What stays: %1.").arg(stays.join(QStringLiteral("; "))));
    for (const QString &notice : done->notices)
        tellNotice(context, notice);
    context.console.value(QJsonObject{{QStringLiteral("cleared"), link->url},
                                      {QStringLiteral("stays"), QJsonArray::fromStringList(stays)},
                                      {QStringLiteral("notices"), QJsonArray::fromStringList(done->notices)}});
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
    add("clear", "Forget the remote: address, paths and what the keychain has", clear);
}

} // namespace galley::cli
