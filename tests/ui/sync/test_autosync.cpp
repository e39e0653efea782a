// When a sync starts by itself. The times are made short; no check depends on how long anything took.
#include "ui/sync/autosync.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

using namespace galley;
using namespace std::chrono_literals;

namespace {

constexpr auto Never = 1h;

/// A sync that ends when the test says so.
class Site
{
public:
    AutoSync::Sync sync()
    {
        return [this] {
            ++m_asked;
            m_promise = std::make_shared<QPromise<Result<SyncReport>>>();
            m_promise->start();
            return m_promise->future();
        };
    }

    int asked() const { return m_asked; }
    void answer() { finish(SyncReport()); }
    void answer(ErrorCode code) { finish(Result<SyncReport>(fail(code, QStringLiteral("No.")))); }

private:
    void finish(const Result<SyncReport> &report)
    {
        const auto promise = std::exchange(m_promise, nullptr);
        promise->addResult(report);
        promise->finish();
        QCoreApplication::sendPostedEvents(); // the answer arrives; no timer's turn has come
    }

    int m_asked = 0;
    std::shared_ptr<QPromise<Result<SyncReport>>> m_promise;
};

} // namespace

class TestAutoSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWhenConnectedAndNotBefore();
    void waitsUntilWritingPauses();
    void comesBackByItself();
    void triesAgainAfterAFailure();
    void aSaveDoesNotHurryAFailure();
    void askedForMeanwhileItRunsOnceMore();
    void aCancelIsNoTrouble();
    void turnedOffItRests();
    void whenAskedAndNotBefore();

private:
    SystemClock m_clock;
};

void TestAutoSync::startsWhenConnectedAndNotBefore()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {Never, Never, Never, Never});
    sync.wrote();
    sync.syncNow();
    QCOMPARE(site.asked(), 0);
    sync.setOn(true);
    QCOMPARE(site.asked(), 1);
    QVERIFY(sync.isSyncing());
    QVERIFY(!sync.inStepSince().isValid());
    QSignalSpy ended(&sync, &AutoSync::ended);
    site.answer();
    QVERIFY(!sync.isSyncing());
    QCOMPARE(ended.count(), 1);
    QVERIFY(sync.inStepSince().isValid());
}

void TestAutoSync::waitsUntilWritingPauses()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {1ms, Never, Never, Never});
    sync.setOn(true);
    site.answer();
    sync.wrote();
    QCOMPARE(site.asked(), 1); // never in the call itself
    QTRY_COMPARE(site.asked(), 2);
    sync.wrote(); // while it runs: what was written may have come too late for it
    site.answer();
    QCOMPARE(site.asked(), 2);
    QTRY_COMPARE(site.asked(), 3);
}

void TestAutoSync::comesBackByItself()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {Never, 1ms, Never, Never});
    sync.setOn(true);
    site.answer();
    QTRY_COMPARE(site.asked(), 2);
    site.answer();
    QTRY_COMPARE(site.asked(), 3);
}

void TestAutoSync::triesAgainAfterAFailure()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {Never, Never, 1ms, 4ms});
    sync.setOn(true);
    for (int tries = 1; tries < 8; ++tries) {
        QTRY_COMPARE(site.asked(), tries);
        site.answer(ErrorCode::Network);
        QVERIFY(sync.trouble());
    }
    QTRY_COMPARE(site.asked(), 8);
    site.answer();
    QVERIFY(!sync.trouble());
}

void TestAutoSync::aSaveDoesNotHurryAFailure()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {1ms, Never, Never, Never});
    sync.setOn(true);
    site.answer(ErrorCode::Network);
    sync.wrote();
    QTest::qWait(30);
    QCOMPARE(site.asked(), 1);
    sync.syncNow(); // the author may
    QCOMPARE(site.asked(), 2);
}

void TestAutoSync::askedForMeanwhileItRunsOnceMore()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {Never, Never, Never, Never});
    sync.setOn(true);
    sync.syncNow();
    sync.syncNow();
    QCOMPARE(site.asked(), 1);
    site.answer();
    QCOMPARE(site.asked(), 2);
    site.answer();
    QCOMPARE(site.asked(), 2);
}

void TestAutoSync::aCancelIsNoTrouble()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {Never, Never, Never, Never});
    sync.setOn(true);
    site.answer(ErrorCode::Cancelled);
    QVERIFY(!sync.isSyncing());
    QVERIFY(!sync.trouble());
}

void TestAutoSync::turnedOffItRests()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {Never, 1ms, Never, Never});
    sync.setOn(true);
    site.answer(ErrorCode::Auth);
    sync.setOn(false);
    QVERIFY(!sync.trouble());
    QTest::qWait(30);
    QCOMPARE(site.asked(), 1);
    sync.setOn(true);
    QCOMPARE(site.asked(), 2);
}

void TestAutoSync::whenAskedAndNotBefore()
{
    Site site;
    AutoSync sync(site.sync(), m_clock, {1ms, 1ms, 1ms, 1ms});
    sync.setHabit(AutoSync::Habit::WhenAsked);
    sync.setOn(true);
    QCOMPARE(site.asked(), 0);
    sync.syncNow();
    QCOMPARE(site.asked(), 1);
    sync.wrote();
    site.answer();
    sync.wrote();
    sync.syncNow();
    site.answer(ErrorCode::Network);
    sync.wrote();
    QTest::qWait(50); // many times longer than any pause above
    QCOMPARE(site.asked(), 2);
    sync.setHabit(AutoSync::Habit::ByItself);
    QCOMPARE(site.asked(), 3);
}

QTEST_GUILESS_MAIN(TestAutoSync)
#include "test_autosync.moc"
