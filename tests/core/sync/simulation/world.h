// Everything there is in a history: the remote that readers see, the devices, what is still under way between
// them, the copies that were kept, and those who watch.
#pragma once

#include "tests/core/sync/simulation/device.h"
#include "tests/core/sync/simulation/publicaudit.h"
#include "tests/core/sync/simulation/stage.h"
#include "tests/core/sync/simulation/truth.h"

#include <map>

namespace galley::test {

enum class Clocks { True, Skewed };

class World
{
public:
    World(Stage &stage, int devices, Clocks clocks);
    World(const World &) = delete;
    World &operator=(const World &) = delete;

    Database &remote() { return m_stage.remote(); }
    std::vector<std::unique_ptr<Device>> &devices() { return m_devices; }

    Truth &truth() { return m_truth; }
    PublicAudit &audit() { return m_audit; }
    Verdict &verdict() { return m_verdict; }

    /// A new device whose file is a copy of that one's; null when there are enough.
    Device *copyOf(Device &device);
    void keepCopy(Device &device);
    /// False when none was kept.
    bool returnCopy(Device &device);
    void keepRemote();
    bool rollBackRemote();
    bool wasRolledBack() const { return m_wasRolledBack; }
    void pruneLedger();
    /// Everything was then compared anew, with nothing known to have been agreed.
    bool wasPruned() const { return m_wasPruned; }
    bool hasCopies() const { return m_hasCopies; }

    /// A request whose sender has given up on it.
    void delay(const Transaction &transaction) { m_delayed.push_back(transaction); }
    bool hasDelayed() const { return !m_delayed.empty(); }
    void deliver(std::size_t which);

    void siteWrote();
    /// With its redirects left behind, as a site does that knows of none.
    void siteDeleted(qint64 postId) { m_deletedBySite.insert(postId); }
    bool wasDeletedBySite(qint64 postId) const { return m_deletedBySite.contains(postId); }
    /// What was seen of conflicts: their posts may show again what was removed.
    void noteConflicts(Device &device);

    /// A short name for a story.
    QString nameOf(qint64 postId);
    void nameIt(qint64 postId, const QString &name) { m_names[postId] = name; }

    /// Every fact in posts, drafts and open conflicts there.
    Facts visibleIn(Database &database);
    /// What its author sees: of a post with a draft, the draft.
    Facts seenAt(Device &device);
    Facts visibleOnDevices(const Device *except = nullptr);
    Facts visible();

private:
    /// The remote, watched: whatever a device does there is audited.
    class Watched final : public Database
    {
    public:
        explicit Watched(World &world) : m_world(world) {}
        std::vector<Result<Outcome>> transactions(std::span<const Transaction> transactions, const CallOptions &options) override;
        QString location() const override { return m_world.remote().location(); }

    protected:
        Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override;

    private:
        World &m_world;
    };

    void deviceWrote();
    /// The units that have landed since.
    std::set<QString> checkLedger();
    QString unitOf(const QString &op);
    void rememberRemote();
    void addDevice();

    Stage &m_stage;
    Clocks m_clocks;
    Verdict m_verdict;
    Truth m_truth;
    PublicAudit m_audit;
    Watched m_watched{*this};
    std::vector<std::unique_ptr<Device>> m_devices;
    std::vector<Transaction> m_delayed;
    std::map<int, Snapshot> m_copies;
    std::map<int, Facts> m_unsentInCopies; // that the remote had never had when the copy was made
    std::optional<Snapshot> m_remoteCopy;
    bool m_wasRolledBack = false;
    bool m_wasPruned = false;
    bool m_hasCopies = false;
    std::map<qint64, QString> m_names;
    std::set<qint64> m_deletedBySite;
    Facts m_everRemote;
    std::set<QString> m_landed;   // ops in the ledger with guard 1
    std::map<QString, int> m_landings;
    std::set<std::pair<int, qint64>> m_conflictsSeen;
};

/// The posts and the drafts of a database, each with what it says.
std::vector<std::pair<qint64, View>> publicViewsIn(Database &database);
std::vector<std::pair<qint64, View>> draftViewsIn(Database &database);

} // namespace galley::test
