// Client certificates and keys in every form that the openssl command writes, and what is said of those that
// don't do.
#include "core/secrets/clientidentity.h"
#include "tests/core/db/check.h"
#include "tests/core/secrets/identityfiles.h"
#include "tests/support/canary.h"

using namespace galley;
using namespace galley::test;

namespace {

// Has no place in any sentence, whether it is right or wrong.
const char *const Passphrase = CanaryPassphrase;
const char *const WrongPassphrase = "GALLEY-CANARY-wrong-7731";

SecretBytes secret(const char *utf8)
{
    return SecretBytes(QByteArray(utf8));
}

} // namespace

/// Fails as VERIFY_FAILS does, and shows no canary.
#define VERIFY_SAYS(result, words)                                                                           \
    do {                                                                                                     \
        const auto &said = (result);                                                                         \
        VERIFY_FAILS(said, ErrorCode::Tls, words);                                                           \
        QVERIFY(!(said.error().message + said.error().detail).contains(text("CANARY")));                     \
        QVERIFY(said.error().message.endsWith(text(".")) && !said.error().message.contains(text(". ")));     \
    } while (false)

class TestIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsKeys_data();
    void readsKeys();
    void readsPkcs12_data();
    void readsPkcs12();
    void showsWhatIsInIt();
    void ordersTheChain();
    void readsACertificateInDer();
    void explainsAKeyOfAnotherCertificate();
    void explainsWhatIsNoCertificate();
    void explainsWhatIsNoKey();
    void explainsOtherKinds();
    void explainsPkcs12WithoutAKeyOrCertificate();
    void explainsPkcs12WithoutAMac();
    void explainsDates();
    void warnsBeforeTheEnd();
    void keepsTheKeyEncrypted();
    void makesASigningRequest_data();
    void makesASigningRequest();
    void survivesDamage();

private:
    IdentityFiles m_files;
};

void TestIdentity::initTestCase()
{
    VERIFY_OK(m_files.write(text("theirs/pass"), Passphrase));
    VERIFY_OK(m_files.makeAuthority(text("ca")));
    VERIFY_OK(m_files.makeClient(text("rsa"), text("RSA -pkeyopt rsa_keygen_bits:2048"),
                                 text("/O=Blog/CN=Zaunkönig")));
    VERIFY_OK(m_files.makeClient(text("ec"), text("EC -pkeyopt ec_paramgen_curve:P-256"),
                                 text("/O=Blog/CN=author")));
}

void TestIdentity::readsKeys_data()
{
    QTest::addColumn<QString>("command"); // writes `out` from %1.key
    QTest::addColumn<bool>("isProtected");
    const std::tuple<const char *, const char *, bool> forms[] = {
        {"pkcs8", "pkey -in %1.key -out out", false},
        {"pkcs8 aes-256", "pkcs8 -topk8 -in %1.key -v2 aes-256-cbc -passout file:theirs/pass -out out", true},
        {"pkcs8 scrypt", "pkcs8 -topk8 -in %1.key -scrypt -passout file:theirs/pass -out out", true},
        {"pkcs8 3des", "pkcs8 -topk8 -in %1.key -v1 PBE-SHA1-3DES -passout file:theirs/pass -out out", true},
        {"pkcs8 rc2 (old)",
         "pkcs8 -provider legacy -provider default -topk8 -in %1.key -v1 PBE-SHA1-RC2-40 -passout file:theirs/pass "
         "-out out",
         true},
        {"pkcs8 md5 des (old)",
         "pkcs8 -provider legacy -provider default -topk8 -in %1.key -v1 PBE-MD5-DES -passout file:theirs/pass -out "
         "out",
         true},
        {"traditional", "pkey -traditional -in %1.key -out out", false},
        {"traditional aes", "pkey -traditional -in %1.key -aes256 -passout file:theirs/pass -out out", true},
        {"traditional 3des", "pkey -traditional -in %1.key -des3 -passout file:theirs/pass -out out", true},
        {"traditional des (old)",
         "pkey -provider legacy -provider default -traditional -in %1.key -des -passout file:theirs/pass -out out",
         true},
    };
    for (const char *kind : {"rsa", "ec"}) {
        for (const auto &[name, command, isProtected] : forms)
            QTest::addRow("%s %s", kind, name)
                << text(kind) + QLatin1Char('|') + text(command) << isProtected;
    }
}

