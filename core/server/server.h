// HTTP around core/site, by libmicrohttpd: a pool of threads, each with its own database. TLS belongs to the
// proxy in front.
#pragma once

#include "core/db/database.h"
#include "core/site/config.h"

#include <functional>
#include <memory>

namespace galley {

/// Makes one more connection to the same database, best opened for reading alone. Called once on each thread
/// of the pool, and that database is used there only; it is destroyed by `stop` when those threads have
/// ended.
using DatabaseFactory = std::function<Result<std::unique_ptr<Database>>()>;

struct ServerConfig
{
    /// In proof mode the server makes `linkPrefix` itself, from an unguessable token; without a `baseUrl` its
    /// own address is taken.
    site::SiteConfig site;
    QString address = QStringLiteral("127.0.0.1"); // an IP address; proof mode refuses all but loopback
    quint16 port = 0;                              // 0: any that is free
    unsigned threads = 2;
    unsigned maxConnections = 500;
    unsigned timeoutSeconds = 30;         // without a byte moving
    qint64 cacheBytes = 64 * 1000 * 1000; // of answers held in memory in public mode; 0: none
    /// Told why a page could not be made. Called from the pool's threads.
    std::function<void(const QString &)> onProblem;
};

class Server
{
public:
    /// Answers requests until `stop`. InvalidInput: not an IP address, or a proof beyond loopback. Busy: the
    /// port is taken. ReadOnly: a port that needs more rights. Else what the factory says.
    static Result<std::unique_ptr<Server>> start(ServerConfig config, DatabaseFactory openDatabase);
    ~Server();

    /// "http://127.0.0.1:8080/"; in proof mode with its token.
    QString url() const;
    quint16 port() const;

    /// Ends all connections; harmless twice.
    void stop();

private:
    class Engine;
    explicit Server(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> m_engine;
};

} // namespace galley
