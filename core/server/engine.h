// The daemon of libmicrohttpd and what its threads share. Internal to core/server.
#pragma once

#include "core/server/changemark.h"
#include "core/server/eventhub.h"
#include "core/server/responsecache.h"
#include "core/server/server.h"
#include "core/server/watcher.h"
#include "core/site/site.h"

#include <microhttpd.h>

#include <map>
#include <thread>

namespace galley {

class Server::Engine
{
public:
    Engine(ServerConfig config, DatabaseFactory openDatabase);
    ~Engine() { stop(); }

    Status start();
    void stop();

    QString url() const;
    quint16 port() const { return m_port; }

private:
    /// What a thread of the pool has to itself.
    struct Worker
    {
        std::unique_ptr<Database> database;
        site::Site site;
    };
    struct Callbacks;

    QString origin() const;
    MHD_Result answer(MHD_Connection *connection, const QByteArray &method, const QByteArray &target);
    bool isOurHost(const QByteArray &host) const;
    bool takePrefix(QByteArray &target) const;
    site::Response respond(const site::Request &request, const QByteArray &target);
    site::Response respondCached(Worker &worker, const site::Request &request, const QByteArray &target);
    Result<Worker *> worker();

    ServerConfig m_config;
    DatabaseFactory m_openDatabase;
    quint16 m_port = 0;
    ResponseCache m_cache;
    ChangeMark m_mark;
    EventHub m_events;
    std::mutex m_workersMutex;
    std::map<std::thread::id, std::unique_ptr<Worker>> m_workers;
    MHD_Daemon *m_daemon = nullptr;
    std::unique_ptr<Watcher> m_watcher;
};

} // namespace galley
