// More than one slice of the feed and more than one page of it, of which some are fetched while others are merged.
#include "tests/core/db/check.h"
#include "tests/core/sync/syncworld.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

constexpr int Posts = 1100; // a slice of the feed has 1,000 entries, a page of them 200
constexpr int Images = 5;   // of which a page takes three or so, and the last is more than a reply

/// Two slices, the second with two pages of images.
void fill(Site &site)
{
    site.run(QStringLiteral("WITH RECURSIVE n(id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n WHERE id < ?) "
                            "INSERT INTO posts (id, title, slug, content, published, published_at, inserted_at, updated_at) "
                            "SELECT id, 'Post ' || id, 'post-' || id, 'Words of ' || id, 1, '2024', '2024', '2024' FROM n"),
             {Posts});
    for (int id = 1; id <= Images; ++id)
        site.run(QStringLiteral("INSERT INTO images (id, post_id, filename, content_type, image_data, file_size, inserted_at, updated_at) "
                                "VALUES (?, ?, 'a.png', 'image/png', ?, ?, '2024', '2024')"),
                 {id, id, QByteArray(id == Images ? 3'500'000 : 2'800'000, char('a' + id)), Value()});
}

} // namespace

class TestPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allComesDown();
    void cutAtAnyRequestItGoesOn();
    void stoppedAtAnyRequestItGoesOn();
    void theSiteMayWriteMeanwhile();
    void theSiteMayBeRolledBackMeanwhile();

private:
    /// Syncs a new device with a filled site for each number of a request, at which `meddle` is called once, and then
    /// until nothing happens any more; the two must end up the same.
    void atEachRequest(const std::function<void(Site &, Device &, std::stop_source &)> &meddle,
                       const std::function<void(const Result<SyncReport> &)> &look);
};

void TestPages::allComesDown()
{
    Site site;
    fill(site);
    Device device(site);
    const SyncReport report = device.mustSync();
    QCOMPARE(report.postsReceived, Posts);
    QCOMPARE(report.imagesReceived, Images);
    compareSides(site, {&device});
    const int before = device.remote.requests;
    device.mustSync();
    QCOMPARE(device.remote.requests - before, 1);
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM galley_pushes")), 2); // a mark for each slice
}

void TestPages::atEachRequest(const std::function<void(Site &, Device &, std::stop_source &)> &meddle,
                              const std::function<void(const Result<SyncReport> &)> &look)
{
    bool wasCalled = true;
    int at = 1;
    for (; wasCalled; at += GALLEY_FAULT_STEP) {
        Site site;
        fill(site);
        Device device(site);
        std::stop_source stop;
        wasCalled = false;
        device.remote.beforeRequest = [&](int request) {
            if (request != at)
                return;
            wasCalled = true;
            meddle(site, device, stop);
        };
        const auto report = Synchronizer(*device.file, device.remote, Key, device.clock).sync({stop.get_token()});
        device.remote.beforeRequest = {};
        device.remote.refuse = 0;
        if (wasCalled)
            look(report);
        device.mustSync();
        device.mustSync();
        compareSides(site, {&device});
        if (QTest::currentTestFailed())
            qFatal("at request %d", at);
    }
    QVERIFY2(at > 12, qPrintable(QString::number(at)));
}

void TestPages::cutAtAnyRequestItGoesOn()
{
    atEachRequest([](Site &, Device &device, std::stop_source &) { device.remote.refuse = device.remote.requests; },
                  [](const Result<SyncReport> &report) { VERIFY_FAILS(report, ErrorCode::Network, "refused"); });
}

void TestPages::stoppedAtAnyRequestItGoesOn()
{
    // A request that is under way may be the last, and a stop after it comes too late.
    atEachRequest([](Site &, Device &, std::stop_source &stop) { stop.request_stop(); },
                  [](const Result<SyncReport> &report) {
                      if (!report)
                          QCOMPARE(report.error().code, ErrorCode::Cancelled);
                  });
}

/// New words, a new image, one with other bytes and one that is gone: what was planned is no longer what stands there.
void TestPages::theSiteMayWriteMeanwhile()
{
    atEachRequest(
        [](Site &site, Device &, std::stop_source &) {
            site.run(QStringLiteral("UPDATE posts SET content = 'Other words' WHERE id IN (1, 500, 1050)"));
            site.run(QStringLiteral("DELETE FROM posts WHERE id = 700"));
            site.run(QStringLiteral("DELETE FROM images WHERE id = 1"));
            site.run(QStringLiteral("UPDATE images SET image_data = ? WHERE id = 2"), {QByteArray(2'700'000, 'x')});
            site.run(QStringLiteral("UPDATE images SET image_data = ? WHERE id = 5"), {QByteArray(3'600'000, 'y')});
            site.run(QStringLiteral("INSERT INTO images (id, post_id, filename, content_type, image_data, inserted_at, updated_at) "
                                    "VALUES (9, 2, 'b.png', 'image/png', x'6e6577', '2024', '2024')"));
        },
        [](const Result<SyncReport> &report) { VERIFY_OK(report); });
}

/// Its ledger loses our marks, as in a backup from before: everything is compared anew.
void TestPages::theSiteMayBeRolledBackMeanwhile()
{
    atEachRequest([](Site &site, Device &, std::stop_source &) { site.run(QStringLiteral("DELETE FROM galley_pushes")); },
                  [](const Result<SyncReport> &report) { VERIFY_OK(report); });
}

QTEST_GUILESS_MAIN(TestPages)
#include "test_pages.moc"
