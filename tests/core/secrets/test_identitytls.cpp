// An identity out of any file, held in memory, before a server that asks for it.
#include "core/db/hrana/tursodatabase.h"
#include "core/secrets/clientidentity.h"
#include "tests/core/db/check.h"
#include "tests/core/secrets/identityfiles.h"
#include "tests/support/tlsfront.h"
#include "tests/support/tursoengine.h"

using namespace galley;
using namespace galley::test;

class TestIdentityTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void connectsFromPkcs12_data();
    void connectsFromPkcs12();
    void takesBothOrNone();

private:
    RemoteConfig config() const;

    std::unique_ptr<TursoEngine> m_engine;
    std::unique_ptr<TlsFiles> m_certificates;
    std::unique_ptr<TlsFront> m_front;
    IdentityFiles m_files;
};

void TestIdentityTls::initTestCase()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    m_engine = std::move(*engine);
    auto certificates = TlsFiles::make();
    VERIFY_OK(certificates);
    m_certificates = std::move(*certificates);
    auto front = TlsFront::start(*m_certificates, m_engine->port());
    VERIFY_OK(front);
    m_front = std::move(*front);
}

RemoteConfig TestIdentityTls::config() const
{
    RemoteConfig config = parseRemoteUrl(m_front->url()).value();
    config.caFile = m_certificates->file(text("ca.pem"));
    return config;
}

void TestIdentityTls::connectsFromPkcs12_data()
{
    QTest::addColumn<QString>("flag");
    QTest::newRow("today's ciphers") << text("-keypbe AES-256-CBC");
    QTest::newRow("RC2 and 3DES") << text("-legacy");
}

void TestIdentityTls::connectsFromPkcs12()
{
    QFETCH(const QString, flag);
    VERIFY_OK(m_files.openssl(
        text("pkcs12 -export %1 -inkey %2 -in %3 -passout pass:test -out out.p12")
            .arg(flag, m_certificates->file(text("client.key")), m_certificates->file(text("client.pem")))));
    auto identity =
        ClientIdentity::fromPkcs12(m_files.read(text("out.p12")), SecretBytes(QByteArray("test")));
    VERIFY_OK(identity);
    auto key = identity->key().clearPem();
    VERIFY_OK(key);
    RemoteConfig with = config();
    with.clientCertPem = identity->certificatePem();
    with.clientKeyPem = key->view().toByteArray();
    auto db = TursoDatabase::open(with);
    VERIFY_OK(db);
    auto answer = (*db)->execute(sql("SELECT 41 + 1"));
    VERIFY_OK(answer);
    QCOMPARE(answer->front().front().integer(), 42);
}

void TestIdentityTls::takesBothOrNone()
{
    RemoteConfig half = config();
    half.clientCertPem = "certificate";
    VERIFY_FAILS(TursoDatabase::open(half), ErrorCode::Tls, "go together");
    half.clientKeyPem = "key";
    VERIFY_FAILS(TursoDatabase::open(half), ErrorCode::Tls, "no certificate in PEM form");
}

QTEST_GUILESS_MAIN(TestIdentityTls)
#include "test_identitytls.moc"
