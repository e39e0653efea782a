// TursoDatabase against servers that fail in every way they can, and what it says about it.
#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"
#include "tests/support/canary.h"
#include "tests/support/childprocess.h"
#include "tests/support/hranaserver.h"

#include <QJsonArray>
#include <QTcpServer>

#include <thread>

using namespace galley;
using namespace galley::test;

namespace {

const Statement SelectOne = sql("SELECT 1");

QJsonObject fault(const char *what, const char *key = nullptr, const QJsonValue &value = {})
{
    QJsonObject made{{text("do"), text(what)}};
    if (key != nullptr)
        made.insert(text(key), value);
    return made;
}

/// A sentence for a person: ends with a full stop, and tells what to do after a semicolon, a comma or by
/// itself.
bool isSentence(const QString &message)
{
    return message.endsWith(QLatin1Char('.')) && message.count(QLatin1String(". ")) == 0 &&
           !message.contains(QLatin1Char('%')) && message.size() < 200;
}

std::unique_ptr<HranaServer> serverWith(const QStringList &options = {})
{
    auto started = HranaServer::start(options);
    if (!started)
        qFatal("%s", qPrintable(started.error().message));
    return std::move(*started);
}

/// One try, so that each fault shows; test_retry.cpp has the others.
std::unique_ptr<TursoDatabase> connectTo(const RemoteConfig &config)
{
    auto opened = TursoDatabase::open(config, {.tries = 1});
    if (!opened)
        qFatal("%s", qPrintable(opened.error().message));
    return std::move(*opened);
}

} // namespace

class TestTurso : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void learnsTheDialectOnce_data();
    void learnsTheDialectOnce();
    void forgetsTheDialectAfterNotFound();
    void explainsEachAnswer_data();
    void explainsEachAnswer();
    void explainsEachErrorInside_data();
    void explainsEachErrorInside();
    void explainsWhatIsNoServer();
    void explainsACutReply();
    void explainsASilentServer();
    void explainsAServerThatShakesNoHands();
    void takesOnlyTheResultOfCommitForSuccess_data();
    void takesOnlyTheResultOfCommitForSuccess();
    void sendsTheTokenToItsOriginOnly();
    void refusesAForeignBaseUrl();
    void handsTheReplicationIndexBack();
    void writesOnceThoughDeliveredTwice();
    void knowsWhatStandsAfterALostReply();
    void keepsTwoInFlight();
    void stopsTryingAfterTheServerIsGone();
    void holdsNoStream();
    void enforcesForeignKeysParentsFirst();
    void refusesAReplyThatIsTooLarge();
    void stopsAReplyWithoutEnd();
    void countsBytes();
    void cancelsWhileTheServerIsSilent();
    void namesWrongCertificateFiles();

private:
    std::unique_ptr<HranaServer> m_server; // for the many rows that leave nothing behind
    std::unique_ptr<HranaServer> m_withoutClose;
};

void TestTurso::initTestCase()
{
    m_server = serverWith();
    m_withoutClose = serverWith({text("--no-close"), text("http")});
}

void TestTurso::learnsTheDialectOnce_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QStringList>("paths");
    const auto v3 = text("/v3/pipeline");
    const auto v2 = text("/v2/pipeline");
    QTest::newRow("3 with close") << QStringList{} << QStringList{v3, v3, v3};
    QTest::newRow("3, close is an error")
        << QStringList{text("--no-close"), text("reply")} << QStringList{v3, v3, v3};
    QTest::newRow("2 with close") << QStringList{text("--versions"), text("2")}
                                  << QStringList{v3, v2, v2, v2};
    QTest::newRow("2, close is a 500")
        << QStringList{text("--versions"), text("2"), text("--no-close"), text("http")}
        << QStringList{v3, v2, v2, v2};
}

void TestTurso::learnsTheDialectOnce()
{
    QFETCH(QStringList, options);
    QFETCH(QStringList, paths);
    const auto server = serverWith(options);
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(SelectOne));
    VERIFY_OK(db->execute(SelectOne));
    QStringList asked;
    for (const QJsonValue &path : server->stats().value(text("paths")).toArray())
        asked += path.toString();
    QCOMPARE(asked, paths);
}

