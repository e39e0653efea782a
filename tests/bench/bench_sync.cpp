// Sync of a file on disk with the real Turso engine: the first one of 5,000 posts and 1,000 images of 300 KB, stopped at
// half of the bytes and taken up again by a new program, beside the same rows over two bare sockets that throw them away;
// one with nothing to do, beside a bare request that asks nothing; and one changed post among few posts and many.
//   bench_sync [first | idle | change]
#include "core/base/clock.h"
#include "core/db/hrana/hranarequest.h"
#include "core/db/hrana/tursodatabase.h"
#include "core/migrate/migrator.h"
#include "core/store/desk.h"
#include "core/sync/synchronizer.h"
#include "core/workspace/blogfile.h"
#include "tests/bench/bench.h"
#include "tests/bench/figure.h"
#include "tests/support/tursoengine.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <atomic>
#include <cstring>
#include <thread>

using namespace galley;
using namespace galley::bench;
using namespace galley::test;

namespace {

constexpr int Posts = 5000;
constexpr int PostBytes = 2000;
constexpr int Images = 1000;
constexpr int ImageBytes = 300 * 1000;
constexpr double Megabytes = double(Images) * ImageBytes / 1e6;
constexpr double OnTheWire = 4.0 / 3; // base64
constexpr int FirstRounds = 3;
constexpr int IdleRounds = 41;
constexpr int ChangeRounds = 15;

struct Site
{
    std::unique_ptr<TursoEngine> engine = *TursoEngine::start();
    std::unique_ptr<TursoDatabase> database = *TursoDatabase::open(engine->config());

    Site() { orDie(Migrator::forSharedDatabase(*database).migrate()); }

    void run(std::vector<Statement> statements) { orDie(database->transaction(std::move(statements))); }

    /// Public posts from `first` on; those with an image show it.
    void fillPosts(int first, int count, int withImage)
    {
        constexpr int AtATime = 500;
        const QString words = QStringLiteral("The tide came in over the flats, slowly, \"as ever\".\n\n").repeated(PostBytes / 50).left(PostBytes);
        std::vector<Statement> some;
        for (int id = first; id < first + count; ++id) {
            const QString image = id <= withImage ? QStringLiteral("![low water](/images/%1)\n\n").arg(id) : QString();
            some.push_back({QStringLiteral("INSERT INTO posts (id, title, slug, content, excerpt, published, published_at, inserted_at, updated_at) "
                                           "VALUES (?, ?, ?, ?, 'The tide', 1, '2024-05-06T07:08:09Z', '2024-05-06T07:08:09Z', '2024-05-06T07:08:09Z')"),
                            {id, QStringLiteral("Post %1").arg(id), QStringLiteral("post-%1").arg(id), QString(image + words)}});
            if (int(some.size()) == AtATime || id + 1 == first + count)
                run(std::exchange(some, {}));
        }
    }

    void fillImages()
    {
        constexpr int AtATime = 4;
        for (int first = 1; first <= Images; first += 2 * AtATime) {
            std::vector<Transaction> two(2);
            for (int id = first; id < first + 2 * AtATime; ++id) {
                QByteArray bytes(ImageBytes, Qt::Uninitialized);
                QRandomGenerator(quint32(id)).fillRange(reinterpret_cast<quint32 *>(bytes.data()), ImageBytes / 4);
                two[std::size_t((id - first) / AtATime)].body.push_back(
                    {QStringLiteral("INSERT INTO images (id, post_id, filename, content_type, image_data, file_size, inserted_at, updated_at) "
                                    "VALUES (?, ?, 'tide.jpg', 'image/jpeg', ?, ?, '2024-05-06T07:08:09Z', '2024-05-06T07:08:09Z')"),
                     {id, id, bytes, ImageBytes}});
            }
            for (const auto &outcome : database->transactions(two)) {
                orDie(outcome);
                orDie(outcome->body);
            }
        }
    }
};

/// One computer: a blog's file on disk, and a program that has just started.
class Computer
{
public:
    explicit Computer(Site &site) : m_site(site)
    {
        orDie(createBlogFile(path(), QStringLiteral("Bench")));
        start();
    }

