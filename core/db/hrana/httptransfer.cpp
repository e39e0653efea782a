#include "core/db/hrana/httptransfer.h"

#include <algorithm>
#include <utility>

namespace galley {

namespace {

// What comes a byte at a time, for ever, is no progress.
constexpr qint64 LeastProgress = 512;

} // namespace

HttpTransfer::HttpTransfer(QNetworkReply *reply, const Limits &limits, QString location, Ended ended,
                           Progress progress, QObject *parent)
    : QObject(parent),
      m_reply(reply),
      m_limits(limits),
      m_location(std::move(location)),
      m_ended(std::move(ended)),
      m_progress(std::move(progress))
{
    connect(m_reply, &QNetworkReply::encrypted, this, &HttpTransfer::alive);
    connect(m_reply, &QNetworkReply::requestSent, this, &HttpTransfer::alive);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpTransfer::alive);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpTransfer::sent);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpTransfer::arrived);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const auto &errors) { m_tlsErrors = errors; });
    connect(m_reply, &QNetworkReply::finished, this, &HttpTransfer::finished);
    connect(&m_silence, &QTimer::timeout, this, [this] { abandon(timedOut(m_location)); });
    m_silence.setSingleShot(true);
    m_silence.start(m_limits.connectTimeout);
    if (m_reply->isFinished()) // refused before it began, so that no signal will come
        QMetaObject::invokeMethod(this, &HttpTransfer::finished, Qt::QueuedConnection);
}

HttpTransfer::~HttpTransfer()
{
    if (m_reply)
        m_reply->deleteLater();
    end(tl::unexpected(cancelled(m_location)));
}

void HttpTransfer::cancel()
{
    abandon(cancelled(m_location));
}

void HttpTransfer::alive()
{
    m_movedSinceAlive = 0;
    m_silence.start(m_limits.transferTimeout);
}

void HttpTransfer::moved(qint64 bytes)
{
    m_movedSinceAlive += bytes;
    if (m_movedSinceAlive >= LeastProgress)
        alive();
}

void HttpTransfer::sent(qint64 bytes)
{
    if (bytes <= m_sent) // also told before there is a connection
        return;
    moved(bytes - m_sent);
    m_sent = bytes;
    if (m_progress)
        m_progress(m_sent, m_body.size());
}

void HttpTransfer::arrived()
{
    // Not in one gulp: what is decompressed on reading must not pass the limit first.
    constexpr qint64 Gulp = 1 << 20;
    const qsizetype before = m_body.size();
    if (before == 0)
        m_body.reserve(std::clamp<qint64>(m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong(), 0, m_limits.maxReplyBytes));
    while (m_reply->bytesAvailable() > 0) {
        const qsizetype soFar = m_body.size();
        m_body.resize(soFar + std::min(m_reply->bytesAvailable(), Gulp));
        const qint64 read = m_reply->read(m_body.data() + soFar, m_body.size() - soFar);
        m_body.resize(soFar + std::max<qint64>(read, 0));
        if (m_body.size() > m_limits.maxReplyBytes)
            return abandon(replyTooLarge(m_location));
        if (read <= 0) // it can't be decompressed, which its end will tell
            break;
    }
    moved(m_body.size() - before);
    if (m_progress)
        m_progress(m_sent, m_body.size());
}

void HttpTransfer::finished()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // Qt reports a status of 400 and more as an error too, in ranges above those of the connection itself.
    const bool complete = status != 0 && (m_reply->error() == QNetworkReply::NoError ||
                                          m_reply->error() > QNetworkReply::UnknownProxyError);
    if (!complete)
        return end(tl::unexpected(networkError(*m_reply, m_tlsErrors, m_location)));
    arrived();
    if (!m_ended) // it was too large
        return;
    // Qt lets some replies that were cut pass for whole ones.
    const QVariant length = m_reply->header(QNetworkRequest::ContentLengthHeader);
    if (length.isValid() && m_reply->rawHeader("Content-Encoding").isEmpty() &&
        m_body.size() < length.toLongLong())
        return end(tl::unexpected(cutOff(
            m_location, QStringLiteral("%1 of %2 bytes").arg(m_body.size()).arg(length.toLongLong()))));
    HttpReply reply{status, m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray(),
                    std::move(m_body)};
    bool inSeconds = false;
    const int seconds = m_reply->rawHeader("Retry-After").toInt(&inSeconds); // it may also be a date
    if (inSeconds && seconds >= 0)
        reply.retryAfter = std::chrono::seconds(seconds);
    end(std::move(reply));
}

void HttpTransfer::abandon(const Error &error)
{
    m_reply->disconnect(this);
    m_reply->abort();
    end(tl::unexpected(error));
}

void HttpTransfer::end(Result<HttpReply> result)
{
    m_silence.stop();
    m_progress = {};
    if (const Ended ended = std::exchange(m_ended, {})) {
        ended(std::move(result));
        deleteLater();
    }
}

} // namespace galley

#include "moc_httptransfer.cpp"