void TestTurso::forgetsTheDialectAfterNotFound()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(SelectOne));
    server->failNext({answerWith(404, text("Not Found"), text("text/plain"))});
    VERIFY_FAILS(db->execute(SelectOne), ErrorCode::NotFound, "no Turso database");
    VERIFY_OK(db->execute(SelectOne));
    QCOMPARE(db->lastCall().requests, 2);
}

void TestTurso::explainsEachAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("detail");
    const auto add = [](const char *name, int status, const char *body, const char *type, ErrorCode code,
                        const char *words, const char *detail) {
        QTest::newRow(name) << status << text(body) << text(type) << errorCodeName(code) << text(words)
                            << text(detail);
    };
    constexpr const char *Json = "application/json";
    constexpr const char *Html = "text/html";
    constexpr const char *Plain = "text/plain";
    add("401, error as text", 401, R"({"error":"Unauthorized: expired"})", Json, ErrorCode::Auth, "the token",
        "expired");
    add("401, error as object", 401, R"({"error":{"message":"bad token","code":"AUTH_JWT_INVALID"}})", Json,
        ErrorCode::Auth, "the token", "AUTH_JWT_INVALID: bad token");
    add("401, message and code", 401, R"({"message":"bad token","code":"AUTH_JWT_INVALID"})", Json,
        ErrorCode::Auth, "the token", "AUTH_JWT_INVALID: bad token");
    add("401, plain", 401, "no", Plain, ErrorCode::Auth, "the token", "HTTP 401, no");
    add("401, nothing", 401, "", Plain, ErrorCode::Auth, "the token", "HTTP 401");
    add("403", 403, R"({"error":"forbidden"})", Json, ErrorCode::Auth, "does not allow", "forbidden");
    add("403, plan used up", 403, R"({"error":{"message":"writes are blocked","code":"BLOCKED"}})", Json,
        ErrorCode::Quota, "limit of its plan", "writes are blocked");
    add("404", 404, R"({"error":"Namespace doesn't exist"})", Json, ErrorCode::NotFound, "check the address",
        "Namespace");
    add("413", 413, "<html>413</html>", Html, ErrorCode::TooLarge, "too large", "HTTP 413");
    add("429", 429, R"({"error":"slow down"})", Json, ErrorCode::Quota, "wait a little", "slow down");
    add("500", 500, R"({"error":"internal"})", Json, ErrorCode::Network, "problem of its own", "internal");
    add("502, HTML", 502, "<html><body>Bad Gateway</body></html>", Html, ErrorCode::Network,
        "problem of its own", "HTTP 502");
    add("503", 503, "busy", Plain, ErrorCode::Network, "try again in a few minutes", "busy");
    add("400, JSON", 400, R"({"error":"no"})", Json, ErrorCode::Protocol, "did not understand", "no");
    add("400, HTML", 400, "<html>Bad Request</html>", Html, ErrorCode::Protocol, "web page", "HTTP 400");
    add("400, certificate wanted", 400,
        "<html><head><title>400 No required SSL certificate was sent</title></head></html>", Html,
        ErrorCode::Tls, "asks for a client certificate", "HTTP 400");
    add("400, certificate refused", 400,
        "<html><head><title>400 The SSL certificate error</title></head></html>", Html, ErrorCode::Tls,
        "did not accept your client certificate", "HTTP 400");
    add("400, not protected", 400,
        "<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>", Html,
        ErrorCode::Protocol, "https://", "HTTP 400");
    add("200, HTML", 200, "<!doctype html><title>Hello</title>", Html, ErrorCode::Protocol, "web page",
        "HTTP 200");
    add("200, HTML as JSON", 200, "\n <!doctype html><title>Hello</title>", Json, ErrorCode::Protocol,
        "web page", "HTTP 200");
    add("200, other JSON", 200, R"({"hello":"world"})", Json, ErrorCode::Protocol, "not that of a Turso",
        "results");
    add("200, nothing", 200, "", Json, ErrorCode::Protocol, "not that of a Turso", "JSON");
    add("204", 204, "", Json, ErrorCode::Protocol, "did not understand", "HTTP 204");
}

