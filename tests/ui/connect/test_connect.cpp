// The Connect dialog before real servers: the Turso engine, nginx with client certificates, and a server for what
// the two never say. Each way to fail names the cause and the next step; nothing breaks the layout.
#include "core/db/sqlite/sqlitedatabase.h"
#include "tests/core/db/check.h"
#include "tests/support/canary.h"
#include "tests/support/childprocess.h"
#include "tests/support/finished.h"
#include "tests/support/hranaserver.h"
#include "tests/support/tlsfront.h"
#include "tests/support/tursoengine.h"
#include "tests/ui/connect/dialogdriver.h"
#include "ui/connect/certificatedialog.h"
#include "ui/connect/connection.h"
#include "ui/connect/requestdialog.h"

#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTcpServer>

using namespace galley;
using namespace galley::test;

namespace {

const QString Canary = text("canary-token-6613");
constexpr QSize Smallest(900, 600);

} // namespace

class TestConnect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void refusesAnAddress_data();
    void refusesAnAddress();
    void listsWhatItAddsAndAsks();
    void connectsAtOnceWhereNothingIsAdded();
    void connectsWithACertificate();
    void looksAtCertificates_data();
    void looksAtCertificates();
    void asksForACertificateAndTakesIt();
    void keepsAProtectedCopy();
    void cancelsWhatIsUnderWay();
    void readsWhatGalleyctlHasSet();
    void wantsHelpWithACertificateAndWarnsOfItsEnd();
    void forgets();
    void longWordsDoNotBreakIt();
    void tabGoesThroughAsItStands();

private:
    std::unique_ptr<ConnectDialog> dialog(const std::optional<RemoteLink> &link = {}, const std::optional<Error> &trouble = {});
    QString file(const char *name) const { return m_tls->file(text(name)); }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    int m_files = 0;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TursoEngine> m_engine;
    std::unique_ptr<TlsFiles> m_tls;
    std::unique_ptr<Workspace> m_workspace;
};

void TestConnect::initTestCase()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(text("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_theme->install();
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    m_engine = std::move(*engine);
    auto tls = TlsFiles::make();
    VERIFY_OK(tls);
    m_tls = std::move(*tls);
}

void TestConnect::init()
{
    m_workspace = std::make_unique<Workspace>(m_folder.filePath(text("%1.galley").arg(++m_files)), m_clock);
    VERIFY_OK(finished(m_workspace->create(text("Notes"))));
}

std::unique_ptr<ConnectDialog> TestConnect::dialog(const std::optional<RemoteLink> &link, const std::optional<Error> &trouble)
{
    auto made = std::make_unique<ConnectDialog>(*m_theme, *m_workspace, link, trouble, nullptr);
    made->show();
    if (!QTest::qWaitForWindowExposed(made.get()))
        qFatal("the dialog does not show");
    return made;
}

void TestConnect::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("client");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("words");
    const auto add = [](const char *name, const char *server, const char *ca, const char *client, const char *key, const char *words) {
        QTest::newRow(name) << text(server) << text(ca) << text(client) << text(key) << text(words);
    };
    add("wrong-ca", "server", "other-ca", "client", "client", "not signed by an authority that this computer knows; add its CA");
    add("no-ca", "server", "", "client", "client", "not signed by an authority that this computer knows; add its CA");
    add("self-signed", "server-itself", "ca", "client", "client", "signed by nobody but itself; add it as the CA");
    add("expired-server", "server-expired", "ca", "client", "client", "has expired; ask whoever runs the server");
    add("future-server", "server-future", "ca", "client", "client", "not valid yet; check the date and time");
    add("wrong-host", "server-elsewhere", "ca", "client", "client", "made for another name; check the address");
    add("tls-1.1", "outdated", "ca", "client", "client", "only speaks outdated TLS; ask whoever runs the server");
    add("no-client", "server", "ca", "", "", "asks for a client certificate; choose your certificate and its key");
    add("client-of-another", "server", "ca", "other", "other", "did not accept your client certificate; choose one");
    add("revoked-client", "server", "ca", "client-revoked", "client-revoked", "did not accept your client certificate; choose one");
    add("expired-client", "server", "ca", "client-expired", "client-expired", "expired on 1 January 2021; ask its authority");
    add("key-of-another", "server", "ca", "client", "other", "key does not belong to the client certificate; choose the two");
    add("no-passphrase", "server", "ca", "client", "client-encrypted", "client key is protected; give its passphrase");
}

