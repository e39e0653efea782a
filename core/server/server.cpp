#include "core/server/server.h"

#include "core/server/engine.h"

namespace galley {

Server::Server(std::unique_ptr<Engine> engine) : m_engine(std::move(engine)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(ServerConfig config, DatabaseFactory openDatabase)
{
    auto engine = std::make_unique<Engine>(std::move(config), std::move(openDatabase));
    if (const Status started = engine->start(); !started)
        return failure(started);
    return std::unique_ptr<Server>(new Server(std::move(engine)));
}

QString Server::url() const
{
    return m_engine->url();
}

quint16 Server::port() const
{
    return m_engine->port();
}

void Server::stop()
{
    m_engine->stop();
}

} // namespace galley
