// The list of 20,000 posts: the first screen and a search, beside the covering index alone and a scan of all rows.

#include "core/store/desk.h"
#include "tests/support/testblog.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace galley;
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
    const double last = medianMs([&] { (void)desk.list({.limit = 50, .offset = Posts - 50}).value(); });
    const double counts = medianMs([&] { (void)desk.counts().value(); });
    const double all = medianMs([&] { (void)desk.list({.limit = -1}).value(); });
    const double search = medianMs([&] { (void)desk.list({.text = QStringLiteral("board every morning. 19999"), .limit = 50}).value(); });
    std::printf("list of %d posts of 2 KB, median of %d, ms\n", Posts, Rounds);
    std::printf("  first screen (50 posts)           %8.3f   limit: one covering index %.3f; target 1\n", first, limit);
    std::printf("  last screen                       %8.3f\n", last);
    std::printf("  counts for the filters            %8.3f\n", counts);
    std::printf("  every post                        %8.3f\n", all);
    std::printf("  search in all texts (LIKE)        %8.3f   target 20\n", search);
    return 0;
}