void TestTurso::explainsEachAnswer()
{
    QFETCH(int, status);
    QFETCH(QString, body);
    QFETCH(QString, type);
    QFETCH(QString, code);
    QFETCH(QString, words);
    QFETCH(QString, detail);
    HranaServer *server = m_server.get();
    server->failNext({});
    const auto db = connectTo(server->config());
    VERIFY_OK(db->transaction({sql("DROP TABLE IF EXISTS t"), sql("CREATE TABLE t(v)")}));
    // In the middle, to a single statement and to a transaction.
    server->failNext({answerWith(status, body, type), answerWith(status, body, type)});
    const auto single = db->execute(sql("INSERT INTO t VALUES (1)"));
    QVERIFY(!single);
    QCOMPARE(errorCodeName(single.error().code), code);
    QVERIFY2(single.error().message.contains(words), qPrintable(single.error().message));
    QVERIFY2(single.error().detail.contains(detail), qPrintable(single.error().detail));
    QVERIFY2(isSentence(single.error().message), qPrintable(single.error().message));
    if (status != 404) {
        const auto inside = db->transaction({sql("INSERT INTO t VALUES (2)")});
        QVERIFY(!inside);
        QCOMPARE(inside.error().message, single.error().message);
    }
    server->failNext({});
    QCOMPARE(db->execute(sql("SELECT count(*) FROM t"))->front().front().integer(), 0);
    // As the first answer of all. Where that may mean "I do not know close", the next says the same.
    const QList<QJsonObject> all(3, answerWith(status, body, type));
    server->failNext(all);
    const auto first = connectTo(server->config())->execute(SelectOne);
    QVERIFY(!first);
    QCOMPARE(errorCodeName(first.error().code), code);
}

void TestTurso::explainsEachErrorInside_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *code, const char *message, ErrorCode expected) {
        QTest::newRow(code) << text(code) << text(message) << errorCodeName(expected);
    };
    add("SQLITE_CONSTRAINT_UNIQUE", "UNIQUE constraint failed: t.v", ErrorCode::Constraint);
    add("SQLITE_CONSTRAINT", "anything", ErrorCode::Constraint);
    add("BATCH_STEP_ERROR", "Runtime error: NOT NULL constraint failed: t.v (19)", ErrorCode::Constraint);
    add("SQLITE_BUSY", "database is locked", ErrorCode::Busy);
    add("SQLITE_READONLY", "attempt to write a readonly database", ErrorCode::ReadOnly);
    add("SQLITE_AUTH", "not authorized", ErrorCode::Auth);
    add("BLOCKED", "Operation was blocked", ErrorCode::Quota);
    add("SQLITE_FULL", "database or disk is full", ErrorCode::Quota);
    add("SQLITE_TOOBIG", "string or blob too big", ErrorCode::TooLarge);
    add("RESPONSE_TOO_LARGE", "Response is too large", ErrorCode::TooLarge);
    add("SQLITE_CORRUPT", "database disk image is malformed", ErrorCode::Corrupt);
    add("SQLITE_UNKNOWN", "no such table: t", ErrorCode::Protocol);
    add("", "", ErrorCode::Protocol);
}

void TestTurso::explainsEachErrorInside()
{
    QFETCH(QString, code);
    QFETCH(QString, message);
    QFETCH(QString, expected);
    HranaServer *server = m_withoutClose.get();
    server->failNext({});
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(SelectOne));
    const QString error = text(R"({"message":"%1","code":"%2"})").arg(message, code);
    const QString ok =
        text(R"({"baton":null,"base_url":null,"results":[{"type":"ok","response":{"type":"batch",)"
             R"("result":{"step_results":[null],"step_errors":[%1]}}}]})");
    const QString refused = text(R"({"baton":null,"base_url":null,"results":[{"type":"error","error":%1}]})");
    for (const QString &shape : {ok, refused}) {
        server->failNext({answerWith(200, shape.arg(error))});
        const auto failed = db->execute(SelectOne);
        QVERIFY(!failed);
        QCOMPARE(errorCodeName(failed.error().code), expected);
        QVERIFY2(isSentence(failed.error().message), qPrintable(failed.error().message));
        QVERIFY(failed.error().detail.contains(message));
    }
}

