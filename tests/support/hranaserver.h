// The loopback Hrana server of hrana_server.py, for protocol details and faults.
#pragma once

#include "core/db/hrana/remoteconfig.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <memory>

namespace galley::test {

class HranaServer
{
public:
    /// `options` are those of hrana_server.py, such as {"--versions", "2", "--no-close", "http"}.
    static Result<std::unique_ptr<HranaServer>> start(const QStringList &options = {});
    ~HranaServer();

    QString url() const { return m_url; }
    RemoteConfig config() const;

    /// What to do with the next requests, one fault each; see hrana_server.py.
    bool failNext(const QList<QJsonObject> &faults);
    /// From now on for this token, with 401 to any other. Not an option: arguments are no place for one.
    void askFor(const QString &token);
    /// What has come so far: requests, paths, authorizations, bodies, max_in_flight, open_streams.
    QJsonObject stats();

private:
    HranaServer() = default;
    QJsonObject command(const QJsonObject &command);
    QByteArray readLine();

    QTemporaryDir m_dir;
    QProcess m_process;
    QString m_url;
};

/// The fault that answers with this and carries nothing out.
QJsonObject answerWith(int status, const QString &body,
                       const QString &type = QStringLiteral("application/json"));

} // namespace galley::test
