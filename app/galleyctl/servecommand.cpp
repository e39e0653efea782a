#include "app/galleyctl/commands.h"
#include "app/galleyctl/target.h"
#include "core/db/hrana/tursodatabase.h"
#include "core/server/server.h"
#include "core/workspace/blogfile.h"

#include <CLI/CLI.hpp>

#include <csignal>

namespace galley::cli {

namespace {

struct ServeOptions
{
    std::string target;
    std::string listen = "127.0.0.1";
    quint16 port = 0;
    bool proof = false;
    std::string title;
    std::string baseUrl;
};

/// Blocks SIGINT and SIGTERM for this thread and those it will start, so that `wait` alone receives them.
class EndSignals
{
public:
    EndSignals()
    {
        sigemptyset(&m_set);
        sigaddset(&m_set, SIGINT);
        sigaddset(&m_set, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &m_set, nullptr);
    }
    void wait() const
    {
        int signal = 0;
        sigwait(&m_set, &signal);
    }

private:
    sigset_t m_set;
};

DatabaseFactory factoryFor(const QString &target, const RemoteConfig &config)
{
    if (isUrl(target)) {
        return [config]() -> Result<std::unique_ptr<Database>> {
            auto remote = TursoDatabase::open(config);
            if (!remote)
                return failure(remote);
            return std::unique_ptr<Database>(std::move(*remote));
        };
    }
    return [target]() -> Result<std::unique_ptr<Database>> {
        auto file = SqliteDatabase::open(target, SqliteDatabase::Open::ReadOnly);
        if (!file)
            return failure(file);
        return std::unique_ptr<Database>(std::move(*file));
    };
}

Status serve(const Context &context, const ServeOptions &options)
{
    const EndSignals endSignals;
    const QString name = QString::fromStdString(options.target);
    RemoteConfig remote;
    if (isUrl(name)) {
        auto config = remoteConfig(name, context.connection);
        if (!config)
            return failure(config);
        remote = *config;
    }
    // Opened once by itself: what is wrong with the target is said now, and not to the first reader.
    auto target = openTarget(name, context.connection);
    if (!target)
        return failure(target);
    ServerConfig config;
    config.address = QString::fromStdString(options.listen);
    config.port = options.port;
    config.site.mode = options.proof ? site::Mode::Proof : site::Mode::Public;
    config.site.baseUrl = QString::fromStdString(options.baseUrl);
    config.site.title = QString::fromStdString(options.title);
    if (config.site.title.isEmpty() && target->isFile()) {
        auto title = blogTitle(*target->file);
        if (!title)
            return failure(title);
        config.site.title = *title;
    }
    if (config.site.title.isEmpty())
        config.site.title = target->database().location();
    config.onProblem = [](const QString &problem) { std::fprintf(stderr, "galleyctl: %s\n", qPrintable(problem)); };
    *target = {};

    auto server = Server::start(config, factoryFor(name, remote));
    if (!server)
        return failure(server);
    context.console.line((*server)->url());
    context.console.value(QJsonObject{{QStringLiteral("url"), (*server)->url()}, {QStringLiteral("port"), (*server)->port()}});
    endSignals.wait();
    (*server)->stop();
    return {};
}

} // namespace

void addServeCommand(CLI::App &app, Context &context)
{
    const auto options = std::make_shared<ServeOptions>();
    auto *command = app.add_subcommand("serve", "Serve the site; prints its URL on the first line, ends on SIGTERM");
    command->add_option("TARGET", options->target, "A .galley file or a URL")->required();
    command->add_option("--listen", options->listen, "The address to listen on")->capture_default_str();
    command->add_option("--port", options->port, "The port (0: any that is free)")->capture_default_str();
    command->add_flag("--proof", options->proof, "Show drafts too, on this computer alone");
    command->add_option("--title", options->title, "The title of the site (else the blog's)");
    command->add_option("--base-url", options->baseUrl, "Where readers reach it: https://example.org");
    addConnectionOptions(*command, context.connection);
    command->callback(choose(context, [&context, options] { return serve(context, *options); }));
}

} // namespace galley::cli