void TestTurso::explainsWhatIsNoServer()
{
    const auto config = [](const QString &url) { return parseRemoteUrl(url).value(); };
    const auto refused = connectTo(config(text("http://127.0.0.1:%1").arg(freePort())))->execute(SelectOne);
    VERIFY_FAILS(refused, ErrorCode::Network, "Nothing answers at http://127.0.0.1:");
    QVERIFY(isSentence(refused.error().message));
    const auto unknown = connectTo(config(text("libsql://nohost.invalid")))->execute(SelectOne);
    VERIFY_FAILS(unknown, ErrorCode::Network, "https://nohost.invalid can't be found");
    QVERIFY(isSentence(unknown.error().message));
    // TLS to a server that speaks none.
    const auto server = serverWith();
    QString url = server->url();
    const auto plain = connectTo(config(url.replace(text("http://"), text("https://"))))->execute(SelectOne);
    VERIFY_FAILS(plain, ErrorCode::Tls, "does not speak TLS");
    // A redirect is not followed, and its target gets nothing.
    const auto target = serverWith();
    QJsonObject redirect = answerWith(307, QString());
    redirect.insert(text("headers"), QJsonObject{{text("Location"), target->url() + text("/v3/pipeline")}});
    server->failNext({redirect});
    VERIFY_FAILS(connectTo(server->config())->execute(SelectOne), ErrorCode::Protocol,
                 "points to another address");
    QCOMPARE(target->stats().value(text("requests")).toInt(), 0);
}

void TestTurso::explainsACutReply()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(sql("CREATE TABLE t(v)")));
    for (const int bytes : {0, 1, 40, 200}) {
        server->failNext({fault("truncate", "bytes", bytes)});
        VERIFY_FAILS(db->execute(SelectOne), ErrorCode::Network, "was cut");
    }
    VERIFY_OK(db->execute(SelectOne));
}

void TestTurso::explainsASilentServer()
{
    const auto server = serverWith();
    RemoteConfig config = server->config();
    config.transferTimeout = std::chrono::milliseconds(100);
    const auto db = connectTo(config);
    VERIFY_OK(db->execute(SelectOne));
    server->failNext({fault("delay", "ms", 1500)});
    VERIFY_FAILS(db->execute(SelectOne), ErrorCode::Network, "did not answer in time");
}

void TestTurso::explainsAServerThatShakesNoHands()
{
    QTcpServer silent; // takes connections, but says nothing to a TLS greeting
    QVERIFY(silent.listen(QHostAddress(QHostAddress::LocalHost)));
    RemoteConfig config = parseRemoteUrl(text("https://127.0.0.1:%1").arg(silent.serverPort())).value();
    config.connectTimeout = std::chrono::milliseconds(200);
    VERIFY_FAILS(connectTo(config)->execute(SelectOne), ErrorCode::Network, "did not answer in time");
}

void TestTurso::takesOnlyTheResultOfCommitForSuccess_data()
{
    QTest::addColumn<QString>("results");
    QTest::addColumn<QString>("errors");
    QTest::addColumn<QString>("code");
    const auto add = [](const char *name, const char *results, const char *errors, ErrorCode code) {
        QTest::newRow(name) << text(results) << text(errors) << errorCodeName(code);
    };
    // The steps: BEGIN, one INSERT, COMMIT, ROLLBACK. "r" stands for a result.
    add("all skipped, no error", "null,null,null,null", "null,null,null,null", ErrorCode::Protocol);
    add("COMMIT skipped, no error", "r,r,null,r", "null,null,null,null", ErrorCode::Protocol);
    add("COMMIT fails", "r,r,null,r",
        R"(null,null,{"message":"database is locked","code":"SQLITE_BUSY"},null)", ErrorCode::Busy);
    add("BEGIN fails", "null,null,null,null",
        R"({"message":"database is locked","code":"SQLITE_BUSY"},null,null,null)", ErrorCode::Busy);
    add("ROLLBACK fails too", "r,null,null,null",
        R"(null,{"message":"NOT NULL constraint failed","code":"X"},null,{"message":"no transaction","code":"X"})",
        ErrorCode::Constraint);
    add("a step of the body without a result", "r,null,r,null", "null,null,null,null", ErrorCode::Protocol);
}

