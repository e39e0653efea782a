#include "app/galleyctl/commands.h"
#include "app/galleyctl/statsreport.h"
#include "app/galleyctl/target.h"
#include "core/db/hrana/tursodatabase.h"
#include "core/store/audit.h"
#include "core/store/usagelog.h"
#include "core/workspace/remotetasks.h"
#include "core/workspace/sidebyside.h"

#include <QElapsedTimer>

#include <CLI/CLI.hpp>

namespace galley::cli {

namespace {

struct StatsOptions
{
    std::string target;
    bool time = false;
};

/// The remote that the figures are about; where `error` is set, it can't be asked.
struct Remote
{
    QString key;
    std::unique_ptr<TursoDatabase> database;
    std::optional<Error> error;
};

/// Of a file its remote, of a URL itself. A blog without one has no `key`.
Result<Remote> openRemote(const QString &target, const Target &opened, const ConnectionOptions &options, UsageLog &log)
{
    Remote remote;
    RemoteConfig config;
    if (opened.isFile()) {
        auto remembered = readRemoteLink(*opened.file);
        if (!remembered)
            return failure(remembered);
        if (!*remembered)
            return remote;
        remote.key = (*remembered)->url;
        auto linked = linkedConfig(*opened.file, options);
        if (!linked) {
            remote.error = linked.error();
            return remote;
        }
        config = *linked;
    } else {
        auto given = remoteConfig(target, options);
        if (!given)
            return failure(given);
        config = *given;
        remote.key = remoteKey(config.url);
    }
    auto database = TursoDatabase::open(config, {}, log.recorderFor(remote.key));
    if (database)
        remote.database = std::move(*database);
    else
        remote.error = database.error();
    return remote;
}

/// Of a file, this month at its remote and what that stores; a remote that can't be asked now is no failure.
Status tellRemote(const Context &context, Database &local, Remote &remote, UsageLog &log, QJsonObject &json)
{
    Result<Storage> storage = fail(ErrorCode::Network, {});
    if (remote.database)
        storage = readStorage(*remote.database);
    else
        storage = tl::unexpected(*remote.error);
    auto usage = log.thisMonth(remote.key, local);
    if (!usage)
        return failure(usage);
    const QString month = usagetable::monthOf(context.clock.now());
    context.console.line(remote.key);
    tellUsage(context.console, *usage, month);
    tellStorage(context.console, storage);
    QJsonObject usageJson = toJson(*usage);
    usageJson[QStringLiteral("month")] = month;
    json[QStringLiteral("usage")] = usageJson;
    json[QStringLiteral("storage_bytes")] = storage ? QJsonValue(storage->bytes) : QJsonValue();
    return {};
}

Status timeBothSides(const Context &context, Database &local, Remote &remote, QJsonObject &json)
{
    if (remote.error)
        return tl::unexpected(*remote.error);
    auto times = timeSideBySide(local, *remote.database);
    if (!times)
        return failure(times);
    tellTimes(context.console, *times);
    json[QStringLiteral("times")] = toJson(*times);
    return {};
}

Status stats(const Context &context, const StatsOptions &options)
{
    const QString name = QString::fromStdString(options.target);
    auto target = openTarget(name, context.connection);
    if (!target)
        return failure(target);
    Database &database = target->database();
    UsageLog log(context.clock);
    auto remote = openRemote(name, *target, context.connection, log);
    if (!remote)
        return failure(remote);
    const bool isLinked = target->isFile() && !remote->key.isEmpty();
    if (options.time && !isLinked)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("--time compares a file with its remote; give a file that has one (“galleyctl remote set”)."));
    auto figures = readFigures(database);
    if (!figures)
        return failure(figures);
    tellBlog(context.console, *figures);
    QJsonObject json = toJson(*figures);
    json[QStringLiteral("free_plan")] = freePlanJson();
    json[QStringLiteral("remote")] = remote->key.isEmpty() ? QJsonValue() : QJsonValue(remote->key);
    if (!target->isFile()) {
        const auto storage = readStorage(database);
        tellStorage(context.console, storage);
        json[QStringLiteral("storage_bytes")] = storage ? QJsonValue(storage->bytes) : QJsonValue();
    }
    if (isLinked) {
        if (auto ok = tellRemote(context, database, *remote, log, json); !ok)
            return ok;
    }
    if (options.time) {
        if (auto ok = timeBothSides(context, database, *remote, json); !ok)
            return ok;
    }
    if (target->isFile())
        (void)log.save(database); // a file that can only be read does without
    json[QStringLiteral("calls")] = toJson(log.lastCalls(remote->key));
    context.console.value(json);
    return {};
}

} // namespace

void addStatsCommand(CLI::App &app, Context &context)
{
    const auto options = std::make_shared<StatsOptions>();
    auto *command = app.add_subcommand("stats", "How much there is, and what was used of the remote's plan this month");
    command->add_option("TARGET", options->target, "A .galley file or a URL")->required();
    command->add_flag("--time", options->time, "Time the same statements on the file and on its remote");
    addConnectionOptions(*command, context.connection);
    command->callback(choose(context, [&context, options] { return stats(context, *options); }));
}

} // namespace galley::cli
