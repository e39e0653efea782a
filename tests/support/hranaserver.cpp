#include "tests/support/hranaserver.h"

#include "tests/support/childprocess.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>

namespace galley::test {

Result<std::unique_ptr<HranaServer>> HranaServer::start(const QStringList &options)
{
    std::unique_ptr<HranaServer> server(new HranaServer);
    server->m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    server->m_process.start(QStringLiteral("python3"),
                            QStringList{supportDir() + QStringLiteral("/hrana_server.py"),
                                        server->m_dir.filePath(QStringLiteral("remote.db"))} +
                                options);
    server->m_url = QString::fromLatin1(server->readLine());
    if (server->m_url.isEmpty())
        return fail(ErrorCode::Io,
                    QStringLiteral("The loopback Hrana server did not start; install python3."));
    return server;
}

HranaServer::~HranaServer()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(3000))
        endProcess(m_process);
}

RemoteConfig HranaServer::config() const
{
    return parseRemoteUrl(m_url).value();
}

QByteArray HranaServer::readLine()
{
    const QDeadlineTimer deadline(15000);
    while (!m_process.canReadLine()) {
        if (deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
            return {};
        m_process.waitForReadyRead(200);
    }
    return m_process.readLine().trimmed();
}

QJsonObject HranaServer::command(const QJsonObject &command)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
    return QJsonDocument::fromJson(readLine()).object();
}

bool HranaServer::failNext(const QList<QJsonObject> &faults)
{
    QJsonArray list;
    for (const QJsonObject &fault : faults)
        list += fault;
    command({{QStringLiteral("next"), list}});
    return m_process.state() == QProcess::Running;
}

void HranaServer::askFor(const QString &token)
{
    command({{QStringLiteral("token"), token}});
}

QJsonObject HranaServer::stats()
{
    return command({{QStringLiteral("stats"), true}});
}

QJsonObject answerWith(int status, const QString &body, const QString &type)
{
    return {{QStringLiteral("do"), QStringLiteral("answer")},
            {QStringLiteral("status"), status},
            {QStringLiteral("type"), type},
            {QStringLiteral("body"), body}};
}

} // namespace galley::test
