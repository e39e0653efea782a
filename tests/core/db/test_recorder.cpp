#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"
#include "tests/support/hranaserver.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

const QString Secret = QStringLiteral("words of the post");

} // namespace

/// What a recorder is told of each call.
class TestRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void tellsOfEachCall();
    void addsUpTransactions();
    void tellsOfFailures();
    void tellsNoArgument();

private:
    const CallRecord &last() const { return m_records.back(); }

    std::unique_ptr<HranaServer> m_server;
    std::unique_ptr<TursoDatabase> m_db;
    std::vector<CallRecord> m_records;
};

void TestRecorder::init()
{
    auto server = HranaServer::start();
    VERIFY_OK(server);
    m_server = std::move(*server);
    m_records.clear();
    auto db = TursoDatabase::open(m_server->config(), {.tries = 1},
                                  [this](const CallRecord &record) { m_records.push_back(record); });
    VERIFY_OK(db);
    m_db = std::move(*db);
    VERIFY_OK(m_db->execute(sql("CREATE TABLE t(id INTEGER PRIMARY KEY, v)")));
    VERIFY_OK(m_db->execute(sql("INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')")));
    QCOMPARE(m_records.size(), 2U);
    QCOMPARE(m_records[0].requests, 2); // one found out what the server understands
    QCOMPARE(m_records[1].requests, 1);
    QCOMPARE(last().rowsWritten, 3);
}

void TestRecorder::tellsOfEachCall()
{
    VERIFY_OK(m_db->execute(sql("SELECT *\n  FROM t")));
    QCOMPARE(m_records.size(), 3U);
    QCOMPARE(last().statement, QStringLiteral("SELECT * FROM t"));
    QCOMPARE(last().statements, 1);
    QCOMPARE(last().requests, 1);
    QCOMPARE(last().rowsRead, 3);
    QVERIFY(last().bytesSent > 100 && last().bytesSent < 1000);
    QVERIFY(last().bytesReceived > 100 && last().bytesReceived < 2000);
    QVERIFY(last().queryMs > 0);
    QVERIFY(last().elapsedMs > 0);
    QVERIFY(!last().error);
}

void TestRecorder::addsUpTransactions()
{
    const Transaction one{{sql("UPDATE t SET v = 'x' WHERE id = 1"), sql("SELECT * FROM t")}, {sql("SELECT 1")}};
    m_db->transactions(std::vector<Transaction>(3, one));
    QCOMPARE(m_records.size(), 3U);
    QCOMPARE(last().statement, QStringLiteral("UPDATE t SET v = 'x' WHERE id = 1"));
    QCOMPARE(last().statements, 9);
    QCOMPARE(last().requests, 3);
    QCOMPARE(last().rowsRead, 3 * (3 + 1));
    QCOMPARE(last().rowsWritten, 3);
    QVERIFY(!last().error);
}

void TestRecorder::tellsOfFailures()
{
    QVERIFY(!m_db->execute(sql("SELECT * FROM none")));
    QCOMPARE(last().error, ErrorCode::Protocol);
    QVERIFY(!m_db->transaction({sql("INSERT INTO t VALUES (1, 'again')")}));
    QCOMPARE(last().error, ErrorCode::Constraint);
    std::stop_source stopped;
    stopped.request_stop();
    QVERIFY(!m_db->execute(sql("SELECT 1"), {.stop = stopped.get_token()}));
    QCOMPARE(last().error, ErrorCode::Cancelled);
    QCOMPARE(last().requests, 0);
    m_server.reset();
    QVERIFY(!m_db->execute(sql("SELECT 1")));
    QCOMPARE(last().error, ErrorCode::Network);
    QCOMPARE(last().rowsRead, 0);
    QCOMPARE(m_records.size(), 6U);
}

void TestRecorder::tellsNoArgument()
{
    const QString longSql = QStringLiteral("SELECT ") + QStringList(1000, QStringLiteral("?")).join(QLatin1String(", "));
    VERIFY_OK(m_db->execute({longSql, std::vector<Value>(1000, Secret)}));
    QVERIFY(last().statement.startsWith(QLatin1String("SELECT ?, ?")));
    QVERIFY(last().statement.size() < 300);
    QVERIFY(!last().statement.contains(Secret));
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "test_recorder.moc"