void TestTurso::takesOnlyTheResultOfCommitForSuccess()
{
    QFETCH(QString, results);
    QFETCH(QString, errors);
    QFETCH(QString, code);
    HranaServer *server = m_withoutClose.get();
    server->failNext({});
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(SelectOne));
    const QString shape =
        text(R"({"baton":null,"base_url":null,"results":[{"type":"ok","response":{"type":"batch",)"
             R"("result":{"step_results":[%1],"step_errors":[%2]}}}]})");
    results.replace(QLatin1Char('r'), text(R"({"cols":[],"rows":[]})"));
    server->failNext({answerWith(200, shape.arg(results, errors))});
    const auto done = db->transaction({sql("INSERT INTO t VALUES (1)")});
    QVERIFY(!done);
    QCOMPARE(errorCodeName(done.error().code), code);
}

void TestTurso::sendsTheTokenToItsOriginOnly()
{
    const auto server = serverWith();
    server->askFor(text(CanaryToken));
    RemoteConfig config = server->config();
    const auto without = connectTo(config)->execute(SelectOne);
    VERIFY_FAILS(without, ErrorCode::Auth, "token");
    config.token = text("GALLEY-CANARY-wrong");
    const auto wrong = connectTo(config)->execute(SelectOne);
    VERIFY_FAILS(wrong, ErrorCode::Auth, "token");
    QVERIFY(!(wrong.error().message + wrong.error().detail).contains(config.token));
    config.token = text(CanaryToken);
    const auto db = connectTo(config);
    VERIFY_OK(db->execute(SelectOne));
    QVERIFY(!db->location().contains(config.token));
    QCOMPARE(server->stats().value(text("authorizations")).toArray().last().toString(),
             text("Bearer ") + text(CanaryToken));
}

void TestTurso::refusesAForeignBaseUrl()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    server->failNext({fault("base_url", "value", server->url()), fault("base_url", "value", server->url()),
                      fault("base_url", "value", text("http://127.0.0.1:1"))});
    VERIFY_OK(db->execute(SelectOne)); // its own origin may be named
    VERIFY_FAILS(db->execute(SelectOne), ErrorCode::Protocol, "not that of a Turso database");
    VERIFY_OK(db->execute(SelectOne));
}

void TestTurso::handsTheReplicationIndexBack()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(SelectOne));
    server->failNext({fault("index", "value", text("42"))});
    VERIFY_OK(db->execute(SelectOne));
    VERIFY_OK(db->execute(SelectOne));
    const QJsonArray bodies = server->stats().value(text("bodies")).toArray();
    QVERIFY(!bodies.at(bodies.size() - 2).toString().contains(text("replication_index")));
    QVERIFY(bodies.last().toString().contains(text(R"("replication_index":"42")")));
}

void TestTurso::writesOnceThoughDeliveredTwice()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->transaction(
        {sql("CREATE TABLE ops(op_id TEXT PRIMARY KEY, guard NOT NULL)"), sql("CREATE TABLE t(v)")}));
    server->failNext({fault("twice")});
    const Transaction op{{sql("INSERT INTO ops VALUES ('op', 1)"), sql("INSERT INTO t VALUES (1)")},
                         {sql("SELECT count(*) FROM ops"), sql("SELECT count(*) FROM t")}};
    auto done = db->run(op);
    VERIFY_OK(done);
    QCOMPARE(done->body.error().code, ErrorCode::Constraint);  // of the second delivery
    QCOMPARE(done->after.at(0)->front().front().integer(), 1); // what counts: it landed, once
    QCOMPARE(done->after.at(1)->front().front().integer(), 1);
}

