// The real keyring, each time in a session bus of its own: unlocked, locked, and none at all.
#include "core/secrets/keychain.h"
#include "tests/core/db/check.h"
#include "tests/support/canary.h"

#include <QDirIterator>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

using namespace galley;
using namespace galley::test;

namespace {

const char *const Canary = CanaryToken;

} // namespace

class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsSecrets();
    void tellsLockedFromNotFound();
    void tellsThatNoneRuns();
    void tellsThatNoBusRuns();

private:
    enum class Keyring
    {
        Unlocked,
        Locked,
        None
    };

    /// The lines that the probe answers.
    QStringList probe(Keyring keyring, const QStringList &arguments, const QByteArray &input = {});
    bool isWrittenIn(const QString &folder, const QByteArray &what) const;

    QTemporaryDir m_home;
};

QStringList TestKeychain::probe(Keyring keyring, const QStringList &arguments, const QByteArray &input)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(text("HOME"), m_home.path());
    environment.insert(text("XDG_DATA_HOME"), m_home.filePath(text("data")));
    environment.insert(text("XDG_CONFIG_HOME"), m_home.filePath(text("config")));
    environment.insert(text("XDG_CACHE_HOME"), m_home.filePath(text("cache")));
    for (const char *name :
         {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION"})
        environment.remove(text(name));

    QStringList session;
    QString script = text("exec \"$0\" \"$@\"");
    if (keyring == Keyring::None) {
        QFile config(m_home.filePath(text("bus.conf")));
        if (!config.open(QIODevice::WriteOnly))
            return {};
        config.write(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
            "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
            "<listen>unix:tmpdir=/tmp</listen><policy context=\"default\"><allow send_destination=\"*\" "
            "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        session += text("--config-file=") + config.fileName();
    } else {
        // Without a passphrase on its input it starts locked.
        script.prepend(
            keyring == Keyring::Unlocked
                ? text("printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; ")
                : text("gnome-keyring-daemon --start --components=secrets >/dev/null </dev/null; "));
    }
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(text("dbus-run-session"),
                  session + QStringList{text("--"), text("bash"), text("-c"), script, text(GALLEY_PROBE)} +
                      arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(90'000))
        return {text("does not end")};
    const QByteArray errors = process.readAllStandardError();
    if (errors.contains("CANARY"))
        return {text("tells a secret on standard error")};
    return QString::fromUtf8(process.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

bool TestKeychain::isWrittenIn(const QString &folder, const QByteArray &what) const
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(what))
            return true;
    }
    return false;
}

void TestKeychain::keepsSecrets()
{
    const QString both = text(Canary);
    QCOMPARE(probe(Keyring::Unlocked,
                   {text("read"), text("token"), text("store"), text("token"), text("store"),
                    text("passphrase"), text("read"), text("token"), text("read"), text("passphrase")},
                   QByteArray(Canary) + "\n" + "zwölf äpfel\n"),
             QStringList({text("not_found The keychain has no token for this remote; give it once more."),
                          text("ok"), text("ok"), text("ok ") + both, text("ok zwölf äpfel")}));
    // In a later session, and after its removal (twice is no error).
    QCOMPARE(
        probe(Keyring::Unlocked, {text("read"), text("token"), text("remove"), text("passphrase"),
                                  text("remove"), text("passphrase"), text("read"), text("passphrase")}),
        QStringList({text("ok ") + both, text("ok"), text("ok"),
                     text("not_found The keychain has no passphrase for this remote; give it once more.")}));
    QVERIFY(!isWrittenIn(m_home.path(), Canary));
}

void TestKeychain::tellsLockedFromNotFound()
{
    const auto sentence =
        text("no_keychain The keychain is locked; unlock it, or give the token for this time only.");
    QCOMPARE(probe(Keyring::Locked, {text("read"), text("token")}), QStringList(sentence));
    QCOMPARE(probe(Keyring::Locked, {text("store"), text("token")}, QByteArray(Canary) + "\n"),
             QStringList(sentence));
    QVERIFY(!isWrittenIn(m_home.path(), Canary));
    // What was in it is in it.
    QCOMPARE(probe(Keyring::Unlocked, {text("read"), text("token")}),
             QStringList(text("ok ") + text(Canary)));
}

void TestKeychain::tellsThatNoneRuns()
{
    const auto sentence = text("no_keychain No keychain runs in this session; start GNOME Keyring or "
                               "KWallet, or give the token for this time only.");
    QCOMPARE(probe(Keyring::None, {text("read"), text("token"), text("store"), text("token")},
                   QByteArray(Canary) + "\n"),
             QStringList({sentence, sentence}));
    QVERIFY(!isWrittenIn(m_home.path(), Canary));
}

void TestKeychain::tellsThatNoBusRuns()
{
    // The address that every test is given (apart.sh).
    QVERIFY(qgetenv("DBUS_SESSION_BUS_ADDRESS") == "disabled:");
    Keychain keychain;
    VERIFY_FAILS(keychain.read(text("https://blog.example"), SecretKind::Token), ErrorCode::NoKeychain,
                 "No keychain runs");
    VERIFY_FAILS(keychain.store(text("https://blog.example"), SecretKind::Token, text(Canary)),
                 ErrorCode::NoKeychain, "No keychain runs");
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "test_keychain.moc"
