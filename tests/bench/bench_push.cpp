// Push of 1,000 posts of 2 KB to the real Turso engine, in one transaction: ours beside the same bytes over a
// bare socket (the limit) and beside one request for each post (what a naive client does).
#include "core/db/hrana/hranarequest.h"
#include "core/db/hrana/tursodatabase.h"
#include "tests/bench/bench.h"
#include "tests/bench/figure.h"
#include "tests/support/tursoengine.h"

#include <QCoreApplication>

using namespace galley;
using namespace galley::bench;
using namespace galley::test;

namespace {

constexpr int Posts = 1000;
constexpr int PostBytes = 2000;
constexpr int Rounds = 15;
constexpr int OneByOne = 100;

Statement sql(const char *text)
{
    return {QString::fromLatin1(text), {}};
}

Statement insertPost(int id)
{
    const QString words =
        QStringLiteral("The tide came in over the flats, slowly, \"as ever\", and took post %1.\n").arg(id);
    return {
        QStringLiteral("INSERT INTO posts(id, title, slug, content, published_at) VALUES (?, ?, ?, ?, ?)"),
        {id, QStringLiteral("Post %1").arg(id), QStringLiteral("post-%1").arg(id),
         words.repeated(PostBytes / words.size() + 1).left(PostBytes),
         QStringLiteral("2024-05-06T07:08:09Z")}};
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    auto engine = TursoEngine::start();
    orDie(engine);
    auto database = TursoDatabase::open((*engine)->config());
    orDie(database);
    TursoDatabase &db = **database;
    orDie(db.execute(
        sql("CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT, slug TEXT UNIQUE, content TEXT, "
            "published_at TEXT)")));

    std::vector<Statement> inserts;
    for (int i = 1; i <= Posts; ++i)
        inserts.push_back(insertPost(i));
    const QByteArray body = hranaTransaction({inserts, {}}, {false, {}});
    const QByteArray request = bareRequest(body);

    std::vector<double> ours;
    std::vector<double> bare;
    std::vector<double> encode;
    QElapsedTimer timer;
    for (int round = 0; round < Rounds; ++round) {
        orDie(db.execute(sql("DELETE FROM posts")));
        timer.start();
        orDie(db.transaction(inserts));
        ours.push_back(milliseconds(timer));

        orDie(db.execute(sql("DELETE FROM posts")));
        timer.start();
        if (!sendBare((*engine)->port(), request)) {
            std::fprintf(stderr, "the bare request failed\n");
            return 1;
        }
        bare.push_back(milliseconds(timer));

        timer.start();
        const QByteArray again = hranaTransaction({inserts, {}}, {false, {}});
        encode.push_back(milliseconds(timer));
    }
    auto stored = db.execute(sql("SELECT count(*), sum(length(content)) FROM posts"));
    orDie(stored);

    orDie(db.execute(sql("DELETE FROM posts")));
    timer.start();
    for (int i = 0; i < OneByOne; ++i)
        orDie(db.execute(inserts[std::size_t(i)]));
    const double each = milliseconds(timer) / OneByOne * Posts;

    std::printf(
        "push of %d posts of %d bytes to the real engine (%lld rows, %lld bytes stored; body %lld bytes)\n",
        Posts, PostBytes, static_cast<long long>(stored->front().at(0).integer()),
        static_cast<long long>(stored->front().at(1).integer()), static_cast<long long>(body.size()));
    std::printf("  one transaction, Galley          %8.1f ms   median of %d (encoding alone: %.1f ms)\n",
                median(ours), Rounds, median(encode));
    std::printf("  the same body, bare socket       %8.1f ms   median of %d: the limit\n", median(bare),
                Rounds);
    std::printf("  one request each                 %8.0f ms   measured on %d, times %d\n", each, OneByOne,
                Posts / OneByOne);
    figure(QStringLiteral("`bench_push`: 1,000 posts of 2 KB to the engine, one transaction"), inMs(median(ours)),
           QStringLiteral("bare socket %1; one request each %2 s").arg(inMs(median(bare))).arg(each / 1000, 0, 'f', 0),
           QStringLiteral("60 ms"));
    return 0;
}
