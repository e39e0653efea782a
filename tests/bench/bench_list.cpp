// The list of 20,000 posts: the first screen beside the covering index alone, and a search by the index beside LIKE.

#include "core/store/desk.h"
#include "core/store/searchindex.h"
#include "core/store/textsweep.h"
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

/// As the window does it, part by part: looks for a word that every post has, replaces it in these and undoes that.
void replaceInAll(Database &database, Desk &desk)
{
    constexpr std::size_t AtATime = 25;
    constexpr std::size_t Replaced = 5'000;
    const TextSearch search = TextSearch::make(QStringLiteral("harbour"), {}).value();
    const QString with = QStringLiteral("port");
    QElapsedTimer timer;
    const auto tell = [&timer](const char *what) { std::printf("  %-34s%8.0f\n", what, double(timer.nsecsElapsed()) / 1e6); };
    std::vector<FoundPost> found;
    timer.start();
    for (SweepPart part; !part.isEnd;) {
        part = sweep(database, search, with, part.last).value();
        for (const PostHits &post : part.posts)
            found.push_back({post.id, post.mark});
    }
    tell("find in all texts");
    found.resize(std::min(found.size(), Replaced));
    std::vector<ReplacedPost> replaced;
    timer.start();
    for (std::size_t i = 0; i < found.size(); i += AtATime) {
        const auto begin = found.begin() + std::ptrdiff_t(i);
        const auto some = replaceInPosts(desk, {begin, begin + std::ptrdiff_t(std::min(AtATime, found.size() - i))}, search, with).value();
        for (const auto &post : some)
            replaced.push_back(post.value());
    }
    tell("replace in 5,000 of them");
    timer.start();
    for (std::size_t i = 0; i < replaced.size(); i += AtATime) {
        const auto begin = replaced.begin() + std::ptrdiff_t(i);
        (void)undoReplacements(desk, {begin, begin + std::ptrdiff_t(std::min(AtATime, replaced.size() - i))}).value();
    }
    tell("undo that");
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

    replaceInAll(*database, desk);
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
