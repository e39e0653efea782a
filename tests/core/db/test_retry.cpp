// What is harmless twice outlives a server that is busy, restarts or cuts connections; what is not is sent
// once.
#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"
#include "tests/support/childprocess.h"
#include "tests/support/hranaserver.h"

#include <thread>

using namespace galley;
using namespace galley::test;
using namespace std::chrono_literals;

namespace {

const Statement SelectOne = sql("SELECT 1");
const Statement InsertOnce = sql("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING");

QJsonObject fault(const char *what)
{
    return {{text("do"), text(what)}};
}

QJsonObject tooMany(const char *retryAfter)
{
    QJsonObject answer = answerWith(429, text(R"({"error":"slow down"})"));
    answer.insert(text("headers"), QJsonObject{{text("Retry-After"), text(retryAfter)}});
    return answer;
}

QJsonObject busy()
{
    return answerWith(
        200,
        text(
            R"({"baton":null,"base_url":null,"results":[{"type":"error","error":{"message":"database is locked",)"
            R"("code":"SQLITE_BUSY"}},{"type":"error","error":{"message":"x","code":"SQLITE_BUSY"}}]})"));
}

QList<QJsonObject> times(int n, const QJsonObject &what)
{
    return QList<QJsonObject>(n, what);
}

Transaction harmless()
{
    return {{InsertOnce}, {}, Transaction::Mode::Write, Transaction::Twice::Harmless};
}

} // namespace

class TestRetry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void outlivesAFault_data();
    void outlivesAFault();
    void endsWhenItLastsForEver_data() { outlivesAFault_data(); }
    void endsWhenItLastsForEver();
    void outlivesAServerThatStartsLate();
    void learnsTheDialectThroughFaults();
    void landsOnceThoughTheReplyIsLost();
    void outlivesFaultsWithTwoInFlight();
    void sendsOnceWhatIsNotHarmless();
    void doesNotRepeatALastingError_data();
    void doesNotRepeatALastingError();
    void waitsAsTheServerAsks();
    void growsAndVariesItsPauses();
    void endsAtOnceOnStop();
    void sleepsUntilStopped();

private:
    std::unique_ptr<TursoDatabase> connectTo(const RemoteConfig &config);
    int requests() { return m_server->stats().value(text("requests")).toInt(); }
    qint64 rows() { return m_db->execute(sql("SELECT count(*) FROM t"))->front().front().integer(); }

    std::unique_ptr<HranaServer> m_server;
    std::unique_ptr<TursoDatabase> m_db;
    std::vector<std::chrono::milliseconds> m_pauses;
    std::function<void()> m_whilePausing;
};

std::unique_ptr<TursoDatabase> TestRetry::connectTo(const RemoteConfig &config)
{
    RetryPolicy policy;
    policy.sleep = [this](std::chrono::milliseconds time, const std::stop_token &) {
        m_pauses.push_back(time);
        if (m_whilePausing)
            m_whilePausing();
    };
    auto opened = TursoDatabase::open(config, policy);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    return std::move(*opened);
}

void TestRetry::initTestCase()
{
    auto server = HranaServer::start();
    VERIFY_OK(server);
    m_server = std::move(*server);
}

void TestRetry::init()
{
    m_server->failNext({});
    m_db = connectTo(m_server->config());
    VERIFY_OK(m_db->execute(sql("DROP TABLE IF EXISTS t")));
    VERIFY_OK(m_db->execute(sql("CREATE TABLE t(id INTEGER PRIMARY KEY)")));
    m_pauses.clear();
    m_whilePausing = {};
}

void TestRetry::outlivesAFault_data()
{
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<QString>("code");
    const auto add = [](const char *name, const QJsonObject &what, ErrorCode code) {
        QTest::newRow(name) << what << errorCodeName(code);
    };
    add("429", answerWith(429, text("{}")), ErrorCode::Quota);
    add("429 with Retry-After", tooMany("1"), ErrorCode::Quota);
    add("502", answerWith(502, text("<html>Bad Gateway</html>"), text("text/html")), ErrorCode::Network);
    add("503", answerWith(503, text("{}")), ErrorCode::Network);
    add("504", answerWith(504, text("{}")), ErrorCode::Network);
    add("busy", busy(), ErrorCode::Busy);
    add("cut before it is carried out", fault("refuse"), ErrorCode::Network);
    add("cut after it was carried out", fault("drop"), ErrorCode::Network);
    add("cut in the reply", {{text("do"), text("truncate")}, {text("bytes"), 40}}, ErrorCode::Network);
}

