// TLS with client certificates, before the real engine: the certificates are made for this test.
#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"
#include "tests/support/tlsfront.h"
#include "tests/support/tursoengine.h"

using namespace galley;
using namespace galley::test;

class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void worksWithACertificate();
    void opensAnEncryptedKey();
    void carriesLargeValuesBothWays();
    void explainsAMissingCertificate();
    void explainsACertificateThatIsNotKnown();
    void refusesAnUnknownAuthority();
    void refusesAnotherName();
    void explainsPlainHttp();

private:
    RemoteConfig config() const;
    static Result<Rows> ask(const RemoteConfig &config);

    std::unique_ptr<TursoEngine> m_engine;
    std::unique_ptr<TlsFront> m_front;
};

void TestTls::initTestCase()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    m_engine = std::move(*engine);
    auto front = TlsFront::start(m_engine->port());
    VERIFY_OK(front);
    m_front = std::move(*front);
}

RemoteConfig TestTls::config() const
{
    RemoteConfig config = parseRemoteUrl(m_front->url()).value();
    config.caFile = m_front->file(text("ca.pem"));
    config.clientCertFile = m_front->file(text("client.pem"));
    config.clientKeyFile = m_front->file(text("client.key"));
    return config;
}

Result<Rows> TestTls::ask(const RemoteConfig &config)
{
    auto db = TursoDatabase::open(config);
    if (!db)
        return failure(db);
    return (*db)->execute(sql("SELECT 41 + 1"));
}

void TestTls::worksWithACertificate()
{
    auto answer = ask(config());
    VERIFY_OK(answer);
    QCOMPARE(answer->front().front().integer(), 42);
}

void TestTls::opensAnEncryptedKey()
{
    RemoteConfig with = config();
    with.clientKeyFile = m_front->file(text("client-encrypted.key"));
    with.passphrase = text("open sesame");
    VERIFY_OK(ask(with));
    with.passphrase = text("wrong");
    VERIFY_FAILS(ask(with), ErrorCode::Tls, "passphrase does not open");
    with.passphrase.clear();
    VERIFY_FAILS(ask(with), ErrorCode::Tls, "passphrase does not open");
}

void TestTls::carriesLargeValuesBothWays()
{
    auto db = TursoDatabase::open(config());
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

void TestTls::explainsAMissingCertificate()
{
    RemoteConfig without = config();
    without.clientCertFile.clear();
    without.clientKeyFile.clear();
    VERIFY_FAILS(ask(without), ErrorCode::Tls,
                 "asks for a client certificate; choose your certificate and its key.");
}

void TestTls::explainsACertificateThatIsNotKnown()
{
    RemoteConfig other = config();
    other.clientCertFile = m_front->file(text("other.pem"));
    other.clientKeyFile = m_front->file(text("other.key"));
    VERIFY_FAILS(ask(other), ErrorCode::Tls, "did not accept your client certificate");
}

void TestTls::refusesAnUnknownAuthority()
{
    RemoteConfig unknown = config();
    unknown.caFile.clear();
    VERIFY_FAILS(ask(unknown), ErrorCode::Tls, "not signed by an authority that this computer knows");
    unknown.caFile = m_front->file(text("other-ca.pem"));
    VERIFY_FAILS(ask(unknown), ErrorCode::Tls, "not signed by an authority that this computer knows");
}

void TestTls::refusesAnotherName()
{
    RemoteConfig elsewhere = config();
    elsewhere.url.setHost(text("127.0.0.1"));
    VERIFY_FAILS(ask(elsewhere), ErrorCode::Tls, "made for another name");
}

void TestTls::explainsPlainHttp()
{
    RemoteConfig plain = parseRemoteUrl(text("http://127.0.0.1:%1").arg(m_front->port())).value();
    VERIFY_FAILS(ask(plain), ErrorCode::Protocol, "expects a protected connection");
}

QTEST_GUILESS_MAIN(TestTls)
#include "test_tls.moc"
