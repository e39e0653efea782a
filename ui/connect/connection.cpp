#include "ui/connect/connection.h"

#include "ui/base/whendone.h"

namespace galley {

namespace {

constexpr int kAgain = 60'000; // milliseconds

bool mayPass(const Error &error)
{
    return error.code == ErrorCode::Network || error.code == ErrorCode::Quota || error.code == ErrorCode::Busy;
}

} // namespace

Connection::Connection(Workspace &workspace, const QString &url, QObject *parent)
    : QObject(parent),
      m_workspace(workspace),
      m_state(url.isEmpty() ? State::Local : State::Connecting),
      m_url(url)
{
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &Connection::reconnect);
    connect(&m_workspace, &Workspace::changedElsewhere, this, &Connection::lookAtFile);
}

QString Connection::host() const
{
    return QUrl(m_url).host();
}

void Connection::start()
{
    lookAtFile();
}

void Connection::lookAtFile()
{
    whenDone(m_workspace.remoteLink(), this, [this](const Result<std::optional<RemoteLink>> &link) {
        if (!link || *link == m_link)
            return;
        m_link = *link;
        m_url = m_link ? m_link->url : QString();
        if (m_link) {
            show(State::Connecting);
            reconnect();
        } else {
            adopt({});
        }
    });
}

void Connection::reconnect()
{
    whenDone(m_workspace.reconnectRemote(), this, [this](const Result<RemoteStanding> &standing) { reconnected(standing); });
}

void Connection::reconnected(const Result<RemoteStanding> &standing)
{
    if (standing) {
        adopt(*standing); // and the link stays the one that was looked at: a newer one in the file is still news
    } else if (standing.error().code == ErrorCode::Cancelled) {
        m_again.start();
    } else {
        showTrouble(standing.error());
    }
}

void Connection::showTrouble(const Error &trouble)
{
    if (mayPass(trouble)) {
        show(State::Offline, trouble);
        return;
    }
    const bool isNews = m_state != State::Apart || !m_trouble || m_trouble->message != trouble.message;
    show(State::Apart, trouble);
    if (isNews)
        Q_EMIT helpWanted(trouble);
}

void Connection::set(const RemoteStanding &standing)
{
    adopt(standing);
    // What the dialog wrote is no news.
    whenDone(m_workspace.remoteLink(), this, [this](const Result<std::optional<RemoteLink>> &link) {
        if (link)
            m_link = *link;
    });
}

void Connection::adopt(const RemoteStanding &standing)
{
    m_again.stop();
    m_url = standing.url;
    m_certificateWarning = standing.certificateWarning;
    if (m_url.isEmpty()) {
        m_link.reset();
        show(State::Local);
    } else if (standing.trouble) {
        m_again.start();
        showTrouble(*standing.trouble);
    } else {
        show(State::Connected);
    }
}

void Connection::show(State state, const std::optional<Error> &trouble)
{
    m_state = state;
    m_trouble = trouble;
    Q_EMIT changed();
}

} // namespace galley

#include "moc_connection.cpp"