void TestConnect::saysWhatIsWrong()
{
    QFETCH(const QString, server);
    QFETCH(const QString, ca);
    QFETCH(const QString, client);
    QFETCH(const QString, key);
    QFETCH(const QString, words);
    const bool isOutdated = server == text("outdated");
    const auto front = TlsFront::start(*m_tls, m_engine->port(), {isOutdated ? text("server") : server,
                                                                 isOutdated ? text("TLSv1.1") : text("TLSv1.2 TLSv1.3"), TlsFront::Http::Two});
    VERIFY_OK(front);
    // What the certificate dialog refuses can still be what the file remembers.
    RemoteLink link;
    link.url = (*front)->url();
    link.caFile = ca.isEmpty() ? QString() : m_tls->file(ca + text(".pem"));
    if (!client.isEmpty()) {
        link.certificateFile = m_tls->file(client + text(".pem"));
        link.keyFile = m_tls->file(key + text(".key"));
    }
    QList<ThemeChoice> choices{ThemeChoice::Light};
    if (arePicturesWanted())
        choices << ThemeChoice::Dark;
    for (const ThemeChoice choice : choices) {
        m_theme->setChoice(choice);
        const auto connecting = dialog(link);
        type(*connecting, "Token", Canary);
        press(*connecting, "Test");
        QVERIFY2(says(*connecting, words), qPrintable(verdict(*connecting)));
        QVERIFY(button(*connecting, "Connect")->isEnabled());
        QVERIFY2(connecting->frameSize().height() <= Smallest.height(), qPrintable(QString::number(connecting->height())));
        picture(*connecting, text("%1-%2").arg(text(QTest::currentDataTag()), choice == ThemeChoice::Light ? text("light") : text("dark")));
    }
    m_theme->setChoice(ThemeChoice::Light);
    const QString log = (*front)->stop();
    QVERIFY2(!log.contains(Canary), qPrintable(log));
}

void TestConnect::refusesAnAddress_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("words");
    QTest::newRow("no-address") << text("my blog") << text("not the address of a database; write it as libsql://");
    QTest::newRow("plain-http") << text("http://blog.example") << text("unprotected; write https://");
    QTest::newRow("other-scheme") << text("ftp://blog.example") << text("can't start with ftp://; write libsql://");
    QTest::newRow("token-in-it") << text("libsql://blog.example?authToken=x") << text("give the token on its own");
    QTest::newRow("nobody") << text("http://127.0.0.1:%1").arg(freePort()) << text("Nothing answers at");
    QTest::newRow("no-such-host") << text("libsql://blog.invalid") << text("libsql://blog.invalid can't be found; check the address");
    QTest::newRow("401") << text("401") << text("did not accept the token; check that it is complete");
    QTest::newRow("403") << text("403") << text("does not allow this with your token");
    QTest::newRow("404") << text("404") << text("no Turso database at");
    QTest::newRow("429") << text("429") << text("reached a limit of its plan or was asked too often");
    QTest::newRow("500") << text("500") << text("a problem of its own at the moment");
    QTest::newRow("web-page") << text("html") << text("web page where a database was expected; check the address");
    QTest::newRow("redirect") << text("301") << text("points to another address, which is not followed");
    QTest::newRow("https-to-plain") << text("https") << text("does not speak TLS; check the address and its port");
}

namespace {

int settledHeight(const QWidget &window)
{
    int height = 0;
    do {
        height = window.height();
        QApplication::processEvents();
    } while (window.height() != height);
    return height;
}

} // namespace

