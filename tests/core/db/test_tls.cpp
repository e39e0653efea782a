// TLS with client certificates, before the real engine: what must work, and what must fail before the other
// side gets a byte of the token.
#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"
#include "tests/support/canary.h"
#include "tests/support/childprocess.h"
#include "tests/support/hranaserver.h"
#include "tests/support/tlsfront.h"
#include "tests/support/tursoengine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>

using namespace galley;
using namespace galley::test;

namespace {

const QString Canary = text(CanaryToken);

} // namespace

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void worksWith_data();
    void worksWith();
    void opensAnEncryptedKey();
    void carriesLargeValuesBothWays();
    void takesACertificateReplacedMeanwhile();
    void failsClosed_data();
    void failsClosed();
    void namesAnUnusableIdentity_data();
    void namesAnUnusableIdentity();
    void speaksOutdatedTlsForTheMatrix();
    void sendsNothingToWhereARedirectPoints();
    void sendsNothingToAForeignBaseUrl();
    void showsTheTokenOnlyWhenAsked();
    void refusesPlainHttpToTheOutside();
    void givesUpOnAPlainPort();
    void explainsPlainHttpToATlsPort();

private:
    std::unique_ptr<TlsFront> front(const TlsFront::Settings &settings = {}) const;
    RemoteConfig config(const TlsFront &front) const;
    void identify(RemoteConfig &config, const char *certificate, const char *key = nullptr) const;
    static Result<Rows> ask(const RemoteConfig &config);

    std::unique_ptr<TursoEngine> m_engine;
    std::unique_ptr<TlsFiles> m_files;
};

void TestTls::initTestCase()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    m_engine = std::move(*engine);
    auto files = TlsFiles::make();
    VERIFY_OK(files);
    m_files = std::move(*files);
}

std::unique_ptr<TlsFront> TestTls::front(const TlsFront::Settings &settings) const
{
    auto started = TlsFront::start(*m_files, m_engine->port(), settings);
    if (!started)
        qFatal("%s", qPrintable(started.error().message));
    return std::move(*started);
}

void TestTls::identify(RemoteConfig &config, const char *certificate, const char *key) const
{
    config.clientCertFile = m_files->file(text(certificate) + text(".pem"));
    config.clientKeyFile = m_files->file(text(key != nullptr ? key : certificate) + text(".key"));
}

RemoteConfig TestTls::config(const TlsFront &front) const
{
    RemoteConfig config = parseRemoteUrl(front.url()).value();
    config.token = Canary;
    config.caFile = m_files->file(text("ca.pem"));
    identify(config, "client");
    return config;
}

Result<Rows> TestTls::ask(const RemoteConfig &config)
{
    auto db = TursoDatabase::open(config);
    if (!db)
        return failure(db);
    return (*db)->execute(sql("SELECT 41 + 1"));
}

void TestTls::worksWith_data()
{
    QTest::addColumn<QString>("protocols");
    QTest::addColumn<bool>("two");
    QTest::addColumn<QString>("seen");
    QTest::newRow("TLS 1.2, HTTP/1.1") << text("TLSv1.2") << false << text("TLSv1.2 HTTP/1.1 200 Bearer ");
    QTest::newRow("TLS 1.2, HTTP/2") << text("TLSv1.2") << true << text("TLSv1.2 HTTP/2.0 200 Bearer ");
    QTest::newRow("TLS 1.3, HTTP/1.1") << text("TLSv1.3") << false << text("TLSv1.3 HTTP/1.1 200 Bearer ");
    QTest::newRow("TLS 1.3, HTTP/2") << text("TLSv1.3") << true << text("TLSv1.3 HTTP/2.0 200 Bearer ");
}

