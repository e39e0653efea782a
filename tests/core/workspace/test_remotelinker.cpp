// Linking a file to its remote, over a server that asks for a token, nginx that asks for a certificate, and the
// real keyring: unlocked, locked and absent.
#include "core/db/hrana/tursodatabase.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/remotelinker.h"
#include "core/workspace/workspace.h"
#include "tests/core/db/check.h"
#include "tests/support/canary.h"
#include "tests/support/childprocess.h"
#include "tests/support/hranaserver.h"
#include "tests/support/keyring.h"
#include "tests/support/testblog.h"
#include "tests/support/tlsfront.h"
#include "tests/support/tursoengine.h"

using namespace galley;
using namespace galley::test;

namespace {

const QString Canary = text("canary-token-5512");

} // namespace

class TestRemoteLinker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void remembersPathsAndNoSecret();
    void leavesTheLinkUndoneWithoutAKeychain();
    void asksForATokenThatItNeverHad();
    void connectsAgainFromTheKeychain();
    void forgetsAll();
    void movesToAnotherAddress();
    void isOfflineAndNotLost();
    void asksBeforeItAddsToALiveDatabase();
    void takesACertificateReplacedWhileRunning();
    void tellsALockedKeychain();               // from here on it is locked,
    void saysWhatStaysInAKeychainThatIsAway(); // and then gone

private:
    RemoteAccess access(const HranaServer &server) const;
    RemoteLinker linker() { return RemoteLinker(*m_file, m_keychain.get(), m_clock); }
    std::optional<RemoteLink> link() { return readRemoteLink(*m_file).value(); }
    bool isWrittenAnywhere(const QString &what) const;

    SystemClock m_clock;
    QTemporaryDir m_dir;
    int m_files = 0;
    QString m_path;
    std::unique_ptr<Keyring> m_keyring;
    std::unique_ptr<Keychain> m_keychain;
    std::unique_ptr<HranaServer> m_server;
    std::unique_ptr<SqliteDatabase> m_file;
};

void TestRemoteLinker::initTestCase()
{
    auto keyring = Keyring::onBusOfItsOwn();
    VERIFY_OK(keyring);
    m_keyring = std::move(*keyring);
    m_keychain = std::make_unique<Keychain>();
    auto server = HranaServer::start({text("--token"), Canary});
    VERIFY_OK(server);
    m_server = std::move(*server);
}

void TestRemoteLinker::init()
{
    m_file.reset();
    m_path = m_dir.filePath(text("%1.galley").arg(++m_files));
    auto file = createBlogFile(m_path, text("Notes"));
    VERIFY_OK(file);
    m_file = std::move(*file);
}

RemoteAccess TestRemoteLinker::access(const HranaServer &server) const
{
    RemoteAccess access = accessTo(server.url()).value();
    access.secrets.token = Canary;
    return access;
}

// Not looked at: the arguments of the servers (tests/support/apart.sh), and what the authority of TlsFiles keeps.
bool TestRemoteLinker::isWrittenAnywhere(const QString &what) const
{
    for (const QString &folder : {m_dir.path(), QDir::homePath()}) {
        QProcess grep;
        grep.start(text("grep"), {text("-r"), text("-a"), text("-q"), text("--exclude-dir=witness"), text("--exclude-dir=theirs"), text("-f"), text("-"), folder});
        grep.write(what.toUtf8()); // not as an argument: those are looked at too
        grep.closeWriteChannel();
        if (!grep.waitForFinished() || grep.exitCode() == 0)
            return true;
    }
    return false;
}

void TestRemoteLinker::remembersPathsAndNoSecret()
{
    QVERIFY(!link());
    RemoteLink wanted;
    wanted.url = text("https://blog.example");
    wanted.caFile = text("/a/ca.pem");
    wanted.certificateFile = text("/a/me.pem");
    wanted.keyFile = text("/a/me.key");
    wanted.isPassphraseKept = true;
    VERIFY_OK(writeRemoteLink(*m_file, wanted));
    QVERIFY(link() == wanted);
    wanted.pkcs12File = text("/a/me.p12");
    wanted.keyFile.clear();
    VERIFY_OK(writeRemoteLink(*m_file, wanted));
    QVERIFY(link() == wanted);
    VERIFY_OK(removeRemoteLink(*m_file));
    QVERIFY(!link());
    QCOMPARE(number(*m_file, text("SELECT count(*) FROM galley_settings WHERE key LIKE 'remote.%'")), 0);
}

