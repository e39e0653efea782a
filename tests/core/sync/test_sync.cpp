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
};

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

QTEST_GUILESS_MAIN(TestSync)
#include "test_sync.moc"
