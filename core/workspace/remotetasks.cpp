#include "core/workspace/remotetasks.h"

#include "core/migrate/migrator.h"

#include <QElapsedTimer>

namespace galley {

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
    return report;
}

QString remoteKey(const QUrl &url)
{
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash)
        .toString();
}

} // namespace galley
