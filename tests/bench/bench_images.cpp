// 100 images of 300 KB to the real Turso engine, as Publisher sends them (4 a request, 2 requests in flight),
// beside the same bodies, made before, over two bare sockets: the limit. And what the encoding alone takes of
// our time.
#include "core/db/hrana/hranarequest.h"
#include "core/db/hrana/tursodatabase.h"
#include "core/migrate/migrator.h"
#include "core/store/imagetable.h"
#include "tests/bench/bench.h"
#include "tests/support/tursoengine.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <atomic>
#include <ctime>
#include <thread>

using namespace galley;
using namespace galley::bench;
using namespace galley::test;

namespace {

constexpr int Images = 100;
constexpr int ImageBytes = 300 * 1000;
constexpr int PerRequest = 4;
constexpr int InFlight = 2;
constexpr int Rounds = 7;
constexpr double Megabytes = double(Images) * ImageBytes / 1e6;

Transaction request(int first)
{
    Transaction made;
    for (int id = first; id < first + PerRequest; ++id) {
        Image image;
        image.info.id = id;
        image.info.filename = QStringLiteral("tide-%1.jpg").arg(id);
        image.info.contentType = QStringLiteral("image/jpeg");
        image.data = QByteArray(ImageBytes, Qt::Uninitialized);
        QRandomGenerator(quint32(id))
            .fillRange(reinterpret_cast<quint32 *>(image.data.data()), ImageBytes / 4);
        made.body.push_back(imagetable::insertDraft(image, QStringLiteral("2024-05-06T07:08:09Z")));
    }
    return made;
}

void checkAll(const std::vector<Result<Outcome>> &outcomes)
{
    for (const auto &outcome : outcomes) {
        orDie(outcome);
        orDie(outcome->body);
    }
}

/// Each thread takes the next body as soon as it is free.
bool sendAllBare(quint16 port, const std::vector<QByteArray> &wire)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> good = true;
    std::vector<std::jthread> senders;
    for (int i = 0; i < InFlight; ++i)
        senders.emplace_back([&] {
            for (std::size_t at = next++; at < wire.size(); at = next++)
                good = sendBare(port, wire[at]) && good;
        });
    senders.clear();
    return good;
}

/// Of this thread on the processor, so that other programs don't count.
double ownMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

void empty(Database &db)
{
    orDie(db.execute({QStringLiteral("DELETE FROM galley_draft_images"), {}}));
}

void print(const char *what, double ms, const char *note)
{
    std::printf("  %-44s %7.1f ms  %6.1f MB/s  %s\n", what, ms, Megabytes / ms * 1000, note);
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
    orDie(Migrator::forSharedDatabase(db).migrate());

    std::vector<Transaction> requests;
    std::vector<QByteArray> wire;
    for (int first = 1; first <= Images; first += PerRequest) {
        requests.push_back(request(first));
        wire.push_back(bareRequest(hranaTransaction(requests.back(), {false, {}})));
    }

    std::vector<double> eightAtATime;
    std::vector<double> atOnce;
    std::vector<double> bare;
    std::vector<double> encode;
    QElapsedTimer timer;
    for (int round = 0; round < Rounds; ++round) {
        empty(db);
        timer.start();
        for (std::size_t from = 0; from < requests.size(); from += InFlight)
            checkAll(db.transactions(
                std::span(requests).subspan(from, std::min<std::size_t>(InFlight, requests.size() - from))));
        eightAtATime.push_back(milliseconds(timer));

        empty(db);
        timer.start();
        checkAll(db.transactions(requests));
        atOnce.push_back(milliseconds(timer));

        empty(db);
        timer.start();
        if (!sendAllBare((*engine)->port(), wire)) {
            std::fprintf(stderr, "the bare requests failed\n");
            return 1;
        }
        bare.push_back(milliseconds(timer));

        const double before = ownMilliseconds();
        for (const Transaction &one : requests)
            hranaTransaction(one, {false, {}});
        encode.push_back(ownMilliseconds() - before);
    }
    auto stored =
        db.execute({QStringLiteral("SELECT count(*), sum(length(image_data)) FROM galley_draft_images"), {}});
    orDie(stored);
    QFile load(QStringLiteral("/proc/loadavg"));
    const QByteArray loadNow =
        load.open(QIODevice::ReadOnly) ? load.readLine().simplified() : QByteArray("unknown");

    std::printf(
        "%d images of %d bytes to the real engine (%lld rows, %lld bytes stored), medians of %d, load %s\n",
        Images, ImageBytes, static_cast<long long>(stored->front().at(0).integer()),
        static_cast<long long>(stored->front().at(1).integer()), Rounds, loadNow.constData());
    print("Galley, all requests in one call", median(atOnce), "2 in flight throughout");
    print("Galley, eight images a call", median(eightAtATime), "as Publisher does");
    print("the same bodies, two bare sockets", median(bare), "the limit");
    std::printf("  encoding alone %25.1f ms, %.1f %% of the first\n", median(encode),
                100 * median(encode) / median(atOnce));
    return 0;
}
