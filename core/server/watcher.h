// Looks whether the desk has changed and tells the open proofs.
#pragma once

#include "core/server/eventhub.h"
#include "core/server/server.h"

#include <condition_variable>
#include <thread>

namespace galley {

class Watcher
{
public:
    /// Starts a thread that opens its own database. `hub` must outlive it.
    Watcher(DatabaseFactory openDatabase, EventHub &hub);

private:
    void watch(std::stop_token stop);

    DatabaseFactory m_openDatabase;
    EventHub &m_hub;
    std::jthread m_thread; // last: it stops and joins before anything else goes
};

} // namespace galley