void TestTls::worksWith()
{
    QFETCH(QString, protocols);
    QFETCH(bool, two);
    QFETCH(QString, seen);
    const auto nginx = front({text("server"), protocols, two ? TlsFront::Http::Two : TlsFront::Http::One});
    const auto answer = ask(config(*nginx));
    VERIFY_OK(answer);
    QCOMPARE(answer->front().front().integer(), 42);
    const QString log = nginx->stop();
    QVERIFY2(log.contains(seen + Canary), qPrintable(log)); // and so the other tests would see it too
}

void TestTls::opensAnEncryptedKey()
{
    const auto nginx = front();
    RemoteConfig with = config(*nginx);
    with.clientKeyFile = m_files->file(text("client-encrypted.key"));
    with.passphrase = text(CanaryPassphrase);
    VERIFY_OK(ask(with));
}

void TestTls::carriesLargeValuesBothWays()
{
    const auto nginx = front();
    auto db = TursoDatabase::open(config(*nginx));
    VERIFY_OK(db);
    VERIFY_OK((*db)->execute(sql("CREATE TABLE big(id INTEGER PRIMARY KEY, v BLOB)")));
    QByteArray bytes(3 * 1000 * 1000, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(i * 31 + (i >> 8));
    std::vector<Transaction> units;
    for (int i = 0; i < 4; ++i)
        units.push_back({{sql("INSERT INTO big VALUES (?, ?)", {i, bytes})}, {}});
    for (const auto &result : (*db)->transactions(units)) {
        VERIFY_OK(result);
        VERIFY_OK(result->body);
    }
    for (int i = 0; i < 4; ++i) {
        auto row = (*db)->execute(sql("SELECT v FROM big WHERE id = ?", {i}));
        VERIFY_OK(row);
        QVERIFY(row->front().front().blob() == bytes);
    }
}

void TestTls::takesACertificateReplacedMeanwhile()
{
    const auto nginx = front();
    RemoteConfig moving = config(*nginx);
    QTemporaryDir dir;
    const auto put = [&](const char *name) {
        for (const char *end : {".pem", ".key"}) {
            const QString to = dir.filePath(text("mine") + text(end));
            QFile::remove(to);
            QVERIFY(QFile::copy(m_files->file(text(name) + text(end)), to));
        }
    };
    moving.clientCertFile = dir.filePath(text("mine.pem"));
    moving.clientKeyFile = dir.filePath(text("mine.key"));
    put("client-revoked");
    VERIFY_FAILS(ask(moving), ErrorCode::Tls, "did not accept your client certificate");
    put("client");
    VERIFY_OK(ask(moving));
}

void TestTls::failsClosed_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("protocols");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("words");
    const auto add = [](const char *name, const char *server, const char *ca, const char *client,
                        const char *words, const char *protocols = "TLSv1.2 TLSv1.3") {
        QTest::newRow(name) << text(server) << text(protocols) << text(ca) << text(client) << text(words);
    };
    constexpr auto Unknown = "not signed by an authority that this computer knows";
    add("authority that only we lack", "server", "", "client", Unknown);
    add("wrong authority", "server", "other-ca", "client", Unknown);
    add("signed by another authority", "server-stranger", "ca", "client", Unknown);
    add("self-signed", "server-itself", "ca", "client", "signed by nobody but itself");
    add("expired", "server-expired", "ca", "client", "has expired; ask whoever runs the server");
    add("not yet valid", "server-future", "ca", "client", "not valid yet");
    add("wrong host", "server-elsewhere", "ca", "client", "made for another name");
    add("TLS 1.1 only", "server", "ca", "client", "only speaks outdated TLS", "TLSv1.1");
    for (const char *version : {"TLSv1.2", "TLSv1.3"}) {
        const auto both = [&](const char *name, const char *client, const char *words) {
            QTest::addRow("%s, %s", name, version)
                << text("server") << text(version) << text("ca") << text(client) << text(words);
        };
        both("no client certificate", "",
             "asks for a client certificate; choose your certificate and its key.");
        both("client certificate of another authority", "other", "did not accept your client certificate");
        both("client certificate revoked", "client-revoked", "did not accept your client certificate");
    }
}

