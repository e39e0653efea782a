// One POST on the HTTP thread, from its start to its one ending.
#pragma once

#include "core/db/hrana/hranaerror.h"

#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslError>
#include <QTimer>

#include <functional>

namespace galley {

/// Made, used and destroyed on the HTTP thread. Calls `ended` exactly once, at the latest when it is
/// destroyed, and `progress` never afterwards; then deletes itself.
class HttpTransfer final : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        std::chrono::milliseconds connectTimeout;
        std::chrono::milliseconds transferTimeout;
        qint64 maxReplyBytes;
    };
    using Ended = std::function<void(Result<HttpReply>)>;
    using Progress = std::function<void(qint64 sent, qint64 received)>;

    /// `reply` may be destroyed first, by its manager. `location` is for sentences.
    HttpTransfer(QNetworkReply *reply, const Limits &limits, QString location, Ended ended, Progress progress,
                 QObject *parent);
    ~HttpTransfer() override;

    void cancel();

private:
    void sent(qint64 bytes);
    void arrived();
    void alive();
    void moved(qint64 bytes);
    void finished();
    void abandon(const Error &error);
    void end(Result<HttpReply> result);

    QPointer<QNetworkReply> m_reply;
    Limits m_limits;
    QString m_location;
    Ended m_ended;
    Progress m_progress;
    QTimer m_silence;
    QByteArray m_body;
    qint64 m_sent = 0;
    qint64 m_movedSinceAlive = 0;
    QList<QSslError> m_tlsErrors;
};

} // namespace galley
