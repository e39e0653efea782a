#include "core/workspace/sidebyside.h"

#include "core/db/hrana/tursodatabase.h"
#include "core/store/changetable.h"
#include "core/store/listquery.h"
#include "core/store/posttable.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>

namespace galley {

namespace {

constexpr int Rounds = 7;
constexpr int PostsOnAScreen = 50;

Statement statementOf(TimedQuery query)
{
    switch (query) {
    case TimedQuery::FirstScreen: return listquery::select({.limit = PostsOnAScreen}, {});
    case TimedQuery::Counts: return listquery::counts();
    case TimedQuery::NewestPost: return posttable::select(QStringLiteral("id = (SELECT id FROM posts ORDER BY published_at DESC LIMIT 1)"), {});
    case TimedQuery::Thumbnail: return {QStringLiteral("SELECT thumbnail_data FROM images WHERE id = (SELECT max(id) FROM images)"), {}};
    case TimedQuery::AnythingNew: break;
    }
    return changetable::selectAfter(std::numeric_limits<qint64>::max(), 1);
}

double median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

/// Once more than the rounds: the first makes the connection, prepares and fills caches.
template <typename Round>
Status timed(const Round &round, double &medianMs)
{
    std::vector<double> times;
    for (int i = 0; i <= Rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        if (Status ok = round(); !ok)
            return ok;
        if (i > 0)
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    medianMs = median(std::move(times));
    return {};
}

Result<SideBySide> timeOne(TimedQuery query, Database &local, TursoDatabase &remote, const CallOptions &options)
{
    const Statement statement = statementOf(query);
    SideBySide result{.query = query, .sql = statement.sql.simplified()};
    std::vector<double> server;
    const auto ask = [&](Database &database) -> Status {
        auto rows = database.execute(statement, options);
        if (!rows)
            return failure(rows);
        return {};
    };
    if (auto ok = timed([&] { return ask(local); }, result.localMs); !ok)
        return failure(ok);
    const auto askRemote = [&] {
        const Status ok = ask(remote);
        server.push_back(remote.lastCall().queryMs);
        return ok;
    };
    if (auto ok = timed(askRemote, result.remoteMs); !ok)
        return failure(ok);
    result.serverMs = median(std::move(server));
    return result;
}

} // namespace

Result<std::vector<SideBySide>> timeSideBySide(Database &local, TursoDatabase &remote, const CallOptions &options,
                                               const std::function<void(int steps)> &done)
{
    std::vector<SideBySide> results;
    for (const TimedQuery query : {TimedQuery::FirstScreen, TimedQuery::Counts, TimedQuery::NewestPost,
                                   TimedQuery::Thumbnail, TimedQuery::AnythingNew}) {
        auto one = timeOne(query, local, remote, options);
        if (!one)
            return failure(one);
        results.push_back(std::move(*one));
        if (done)
            done(int(results.size()));
    }
    return results;
}

} // namespace galley
