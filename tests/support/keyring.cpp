#include "tests/support/keyring.h"

#include "tests/support/childprocess.h"

#include <QElapsedTimer>
#include <QFile>
#include <QThread>

namespace galley::test {

namespace {

// No service is started by a call: a keyring is there when the test has started one.
constexpr char BusConfiguration[] =
    "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
    "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig><type>session</type>"
    "<listen>unix:tmpdir=/tmp</listen><policy context=\"default\"><allow send_destination=\"*\" "
    "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";

constexpr int MaxWaitMs = 15'000;
constexpr unsigned long PauseMs = 50;

QString servicePath()
{
    return QStringLiteral("/org/freedesktop/secrets");
}

} // namespace

Result<std::unique_ptr<Keyring>> Keyring::onBusOfItsOwn()
{
    std::unique_ptr<Keyring> keyring(new Keyring);
    QFile configuration(keyring->m_dir.filePath(QStringLiteral("bus.conf")));
    if (!configuration.open(QIODevice::WriteOnly) || configuration.write(BusConfiguration) < 0)
        return fail(ErrorCode::Io, QStringLiteral("bus.conf can't be written."));
    configuration.close();
    keyring->m_bus.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    keyring->m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--config-file=") + configuration.fileName(),
                                                        QStringLiteral("--nofork"), QStringLiteral("--nopidfile"),
                                                        QStringLiteral("--print-address=1")});
    if (!keyring->m_bus.waitForReadyRead(MaxWaitMs))
        return fail(ErrorCode::Io, QStringLiteral("dbus-daemon does not start."));
    qputenv("DBUS_SESSION_BUS_ADDRESS", keyring->m_bus.readLine().trimmed());
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION"})
        qunsetenv(name);
    return keyring;
}

Keyring::~Keyring()
{
    end();
    endProcess(m_bus);
}

Status Keyring::ask(const QStringList &message) const
{
    auto answer = runProgram(QStringLiteral("dbus-send"),
                             QStringList{QStringLiteral("--session"), QStringLiteral("--print-reply"),
                                         QStringLiteral("--dest=org.freedesktop.secrets"), servicePath()} + message);
    if (!answer)
        return failure(answer);
    return {};
}

Status Keyring::run()
{
    m_daemon = std::make_unique<QProcess>();
    m_daemon->setStandardErrorFile(QProcess::nullDevice());
    m_daemon->start(QStringLiteral("gnome-keyring-daemon"),
                    {QStringLiteral("--foreground"), QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
    m_daemon->write("test");
    if (!m_daemon->waitForStarted(MaxWaitMs) || !m_daemon->waitForBytesWritten(MaxWaitMs))
        return fail(ErrorCode::NotFound, QStringLiteral("gnome-keyring-daemon can't be started; is it installed?"));
    m_daemon->closeWriteChannel();
    QElapsedTimer since;
    since.start();
    while (since.elapsed() < MaxWaitMs) {
        if (ask({QStringLiteral("org.freedesktop.Secret.Service.ReadAlias"), QStringLiteral("string:default")}))
            return {};
        QThread::msleep(PauseMs);
    }
    return fail(ErrorCode::Io, QStringLiteral("gnome-keyring-daemon does not start."));
}

Status Keyring::lock()
{
    return ask({QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                QStringLiteral("array:objpath:") + servicePath() + QStringLiteral("/collection/login")});
}

void Keyring::end()
{
    if (m_daemon)
        endProcess(*m_daemon);
    m_daemon.reset();
}

} // namespace galley::test
