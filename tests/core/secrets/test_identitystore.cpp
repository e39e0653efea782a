// The folder of Galley's own keys, with an authority that openssl plays.
#include "core/secrets/identitystore.h"
#include "tests/core/db/check.h"
#include "tests/core/secrets/identityfiles.h"

#include <QDir>

using namespace galley;
using namespace galley::test;

class TestIdentityStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsTheKeyThatACertificateAnswers();
    void keepsCertificatesBesideTheirKeys();
    void writesOverNothing();
    void refusesWhatItCannotKeep();
    void keepsAnEncryptedCopy();

private:
    static SecretBytes passphrase() { return SecretBytes(QByteArray("open sesame")); }
    QByteArray sign(const IdentityStore::Request &request, const char *name);

    std::unique_ptr<IdentityFiles> m_files;
};

void TestIdentityStore::init()
{
    m_files = std::make_unique<IdentityFiles>();
    VERIFY_OK(m_files->makeAuthority(text("ca")));
}

QByteArray TestIdentityStore::sign(const IdentityStore::Request &request, const char *name)
{
    const QString file = text(name);
    if (!m_files->write(file + text(".csr"), request.pem) || !m_files->sign(file, text("260101000000Z"), text("490101000000Z")))
        qFatal("the authority does not sign");
    return m_files->read(file + text(".pem"));
}

void TestIdentityStore::findsTheKeyThatACertificateAnswers()
{
    const IdentityStore store(m_files->path(text("store")));
    QCOMPARE(store.waiting(), QStringList());
    const auto one = store.request(text("Zoë Müller"), passphrase());
    const auto two = store.request(text("Zoë Müller"), passphrase(), KeyKind::Rsa3072);
    VERIFY_OK(one);
    VERIFY_OK(two);
    QVERIFY(one->keyFile.endsWith(text("/zoe-muller.key")));
    QVERIFY(two->keyFile.endsWith(text("/zoe-muller-2.key")));
    QCOMPARE(store.waiting().size(), 2);
    QVERIFY2(store.waiting().first().contains(text("Zoë Müller")), qPrintable(store.waiting().first()));
    const QByteArray signedTwo = sign(*two, "two");
    QCOMPARE(*store.keyFor(signedTwo), two->keyFile);
    QCOMPARE(*store.keyFor(m_files->read(text("ca.pem"))), QString());
    VERIFY_FAILS(store.keyFor("nothing"), ErrorCode::Tls, "not a certificate");
    QFile key(two->keyFile);
    QVERIFY(key.open(QIODevice::ReadOnly));
    QVERIFY(key.readAll().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(key.permissions() & others));
    QVERIFY(!(QFile::permissions(m_files->path(text("store"))) & others));
}

void TestIdentityStore::keepsCertificatesBesideTheirKeys()
{
    const IdentityStore store(m_files->path(text("store")));
    const auto request = store.request(text("author"), passphrase());
    VERIFY_OK(request);
    const QByteArray first = sign(*request, "first");
    const auto identity = ClientIdentity::fromPem(first, m_files->read(text("store/author.key")), passphrase());
    VERIFY_OK(identity);
    QCOMPARE(*store.keepCertificate(request->keyFile, *identity), m_files->path(text("store/author.pem")));
    QCOMPARE(*store.keepCertificate(request->keyFile, *identity), m_files->path(text("store/author.pem")));
    QCOMPARE(store.waiting(), QStringList());
    // Renewed with the same key: the new one stands at the known place, the old one is still there.
    const QByteArray second = sign(*request, "second");
    const auto renewed = ClientIdentity::fromPem(second, m_files->read(text("store/author.key")), passphrase());
    VERIFY_OK(renewed);
    QCOMPARE(*store.keepCertificate(request->keyFile, *renewed), m_files->path(text("store/author.pem")));
    QCOMPARE(m_files->read(text("store/author.pem")), renewed->certificatePem());
    const QStringList old = QDir(m_files->path(text("store"))).entryList({text("author.pem.*")});
    QCOMPARE(old.size(), 1);
    QCOMPARE(m_files->read(text("store/") + old.first()), identity->certificatePem());
}

void TestIdentityStore::writesOverNothing()
{
    const QString folder = m_files->path(text("store"));
    QVERIFY(QDir().mkpath(folder));
    VERIFY_OK(m_files->write(text("store/author.pem"), "mine"));
    const auto request = IdentityStore(folder).request(text("author"), passphrase());
    VERIFY_OK(request);
    QVERIFY(request->keyFile.endsWith(text("/author-2.key")));
    QCOMPARE(m_files->read(text("store/author.pem")), QByteArray("mine"));
}

void TestIdentityStore::refusesWhatItCannotKeep()
{
    const IdentityStore store(m_files->path(text("store")));
    VERIFY_FAILS(store.request(text("author"), SecretBytes()), ErrorCode::InvalidInput, "only under a passphrase");
    VERIFY_FAILS(store.request(text("  "), passphrase()), ErrorCode::InvalidInput, "1 to 64 characters");
    QVERIFY(!QDir(m_files->path(text("store"))).exists());
    VERIFY_OK(m_files->write(text("file"), "not a folder"));
    VERIFY_FAILS(IdentityStore(m_files->path(text("file"))).request(text("author"), passphrase()), ErrorCode::Io, "can't be made");
}

void TestIdentityStore::keepsAnEncryptedCopy()
{
    const IdentityStore store(m_files->path(text("store")));
    VERIFY_OK(m_files->makeClient(text("me"), text("EC -pkeyopt ec_paramgen_curve:P-256"), text("/CN=me/O=Blog")));
    const auto identity = ClientIdentity::fromPem(m_files->read(text("me.pem")), m_files->read(text("me.key")), SecretBytes());
    VERIFY_OK(identity);
    const auto files = store.keep(*identity, passphrase());
    VERIFY_OK(files);
    QFile key(files->keyFile);
    QFile certificate(files->certificateFile);
    QVERIFY(key.open(QIODevice::ReadOnly) && certificate.open(QIODevice::ReadOnly));
    VERIFY_OK(ClientIdentity::fromPem(certificate.readAll(), key.readAll(), passphrase()));
    key.seek(0);
    VERIFY_FAILS(ClientIdentity::fromPem(identity->certificatePem(), key.readAll(), SecretBytes(QByteArray("other"))), ErrorCode::Tls,
                 "does not open");
}

QTEST_GUILESS_MAIN(TestIdentityStore)
#include "test_identitystore.moc"