void TestTurso::knowsWhatStandsAfterALostReply()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->transaction(
        {sql("CREATE TABLE ops(op_id TEXT PRIMARY KEY, guard NOT NULL)"), sql("CREATE TABLE t(v)")}));
    const Transaction op{{sql("INSERT INTO ops VALUES ('op', 1)"), sql("INSERT INTO t VALUES (1)")},
                         {sql("SELECT count(*) FROM t")}};
    for (const char *what : {"refuse", "drop"}) {
        // Qt may send again by itself, so each of two deliveries fails.
        server->failNext({fault(what), fault(what)});
        VERIFY_FAILS(db->run(op), ErrorCode::Network, "was cut");
    }
    server->failNext({});
    auto again = db->run(op);
    VERIFY_OK(again);
    QCOMPARE(again->after.at(0)->front().front().integer(), 1);
}

void TestTurso::keepsTwoInFlight()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(sql("CREATE TABLE t(id INTEGER PRIMARY KEY)")));
    // The first is slow: the second flies beside it, and the results keep their order all the same.
    server->failNext({fault("delay", "ms", 300), fault("delay", "ms", 50)});
    std::vector<Transaction> units;
    for (int i = 0; i < 6; ++i)
        units.push_back({{sql("INSERT INTO t VALUES (?) RETURNING id", {i})}, {}});
    const auto results = db->transactions(units);
    QCOMPARE(results.size(), units.size());
    for (int i = 0; i < 6; ++i)
        QCOMPARE(results[std::size_t(i)]->body->front().front().front().integer(), i);
    QCOMPARE(server->stats().value(text("max_in_flight")).toInt(), 2);
    QCOMPARE(db->lastCall().requests, 6);
}

void TestTurso::stopsTryingAfterTheServerIsGone()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(sql("CREATE TABLE t(id INTEGER PRIMARY KEY)")));
    server->failNext(QList<QJsonObject>(20, answerWith(401, text("{}"))));
    const std::vector<Transaction> units(10, Transaction{{sql("INSERT INTO t VALUES (1)")}, {}});
    for (const auto &result : db->transactions(units))
        VERIFY_FAILS(result, ErrorCode::Auth, "token");
    QCOMPARE(db->lastCall().requests, 2);
}

void TestTurso::holdsNoStream()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(SelectOne));
    VERIFY_OK(db->transaction({SelectOne}));
    QVERIFY(!db->execute(sql("nonsense")));
    QCOMPARE(server->stats().value(text("open_streams")).toInt(), 0);
    for (const QJsonValue &body : server->stats().value(text("bodies")).toArray())
        QVERIFY(body.toString().startsWith(text(R"({"baton":null,)")));
}

void TestTurso::enforcesForeignKeysParentsFirst()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->transaction({sql("CREATE TABLE p(id INTEGER PRIMARY KEY)"),
                               sql("CREATE TABLE c(p_id INTEGER NOT NULL REFERENCES p(id))")}));
    const Statement parent = sql("INSERT INTO p VALUES (1)");
    const Statement child = sql("INSERT INTO c VALUES (1)");
    VERIFY_FAILS(db->transaction({child, parent}), ErrorCode::Constraint, "breaks one of its rules");
    VERIFY_OK(db->transaction({parent, child}));
    VERIFY_FAILS(db->transaction({sql("DELETE FROM p")}), ErrorCode::Constraint, "breaks one of its rules");
}