void TestConnect::refusesAnAddress()
{
    QFETCH(QString, url);
    QFETCH(const QString, words);
    const auto server = HranaServer::start();
    VERIFY_OK(server);
    if (url == text("https")) {
        url = (*server)->url().replace(text("http:"), text("https:"));
    } else if (!url.contains(text("://")) && url != text("my blog")) {
        QJsonObject answer = url == text("html") ? answerWith(200, text("<html><body>Welcome</body></html>"), text("text/html"))
                                                 : answerWith(url.toInt(), text("{\"error\":\"no\"}"));
        answer.insert(text("headers"), QJsonObject{{text("Location"), text("https://elsewhere.example")}});
        QVERIFY((*server)->failNext({answer, answer, answer, answer}));
        url = (*server)->url();
    }
    const auto connecting = dialog();
    type(*connecting, "Address", url);
    type(*connecting, "Token", Canary);
    const int height = settledHeight(*connecting);
    press(*connecting, "Test");
    QVERIFY2(says(*connecting, words), qPrintable(verdict(*connecting)));
    QCOMPARE(settledHeight(*connecting), height); // nothing jumps
    picture(*connecting, text("address-%1").arg(text(QTest::currentDataTag())));
}

void TestConnect::listsWhatItAddsAndAsks()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    const auto connecting = dialog();
    QVERIFY(!button(*connecting, "Connect")->isEnabled());
    picture(*connecting, text("empty"));
    type(*connecting, "Address", (*engine)->url());
    press(*connecting, "Connect");
    QVERIFY(says(*connecting, text("To be added there; nothing that is there changes:")));
    QVERIFY2(verdict(*connecting).contains(text("Server: the Turso engine, SQLite 3.")), qPrintable(verdict(*connecting)));
    picture(*connecting, text("additions"));
    QVERIFY(!m_workspace->isConnected());
    QSignalSpy accepted(connecting.get(), &QDialog::accepted);
    press(*connecting, "Add these and connect");
    QVERIFY(accepted.wait(20'000));
    QVERIFY(m_workspace->isConnected());
    QCOMPARE(connecting->standing().url, (*engine)->url());
}

void TestConnect::connectsAtOnceWhereNothingIsAdded()
{
    VERIFY_OK(finished(m_workspace->connectRemote(accessTo(m_engine->url()).value(), SecretStorage::Forget)));
    VERIFY_OK(finished(m_workspace->forgetRemote()));
    const auto connecting = dialog();
    type(*connecting, "Address", m_engine->url());
    button(*connecting, "Test")->setFocus();
    press(*connecting, "Test");
    QVERIFY(says(*connecting, text("Nothing has to be added to it; it holds 0 posts.")));
    QCOMPARE(connecting->focusWidget(), button(*connecting, "Test")); // not Cancel, which the next key would press
    picture(*connecting, text("ready"));
    QVERIFY(!m_workspace->isConnected());
    // What was tested is not what is connected to once a field has changed.
    type(*connecting, "Address", text("http://127.0.0.1:1"));
    QVERIFY(says(*connecting, text("A test changes nothing.")));
    type(*connecting, "Address", m_engine->url());
    QSignalSpy accepted(connecting.get(), &QDialog::accepted);
    press(*connecting, "Connect");
    QVERIFY(accepted.wait(20'000));
    QCOMPARE(finished(m_workspace->remoteLink()).value()->url, m_engine->url());
}

void TestConnect::connectsWithACertificate()
{
    VERIFY_OK(finished(m_workspace->connectRemote(accessTo(m_engine->url()).value(), SecretStorage::Forget)));
    const auto front = TlsFront::start(*m_tls, m_engine->port());
    VERIFY_OK(front);
    RemoteLink link;
    link.url = (*front)->url();
    link.caFile = file("ca.pem");
    link.certificateFile = file("client.pem");
    link.keyFile = file("client-encrypted.key");
    const auto connecting = dialog(link);
    press(*connecting, "Test");
    QVERIFY2(says(*connecting, text("The client key is protected; give its passphrase. Certificates…")), qPrintable(verdict(*connecting)));
    QTimer::singleShot(0, this, [] {
        QWidget *choosing = QApplication::activeModalWidget();
        type(*choosing, "Passphrase", QString::fromUtf8(CanaryPassphrase));
        if (!says(*choosing, text("CN=author")))
            qFatal("the certificate does not open");
        press(*choosing, "Use these");
    });
    Q_EMIT connecting->findChild<Verdict *>()->linkClicked();
    connecting->findChild<QCheckBox *>()->setChecked(false);
    QSignalSpy accepted(connecting.get(), &QDialog::accepted);
    press(*connecting, "Test");
    QVERIFY2(says(*connecting, text("It answers, in")), qPrintable(verdict(*connecting)));
    QVERIFY2(verdict(*connecting).contains(text("The client certificate expires on")), qPrintable(verdict(*connecting)));
    picture(*connecting, text("certificate-expires"));
    press(*connecting, "Connect");
    QVERIFY(accepted.wait(20'000));
    QVERIFY(!connecting->standing().certificateWarning.isEmpty());
    const auto kept = finished(m_workspace->remoteLink()).value();
    QVERIFY(kept && kept->hasSameIdentity(link) && kept->caFile == link.caFile);
}

void TestConnect::looksAtCertificates_data()
{
    QTest::addColumn<QStringList>("files"); // authority, certificate, key
    QTest::addColumn<QString>("passphrase");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("good");
    const auto add = [](const char *name, const QStringList &files, const char *passphrase, const char *words, bool good) {
        QTest::newRow(name) << files << text(passphrase) << text(words) << good;
    };
    add("nothing", {{}, {}, {}}, "", "No certificate is chosen", true);
    add("good", {text("ca.pem"), text("client.pem"), text("client.key")}, "", "CN=author Issued by CN=ca ! Valid until", true);
    add("in-the-clear", {{}, text("client.pem"), text("client.key")}, "", "The key is not protected", true);
    add("protected", {{}, text("client.pem"), text("client-encrypted.key")}, CanaryPassphrase, "SHA-256", true);
    add("no-passphrase", {{}, text("client.pem"), text("client-encrypted.key")}, "", "protected; give its passphrase", false);
    add("wrong-passphrase", {{}, text("client.pem"), text("client-encrypted.key")}, "wrong", "does not open the client key", false);
    add("no-key", {{}, text("client.pem"), {}}, "", "choose the file with the key too", false);
    add("other-key", {{}, text("client.pem"), text("other.key")}, "", "does not belong to the client certificate", false);
    add("expired", {{}, text("client-expired.pem"), text("client-expired.key")}, "", "expired on 1 January 2021", false);
    add("no-certificate", {{}, text("ca.cnf"), text("client.key")}, "", "not a certificate", false);
    add("no-file", {{}, text("nowhere.pem"), text("client.key")}, "", "can't be read; check the path", false);
    add("no-authority", {text("client.key"), {}, {}}, "", "choose the file with the server's CA certificate", false);
    add("pkcs12", {{}, text("client.p12"), {}}, "test", "CN=author", true);
    add("pkcs12-locked", {{}, text("client.p12"), {}}, "", "PKCS#12 file is protected; give its passphrase", false);
    add("key-in-the-same-file", {{}, text("both.pem"), {}}, "", "CN=author", true);
}

void TestConnect::looksAtCertificates()
{
    QFETCH(const QStringList, files);
    QFETCH(const QString, passphrase);
    QFETCH(const QString, words);
    QFETCH(const bool, good);
    if (!QFile::exists(file("client.p12"))) {
        VERIFY_OK(runProgram(text("sh"), {text("-c"), text("cat client.pem client.key > both.pem && openssl pkcs12 -export -legacy -in client.pem "
                                                          "-inkey client.key -passout pass:test -out client.p12")}, m_tls->folder()));
    }
    CertificateDialog choosing(*m_theme, {}, {}, nullptr);
    choosing.show();
    const char *const fields[] = {"Authority", "Certificate", "Key"};
    for (int i = 0; i < 3; ++i) {
        if (!files[i].isEmpty())
            type(choosing, fields[i], m_tls->file(files[i]));
    }
    type(choosing, "Passphrase", passphrase);
    QVERIFY2(says(choosing, words), qPrintable(verdict(choosing)));
    QCOMPARE(button(choosing, "Use these")->isEnabled(), good);
    QVERIFY(choosing.frameSize().height() <= Smallest.height());
    picture(choosing, text("certificates-%1").arg(text(QTest::currentDataTag())));
    if (!good)
        return;
    QSignalSpy accepted(&choosing, &QDialog::accepted);
    press(choosing, "Use these");
    QVERIFY(accepted.count() > 0 || accepted.wait(10'000));
    QCOMPARE(choosing.link().pkcs12File.isEmpty(), !files[1].endsWith(text(".p12")));
}

void TestConnect::asksForACertificateAndTakesIt()
{
    const QString request = m_folder.filePath(text("me.csr"));
    {
        IdentityWorker worker;
        RequestDialog asking(*m_theme, worker, nullptr);
        asking.show();
        type(asking, "Name", text("The author"));
        type(asking, "Passphrase", text("short"));
        picture(asking, text("request-short"));
        QVERIFY(!button(asking, "Make key and request")->isEnabled());
        type(asking, "Passphrase", text("long enough 8"));
        type(asking, "Passphrase again", text("long enough 8"));
        type(asking, "Request", request);
        press(asking, "Make key and request");
        QVERIFY2(says(asking, text("Hand me.csr to the owner")), qPrintable(verdict(asking)));
        picture(asking, text("request-made"));
        press(asking, "Done");
        RequestDialog again(*m_theme, worker, nullptr);
        again.show();
        type(again, "Name", text("The author"));
        type(again, "Passphrase", text("long enough 8"));
        type(again, "Passphrase again", text("long enough 8"));
        type(again, "Request", request);
        press(again, "Make key and request");
        QVERIFY(says(again, text("is there already; choose another name")));
    }
    CertificateDialog choosing(*m_theme, {}, {}, nullptr);
    choosing.show();
    QVERIFY2(says(choosing, text("Waiting for its certificate: CN=The author.")), qPrintable(verdict(choosing)));
    picture(choosing, text("certificates-waiting"));
    // The owner of the authority signs it.
    VERIFY_OK(runProgram(text("openssl"), {text("x509"), text("-req"), text("-in"), request, text("-CA"), file("ca.pem"), text("-CAkey"),
                                           file("ca.key"), text("-CAcreateserial"), text("-days"), text("90"), text("-out"),
                                           m_folder.filePath(text("signed.crt"))}));
    type(choosing, "Certificate", m_folder.filePath(text("signed.crt")));
    QVERIFY(says(choosing, text("protected; give its passphrase")));
    type(choosing, "Passphrase", text("long enough 8"));
    QVERIFY2(says(choosing, text("It answers your request; its key is here.")), qPrintable(verdict(choosing)));
    picture(choosing, text("certificates-signed"));
    QSignalSpy accepted(&choosing, &QDialog::accepted);
    press(choosing, "Use these");
    QVERIFY(accepted.wait(10'000));
    const RemoteLink link = choosing.link();
    const QFileInfo key(link.keyFile);
    QCOMPARE(key.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    QVERIFY(QFile::exists(link.certificateFile) && QFileInfo(link.certificateFile).path() == key.path());
    QFile bytes(link.keyFile);
    QVERIFY(bytes.open(QIODevice::ReadOnly) && bytes.readAll().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));

    const auto front = TlsFront::start(*m_tls, m_engine->port());
    VERIFY_OK(front);
    RemoteAccess access = accessTo((*front)->url()).value();
    const QString url = access.link.url;
    access.link = link;
    access.link.url = url;
    access.link.caFile = file("ca.pem");
    access.secrets.passphrase = text("long enough 8");
    VERIFY_OK(finished(m_workspace->testRemote(access)));
}

void TestConnect::keepsAProtectedCopy()
{
    CertificateDialog choosing(*m_theme, {}, {}, nullptr);
    choosing.show();
    type(choosing, "Certificate", file("client.pem"));
    type(choosing, "Key", file("client.key"));
    QVERIFY(says(choosing, text("Keep a protected copy…")));
    QTimer::singleShot(0, this, [] {
        QWidget *asking = QApplication::activeModalWidget();
        type(*asking, "Passphrase", text("long enough 8"));
        type(*asking, "Passphrase again", text("long enough 8"));
        picture(*asking, text("protect"));
        press(*asking, "Keep the copy");
    });
    Q_EMIT choosing.findChild<Verdict *>()->linkClicked();
    QVERIFY(QTest::qWaitFor([&] { return named<QLineEdit>(choosing, "Key")->text() != file("client.key"); }, 10'000));
    QVERIFY(QTest::qWaitFor([&] { return verdict(choosing).contains(text("CN=author")) && !verdict(choosing).contains(text("not protected")); }, 10'000));
    QFile key(named<QLineEdit>(choosing, "Key")->text());
    QVERIFY(key.open(QIODevice::ReadOnly) && key.readAll().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    QVERIFY(QFile::exists(file("client.key")));
}

void TestConnect::cancelsWhatIsUnderWay()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress(QHostAddress::LocalHost)));
    const auto connecting = dialog();
    type(*connecting, "Address", text("http://127.0.0.1:%1").arg(silent.serverPort()));
    press(*connecting, "Test");
    QVERIFY(says(*connecting, text("Asking the server…")));
    QVERIFY(!button(*connecting, "Connect")->isEnabled());
    QTest::keyClick(connecting->focusWidget(), Qt::Key_Space);
    QVERIFY(connecting->isVisible());
    press(*connecting, "Cancel");
    QVERIFY(!connecting->isVisible());
    // The workspace is free again, long before that server's time is up.
    VERIFY_OK(finished(m_workspace->testRemote(accessTo(m_engine->url()).value())));
}

void TestConnect::readsWhatGalleyctlHasSet()
{
    Connection connection(*m_workspace, {}, nullptr);
    connection.start();
    RemoteLink link = accessTo(m_engine->url())->link;
    {
        auto file = SqliteDatabase::open(m_workspace->path(), SqliteDatabase::Open::Existing);
        VERIFY_OK(file);
        VERIFY_OK(writeRemoteLink(**file, link));
    }
    QVERIFY(QTest::qWaitFor([&] { return connection.state() == Connection::State::Connected; }, 20'000));
    QCOMPARE(connection.url(), link.url);
    {
        auto file = SqliteDatabase::open(m_workspace->path(), SqliteDatabase::Open::Existing);
        VERIFY_OK(file);
        link.url = text("http://127.0.0.1:%1").arg(freePort());
        VERIFY_OK(writeRemoteLink(**file, link));
    }
    QVERIFY(QTest::qWaitFor([&] { return connection.state() == Connection::State::Offline; }, 20'000));
    QVERIFY(connection.trouble()->message.contains(text("Nothing answers at")));
    {
        auto file = SqliteDatabase::open(m_workspace->path(), SqliteDatabase::Open::Existing);
        VERIFY_OK(file);
        VERIFY_OK(removeRemoteLink(**file));
    }
    QVERIFY(QTest::qWaitFor([&] { return connection.state() == Connection::State::Local; }, 20'000));
}

void TestConnect::wantsHelpWithACertificateAndWarnsOfItsEnd()
{
    VERIFY_OK(finished(m_workspace->connectRemote(accessTo(m_engine->url()).value(), SecretStorage::Forget)));
    VERIFY_OK(finished(m_workspace->forgetRemote()));
    const auto front = TlsFront::start(*m_tls, m_engine->port());
    VERIFY_OK(front);
    RemoteLink link = accessTo((*front)->url())->link;
    link.caFile = file("ca.pem");
    const auto use = [&](const char *name) {
        link.certificateFile = m_tls->file(text(name) + text(".pem"));
        link.keyFile = m_tls->file(text(name) + text(".key"));
        auto other = SqliteDatabase::open(m_workspace->path(), SqliteDatabase::Open::Existing);
        VERIFY_OK(other);
        VERIFY_OK(writeRemoteLink(**other, link));
    };
    use("client-expired");
    Connection connection(*m_workspace, link.url, nullptr);
    QSignalSpy help(&connection, &Connection::helpWanted);
    connection.start();
    QVERIFY(QTest::qWaitFor([&] { return connection.state() == Connection::State::Apart; }, 20'000));
    QVERIFY2(connection.trouble()->message.contains(text("expired on 1 January 2021")), qPrintable(connection.trouble()->message));
    QCOMPARE(help.count(), 1);
    use("client");
    QVERIFY(QTest::qWaitFor([&] { return connection.state() == Connection::State::Connected; }, 20'000));
    QVERIFY2(connection.certificateWarning().contains(text("expires on")), qPrintable(connection.certificateWarning()));
    QCOMPARE(help.count(), 1);
}

void TestConnect::forgets()
{
    VERIFY_OK(finished(m_workspace->connectRemote(accessTo(m_engine->url()).value(), SecretStorage::Forget)));
    const auto connecting = dialog(finished(m_workspace->remoteLink()).value());
    picture(*connecting, text("linked"));
    QSignalSpy accepted(connecting.get(), &QDialog::accepted);
    QTimer::singleShot(0, this, [] {
        QWidget *asking = QApplication::activeModalWidget();
        picture(*asking, text("forget"));
        press(*asking, "Forget it");
    });
    press(*connecting, "Forget…");
    QVERIFY(accepted.count() > 0 || accepted.wait(10'000));
    QVERIFY(connecting->standing().url.isEmpty());
    QVERIFY(!m_workspace->isConnected());
    QVERIFY(!finished(m_workspace->remoteLink()).value());
}

void TestConnect::longWordsDoNotBreakIt()
{
    const QString host = QString(60, QLatin1Char('a')) + QLatin1Char('.') + QString(60, QLatin1Char('b')) + text(".invalid");
    RemoteLink link = accessTo(text("libsql://") + host)->link;
    link.certificateFile = text("/somewhere/%1.pem").arg(QString(180, QLatin1Char('c')));
    link.keyFile = text("/somewhere/%1.key").arg(QString(180, QLatin1Char('k')));
    link.caFile = text("/somewhere/%1.pem").arg(QString(180, QLatin1Char('d')));
    const QSize plain = dialog()->size();
    const auto connecting = dialog(link);
    press(*connecting, "Test");
    QVERIFY(says(*connecting, text("can't be read; check the path")));
    picture(*connecting, text("long"));
    QCOMPARE(connecting->width(), plain.width());
    QVERIFY2(connecting->frameSize().height() <= Smallest.height(), qPrintable(QString::number(connecting->height())));
    CertificateDialog choosing(*m_theme, link, {}, nullptr);
    choosing.show();
    QVERIFY(says(choosing, text("can't be read; check the path")));
    picture(choosing, text("long-certificates"));
    QCOMPARE(choosing.width(), plain.width());
    QVERIFY(choosing.frameSize().height() <= Smallest.height());
}

void TestConnect::tabGoesThroughAsItStands()
{
    const auto connecting = dialog();
    QVERIFY(QTest::qWaitForWindowActive(connecting.get()));
    type(*connecting, "Address", text("http://127.0.0.1:1"));
    named<QLineEdit>(*connecting, "Address")->setFocus();
    QStringList stops;
    while (stops.size() < 9) {
        QWidget *stop = QApplication::focusWidget();
        const auto *label = qobject_cast<QLabel *>(stop);
        stops += label ? label->selectedText() : stop->accessibleName().isEmpty() ? stop->property("text").toString() : stop->accessibleName();
        picture(*connecting, text("tab-%1").arg(stops.size()));
        QTest::keyClick(stop, Qt::Key_Tab);
    }
    QCOMPARE(stops, (QStringList{text("Address"), text("Copy"), text("Token"), text("Copy"), text("Choose certificates…"), text("Remember on this computer"),
                                 text("Test"), text("Cancel"), text("Connect")}));
}

QTEST_MAIN(TestConnect)
#include "test_connect.moc"