void TestTls::failsClosed()
{
    QFETCH(QString, server);
    QFETCH(QString, protocols);
    QFETCH(QString, ca);
    QFETCH(QString, client);
    QFETCH(QString, words);
    const auto nginx = front({server, protocols, TlsFront::Http::Two});
    RemoteConfig wrong = config(*nginx);
    wrong.caFile = ca.isEmpty() ? QString() : m_files->file(ca + text(".pem"));
    wrong.clientCertFile.clear();
    wrong.clientKeyFile.clear();
    if (!client.isEmpty())
        identify(wrong, client.toLatin1().constData());
    const auto answer = ask(wrong);
    VERIFY_FAILS(answer, ErrorCode::Tls, words.toUtf8().constData());
    QVERIFY(!(answer.error().message + answer.error().detail).contains(Canary));
    const QString log = nginx->stop();
    QVERIFY2(!log.contains(Canary), qPrintable(log));
}

void TestTls::namesAnUnusableIdentity_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("passphrase");
    QTest::addColumn<QString>("words");
    const auto add = [](const char *name, const char *certificate, const char *key, const char *passphrase,
                        const char *words) {
        QTest::newRow(name) << text(certificate) << text(key) << text(passphrase) << text(words);
    };
    add("expired", "client-expired", "client-expired", "", "client-expired.pem expired on 1 January 2021");
    constexpr auto NoPair = "The client key is not that of the client certificate for https://127.0.0.1:";
    add("key of another", "client-revoked", "other", "", NoPair);
    add("key of another kind", "client", "other", "", NoPair);
    add("wrong passphrase", "client", "client-encrypted", "wrong", "passphrase does not open");
    add("no passphrase", "client", "client-encrypted", "", "passphrase does not open");
}

void TestTls::namesAnUnusableIdentity()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, passphrase);
    QFETCH(QString, words);
    QTcpServer peer;
    QVERIFY(peer.listen(QHostAddress(QHostAddress::LocalHost)));
    RemoteConfig wrong = parseRemoteUrl(text("https://127.0.0.1:%1").arg(peer.serverPort())).value();
    wrong.token = Canary;
    identify(wrong, certificate.toLatin1().constData(), key.toLatin1().constData());
    wrong.passphrase = passphrase;
    const auto answer = ask(wrong);
    VERIFY_FAILS(answer, ErrorCode::Tls, words.toUtf8().constData());
    if (peer.waitForNewConnection(0)) { // at most that: nothing is said on it
        QTcpSocket *socket = peer.nextPendingConnection();
        socket->waitForDisconnected(1000);
        QCOMPARE(socket->readAll(), QByteArray());
    }
}

void TestTls::speaksOutdatedTlsForTheMatrix()
{
    const auto nginx = front({text("server"), text("TLSv1.1"), TlsFront::Http::One});
    const auto shaken = runProgram(
        text("sh"), {text("-c"), text("openssl s_client -brief -connect localhost:%1 -tls1_1 -cipher "
                                      "DEFAULT@SECLEVEL=0 </dev/null")
                                     .arg(nginx->port())});
    VERIFY_OK(shaken);
    QVERIFY2(shaken->contains("Protocol version: TLSv1.1"), shaken->constData());
}

void TestTls::sendsNothingToWhereARedirectPoints()
{
    const auto from = HranaServer::start();
    const auto to = HranaServer::start();
    VERIFY_OK(from);
    VERIFY_OK(to);
    RemoteConfig with = (*from)->config();
    with.token = Canary;
    for (const int status : {301, 302, 303, 307, 308}) {
        QJsonObject redirect = answerWith(status, QString());
        redirect.insert(text("headers"),
                        QJsonObject{{text("Location"), (*to)->url() + text("/v3/pipeline")}});
        // As the first answer of all, and later, when the token has been shown to the server that redirects.
        (*from)->failNext({redirect});
        VERIFY_FAILS(ask(with), ErrorCode::Protocol, "points to another address");
        (*from)->failNext({QJsonObject(), redirect});
        VERIFY_FAILS(ask(with), ErrorCode::Protocol, "points to another address");
    }
    QCOMPARE((*to)->stats().value(text("requests")).toInt(), 0);
}

