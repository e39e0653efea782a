#include "tests/core/sync/syncworld.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

class TestSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDraftReachesTheOtherComputer();
    void nothingToDoIsOneRequest();
    void aPublishReachesTheOtherComputer();
    void manyPagesComeDownThoughCutAnywhere();
    void manyPagesAreStoppedAnywhere();
};

namespace {

/// More than one page of the feed's changes holds, so that one is fetched while another is merged.
void fillWithImages(Device &device)
{
    for (int post = 0; post < 5; ++post) {
        const qint64 id = device.write(QStringLiteral("Album %1").arg(post));
        QString text;
        for (int i = 0; i < 3; ++i)
            text += QStringLiteral("![a](/images/%1)\n").arg(device.addImage(id, QByteArray(1'400'000, char('a' + 3 * post + i))));
        device.setContent(id, text);
    }
    device.mustSync();
}

} // namespace

void TestSync::aDraftReachesTheOtherComputer()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("first words"));
    QCOMPARE(a.mustSync().draftsSent, 1);
    QCOMPARE(b.mustSync().postsReceived, 1);
    QCOMPARE(b.content(id), QStringLiteral("first words"));
    b.setContent(id, QStringLiteral("first words, and more"));
    b.mustSync();
    a.mustSync();
    QCOMPARE(a.content(id), QStringLiteral("first words, and more"));
    compareSides(site, {&a, &b});
}

void TestSync::nothingToDoIsOneRequest()
{
    Site site;
    Device a(site);
    a.write(QStringLiteral("Tides"));
    a.mustSync();
    a.remote.requests = 0;
    a.mustSync();
    QCOMPARE(a.remote.requests, 1);
}

void TestSync::aPublishReachesTheOtherComputer()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 image = a.addImage(id, "PNG bytes");
    a.setContent(id, QStringLiteral("![low water](/images/%1)").arg(image));
    a.mustSync();
    b.mustSync();
    QCOMPARE(number(*b.file, QStringLiteral("SELECT count(*) FROM galley_draft_images")), 1);
    QVERIFY(a.queue.ask(PublishUnit::Kind::Publish, id));
    const auto report = a.mustSync();
    QCOMPARE(report.ended.size(), 1u);
    QCOMPARE(report.ended.front().state, AskedUnit::State::Landed);
    b.remote.requests = 0;
    QCOMPARE(b.mustSync().imagesReceived, 0); // moved, not fetched
    QCOMPARE(b.desk.post(id)->status, PostStatus::Published);
    compareSides(site, {&a, &b});
}

void TestSync::manyPagesComeDownThoughCutAnywhere()
{
    Site site;
    Device a(site);
    fillWithImages(a);
    int refused = 0;
    for (bool wasCut = true; wasCut;) {
        Device b(site);
        b.remote.refuse = ++refused;
        const auto cut = b.sync();
        wasCut = b.remote.requests >= refused;
        QCOMPARE(cut.has_value(), !wasCut);
        if (wasCut)
            QCOMPARE(cut.error().code, ErrorCode::Network);
        b.remote.refuse = 0;
        const int before = b.remote.requests;
        b.mustSync();
        if (!wasCut)
            QCOMPARE(b.remote.requests - before, 1); // all has come
        compareSides(site, {&b});
    }
    QVERIFY(refused > 6);
}

void TestSync::manyPagesAreStoppedAnywhere()
{
    Site site;
    Device a(site);
    fillWithImages(a);
    int stopped = 0;
    for (bool wasStopped = true; wasStopped;) {
        Device b(site);
        std::stop_source stop;
        ++stopped;
        b.remote.beforeRequest = [&](int request) {
            if (request == stopped)
                stop.request_stop();
        };
        const auto report = Synchronizer(*b.file, b.remote, Key, b.clock).sync({stop.get_token()});
        wasStopped = stop.stop_requested();
        if (!report)
            QCOMPARE(report.error().code, ErrorCode::Cancelled);
        b.remote.beforeRequest = {};
        b.mustSync();
        compareSides(site, {&b});
    }
    QVERIFY(stopped > 6);
}

QTEST_GUILESS_MAIN(TestSync)
#include "test_sync.moc"
