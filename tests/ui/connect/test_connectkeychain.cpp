// "Remember on this computer" before the real keyring: absent, unlocked, locked; and a new start of the window.
#include "tests/core/db/check.h"
#include "tests/support/finished.h"
#include "tests/support/hranaserver.h"
#include "tests/support/keyring.h"
#include "tests/ui/connect/dialogdriver.h"
#include "ui/connect/connection.h"

#include <QSettings>
#include <QSignalSpy>

using namespace galley;
using namespace galley::test;

namespace {

const QString Canary = text("canary-token-7714");

} // namespace

class TestConnectKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void offersThisTimeOnlyWhereNoneRuns();
    void connectsByItselfAtTheNextStart();
    void saysThatItIsLockedAndNeverBlocksWriting();

private:
    /// The window's part of a start.
    void start(Workspace &workspace, Connection &connection);

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Keyring> m_keyring;
    std::unique_ptr<Keychain> m_keychain;
    std::unique_ptr<HranaServer> m_server;
    QString m_path;
};

void TestConnectKeychain::initTestCase()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(text("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
    m_theme->install();
    auto keyring = Keyring::onBusOfItsOwn();
    VERIFY_OK(keyring);
    m_keyring = std::move(*keyring);
    m_keychain = std::make_unique<Keychain>();
    auto server = HranaServer::start({text("--token"), Canary});
    VERIFY_OK(server);
    m_server = std::move(*server);
    m_path = m_folder.filePath(text("blog.galley"));
    Workspace workspace(m_path, m_clock, m_keychain.get());
    VERIFY_OK(finished(workspace.create(text("Notes"))));
}

void TestConnectKeychain::start(Workspace &workspace, Connection &connection)
{
    VERIFY_OK(finished(workspace.open()));
    connection.start();
    QVERIFY(QTest::qWaitFor([&] { return connection.state() != Connection::State::Connecting; }, 20'000));
}

void TestConnectKeychain::offersThisTimeOnlyWhereNoneRuns()
{
    Workspace workspace(m_path, m_clock, m_keychain.get());
    VERIFY_OK(finished(workspace.open()));
    ConnectDialog connecting(*m_theme, workspace, {}, {}, nullptr);
    connecting.show();
    type(connecting, "Address", m_server->url());
    press(connecting, "Test");
    QVERIFY2(says(connecting, text("asks for a token; make one with")), qPrintable(verdict(connecting)));
    picture(connecting, text("keychain-no-token"));
    type(connecting, "Token", Canary);
    press(connecting, "Connect");
    QVERIFY(says(connecting, text("To be added there")));
    press(connecting, "Add these and connect");
    QVERIFY2(says(connecting, text("No keychain runs in this session")), qPrintable(verdict(connecting)));
    auto *remember = connecting.findChild<QCheckBox *>();
    QVERIFY(!remember->isChecked());
    QVERIFY(!workspace.isConnected());
    picture(connecting, text("keychain-absent"));
    QSignalSpy accepted(&connecting, &QDialog::accepted);
    press(connecting, "Connect this time only");
    QVERIFY(accepted.wait(20'000));
    QVERIFY(workspace.isConnected());
    QVERIFY(!finished(workspace.remoteLink()).value()->isTokenKept);
}

void TestConnectKeychain::connectsByItselfAtTheNextStart()
{
    {
        Workspace workspace(m_path, m_clock, m_keychain.get());
        Connection connection(workspace, m_server->url(), nullptr);
        QSignalSpy help(&connection, &Connection::helpWanted);
        start(workspace, connection);
        QCOMPARE(connection.state(), Connection::State::Apart);
        QVERIFY(connection.trouble()->message.contains(text("asks for a token")));
        QCOMPARE(help.count(), 1);

        VERIFY_OK(m_keyring->run());
        ConnectDialog connecting(*m_theme, workspace, finished(workspace.remoteLink()).value(), connection.trouble(), nullptr);
        connecting.show();
        QVERIFY(says(connecting, text("asks for a token")));
        type(connecting, "Token", Canary);
        connecting.findChild<QCheckBox *>()->click();
        QSignalSpy accepted(&connecting, &QDialog::accepted);
        press(connecting, "Connect");
        QVERIFY(accepted.wait(20'000));
        connection.set(connecting.standing());
        QCOMPARE(connection.state(), Connection::State::Connected);
    }
    Workspace workspace(m_path, m_clock, m_keychain.get());
    Connection connection(workspace, m_server->url(), nullptr);
    start(workspace, connection);
    QCOMPARE(connection.state(), Connection::State::Connected);
    QProcess grep;
    grep.start(text("grep"), {text("-r"), text("-a"), text("-l"), text("--exclude-dir=witness"), Canary, m_folder.path(), QDir::homePath()});
    QVERIFY(grep.waitForFinished());
    QCOMPARE(grep.readAllStandardOutput(), QByteArray());
}

void TestConnectKeychain::saysThatItIsLockedAndNeverBlocksWriting()
{
    VERIFY_OK(m_keyring->lock());
    Workspace workspace(m_path, m_clock, m_keychain.get());
    Connection connection(workspace, m_server->url(), nullptr);
    VERIFY_OK(finished(workspace.open()));
    connection.start();
    // While the keychain is being asked, a post is written.
    PostFields fields;
    fields.title = text("One");
    fields.content = text("words");
    VERIFY_OK(finished(workspace.newPost(fields)));
    QVERIFY(QTest::qWaitFor([&] { return connection.state() == Connection::State::Apart; }, 20'000));
    QVERIFY2(connection.trouble()->message.contains(text("The keychain is locked; unlock it, or give the token for this time only.")),
             qPrintable(connection.trouble()->message));
    const auto link = finished(workspace.remoteLink()).value();
    ConnectDialog connecting(*m_theme, workspace, link, connection.trouble(), nullptr);
    connecting.show();
    QVERIFY(says(connecting, text("The keychain is locked")));
    picture(connecting, text("keychain-locked"));
    type(connecting, "Token", Canary);
    press(connecting, "Connect");
    QVERIFY(says(connecting, text("The keychain is locked")));
    picture(connecting, text("keychain-locked-asked"));
    QSignalSpy accepted(&connecting, &QDialog::accepted);
    press(connecting, "Connect this time only");
    QVERIFY(accepted.wait(20'000));
    QVERIFY(workspace.isConnected());
    // What it has is not given up for that.
    QVERIFY(finished(workspace.remoteLink()).value()->isTokenKept);
}

QTEST_MAIN(TestConnectKeychain)
#include "test_connectkeychain.moc"