    void start()
    {
        m_file = *openBlogFile(path());
        m_remote = *TursoDatabase::open(m_site.engine->config(), {}, [this](const CallRecord &call) { m_requests += call.requests; });
    }

    Result<SyncReport> sync(const CallOptions &options = {})
    {
        m_requests = 0;
        return Synchronizer(*m_file, *m_remote, m_site.engine->url(), m_clock).sync(options);
    }

    /// Stops it after so many bytes of reply.
    void syncUntil(double bytes)
    {
        std::stop_source stop;
        qint64 before = 0;
        qint64 ofCall = 0;
        CallOptions options;
        options.stop = stop.get_token();
        options.progress = [&](qint64, qint64 received) {
            if (received < ofCall)
                before += ofCall;
            ofCall = received;
            if (double(before + ofCall) >= bytes)
                stop.request_stop();
        };
        const auto report = sync(options);
        if (report || report.error().code != ErrorCode::Cancelled) {
            std::fprintf(stderr, "it was not stopped\n");
            std::exit(1);
        }
    }

    qint64 number(const char *sql)
    {
        auto rows = m_file->execute({QLatin1String(sql), {}});
        orDie(rows);
        return rows->front().front().integer();
    }

    Database &file() { return *m_file; }
    const Clock &clock() const { return m_clock; }
    int requests() const { return m_requests; }

private:
    QString path() const { return m_folder.filePath(QStringLiteral("blog.galley")); }

    Site &m_site;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<SqliteDatabase> m_file;
    std::unique_ptr<TursoDatabase> m_remote;
    int m_requests = 0;
};

QByteArray bareRead(const QString &sql)
{
    return bareRequest(hranaTransaction({{{sql, {}}}, {}, Transaction::Mode::Read}, {false, {}}));
}

/// All posts and all images, as many a request as a sync takes, over two sockets.
void fetchBare(quint16 port)
{
    std::vector<QByteArray> requests;
    for (int first = 1; first <= Posts; first += 1000)
        requests.push_back(bareRead(QStringLiteral("SELECT * FROM posts WHERE id >= %1 AND id < %2").arg(first).arg(first + 1000)));
    for (int first = 1; first <= Images; first += 9)
        requests.push_back(bareRead(QStringLiteral("SELECT id, image_data FROM images WHERE id >= %1 AND id < %2").arg(first).arg(first + 9)));
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> good = true;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i)
        threads.emplace_back([&] {
            for (std::size_t at = next++; at < requests.size(); at = next++)
                good = good && sendBare(port, requests[at]);
        });
    threads.clear();
    if (!good) {
        std::fprintf(stderr, "the bare requests failed\n");
        std::exit(1);
    }
}

void firstSync()
{
    Site site;
    site.fillPosts(1, Posts, Images);
    site.fillImages();
    std::vector<double> ours;
    std::vector<double> bare;
    std::vector<double> own;
    std::vector<double> engine;
    QElapsedTimer timer;
    for (int round = 0; round < FirstRounds; ++round) {
        Computer here(site);
        const double ownBefore = ownProcessorMs(Whose::Process);
        const double engineBefore = processorMs(site.engine->processId());
        timer.start();
        here.syncUntil(Megabytes * 1e6 * OnTheWire / 2);
        here.start();
        orDie(here.sync());
        ours.push_back(milliseconds(timer));
        own.push_back(ownProcessorMs(Whose::Process) - ownBefore);
        engine.push_back(processorMs(site.engine->processId()) - engineBefore);
        if (here.number("SELECT count(*) FROM posts") != Posts || here.number("SELECT sum(length(image_data)) FROM images") != qint64(Images) * ImageBytes) {
            std::fprintf(stderr, "not everything came\n");
            std::exit(1);
        }
        timer.start();
        fetchBare(site.engine->port());
        bare.push_back(milliseconds(timer));
    }
    const auto rate = [](double ms) { return QStringLiteral("%1 MB/s").arg(Megabytes / ms * 1000, 0, 'f', 0); };
    std::printf("first sync of %d posts and %d images (%.0f MB), stopped at half, medians of %d, load %s\n", Posts, Images, Megabytes,
                FirstRounds, load().constData());
    std::printf("  Galley, both parts together   %8.0f ms   %s   processor: engine %.0f ms, ours %.0f ms\n", median(ours),
                qPrintable(rate(median(ours))), median(engine), median(own));
    std::printf("  two bare sockets, in one go   %8.0f ms   %s\n", median(bare), qPrintable(rate(median(bare))));
    figure(QStringLiteral("`bench_sync`: first sync of 5,000 posts and 300 MB of images, stopped at half and taken up again"), rate(median(ours)),
           QStringLiteral("two bare sockets, in one go %1").arg(rate(median(bare))), QStringLiteral("80 MB/s"));
}