void TestRetry::outlivesAFault()
{
    QFETCH(QJsonObject, fault);
    for (int n = 1; n <= 3; ++n) {
        m_server->failNext(times(n, fault));
        VERIFY_OK(m_db->execute(SelectOne));
        m_server->failNext(times(n, fault));
        VERIFY_OK(m_db->read({SelectOne, SelectOne}));
        m_server->failNext(times(n, fault));
        const auto written = m_db->run(harmless());
        VERIFY_OK(written);
        VERIFY_OK(written->body);
    }
    QVERIFY(m_pauses.size() >= 3 * 2); // fewer than the faults where Qt itself sends again
    QVERIFY(m_pauses.size() <= 3 * (1 + 2 + 3));
    QCOMPARE(rows(), 1);
}

void TestRetry::endsWhenItLastsForEver()
{
    QFETCH(QJsonObject, fault);
    QFETCH(QString, code);
    const auto expectEnd = [&](const auto &result) {
        QVERIFY(!result);
        QCOMPARE(errorCodeName(result.error().code), code);
        QCOMPARE(m_pauses.size(), std::size_t(3));
        m_pauses.clear();
    };
    m_server->failNext(times(100, fault));
    expectEnd(m_db->execute(SelectOne));
    expectEnd(m_db->read({SelectOne}));
    expectEnd(m_db->run(harmless()));
    m_server->failNext({});
    VERIFY_OK(m_db->execute(SelectOne));
}

void TestRetry::outlivesAServerThatStartsLate()
{
    const quint16 port = freePort();
    const auto db = connectTo(parseRemoteUrl(text("http://127.0.0.1:%1").arg(port)).value());
    VERIFY_FAILS(db->execute(SelectOne), ErrorCode::Network, "Nothing answers");
    QCOMPARE(m_pauses.size(), std::size_t(3));
    Result<std::unique_ptr<HranaServer>> late{std::unique_ptr<HranaServer>()};
    m_whilePausing = [&] {
        if (!*late)
            late = HranaServer::start({text("--port"), QString::number(port)});
    };
    VERIFY_OK(db->execute(SelectOne));
    QCOMPARE(m_pauses.size(), std::size_t(4));
}

void TestRetry::learnsTheDialectThroughFaults()
{
    const auto db = connectTo(m_server->config());
    m_server->failNext(times(2, answerWith(503, text("{}"))));
    VERIFY_OK(db->execute(sql("INSERT INTO t VALUES (7)"))); // what comes first changes nothing
    QCOMPARE(m_pauses.size(), std::size_t(2));
}

void TestRetry::landsOnceThoughTheReplyIsLost()
{
    VERIFY_OK(m_db->execute(sql("CREATE TABLE log(n)")));
    VERIFY_OK(m_db->execute(
        sql("CREATE TRIGGER once AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.id); END")));
    m_server->failNext(times(3, fault("drop")));
    const auto written = m_db->run(harmless());
    VERIFY_OK(written);
    VERIFY_OK(written->body);
    QCOMPARE(m_db->execute(sql("SELECT count(*) FROM log"))->front().front().integer(), 1);
}

void TestRetry::outlivesFaultsWithTwoInFlight()
{
    std::vector<Transaction> units;
    for (int i = 0; i < 8; ++i) {
        units.push_back(harmless());
        units.back().body = {sql("INSERT INTO t VALUES (?) ON CONFLICT DO NOTHING", {i}),
                             sql("SELECT ?", {i})};
    }
    const QJsonObject none;
    m_server->failNext({none, answerWith(503, text("{}")), none, busy(), fault("drop"), none, tooMany("1")});
    const auto results = m_db->transactions(units);
    QCOMPARE(results.size(), units.size());
    for (int i = 0; i < 8; ++i) {
        VERIFY_OK(results[std::size_t(i)]);
        VERIFY_OK(results[std::size_t(i)]->body);
        QCOMPARE(results[std::size_t(i)]->body->at(1).front().front().integer(), i); // each in its place
    }
    QCOMPARE(rows(), 8);
}

