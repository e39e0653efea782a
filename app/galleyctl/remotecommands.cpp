#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/base/text.h"
#include "core/db/hrana/tursodatabase.h"
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
};

QString absolutePath(const std::string &path)
{
    return path.empty() ? QString() : QFileInfo(QString::fromStdString(path)).absoluteFilePath();
}

/// Stores the URL and the paths of files; never what is in them, and never the token.
Status set(const Context &context, const RemoteOptions &options)
{
    auto config = remoteConfig(QString::fromStdString(options.url), context.connection);
    if (!config)
        return failure(config);
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    const QString key = remoteKey(config->url);
    std::vector<Statement> statements{settingstable::set(settingstable::remoteUrl(), key)};
    const std::pair<QString, QString> paths[] = {
        {settingstable::remoteCaFile(), absolutePath(context.connection.caFile)},
        {settingstable::remoteCertFile(), absolutePath(context.connection.clientCertFile)},
        {settingstable::remoteKeyFile(), absolutePath(context.connection.clientKeyFile)},
    };
    for (const auto &[name, path] : paths)
        statements.push_back(path.isEmpty() ? settingstable::remove(name) : settingstable::set(name, path));
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
    auto config = linkedConfig(**file, context.connection);
    if (!config && config.error().code == ErrorCode::NotFound) {
        context.console.line(QStringLiteral("No remote is set: publishing happens within the file."));
        context.console.value(QJsonObject{{QStringLiteral("url"), QJsonValue()}});
        return {};
    }
    if (!config)
        return failure(config);
    const QString key = remoteKey(config->url);
    context.console.line(key);
    QJsonObject object{{QStringLiteral("url"), key}};
    const std::tuple<const char *, const char *, const QString &> files[] = {
        {"ca", "certificate authority", config->caFile},
        {"client_cert", "client certificate", config->clientCertFile},
        {"client_key", "client key", config->clientKeyFile},
    };
    for (const auto &[name, label, path] : files) {
        object[QLatin1String(name)] = path.isEmpty() ? QJsonValue() : QJsonValue(path);
        if (!path.isEmpty())
            context.console.line(QStringLiteral("%1: %2").arg(QLatin1String(label), path));
    }
    context.console.value(object);
    return {};
}

Status test(const Context &context, const RemoteOptions &options)
{
    auto file = openBlogFile(QString::fromStdString(options.file));
    if (!file)
        return failure(file);
    auto config = linkedConfig(**file, context.connection);
    if (!config)
        return failure(config);
    auto remote = TursoDatabase::open(*config);
    if (!remote)
        return failure(remote);
    auto report = inspectRemote(**remote);
    if (!report)
        return failure(report);
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
    auto *setting = add("set", "Publish to a Turso database from now on (stores the URL and paths, no secret)", set);
    setting->add_option("URL", options->url, "libsql://…, https://… or http://127.0.0.1:PORT")->required();
    add("show", "Where the blog is published", show);
    add("test", "Run SQL there and say what is missing; changes nothing", test);
}

} // namespace galley::cli
