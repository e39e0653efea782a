#include "core/workspace/remotetasks.h"

#include "core/migrate/migrator.h"

#include <QElapsedTimer>

namespace galley {

namespace {

/// The Turso engine has a function of its own, whose number is at times that of the file (0.6: 3.47.0 once there is
/// a table), so it tells the kind alone. libSQL tells its SQLite's version only.
Result<QString> serverOf(Database &remote, const CallOptions &options)
{
    QStringList words;
    const std::pair<QString, QString> questions[] = {{QStringLiteral("the Turso engine"), QStringLiteral("SELECT turso_version()")},
                                                     {QStringLiteral("SQLite %1"), QStringLiteral("SELECT sqlite_version()")}};
    for (const auto &[what, sql] : questions) {
        auto answer = remote.execute({sql, {}}, options);
        if (answer && !answer->empty())
            words += what.contains(QLatin1Char('%')) ? what.arg(answer->front().front().text()) : what;
        else if (!answer && answer.error().code == ErrorCode::Cancelled)
            return failure(answer);
    }
    return words.join(QStringLiteral(", "));
}

} // namespace

Result<RemoteReport> inspectRemote(Database &remote, const CallOptions &options)
{
    auto plan = Migrator::forSharedDatabase(remote).plan(options);
    if (!plan)
        return failure(plan);
    RemoteReport report;
    report.additions = plan->additions;
    report.warnings = plan->warnings;

    QElapsedTimer timer;
    timer.start();
    auto tables = remote.execute({QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name = 'posts'"), {}}, options);
    if (!tables)
        return failure(tables);
    report.latencyMs = double(timer.nsecsElapsed()) / 1e6;
    if (tables->front().front().integer() > 0) {
        auto posts = remote.execute({QStringLiteral("SELECT count(*) FROM posts"), {}}, options);
        if (!posts)
            return failure(posts);
        report.publicPosts = posts->front().front().integer();
    }
    auto server = serverOf(remote, options);
    if (!server)
        return failure(server);
    report.server = *server;
    return report;
}

Result<Readiness> makeReady(Database &remote, const CallOptions &options)
{
    auto migrator = Migrator::forSharedDatabase(remote);
    auto plan = migrator.plan(options);
    if (!plan)
        return failure(plan);
    if (plan->isEmpty())
        return Readiness::Ready;
    auto tables = remote.execute({QStringLiteral("SELECT count(*) FROM sqlite_master WHERE type = 'table' "
                                                 "AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"), {}}, options);
    if (!tables)
        return failure(tables);
    if (tables->front().front().integer() > 0)
        return Readiness::NeedsConsent;
    if (auto ok = migrator.migrate(options); !ok)
        return failure(ok);
    return Readiness::Ready;
}

} // namespace galley