void TestRemoteLinker::leavesTheLinkUndoneWithoutAKeychain()
{
    VERIFY_FAILS(linker().link(access(*m_server), {}, SecretStorage::Remember), ErrorCode::NoKeychain, "this time only");
    QVERIFY(!link());
    const auto linked = linker().link(access(*m_server), {}, SecretStorage::Forget);
    VERIFY_OK(linked);
    VERIFY_OK(linked->database->execute(sql("SELECT 1 FROM posts")));
    QVERIFY(link() && !link()->isTokenKept);
}

void TestRemoteLinker::asksForATokenThatItNeverHad()
{
    VERIFY_OK(linker().link(access(*m_server), {}, SecretStorage::Forget));
    VERIFY_FAILS(linker().relink({}), ErrorCode::Auth, "asks for a token; make one with");
    // Known to the running program, it need not be given again.
    const auto again = linker().relink(access(*m_server));
    VERIFY_OK(again);
    VERIFY_OK((**again).database->execute(sql("SELECT 1 FROM posts")));
}

void TestRemoteLinker::connectsAgainFromTheKeychain()
{
    VERIFY_OK(m_keyring->run());
    const auto linked = linker().link(access(*m_server), {}, SecretStorage::Remember);
    VERIFY_OK(linked);
    QVERIFY(linked->standing.notices.isEmpty());
    QVERIFY(link()->isTokenKept && !link()->isPassphraseKept);
    // As after a new start.
    const auto again = linker().relink({});
    VERIFY_OK(again);
    QVERIFY(!(**again).standing.trouble);
    VERIFY_OK((**again).database->execute(sql("SELECT 1 FROM posts")));
    // The dialog need not be given the token again either; another address is another matter.
    const RemoteAccess without = accessTo(m_server->url()).value();
    VERIFY_OK(linker().test(without, {}));
    RemoteAccess elsewhere = without;
    elsewhere.link.url.replace(text("127.0.0.1"), text("localhost"));
    VERIFY_FAILS(linker().test(elsewhere, {}), ErrorCode::Auth, "asks for a token");
    QVERIFY(!isWrittenAnywhere(Canary));
}

void TestRemoteLinker::forgetsAll()
{
    VERIFY_OK(linker().link(access(*m_server), {}, SecretStorage::Remember));
    const auto done = linker().unlink();
    VERIFY_OK(done);
    QVERIFY(done->notices.isEmpty());
    QVERIFY(!link());
    VERIFY_FAILS(m_keychain->read(accessTo(m_server->url())->link.url, SecretKind::Token), ErrorCode::NotFound, "no token");
    QVERIFY(!*linker().relink({}));
}

void TestRemoteLinker::movesToAnotherAddress()
{
    const auto second = HranaServer::start({text("--token"), Canary});
    VERIFY_OK(second);
    VERIFY_OK(linker().link(access(*m_server), {}, SecretStorage::Remember));
    VERIFY_OK(linker().link(access(**second), {}, SecretStorage::Remember));
    QVERIFY(link()->isTokenKept);
    VERIFY_FAILS(m_keychain->read(accessTo(m_server->url())->link.url, SecretKind::Token), ErrorCode::NotFound, "no token");
    VERIFY_OK(linker().relink({}));
    // Unticked: nothing of it stays in the keychain.
    VERIFY_OK(linker().link(access(**second), {}, SecretStorage::Forget));
    QVERIFY(!link()->isTokenKept);
    VERIFY_FAILS(m_keychain->read(accessTo((*second)->url())->link.url, SecretKind::Token), ErrorCode::NotFound, "no token");
}

void TestRemoteLinker::isOfflineAndNotLost()
{
    RemoteLink nobody;
    nobody.url = text("http://127.0.0.1:%1").arg(freePort());
    VERIFY_OK(writeRemoteLink(*m_file, nobody));
    const auto linked = linker().relink({});
    VERIFY_OK(linked);
    QVERIFY((**linked).standing.trouble);
    QCOMPARE((**linked).standing.trouble->code, ErrorCode::Network);
    QCOMPARE((**linked).standing.url, nobody.url);
}