void TestIdentity::readsKeys()
{
    QFETCH(const QString, command);
    QFETCH(const bool, isProtected);
    const QString kind = command.section(QLatin1Char('|'), 0, 0);
    VERIFY_OK(m_files.openssl(command.section(QLatin1Char('|'), 1).arg(kind)));
    const QByteArray certificate = m_files.read(kind + text(".pem"));
    const QByteArray key = m_files.read(text("out"));
    VERIFY_OK(ClientIdentity::fromPem(certificate, key, secret(Passphrase)));
    // One file for both, as curl takes it.
    VERIFY_OK(ClientIdentity::fromPem(certificate + key, certificate + key, secret(Passphrase)));
    if (!isProtected) {
        VERIFY_OK(ClientIdentity::fromPem(certificate, key, {}));
        return;
    }
    VERIFY_SAYS(ClientIdentity::fromPem(certificate, key, secret(WrongPassphrase)),
                "The passphrase does not open");
    VERIFY_SAYS(ClientIdentity::fromPem(certificate, key, {}), "protected; give its passphrase");
}

void TestIdentity::readsPkcs12_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<bool>("isProtected");
    QTest::newRow("today's")
        << text("pkcs12 -export -inkey rsa.key -in rsa.pem -certfile ca.pem -passout file:theirs/pass -out out")
        << true;
    QTest::newRow("ec")
        << text("pkcs12 -export -inkey ec.key -in ec.pem -certfile ca.pem -passout file:theirs/pass -out out")
        << true;
    QTest::newRow("rc2-40 and 3des") << text("pkcs12 -export -legacy -inkey rsa.key -in rsa.pem -certfile "
                                             "ca.pem -passout file:theirs/pass -out out")
                                     << true;
    QTest::newRow("rc2-40 throughout") << text("pkcs12 -export -legacy -keypbe PBE-SHA1-RC2-40 -certpbe "
                                               "PBE-SHA1-RC2-40 -inkey ec.key -in ec.pem -passout "
                                               "file:theirs/pass -out out")
                                       << true;
    QTest::newRow("3des")
        << text("pkcs12 -export -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -inkey rsa.key -in "
                "rsa.pem -passout file:theirs/pass -out out")
        << true;
    QTest::newRow("empty passphrase")
        << text("pkcs12 -export -inkey rsa.key -in rsa.pem -passout pass: -out out") << false;
    QTest::newRow("in the clear")
        << text(
               "pkcs12 -export -keypbe NONE -certpbe NONE -inkey rsa.key -in rsa.pem -passout pass: -out out")
        << false;
}

void TestIdentity::readsPkcs12()
{
    QFETCH(const QString, command);
    QFETCH(const bool, isProtected);
    VERIFY_OK(m_files.openssl(command));
    const QByteArray file = m_files.read(text("out"));
    auto identity = ClientIdentity::fromPkcs12(file, isProtected ? secret(Passphrase) : SecretBytes());
    VERIFY_OK(identity);
    VERIFY_OK(identity->key().clearPem());
    QVERIFY(identity->info(QDateTime::currentDateTimeUtc()).subject.endsWith(text("O=Blog")));
    QCOMPARE(identity->certificatePem().count("BEGIN CERTIFICATE"),
             command.contains(text("-certfile")) ? 2 : 1);
    VERIFY_SAYS(ClientIdentity::fromPkcs12(file, secret(WrongPassphrase)), "The passphrase does not open");
    if (isProtected)
        VERIFY_SAYS(ClientIdentity::fromPkcs12(file, {}), "protected; give its passphrase");
}

void TestIdentity::showsWhatIsInIt()
{
    auto identity = ClientIdentity::fromPem(m_files.read(text("rsa.pem")), m_files.read(text("rsa.key")), {});
    VERIFY_OK(identity);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const IdentityInfo info = identity->info(now);
    QCOMPARE(info.subject, text("CN=Zaunkönig,O=Blog"));
    QCOMPARE(info.issuer, text("CN=ca"));
    VERIFY_OK(m_files.openssl(text("x509 -in rsa.pem -noout -fingerprint -sha256 -out fingerprint")));
    QCOMPARE(info.fingerprintSha256,
             QString::fromUtf8(m_files.read(text("fingerprint"))).section(QLatin1Char('='), 1).trimmed());
    QCOMPARE(info.notBefore.secsTo(info.notAfter), 2 * 24 * 60 * 60);
    QCOMPARE(identity->info(info.notAfter).daysLeft, 0);
    QCOMPARE(identity->info(info.notAfter.addDays(-40).addSecs(-1)).daysLeft, 40);
    QCOMPARE(identity->info(info.notAfter.addDays(-40).addSecs(1)).daysLeft, 39);
    QCOMPARE(identity->info(info.notAfter.addSecs(1)).daysLeft, -1);
}

void TestIdentity::ordersTheChain()
{
    const QByteArray ca = m_files.read(text("ca.pem"));
    const QByteArray rsa = m_files.read(text("rsa.pem"));
    const QByteArray stranger = m_files.read(text("ec.pem"));
    auto identity = ClientIdentity::fromPem(ca + stranger + m_files.read(text("rsa.key")) + rsa,
                                            m_files.read(text("rsa.key")), {});
    VERIFY_OK(identity);
    QCOMPARE(identity->certificatePem(), rsa + ca);
}