void TestTls::sendsNothingToAForeignBaseUrl()
{
    const auto from = HranaServer::start();
    const auto to = HranaServer::start();
    VERIFY_OK(from);
    VERIFY_OK(to);
    RemoteConfig with = (*from)->config();
    with.token = Canary;
    const QJsonObject points{{text("do"), text("base_url")}, {text("value"), (*to)->url()}};
    (*from)->failNext({points});
    VERIFY_FAILS(ask(with), ErrorCode::Protocol, "not that of a Turso database");
    (*from)->failNext({QJsonObject(), points});
    VERIFY_FAILS(ask(with), ErrorCode::Protocol, "not that of a Turso database");
    QCOMPARE((*to)->stats().value(text("requests")).toInt(), 0);
}

void TestTls::showsTheTokenOnlyWhenAsked()
{
    const auto server = HranaServer::start();
    VERIFY_OK(server);
    (*server)->askFor(Canary);
    RemoteConfig with = (*server)->config();
    with.token = Canary;
    VERIFY_OK(ask(with));
    const QJsonArray shown = (*server)->stats().value(text("authorizations")).toArray();
    QCOMPARE(shown.size(), 3); // without, with, and the statement
    QVERIFY(shown.at(0).isNull());
    QCOMPARE(shown.at(1).toString(), text("Bearer ") + Canary);
    QCOMPARE(shown.at(2).toString(), text("Bearer ") + Canary);
}

void TestTls::refusesPlainHttpToTheOutside()
{
    for (const char *url : {"http://blog.example", "http://192.0.2.1:8080", "http://127.0.0.1.example",
                            "http://localhost.example", "http://[2001:db8::1]"})
        VERIFY_FAILS(parseRemoteUrl(text(url)), ErrorCode::InvalidInput,
                     "would send your posts and token unprotected");
}

void TestTls::givesUpOnAPlainPort()
{
    // The engine waits for the rest of a request line that is none; what hangs up or stays silent must not
    // hang us.
    RemoteConfig engine = parseRemoteUrl(text("https://127.0.0.1:%1").arg(m_engine->port())).value();
    engine.token = Canary;
    engine.connectTimeout = std::chrono::milliseconds(300);
    const auto answer = ask(engine);
    QVERIFY(!answer);
    QVERIFY2(answer.error().code == ErrorCode::Tls || answer.error().code == ErrorCode::Network,
             qPrintable(answer.error().message));
    VERIFY_OK(ask(m_engine->config()));

    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress(QHostAddress::LocalHost)));
    engine.url.setPort(silent.serverPort());
    VERIFY_FAILS(ask(engine), ErrorCode::Network, "did not answer in time");
    QVERIFY(silent.waitForNewConnection(1000));
    QTcpSocket *peer = silent.nextPendingConnection();
    peer->waitForDisconnected(1000);
    const QByteArray heard = peer->readAll();
    QVERIFY(heard.startsWith('\x16')); // a TLS greeting, and nothing else
    QVERIFY(!heard.contains(Canary.toUtf8()));
}

void TestTls::explainsPlainHttpToATlsPort()
{
    const auto nginx = front();
    RemoteConfig plain = parseRemoteUrl(text("http://127.0.0.1:%1").arg(nginx->port())).value();
    plain.token = Canary;
    VERIFY_FAILS(ask(plain), ErrorCode::Protocol, "expects a protected connection");
    const QString log = nginx->stop();
    QVERIFY2(!log.contains(Canary), qPrintable(log));
}

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
