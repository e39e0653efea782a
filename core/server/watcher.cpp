#include "core/server/watcher.h"

#include "core/server/changemark.h"

namespace galley {

namespace {

constexpr std::chrono::milliseconds kInterval(200);
constexpr int kKeepAliveEvery = 50; // intervals

} // namespace

Watcher::Watcher(DatabaseFactory openDatabase, EventHub &hub)
    : m_openDatabase(std::move(openDatabase)),
      m_hub(hub),
      m_thread([this](std::stop_token stop) { watch(std::move(stop)); })
{
}

void Watcher::watch(std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_ptr<Database> database;
    std::optional<qint64> last;
    for (int round = 1; !stop.stop_requested(); ++round) {
        if (!database) {
            // A file that is locked or gone for a moment: the next round tries again.
            if (auto opened = m_openDatabase())
                database = std::move(*opened);
        }
        if (database) {
            const auto newest = newestChange(*database);
            if (newest && last && *newest != *last)
                m_hub.sendChange();
            if (newest)
                last = *newest;
        }
        if (round % kKeepAliveEvery == 0)
            m_hub.sendKeepAlive();
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, kInterval, [] { return false; });
    }
}

} // namespace galley