void TestIdentity::readsACertificateInDer()
{
    VERIFY_OK(m_files.openssl(text("x509 -in ec.pem -outform DER -out ec.der")));
    VERIFY_OK(ClientIdentity::fromPem(m_files.read(text("ec.der")), m_files.read(text("ec.key")), {}));
}

void TestIdentity::explainsAKeyOfAnotherCertificate()
{
    const char *const sentence = "The key does not belong to the client certificate";
    VERIFY_SAYS(ClientIdentity::fromPem(m_files.read(text("rsa.pem")), m_files.read(text("ec.key")), {}),
                sentence);
    VERIFY_OK(m_files.makeClient(text("rsa2"), text("RSA -pkeyopt rsa_keygen_bits:2048"),
                                 text("/O=Blog/CN=other")));
    VERIFY_SAYS(ClientIdentity::fromPem(m_files.read(text("rsa.pem")), m_files.read(text("rsa2.key")), {}),
                sentence);
}

void TestIdentity::explainsWhatIsNoCertificate()
{
    const char *const sentence = "That is not a certificate";
    const QByteArray key = m_files.read(text("rsa.key"));
    const QByteArray pem = m_files.read(text("rsa.pem"));
    VERIFY_SAYS(ClientIdentity::fromPem("canary", key, {}), sentence);
    VERIFY_SAYS(ClientIdentity::fromPem({}, key, {}), sentence);
    VERIFY_SAYS(ClientIdentity::fromPem(key, key, {}), sentence);
    VERIFY_SAYS(ClientIdentity::fromPem(pem.first(pem.size() / 2), key, {}), sentence);
    VERIFY_SAYS(ClientIdentity::fromPem(pem + pem.first(pem.size() / 2), key, {}), sentence);
    VERIFY_SAYS(ClientIdentity::fromPkcs12(pem, {}), "That is not a PKCS#12 file");
    VERIFY_SAYS(ClientIdentity::fromPkcs12({}, {}), "That is not a PKCS#12 file");
}

void TestIdentity::explainsWhatIsNoKey()
{
    const QByteArray pem = m_files.read(text("rsa.pem"));
    const char *const sentence = "no private key in PEM form";
    VERIFY_SAYS(ClientIdentity::fromPem(pem, pem, secret(Passphrase)), sentence);
    VERIFY_SAYS(ClientIdentity::fromPem(pem, {}, secret(Passphrase)), sentence);
    VERIFY_SAYS(ClientIdentity::fromPem(pem, "canary", secret(Passphrase)), sentence);
}

void TestIdentity::explainsOtherKinds()
{
    VERIFY_OK(m_files.openssl(text("genpkey -algorithm ED25519 -out ed.key")));
    VERIFY_SAYS(ClientKey::fromPem(m_files.read(text("ed.key")), {}), "neither an RSA nor an EC key");
}

void TestIdentity::explainsPkcs12WithoutAKeyOrCertificate()
{
    VERIFY_OK(m_files.openssl(text("pkcs12 -export -nokeys -in rsa.pem -passout file:theirs/pass -out nokey.p12")));
    VERIFY_SAYS(ClientIdentity::fromPkcs12(m_files.read(text("nokey.p12")), secret(Passphrase)),
                "holds no private key");
    VERIFY_OK(
        m_files.openssl(text("pkcs12 -export -nocerts -inkey rsa.key -passout file:theirs/pass -out nocert.p12")));
    VERIFY_SAYS(ClientIdentity::fromPkcs12(m_files.read(text("nocert.p12")), secret(Passphrase)),
                "holds no certificate");
}

void TestIdentity::explainsPkcs12WithoutAMac()
{
    VERIFY_OK(m_files.openssl(
        text("pkcs12 -export -nomac -inkey rsa.key -in rsa.pem -passout file:theirs/pass -out nomac.p12")));
    VERIFY_SAYS(ClientIdentity::fromPkcs12(m_files.read(text("nomac.p12")), secret(Passphrase)),
                "no checksum");
}

void TestIdentity::explainsDates()
{
    VERIFY_OK(m_files.openssl(text("req -new -key ec.key -subj /CN=past -out past.csr")));
    VERIFY_OK(m_files.sign(text("past"), text("200101000000Z"), text("200301120000Z")));
    auto identity = ClientIdentity::fromPem(m_files.read(text("past.pem")), m_files.read(text("ec.key")), {});
    VERIFY_OK(identity);
    VERIFY_SAYS(identity->validAt(QDateTime::currentDateTimeUtc()),
                "The client certificate expired on 1 March 2020;");
    const auto at = [](const char *moment) { return QDateTime::fromString(text(moment), Qt::ISODate); };
    VERIFY_SAYS(identity->validAt(at("2019-12-31T23:59:59Z")),
                "The client certificate is not valid before 1 January 2020;");
    VERIFY_OK(identity->validAt(at("2020-01-01T00:00:00Z")));
    VERIFY_OK(identity->validAt(at("2020-03-01T12:00:00Z")));
    VERIFY_SAYS(identity->validAt(at("2020-03-01T12:00:01Z")), "expired");
}

