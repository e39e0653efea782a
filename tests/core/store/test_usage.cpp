#include "core/store/audit.h"
#include "core/store/usagelog.h"
#include "tests/support/testblog.h"

#include <QTest>

#include <thread>

using namespace galley;
using namespace galley::test;

namespace {

const QString Remote = QStringLiteral("https://blog.example.turso.io");
const QString Other = QStringLiteral("https://other.example.turso.io");

CallRecord call(qint64 rowsRead, qint64 rowsWritten)
{
    CallRecord record;
    record.statement = QStringLiteral("SELECT 1");
    record.statements = 1;
    record.requests = 1;
    record.bytesSent = 100;
    record.bytesReceived = 1000;
    record.rowsRead = rowsRead;
    record.rowsWritten = rowsWritten;
    return record;
}

} // namespace

class TestUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_blog = blogInMemory(); }

    void addsUpBeforeAndAfterSaving();
    void keepsMonthsAndRemotesApart();
    void severalProgramsAddToOneMonth();
    void keepsWhatCouldNotBeSaved();
    void savesAtIntervals();
    void remembersTheLastCalls();
    void countsCallsOfSeveralThreads();
    void storageIsThatOfThePages();

private:
    std::unique_ptr<SqliteDatabase> m_blog;
    FixedClock m_clock;
};

void TestUsage::addsUpBeforeAndAfterSaving()
{
    UsageLog log(m_clock);
    const CallRecorder record = log.recorderFor(Remote);
    QCOMPARE(log.thisMonth(Remote, *m_blog).value(), Usage());
    record(call(10, 1));
    record(call(5, 0));
    const Usage both{2, 200, 2000, 15, 1};
    QCOMPARE(log.thisMonth(Remote, *m_blog).value(), both);
    QCOMPARE(number(*m_blog, QStringLiteral("SELECT count(*) FROM galley_usage")), 0);
    QVERIFY(log.save(*m_blog));
    QCOMPARE(log.thisMonth(Remote, *m_blog).value(), both);
    QCOMPARE(UsageLog(m_clock).thisMonth(Remote, *m_blog).value(), both);
    record(call(5, 0));
    QVERIFY(log.save(*m_blog));
    QVERIFY(log.save(*m_blog));
    QCOMPARE(UsageLog(m_clock).thisMonth(Remote, *m_blog).value(), (Usage{3, 300, 3000, 20, 1}));
}

void TestUsage::keepsMonthsAndRemotesApart()
{
    UsageLog log(m_clock);
    m_clock.moment = QDateTime::fromString(QStringLiteral("2026-11-30T23:59:59Z"), Qt::ISODate);
    log.recorderFor(Remote)(call(1, 0));
    m_clock.moment = m_clock.moment.addSecs(1);
    QCOMPARE(log.thisMonth(Remote, *m_blog).value(), Usage());
    log.recorderFor(Remote)(call(2, 0));
    log.recorderFor(Other)(call(4, 0));
    QVERIFY(log.save(*m_blog));
    QCOMPARE(log.thisMonth(Remote, *m_blog)->rowsRead, 2);
    QCOMPARE(log.thisMonth(Other, *m_blog)->rowsRead, 4);
    QCOMPARE(number(*m_blog, QStringLiteral("SELECT rows_read FROM galley_usage WHERE month = '2026-11'")), 1);
    QCOMPARE(usagetable::monthOf(QDateTime::fromString(QStringLiteral("2026-12-01T01:00:00+02:00"), Qt::ISODate)),
             QStringLiteral("2026-11"));
}

void TestUsage::severalProgramsAddToOneMonth()
{
    UsageLog window(m_clock);
    UsageLog galleyctl(m_clock);
    window.recorderFor(Remote)(call(1, 0));
    galleyctl.recorderFor(Remote)(call(2, 0));
    QVERIFY(window.save(*m_blog));
    QVERIFY(galleyctl.save(*m_blog));
    QCOMPARE(window.thisMonth(Remote, *m_blog).value(), (Usage{2, 200, 2000, 3, 0}));
}

void TestUsage::keepsWhatCouldNotBeSaved()
{
    UsageLog log(m_clock);
    log.recorderFor(Remote)(call(7, 0));
    const auto empty = std::move(SqliteDatabase::inMemory().value());
    QVERIFY(!log.save(*empty));
    QVERIFY(log.save(*m_blog));
    QCOMPARE(log.thisMonth(Remote, *m_blog)->rowsRead, 7);
}

void TestUsage::savesAtIntervals()
{
    UsageLog log(m_clock);
    m_clock.moment = m_clock.moment.addSecs(3600);
    QVERIFY(!log.isDue());
    log.recorderFor(Remote)(call(1, 0));
    QVERIFY(log.isDue());
    QVERIFY(log.save(*m_blog));
    log.recorderFor(Remote)(call(1, 0));
    QVERIFY(!log.isDue());
    m_clock.moment = m_clock.moment.addSecs(3600);
    QVERIFY(log.isDue());
}

void TestUsage::remembersTheLastCalls()
{
    UsageLog log(m_clock);
    log.recorderFor(Other)(call(0, 0));
    for (int i = 1; i <= 150; ++i)
        log.recorderFor(Remote)(call(i, 0));
    const auto calls = log.lastCalls(Remote);
    QCOMPARE(calls.size(), 100U);
    QCOMPARE(calls.front().record.rowsRead, 150);
    QCOMPARE(calls.back().record.rowsRead, 51);
    QCOMPARE(calls.front().at, m_clock.moment);
    QVERIFY(log.lastCalls(Other).empty()); // pushed out by newer ones
}

void TestUsage::countsCallsOfSeveralThreads()
{
    UsageLog log(m_clock);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([record = log.recorderFor(Remote)] {
                for (int n = 0; n < 1000; ++n)
                    record(call(1, 1));
            });
        for (int i = 0; i < 20; ++i)
            QVERIFY(log.save(*m_blog));
    }
    QCOMPARE(log.thisMonth(Remote, *m_blog)->rowsRead, 4000);
}

void TestUsage::storageIsThatOfThePages()
{
    const auto before = readStorage(*m_blog);
    QVERIFY(before);
    QCOMPARE(before->measure, Storage::Measure::Pages);
    query(*m_blog, QStringLiteral("INSERT INTO galley_settings VALUES ('x', zeroblob(1000000))"));
    const auto after = readStorage(*m_blog);
    QVERIFY(after->bytes >= before->bytes + 990'000);
    QVERIFY(after->bytes <= before->bytes + 1'200'000);
}

QTEST_GUILESS_MAIN(TestUsage)
#include "test_usage.moc"