void TestTurso::refusesAReplyThatIsTooLarge()
{
    const auto server = serverWith({text("--max-reply"), text("100000"), text("--max-body"), text("300000")});
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(sql("CREATE TABLE t(v)")));
    VERIFY_OK(db->execute(sql("INSERT INTO t VALUES (?)", {QByteArray(200000, 'x')})));
    VERIFY_FAILS(db->execute(sql("SELECT v FROM t")), ErrorCode::TooLarge, "too large");
    QCOMPARE(db->execute(sql("SELECT substr(v, 1, 1000) FROM t"))->front().front().blob().size(), 1000);
    // Qt sees either the 413 or, when the server hangs up while it still writes, a cut connection.
    const auto sent = db->execute(sql("INSERT INTO t VALUES (?)", {QByteArray(400000, 'x')}));
    QVERIFY(!sent);
    QVERIFY(sent.error().code == ErrorCode::TooLarge || sent.error().code == ErrorCode::Network);
    // The old connection may be cut just now, and this client tries once only.
    QCOMPARE(connectTo(server->config())->execute(sql("SELECT count(*) FROM t"))->front().front().integer(), 1);
}

void TestTurso::stopsAReplyWithoutEnd()
{
    const auto server = serverWith({text("--max-reply"), text("200000000")});
    const auto db = connectTo(server->config());
    VERIFY_FAILS(db->execute(sql("SELECT zeroblob(60000000)")), ErrorCode::TooLarge,
                 "too large to be taken in one piece");
    VERIFY_OK(db->execute(SelectOne));
}

void TestTurso::countsBytes()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(sql("CREATE TABLE t(v)")));
    std::mutex mutex;
    qint64 sent = 0;
    qint64 received = 0;
    bool monotonic = true;
    CallOptions options;
    options.progress = [&](qint64 s, qint64 r) {
        const std::lock_guard lock(mutex);
        monotonic = monotonic && s >= sent && r >= received;
        sent = s;
        received = r;
    };
    const QByteArray bytes(1000 * 1000, 'x');
    VERIFY_OK(db->transaction({sql("INSERT INTO t VALUES (?) RETURNING v", {bytes})}, options));
    const std::lock_guard lock(mutex);
    QVERIFY(monotonic);
    QVERIFY2(sent > 1333333 && sent < 1400000, qPrintable(QString::number(sent)));
    QVERIFY2(received > 1333333 && received < 1400000, qPrintable(QString::number(received)));
    QCOMPARE(db->lastCall().bytesSent, sent);
    QCOMPARE(db->lastCall().bytesReceived, received);
    QVERIFY(db->lastCall().elapsedMs > 0);
    QVERIFY(db->lastCall().queryMs > 0);
}

void TestTurso::cancelsWhileTheServerIsSilent()
{
    const auto server = serverWith();
    const auto db = connectTo(server->config());
    VERIFY_OK(db->execute(SelectOne));
    server->failNext({fault("delay", "ms", 4000), fault("delay", "ms", 4000)});
    std::stop_source source;
    const std::jthread later([&source] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        source.request_stop();
    });
    const std::vector<Transaction> units(5, Transaction{{SelectOne}, {}});
    for (const auto &result : db->transactions(units, {source.get_token()}))
        VERIFY_FAILS(result, ErrorCode::Cancelled, "Cancelled");
    VERIFY_OK(db->execute(SelectOne));
}

void TestTurso::namesWrongCertificateFiles()
{
    QTemporaryDir dir;
    QFile junk(dir.filePath(text("junk.pem")));
    QVERIFY(junk.open(QIODevice::WriteOnly));
    junk.write("not a certificate");
    junk.close();
    const RemoteConfig base = parseRemoteUrl(text("libsql://blog.example")).value();
    RemoteConfig config = base;
    config.caFile = dir.filePath(text("none.pem"));
    VERIFY_FAILS(TursoDatabase::open(config), ErrorCode::Io, "none.pem, can't be read");
    config.caFile = junk.fileName();
    VERIFY_FAILS(TursoDatabase::open(config), ErrorCode::Tls, "no certificate in PEM form in junk.pem");
    config = base;
    config.clientCertFile = junk.fileName();
    VERIFY_FAILS(TursoDatabase::open(config), ErrorCode::Tls, "go together");
}

QTEST_GUILESS_MAIN(TestTurso)
#include "test_turso.moc"