void TestIdentity::warnsBeforeTheEnd()
{
    auto identity = ClientIdentity::fromPem(m_files.read(text("rsa.pem")), m_files.read(text("rsa.key")), {});
    VERIFY_OK(identity);
    const QDateTime end = identity->info(QDateTime::currentDateTimeUtc()).notAfter;
    QVERIFY(!identity->expiryWarning(end.addDays(-31)));
    QVERIFY(identity->expiryWarning(end.addDays(-30).addSecs(1)));
    QVERIFY(identity->expiryWarning(end.addDays(-1))->contains(QString::number(end.date().year())));
}

void TestIdentity::keepsTheKeyEncrypted()
{
    auto key = ClientKey::fromPem(m_files.read(text("rsa.key")), {});
    VERIFY_OK(key);
    auto kept = key->encryptedPem(secret(Passphrase));
    VERIFY_OK(kept);
    QVERIFY(kept->startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    VERIFY_OK(m_files.write(text("kept.key"), *kept));
    VERIFY_OK(m_files.openssl(text("pkey -in kept.key -passin file:theirs/pass -out back.key")));
    QCOMPARE(m_files.read(text("back.key")), m_files.read(text("rsa.key")));
    VERIFY_OK(m_files.openssl(text("asn1parse -in kept.key -out parsed")));
    QVERIFY(
        m_files.read(text("parsed")).contains(QByteArray::fromHex("060960864801650304012a"))); // aes-256-cbc
    VERIFY_SAYS(ClientKey::fromPem(*kept, secret(WrongPassphrase)), "does not open");
    VERIFY_FAILS(key->encryptedPem({}), ErrorCode::InvalidInput, "only under a passphrase");
}

void TestIdentity::makesASigningRequest_data()
{
    QTest::addColumn<bool>("rsa");
    QTest::newRow("EC P-256") << false;
    QTest::newRow("RSA 3072") << true;
}

void TestIdentity::makesASigningRequest()
{
    QFETCH(const bool, rsa);
    auto made = ClientKey::generate(rsa ? KeyKind::Rsa3072 : KeyKind::EcP256);
    VERIFY_OK(made);
    auto kept = made->encryptedPem(secret(Passphrase));
    VERIFY_OK(kept);
    auto request = made->signingRequest(text("Zoë at the desk"));
    VERIFY_OK(request);
    VERIFY_OK(m_files.write(text("new.csr"), *request));
    VERIFY_OK(m_files.openssl(text("req -verify -in new.csr -noout")));
    VERIFY_OK(m_files.openssl(
        text("x509 -req -in new.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out new.pem")));

    auto key = ClientKey::fromPem(*kept, secret(Passphrase));
    VERIFY_OK(key);
    auto identity = ClientIdentity::join(*key, m_files.read(text("new.pem")));
    VERIFY_OK(identity);
    QCOMPARE(identity->info(QDateTime::currentDateTimeUtc()).subject, text("CN=Zoë at the desk"));
    VERIFY_OK(m_files.openssl(text("verify -CAfile ca.pem new.pem")));
    VERIFY_SAYS(ClientIdentity::join(*key, m_files.read(text("ec.pem"))), "does not belong");

    VERIFY_FAILS(made->signingRequest(text("  ")), ErrorCode::InvalidInput, "1 to 64 characters");
    VERIFY_FAILS(made->signingRequest(QString(65, QLatin1Char('x'))), ErrorCode::InvalidInput,
                 "1 to 64 characters");
    VERIFY_OK(made->signingRequest(QString(64, QChar(0xeb))));
}

void TestIdentity::survivesDamage()
{
    VERIFY_OK(m_files.openssl(
        text("pkcs12 -export -legacy -inkey ec.key -in ec.pem -passout file:theirs/pass -out whole.p12")));
    const QByteArray whole = m_files.read(text("whole.p12"));
    for (qsizetype at = 0; at < whole.size(); at += 7) {
        QVERIFY(!ClientIdentity::fromPkcs12(QByteArrayView(whole).first(at), secret(Passphrase)));
        QByteArray damaged = whole;
        damaged[at] = char(damaged[at] ^ 0x55);
        const auto identity = ClientIdentity::fromPkcs12(damaged, secret(Passphrase));
        if (!identity)
            QVERIFY(!(identity.error().message + identity.error().detail).contains(text("CANARY")));
    }
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "test_identity.moc"
