// Each call has one ending, and a stop that is asked for brings it about whatever the server does.
#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"
#include "tests/support/faultproxy.h"
#include "tests/support/hranaserver.h"

#include <QTcpServer>
#include <QTcpSocket>

#include <thread>

using namespace galley;
using namespace galley::test;
using namespace std::chrono_literals;
using Kind = Fault::Kind;
using Times = FaultProxy::Times;

namespace {

// Longer than any test may take: who waits for it has failed.
constexpr auto Never = 200s;

/// Takes as many connections as the system keeps for it, and reads none of them; the next that comes is not even
/// connected.
class FullServer
{
public:
    FullServer()
    {
        m_server.setListenBacklogSize(1);
        m_server.listen(QHostAddress(QHostAddress::LocalHost));
    }

    quint16 port() const { return m_server.serverPort(); }
    /// Until one more is not let in.
    bool fill()
    {
        for (int i = 0; i < 20; ++i) {
            auto &socket = m_waiting.emplace_back(std::make_unique<QTcpSocket>());
            socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port());
            if (!socket->waitForConnected(200))
                return true;
        }
        return false;
    }

private:
    QTcpServer m_server; // no event loop runs here, so nothing is ever accepted
    std::vector<std::unique_ptr<QTcpSocket>> m_waiting;
};

std::unique_ptr<TursoDatabase> connectTo(const QString &url, std::chrono::milliseconds connect,
                                         std::chrono::milliseconds transfer, RetryPolicy retry = {.tries = 1})
{
    RemoteConfig config = parseRemoteUrl(url).value();
    config.connectTimeout = connect;
    config.transferTimeout = transfer;
    return std::move(TursoDatabase::open(config, std::move(retry)).value());
}

QString local(quint16 port)
{
    return text("http://127.0.0.1:%1").arg(port);
}

const Statement SelectOne = sql("SELECT 1");

} // namespace

class TestEndings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void stopEndsIt_data();
    void stopEndsIt();
    void stopEndsTheWaitForTheNextTry();
    void stopEndsWhatIsStillConnecting();
    void stopEndsAnUpload();
    void givesUpConnecting();
    void givesUpAnUploadThatNobodyReads();
    void goesOnWhileBytesMove();
    void endsOnceWhenAStopMeetsTheReply();
    void stoppedBeforeItBegins();

private:
    /// The call, with a stop asked for once it is under way.
    Result<Rows> stopped(TursoDatabase &db, const Statement &statement);

    std::unique_ptr<HranaServer> m_server;
    std::unique_ptr<FaultProxy> m_proxy;
};

void TestEndings::initTestCase()
{
    m_server = std::move(HranaServer::start().value());
    m_proxy = std::move(FaultProxy::start(quint16(m_server->config().url.port())).value());
    VERIFY_OK(connectTo(m_server->url(), 10s, 10s)->execute(sql("CREATE TABLE t(id INTEGER PRIMARY KEY, v)")));
}

void TestEndings::init()
{
    m_proxy->failAt(0, {}, Times::Once);
}

Result<Rows> TestEndings::stopped(TursoDatabase &db, const Statement &statement)
{
    std::stop_source source;
    const std::jthread later([&source] {
        std::this_thread::sleep_for(100ms);
        source.request_stop();
    });
    return db.execute(statement, {source.get_token()});
}

void TestEndings::stopEndsIt_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("request");
    for (const int request : {0, 1}) { // the first that finds out what the server knows, and the call itself
        QTest::addRow("silent, request %d", request) << int(Kind::DelayReply) << request;
        QTest::addRow("dripping, request %d", request) << int(Kind::Drip) << request;
    }
}

void TestEndings::stopEndsIt()
{
    QFETCH(int, kind);
    QFETCH(int, request);
    const auto db = connectTo(m_proxy->url(), Never, Never);
    m_proxy->failAt(request, {Kind(kind), 1, 5s}, Times::Once);
    VERIFY_FAILS(stopped(*db, SelectOne), ErrorCode::Cancelled, "Cancelled");
    m_proxy->failAt(0, {}, Times::Once);
    VERIFY_OK(db->execute(SelectOne)); // the connection serves on
}