void nothingToDo()
{
    Site site;
    site.fillPosts(1, 200, 0);
    Computer here(site);
    orDie(here.sync());
    const QByteArray request = bareRead(QStringLiteral("SELECT 1"));
    std::vector<double> ours;
    std::vector<double> bare;
    int requests = 0;
    QElapsedTimer timer;
    for (int round = 0; round < IdleRounds; ++round) {
        timer.start();
        orDie(here.sync());
        ours.push_back(milliseconds(timer));
        requests = std::max(requests, here.requests());
        timer.start();
        if (!sendBare(site.engine->port(), request))
            std::exit(1);
        bare.push_back(milliseconds(timer));
    }
    std::printf("sync with nothing to do: %d request(s), %.1f ms; one bare request %.1f ms; medians of %d, load %s\n", requests, median(ours),
                median(bare), IdleRounds, load().constData());
    figure(QStringLiteral("`bench_sync`: nothing to do"), QStringLiteral("%1 request, %2").arg(requests).arg(inMs(median(ours))),
           QStringLiteral("one bare request %1").arg(inMs(median(bare))), QStringLiteral("1 request, 15 ms"));
}

/// The site changes one post, then the author changes one: each is synced.
void oneChange()
{
    QStringList down;
    QStringList up;
    for (const int posts : {200, 2000, 20000}) {
        Site site;
        site.fillPosts(1, posts, 0);
        Computer here(site);
        orDie(here.sync());
        Desk desk(here.file(), here.clock());
        std::vector<double> takes;
        std::vector<double> sends;
        QElapsedTimer timer;
        int most = 0;
        for (int round = 0; round < ChangeRounds; ++round) {
            const qint64 id = 1 + round * (posts / ChangeRounds);
            site.run({{QStringLiteral("UPDATE posts SET title = ? WHERE id = ?"), {QStringLiteral("Title %1").arg(round), id}}});
            timer.start();
            orDie(here.sync());
            takes.push_back(milliseconds(timer));
            most = std::max(most, here.requests());
            auto view = desk.post(id);
            orDie(view);
            view->fields.subtitle = QStringLiteral("Words %1").arg(round);
            orDie(desk.save({id, view->fields, {}, view->draftVersion}));
            timer.start();
            orDie(here.sync());
            sends.push_back(milliseconds(timer));
            most = std::max(most, here.requests());
        }
        std::printf("one changed post among %5d: taken in %.1f ms, sent in %.1f ms; at most %d requests; medians of %d, load %s\n", posts,
                    median(takes), median(sends), most, ChangeRounds, load().constData());
        down += inMs(median(takes));
        up += inMs(median(sends));
    }
    figure(QStringLiteral("`bench_sync`: one post changed by the site among 200, 2,000 and 20,000"), down.join(QStringLiteral(", ")), {},
           QStringLiteral("independent of the number"));
    figure(QStringLiteral("`bench_sync`: one draft changed here among as many"), up.join(QStringLiteral(", ")), {},
           QStringLiteral("independent of the number"));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const char *which = argc > 1 ? argv[1] : "";
    const auto wants = [&](const char *name) { return *which == '\0' || std::strcmp(which, name) == 0; };
    if (wants("first"))
        firstSync();
    if (wants("idle"))
        nothingToDo();
    if (wants("change"))
        oneChange();
    return 0;
}
