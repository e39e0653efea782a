// How the open blog stands to its remote: connects by itself at the start with what file and keychain remember,
// tries again while that may help (offline, a certificate that will be replaced), and follows what galleyctl sets
// meanwhile. Never in the way of writing. UI thread.
#pragma once

#include "core/workspace/workspace.h"

#include <QObject>
#include <QTimer>

namespace galley {

class Connection : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Local,      // no remote is set
        Connecting,
        Connected,
        Offline,    // it may pass by itself
        Apart,      // only the author can help
    };

    Connection(Workspace &workspace, const QString &url, QObject *parent);

    State state() const { return m_state; }
    QString url() const { return m_url; }
    /// The server's name, for a short line.
    QString host() const;
    /// Why it is not connected, and what to do.
    const std::optional<Error> &trouble() const { return m_trouble; }
    QString certificateWarning() const { return m_certificateWarning; }

    /// Connects by itself, where a remote is set.
    void start();
    /// The author has connected or forgotten it in the dialog.
    void set(const RemoteStanding &standing);
    /// With what file and keychain remember.
    void reconnect();

Q_SIGNALS:
    void changed();
    /// Once for each thing that only the author can help with.
    void helpWanted(const galley::Error &trouble);

private:
    void reconnected(const Result<RemoteStanding> &standing);
    void adopt(const RemoteStanding &standing);
    void lookAtFile();
    void showTrouble(const Error &trouble);
    void show(State state, const std::optional<Error> &trouble = {});

    Workspace &m_workspace;
    State m_state = State::Local;
    QString m_url;
    std::optional<Error> m_trouble;
    QString m_certificateWarning;
    std::optional<RemoteLink> m_link; // as last seen in the file
    QTimer m_again;
};

} // namespace galley