void TestRetry::sendsOnceWhatIsNotHarmless()
{
    const auto fails = [&](const auto &call) {
        m_server->failNext({answerWith(503, text("{}"))});
        const int before = requests();
        VERIFY_FAILS(call(), ErrorCode::Network, "problem of its own");
        QCOMPARE(requests() - before, 1);
    };
    fails([&] { return m_db->execute(sql("INSERT INTO t VALUES (1)")); });
    fails([&] { return m_db->execute(sql("WITH v(n) AS (SELECT 1) INSERT INTO t SELECT n FROM v")); });
    fails([&] { return m_db->transaction({sql("INSERT INTO t VALUES (1)")}); });
    fails([&] {
        return m_db->run({{SelectOne}, {sql("INSERT INTO t VALUES (1)")}, Transaction::Mode::Read});
    });
    QVERIFY(m_pauses.empty());
    QCOMPARE(rows(), 0);
}

void TestRetry::doesNotRepeatALastingError_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {400, 401, 402, 403, 404, 413, 500, 301})
        QTest::addRow("%d", status) << status;
}

void TestRetry::doesNotRepeatALastingError()
{
    QFETCH(int, status);
    m_server->failNext({answerWith(status, text("{}"))});
    QVERIFY(!m_db->execute(SelectOne));
    QVERIFY(m_pauses.empty());
    QVERIFY(!m_db->execute(sql("SELECT nonsense")));
    QVERIFY(m_pauses.empty());
}

void TestRetry::waitsAsTheServerAsks()
{
    m_server->failNext({tooMany("2")});
    VERIFY_OK(m_db->execute(SelectOne));
    QCOMPARE(m_pauses, std::vector{2000ms});
    m_pauses.clear();
    m_server->failNext({tooMany("11")}); // more than an author should sit through
    VERIFY_FAILS(m_db->execute(SelectOne), ErrorCode::Quota, "wait a little");
    QVERIFY(m_pauses.empty());
    m_server->failNext(times(3, tooMany("4")));
    VERIFY_FAILS(m_db->execute(SelectOne), ErrorCode::Quota, "wait a little");
    QCOMPARE(m_pauses, (std::vector{4000ms, 4000ms})); // a third would pass 10 s
    m_pauses.clear();
    m_server->failNext({tooMany("Sun, 06 Nov 2033 08:49:37 GMT")}); // the other form: our own pause
    VERIFY_OK(m_db->execute(SelectOne));
    QVERIFY(m_pauses.at(0) < 1s);
}

void TestRetry::growsAndVariesItsPauses()
{
    bool varies = false;
    auto first = -1ms;
    for (int round = 0; round < 20; ++round) {
        m_pauses.clear();
        m_server->failNext(times(3, answerWith(503, text("{}"))));
        VERIFY_OK(m_db->execute(SelectOne));
        QCOMPARE(m_pauses.size(), std::size_t(3));
        auto whole = 300ms;
        for (const auto pause : m_pauses) {
            QVERIFY(pause >= whole / 2 && pause <= whole * 3 / 2);
            whole *= 2;
        }
        varies = varies || (first >= 0ms && first != m_pauses.front());
        first = m_pauses.front();
    }
    QVERIFY(varies);
}

void TestRetry::endsAtOnceOnStop()
{
    std::stop_source source;
    m_whilePausing = [&] { source.request_stop(); };
    m_server->failNext(times(100, answerWith(503, text("{}"))));
    const int before = requests();
    VERIFY_FAILS(m_db->execute(SelectOne, {source.get_token()}), ErrorCode::Cancelled, "Cancelled");
    QCOMPARE(requests() - before, 1);
    source = std::stop_source();
    const std::vector<Transaction> units(6, harmless());
    for (const auto &result : m_db->transactions(units, {source.get_token()}))
        VERIFY_FAILS(result, ErrorCode::Cancelled, "Cancelled");
    QVERIFY(requests() - before <= 1 + 2);
    source = std::stop_source();
    VERIFY_FAILS(connectTo(m_server->config())->execute(SelectOne, {source.get_token()}),
                 ErrorCode::Cancelled, "Cancelled");
    m_server->failNext({});
    VERIFY_OK(m_db->execute(SelectOne));
}

void TestRetry::sleepsUntilStopped()
{
    std::stop_source source;
    std::jthread stopper([&] { source.request_stop(); });
    sleepUntilStopped(1h, source.get_token());
    QVERIFY(source.stop_requested());
}

QTEST_GUILESS_MAIN(TestRetry)
#include "test_retry.moc"
