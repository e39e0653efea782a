// The list of 20,000 posts: the first screen beside the covering index alone, and a search by the index beside LIKE.

#include "core/store/desk.h"
#include "core/store/searchindex.h"
#include "tests/bench/figure.h"
#include "tests/support/testblog.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace galley;
using namespace galley::bench;
using namespace galley::test;

namespace {

constexpr int Posts = 20'000;
constexpr int Rounds = 41;

template <typename Work>
double medianMs(Work work)
{
    std::vector<double> times;
    for (int i = 0; i < Rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::nth_element(times.begin(), times.begin() + Rounds / 2, times.end());
    return times[Rounds / 2];
}

void fill(Database &database)
{
    const QString words = QStringLiteral("The harbour master chalks two numbers on a board every morning. ").repeated(32);
    std::vector<Statement> statements;
    for (int i = 0; i < Posts; ++i) {
        const QString date = QDateTime(QDate(1990, 1, 1), QTime(8, 0), Qt::UTC).addDays(i / 2).toString(Qt::ISODate);
        statements.push_back({QStringLiteral("INSERT INTO posts (id, title, slug, content, tags, published, published_at, inserted_at, "
                                             "updated_at, subtitle) VALUES (?, ?, ?, ?, 'a, b', 1, ?, ?, ?, 'A subtitle of usual length')"),
                              {qint64(1'000'000 + i), QStringLiteral("Post number %1").arg(i), QStringLiteral("post-%1").arg(i),
                               words + QString::number(i), date, date, date}});
    }
    if (!database.transaction(std::move(statements)))
        qFatal("the blog could not be filled");
}

void indexAll(SearchIndex &index)
{
    QElapsedTimer whole;
    whole.start();
    qint64 longest = 0;
    SearchState state = SearchState::Behind;
    while (state == SearchState::Behind) {
        QElapsedTimer chunk;
        chunk.start();
        state = index.catchUp(200).value();
        longest = std::max(longest, chunk.nsecsElapsed());
    }
    if (state != SearchState::Complete)
        qFatal("this SQLite has no FTS5");
    std::printf("  first indexing, 200 posts a chunk %8.0f   longest chunk %.1f; target 100\n",
                double(whole.nsecsElapsed()) / 1e6, double(longest) / 1e6);
}

} // namespace

int main()
{
    const QTemporaryDir folder;
    auto database = std::move(SqliteDatabase::open(folder.filePath(QStringLiteral("b.galley")), SqliteDatabase::Open::Create).value());
    if (!Migrator::forLocalFile(*database).migrate())
        qFatal("the blog could not be made");
    fill(*database);
    const SystemClock clock;
    Desk desk(*database, clock);

    const double limit = medianMs([&] {
        (void)query(*database, QStringLiteral("SELECT id, slug, title FROM posts ORDER BY published_at DESC LIMIT 50"));
    });
    const double first = medianMs([&] { (void)desk.list({.limit = 50}).value(); });
    const double glimpses = medianMs([&] { (void)desk.list({.limit = 50, .wantsGlimpses = true}).value(); });
    const double last = medianMs([&] { (void)desk.list({.limit = 50, .offset = Posts - 50}).value(); });
    const double counts = medianMs([&] { (void)desk.counts().value(); });
    const double all = medianMs([&] { (void)desk.list({.limit = -1}).value(); });
    std::printf("list of %d posts of 2 KB, median of %d, ms\n", Posts, Rounds);
    std::printf("  first screen (50 posts)           %8.3f   limit: one covering index %.3f; target 1\n", first, limit);
    std::printf("  the same with words of each text  %8.3f\n", glimpses);
    std::printf("  last screen                       %8.3f\n", last);
    std::printf("  counts for the filters            %8.3f\n", counts);
    std::printf("  every post                        %8.3f\n", all);

    SearchIndex index(*database);
    indexAll(index);
    Desk searching(*database, clock, &index);
    double slowest = 0;
    double slowestLike = 0;
    for (const char *text : {"19999", "board every morning. 19999", "harbour", "ha", "harbour m", "post", "post h", "absent"}) {
        const PostQuery query{.text = QString::fromLatin1(text), .limit = 50, .wantsGlimpses = true};
        const double byIndex = medianMs([&] { (void)searching.list(query).value(); });
        const double byLike = medianMs([&] { (void)desk.list(query).value(); });
        const double count = medianMs([&] { (void)searching.count(query).value(); });
        slowest = std::max(slowest, byIndex);
        slowestLike = std::max(slowestLike, byLike);
        std::printf("  search: %-26s%8.3f   LIKE %.3f, %zu found; target 20; all counted %.3f\n", text, byIndex,
                    byLike, searching.list(query)->size(), count);
    }
    figure(QStringLiteral("`bench_list`: first screen of 20,000 posts"), inMs(first),
           QStringLiteral("one covering index %1").arg(inMs(limit)), QStringLiteral("1 ms"));
    figure(QStringLiteral("`bench_list`: the slowest of six searches in 20,000 posts"), inMs(slowest),
           QStringLiteral("LIKE %1").arg(inMs(slowestLike)), QStringLiteral("20 ms"));
    return 0;
}
