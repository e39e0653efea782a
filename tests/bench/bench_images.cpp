// 100 images of 300 KB to the real Turso engine, 4 a request and 2 requests in flight, beside the same bodies, made
// before, over two bare sockets: the limit. And what of it is time on the processor, the engine's and ours, which
// other programs hardly change. Each run has an engine and a file of its own: one that deletes and fills again is
// slower, for the engine then looks for its free pages.
//   bench_images [sweep]    sweep: other numbers of images a request and requests in flight, over bare sockets
#include "core/db/hrana/hranarequest.h"
#include "core/db/hrana/tursodatabase.h"
#include "core/migrate/migrator.h"
#include "core/store/imagetable.h"
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

constexpr int Images = 100;
constexpr int ImageBytes = 300 * 1000;
constexpr int PerRequest = 4;
constexpr std::size_t InFlight = 2;
constexpr int Rounds = 7;
constexpr double Megabytes = double(Images) * ImageBytes / 1e6;

std::vector<Transaction> requestsOf(int perRequest)
{
    std::vector<Transaction> requests;
    for (int id = 0; id < Images; ++id) {
        if (id % perRequest == 0)
            requests.emplace_back();
        Image image;
        image.info.id = id + 1;
        image.info.filename = QStringLiteral("tide-%1.jpg").arg(id);
        image.info.contentType = QStringLiteral("image/jpeg");
        image.data = QByteArray(ImageBytes, Qt::Uninitialized);
        QRandomGenerator(quint32(id))
            .fillRange(reinterpret_cast<quint32 *>(image.data.data()), ImageBytes / 4);
        requests.back().body.push_back(imagetable::insertDraft(image, QStringLiteral("2024-05-06T07:08:09Z")));
    }
    return requests;
}

std::vector<QByteArray> onTheWire(const std::vector<Transaction> &requests)
{
    std::vector<QByteArray> wire;
    for (const Transaction &request : requests)
        wire.push_back(bareRequest(hranaTransaction(request, {false, {}})));
    return wire;
}

struct Site
{
    std::unique_ptr<TursoEngine> engine;
    std::unique_ptr<TursoDatabase> database;
};

Site freshSite()
{
    auto engine = TursoEngine::start();
    orDie(engine);
    auto database = TursoDatabase::open((*engine)->config());
    orDie(database);
    orDie(Migrator::forSharedDatabase(**database).migrate());
    return {std::move(*engine), std::move(*database)};
}

void send(TursoDatabase &database, std::span<const Transaction> requests)
{
    for (const auto &outcome : database.transactions(requests)) {
        orDie(outcome);
        orDie(outcome->body);
    }
}

/// Each thread takes the next body as soon as it is free.
void sendAllBare(quint16 port, const std::vector<QByteArray> &wire, std::size_t inFlight)
{
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> good = true;
    std::vector<std::jthread> senders;
    for (std::size_t i = 0; i < inFlight; ++i)
        senders.emplace_back([&] {
            for (std::size_t at = next++; at < wire.size(); at = next++)
                good = good && sendBare(port, wire[at]);
        });
    senders.clear();
    if (!good) {
        std::fprintf(stderr, "the bare requests failed\n");
        std::exit(1);
    }
}

/// What one way of sending took, round by round.
struct Way
{
    std::vector<double> wall;
    std::vector<double> engine;
    std::vector<double> own;

    template <typename Send>
    void run(const Send &sendAll)
    {
        const Site site = freshSite();
        const double engineBefore = processorMs(site.engine->processId());
        const double ownBefore = ownProcessorMs(Whose::Process);
        QElapsedTimer timer;
        timer.start();
        sendAll(site);
        wall.push_back(milliseconds(timer));
        engine.push_back(processorMs(site.engine->processId()) - engineBefore);
        own.push_back(ownProcessorMs(Whose::Process) - ownBefore);
        auto stored = site.database->execute(
            {QStringLiteral("SELECT count(*), sum(length(image_data)) FROM galley_draft_images"), {}});
        orDie(stored);
        if (stored->front().at(0).integer() != Images || stored->front().at(1).integer() != Images * ImageBytes) {
            std::fprintf(stderr, "not all images are there\n");
            std::exit(1);
        }
    }

    void print(const char *name) const
    {
        std::printf("  %-42s %7.1f ms  %6.1f MB/s   processor: engine %4.0f ms, ours %4.0f ms\n", name, median(wall),
                    Megabytes / median(wall) * 1000, median(engine), median(own));
    }
};

void sweep()
{
    std::printf("bare sockets, medians of 3, load %s\n", load().constData());
    for (const int perRequest : {1, 4, 16}) {
        const auto wire = onTheWire(requestsOf(perRequest));
        for (const std::size_t inFlight : {1, 2, 4}) {
            Way way;
            for (int round = 0; round < 3; ++round)
                way.run([&](const Site &site) { sendAllBare(site.engine->port(), wire, inFlight); });
            way.print(qPrintable(QStringLiteral("%1 images a request, %2 in flight").arg(perRequest).arg(inFlight)));
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (argc > 1 && std::strcmp(argv[1], "sweep") == 0) {
        sweep();
        return 0;
    }
    const std::vector<Transaction> requests = requestsOf(PerRequest);
    const std::vector<QByteArray> wire = onTheWire(requests);
    Way atOnce;
    Way twoACall;
    Way eightACall;
    Way bare;
    std::vector<double> encode;
    for (int round = 0; round < Rounds; ++round) {
        atOnce.run([&](const Site &site) { send(*site.database, requests); });
        const auto inCallsOf = [&](std::size_t count) {
            return [&requests, count](const Site &site) {
                for (std::size_t from = 0; from < requests.size(); from += count)
                    send(*site.database, std::span(requests).subspan(from, std::min(count, requests.size() - from)));
            };
        };
        twoACall.run(inCallsOf(2));
        eightACall.run(inCallsOf(8));
        bare.run([&](const Site &site) { sendAllBare(site.engine->port(), wire, InFlight); });
        const double before = ownProcessorMs(Whose::Thread);
        for (const Transaction &one : requests)
            hranaTransaction(one, {false, {}});
        encode.push_back(ownProcessorMs(Whose::Thread) - before);
    }
    std::printf("%d images of %d bytes to the real engine, medians of %d, load %s\n", Images, ImageBytes, Rounds,
                load().constData());
    atOnce.print("Galley, all requests in one call");
    eightACall.print("Galley, 8 requests a call");
    twoACall.print("Galley, 2 requests a call");
    bare.print("the same bodies, two bare sockets: limit");
    const auto rate = [](const Way &way) { return QStringLiteral("%1 MB/s").arg(Megabytes / median(way.wall) * 1000, 0, 'f', 0); };
    std::printf("  encoding alone %31.1f ms, %.1f %% of the first\n", median(encode), 100 * median(encode) / median(atOnce.wall));
    figure(QStringLiteral("`bench_images`: 100 images of 300 KB to the engine, in one call"), rate(atOnce),
           QStringLiteral("two bare sockets %1").arg(rate(bare)), QStringLiteral("120 MB/s"));
    figure(QStringLiteral("`bench_images`: the same, 8 requests a call"), rate(eightACall), {}, {});
    figure(QStringLiteral("`bench_images`: encoding them"),
           QStringLiteral("%1 % of the time").arg(100 * median(encode) / median(atOnce.wall), 0, 'f', 1), {},
           QStringLiteral("5 %"));
    return 0;
}
