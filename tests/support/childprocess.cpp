#include "tests/support/childprocess.h"

#include <QDeadlineTimer>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

namespace galley::test {

QString supportDir()
{
    return QStringLiteral(GALLEY_SUPPORT_DIR);
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

bool waitForPort(quint16 port, const QProcess &process, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    while (!deadline.hasExpired() && process.state() != QProcess::NotRunning) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        if (socket.waitForConnected(500))
            return true;
        QThread::msleep(20);
    }
    return false;
}

void endProcess(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.terminate();
    if (process.waitForFinished(3000))
        return;
    process.kill();
    process.waitForFinished(3000);
}

Result<QByteArray> runProgram(const QString &program, const QStringList &arguments, const QString &directory)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(directory);
    process.start(program, arguments);
    if (!process.waitForFinished(30000))
        return fail(ErrorCode::Io, QStringLiteral("%1 can't be run; install it.").arg(program));
    const QByteArray output = process.readAll();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail(ErrorCode::Io, QStringLiteral("%1 failed.").arg(program), QString::fromLocal8Bit(output));
    return output;
}

} // namespace galley::test