void TestEndings::stopEndsTheWaitForTheNextTry()
{
    RetryPolicy patient;
    patient.firstPause = Never;
    patient.limit = 2 * Never;
    const auto db = connectTo(m_proxy->url(), Never, Never, patient);
    m_proxy->failAt(0, {Kind::LoseReply}, Times::Always);
    VERIFY_FAILS(stopped(*db, SelectOne), ErrorCode::Cancelled, "Cancelled");
}

void TestEndings::stopEndsWhatIsStillConnecting()
{
    FullServer server;
    QVERIFY(server.fill());
    const auto db = connectTo(local(server.port()), Never, Never);
    VERIFY_FAILS(stopped(*db, SelectOne), ErrorCode::Cancelled, "Cancelled");
}

void TestEndings::stopEndsAnUpload()
{
    const auto db = connectTo(m_proxy->url(), Never, Never);
    VERIFY_OK(db->execute(SelectOne));
    std::stop_source source;
    qint64 most = 0;
    CallOptions options{source.get_token(), [&](qint64 sent, qint64) {
                            most = sent;
                            if (sent > 0) // under way, far from done
                                source.request_stop();
                        }};
    const QByteArray bytes(30'000'000, 'x');
    VERIFY_FAILS(db->execute(sql("INSERT INTO t (v) VALUES (?)", {bytes}), options), ErrorCode::Cancelled, "Cancelled");
    QVERIFY(most > 0 && most < 40'000'000);
    VERIFY_OK(db->execute(SelectOne));
}

void TestEndings::givesUpConnecting()
{
    FullServer server;
    QVERIFY(server.fill());
    const auto db = connectTo(local(server.port()), 200ms, Never);
    VERIFY_FAILS(db->execute(SelectOne), ErrorCode::Network, "did not answer in time");
}

void TestEndings::givesUpAnUploadThatNobodyReads()
{
    const auto db = connectTo(m_proxy->url(), 10s, 10s);
    VERIFY_OK(db->execute(SelectOne));
    FullServer deaf; // its first connection stands, in the hands of the system
    const auto other = connectTo(local(deaf.port()), Never, 200ms);
    VERIFY_FAILS(other->execute(SelectOne), ErrorCode::Network, "did not answer in time");
}

/// No limit on the length of a call: one that takes several times the patience for silence.
void TestEndings::goesOnWhileBytesMove()
{
    const auto db = connectTo(m_proxy->url(), 10s, 1s);
    VERIFY_OK(db->execute(sql("INSERT OR REPLACE INTO t VALUES (1, ?)", {QString(15000, QLatin1Char('w'))})));
    m_proxy->failAt(0, {Kind::Drip, 700, 100ms}, Times::Once);
    const auto read = db->execute(sql("SELECT v FROM t WHERE id = 1"));
    VERIFY_OK(read);
    QCOMPARE(read->front().front().text().size(), 15000);
}

void TestEndings::endsOnceWhenAStopMeetsTheReply()
{
    const auto db = connectTo(m_proxy->url(), 10s, 10s);
    VERIFY_OK(db->execute(SelectOne));
    int done = 0;
    for (int i = 0; i < 150; ++i) {
        std::stop_source source;
        const std::jthread stopper([&source, i] {
            std::this_thread::sleep_for(std::chrono::microseconds(i * 97 % 6000));
            source.request_stop();
        });
        const auto read = db->execute(sql("SELECT ?", {i}), {source.get_token()});
        if (read)
            QCOMPARE(read->front().front().integer(), i); // its own, not that of a call that was stopped
        else
            QCOMPARE(errorCodeName(read.error().code), errorCodeName(ErrorCode::Cancelled));
        done += read ? 1 : 0;
    }
    QVERIFY(done < 150);
    VERIFY_OK(db->execute(SelectOne));
}

void TestEndings::stoppedBeforeItBegins()
{
    std::stop_source source;
    source.request_stop();
    const auto db = connectTo(m_proxy->url(), 10s, 10s);
    VERIFY_FAILS(db->execute(SelectOne, {source.get_token()}), ErrorCode::Cancelled, "Cancelled");
    QCOMPARE(m_proxy->requests(), 0);
}

QTEST_GUILESS_MAIN(TestEndings)
#include "test_endings.moc"