void TestRemoteLinker::asksBeforeItAddsToALiveDatabase()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    auto site = TursoDatabase::open((*engine)->config());
    VERIFY_OK(site);
    VERIFY_OK((*site)->execute(sql("CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT)")));
    VERIFY_OK(writeRemoteLink(*m_file, accessTo((*engine)->url())->link));
    VERIFY_FAILS(linker().relink({}), ErrorCode::InvalidInput, "connect to it, which lists it and asks");
    const auto report = linker().test(accessTo((*engine)->url()).value(), {});
    VERIFY_OK(report);
    QVERIFY(!report->additions.isEmpty());
    QVERIFY2(report->server.startsWith(text("the Turso engine, ")) && report->server.contains(text("SQLite 3.")), qPrintable(report->server));
}

void TestRemoteLinker::takesACertificateReplacedWhileRunning()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    const auto files = TlsFiles::make();
    VERIFY_OK(files);
    const auto front = TlsFront::start(**files, (*engine)->port());
    VERIFY_OK(front);
    RemoteAccess mine = accessTo((*front)->url()).value();
    mine.link.caFile = (*files)->file(text("ca.pem"));
    mine.link.certificateFile = m_dir.filePath(text("mine.pem"));
    mine.link.keyFile = m_dir.filePath(text("mine.key"));
    mine.secrets.passphrase = QString::fromUtf8(CanaryPassphrase);
    const auto put = [&](const char *certificate, const char *key) {
        QFile::remove(mine.link.certificateFile);
        QFile::remove(mine.link.keyFile);
        QVERIFY(QFile::copy((*files)->file(text(certificate)), mine.link.certificateFile));
        QVERIFY(QFile::copy((*files)->file(text(key)), mine.link.keyFile));
    };
    put("client.pem", "client-encrypted.key");

    m_file.reset();
    Workspace workspace(m_path, m_clock, m_keychain.get());
    const auto finished = [](auto future) {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000))
            qFatal("a future did not finish");
        return future.result();
    };
    VERIFY_OK(finished(workspace.open()));
    const auto connected = finished(workspace.connectRemote(mine, SecretStorage::Remember));
    VERIFY_OK(connected);
    QVERIFY(connected->certificateWarning.contains(text("expires on"))); // it is made for two days
    PostFields fields;
    fields.title = text("One");
    fields.content = text("words");
    const auto post = finished(workspace.newPost(fields));
    VERIFY_OK(post);
    VERIFY_OK(finished(workspace.publish(post->id)));
    // What replaces it is refused, and so it was taken; then a good one works, without a new start.
    put("client-revoked.pem", "client-revoked.key");
    const auto refused = finished(workspace.unpublish(post->id));
    VERIFY_OK(refused);
    QVERIFY(refused->held && refused->held->code == ErrorCode::Tls);
    QVERIFY(refused->held->message.contains(text("did not accept your client certificate")));
    put("client.pem", "client.key");
    const auto taken = finished(workspace.unpublish(post->id));
    VERIFY_OK(taken);
    QCOMPARE(taken->unit.state, AskedUnit::State::Landed);
    // A whole new start, with the passphrase from the keychain.
    put("client.pem", "client-encrypted.key");
    Workspace later(m_path, m_clock, m_keychain.get());
    VERIFY_OK(finished(later.open()));
    const auto again = finished(later.reconnectRemote());
    VERIFY_OK(again);
    QVERIFY(!again->trouble);
    QVERIFY(!isWrittenAnywhere(QString::fromUtf8(CanaryPassphrase)));
}

void TestRemoteLinker::tellsALockedKeychain()
{
    VERIFY_OK(linker().link(access(*m_server), {}, SecretStorage::Remember));
    VERIFY_OK(m_keyring->lock());
    VERIFY_FAILS(linker().relink({}), ErrorCode::NoKeychain, "The keychain is locked");
    // This time only: what the keychain has, it keeps.
    VERIFY_OK(linker().link(access(*m_server), {}, SecretStorage::LeaveAsIs));
    QVERIFY(link()->isTokenKept);
}

void TestRemoteLinker::saysWhatStaysInAKeychainThatIsAway()
{
    RemoteLink kept = accessTo(m_server->url())->link;
    kept.isTokenKept = true;
    VERIFY_OK(writeRemoteLink(*m_file, kept));
    m_keyring->end();
    VERIFY_FAILS(linker().relink({}), ErrorCode::NoKeychain, "No keychain runs");
    const auto left = linker().unlink();
    VERIFY_OK(left);
    QVERIFY2(left->notices.join(QString()).contains(text("is still in the keychain")), qPrintable(left->notices.join(QString())));
    QVERIFY(!link());
}

QTEST_GUILESS_MAIN(TestRemoteLinker)
#include "test_remotelinker.moc"
