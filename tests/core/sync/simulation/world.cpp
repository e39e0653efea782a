#include "tests/core/sync/simulation/world.h"

#include "core/store/drafttable.h"
#include "core/store/posttable.h"

#include "tests/support/testblog.h"

namespace galley::test {

namespace {

constexpr qint64 Beginning = 1795680000; // 2026-11-26

/// Up to ten years to either side, and never the same twice.
qint64 skewOf(int index)
{
    static const std::vector<qint64> years{10, -10, 0, 3, -7, 9, -1, 6, -4, 1, 2};
    return years.at(std::size_t(index)) * 365 * 24 * 3600 + index * 61;
}

void add(Facts &facts, const Facts &more)
{
    facts.insert(more.begin(), more.end());
}

bool hasTable(Database &database, const QString &name)
{
    return number(database, QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name = ?"), {name}) > 0;
}

} // namespace

std::vector<std::pair<qint64, View>> publicViewsIn(Database &database)
{
    std::vector<std::pair<qint64, View>> views;
    const Statement select = posttable::select(QStringLiteral("1 ORDER BY id"), {});
    for (const Row &row : query(database, select.sql)) {
        const Post post = posttable::decode(row);
        views.push_back({post.id, {post.fields, {}}});
    }
    return views;
}

std::vector<std::pair<qint64, View>> draftViewsIn(Database &database)
{
    std::vector<std::pair<qint64, View>> views;
    const Statement select = drafttable::select(QStringLiteral("1 ORDER BY post_id"), {});
    for (const Row &row : query(database, select.sql)) {
        const Draft draft = drafttable::decode(row).value();
        views.push_back({draft.postId, {draft.fields, draft.publishAt}});
    }
    return views;
}

World::World(Stage &stage, int devices, Clocks clocks)
    : m_stage(stage), m_clocks(clocks), m_audit(stage.remote(), m_verdict)
{
    m_stage.clear();
    SimulatedTime::set(Beginning);
    m_audit.siteWrote();
    for (int i = 0; i < devices; ++i)
        addDevice();
}

void World::addDevice()
{
    const int index = int(m_devices.size());
    SimulatedTime::setSkew(Stage::clockOf(index), m_clocks == Clocks::Skewed ? skewOf(index) : 0);
    m_devices.push_back(std::make_unique<Device>(m_stage.device(index), m_watched, index));
}

Device *World::copyOf(Device &device)
{
    if (int(m_devices.size()) >= Stage::MaxDevices || m_devices.size() >= 5)
        return nullptr;
    const Snapshot copy = Snapshot::of(device.file());
    addDevice();
    copy.restoreInto(m_devices.back()->file());
    m_hasCopies = true;
    m_truth.mayComeBack(without(visibleIn(device.file()), m_everRemote));
    return m_devices.back().get();
}

void World::keepCopy(Device &device)
{
    m_copies[device.index()] = Snapshot::of(device.file());
    m_unsentInCopies[device.index()] = without(visibleIn(device.file()), m_everRemote);
}

bool World::returnCopy(Device &device)
{
    const auto copy = m_copies.find(device.index());
    if (copy == m_copies.end())
        return false;
    Facts elsewhere = visibleOnDevices(&device);
    add(elsewhere, visibleIn(remote()));
    add(elsewhere, m_everRemote);
    const Facts before = visibleIn(device.file());
    const Facts seen = seenAt(device);
    copy->second.restoreInto(device.file());
    device.restart();
    const Facts now = visibleIn(device.file());
    add(elsewhere, now);
    m_truth.excused(without(before, elsewhere));
    // What had been removed here is removed no more, if nobody else has heard of it yet.
    Facts others = now;
    add(others, visibleOnDevices(&device));
    add(others, visibleIn(remote()));
    const Facts heard = without(m_everRemote, visibleIn(remote()));
    m_truth.mayComeBack(without(without(others, seen), heard));
    // What the copy had not sent yet is new to it once more, as in a copied file: sent a second time, it may stand beside
    // what came of the first, or where somebody has taken that out.
    m_truth.mayComeBack(m_unsentInCopies[device.index()]);
    m_hasCopies = true;
    return true;
}

void World::keepRemote()
{
    m_remoteCopy = Snapshot::of(remote());
}

bool World::rollBackRemote()
{
    if (!m_remoteCopy)
        return false;
    const Facts before = visibleIn(remote());
    m_remoteCopy->restoreInto(remote());
    Facts rest = visibleIn(remote());
    add(rest, visibleOnDevices());
    m_truth.excused(without(before, rest));
    m_wasRolledBack = true;
    m_landed.clear();
    m_landings.clear();
    m_audit.rolledBack();
    m_audit.siteWrote();
    return true;
}

void World::pruneLedger()
{
    query(remote(), QStringLiteral("DELETE FROM galley_pushes"));
    m_wasPruned = true;
}

void World::deliver(std::size_t which)
{
    const Transaction transaction = m_delayed.at(which);
    m_delayed.erase(m_delayed.begin() + std::ptrdiff_t(which));
    (void)m_watched.run(transaction);
}

void World::siteWrote()
{
    m_audit.siteWrote();
    rememberRemote();
}

void World::deviceWrote()
{
    m_audit.deviceWrote(checkLedger());
    rememberRemote();
}

void World::rememberRemote()
{
    for (const auto &views : {publicViewsIn(remote()), draftViewsIn(remote())}) {
        for (const auto &[id, view] : views)
            add(m_everRemote, factsOf(view));
    }
}

/// Null of what is no unit.
QString World::unitOf(const QString &op)
{
    for (const auto &device : m_devices) {
        const Rows rows = query(device->file(), QStringLiteral("SELECT json_extract(payload, '$.unit_id') FROM galley_ops WHERE op_id = ?"), {op});
        if (!rows.empty() && rows.front().front().isText())
            return rows.front().front().text();
    }
    return {};
}

std::set<QString> World::checkLedger()
{
    std::set<QString> units;
    std::set<QString> landed;
    for (const Row &row : query(remote(), QStringLiteral("SELECT op_id FROM galley_pushes WHERE guard = 1")))
        landed.insert(row.front().text());
    for (const QString &op : landed) {
        if (m_landed.contains(op))
            continue;
        m_verdict.count(QStringLiteral("operations landed"));
        if (const QString unit = unitOf(op); !unit.isEmpty())
            units.insert(unit);
        if (++m_landings[op] == 1)
            continue;
        for (const auto &device : m_devices) {
            // Marks of a device are in the ledger too, and may be written again.
            if (number(device->file(), QStringLiteral("SELECT count(*) FROM galley_ops WHERE op_id = ?"), {op}) > 0)
                m_verdict.violated(QStringLiteral("LANDED-TWICE"), op);
        }
    }
    m_landed = std::move(landed);
    return units;
}

void World::noteConflicts(Device &device)
{
    for (const Row &row : query(device.file(), QStringLiteral("SELECT post_id, id FROM galley_conflicts"))) {
        m_truth.mayComeBack(row[0].integer());
        if (m_conflictsSeen.insert({device.index(), row[1].integer()}).second)
            m_verdict.count(QStringLiteral("conflicts"));
    }
}

QString World::nameOf(qint64 postId)
{
    const auto known = m_names.find(postId);
    return known == m_names.end() ? QString::number(postId) : known->second;
}

Facts World::visibleIn(Database &database)
{
    Facts facts;
    for (const auto &views : {publicViewsIn(database), draftViewsIn(database)}) {
        for (const auto &[id, view] : views)
            add(facts, factsOf(view));
    }
    if (!hasTable(database, QStringLiteral("galley_conflicts")))
        return facts;
    for (const Row &row : query(database, QStringLiteral("SELECT field, mine, theirs FROM galley_conflicts WHERE state = 'open'"))) {
        const auto field = postFieldFromName(row[0].text());
        if (!field)
            qFatal("a conflict of no field: %s", qPrintable(row[0].text()));
        add(facts, factsOf(*field, row[1].text()));
        add(facts, factsOf(*field, row[2].text()));
    }
    return facts;
}

Facts World::seenAt(Device &device)
{
    Facts facts;
    for (const qint64 id : device.postIds()) {
        if (const auto view = device.view(id))
            add(facts, factsOf(*view));
    }
    return facts;
}

Facts World::visibleOnDevices(const Device *except)
{
    Facts facts;
    for (const auto &device : m_devices) {
        if (device.get() != except)
            add(facts, visibleIn(device->file()));
    }
    return facts;
}

Facts World::visible()
{
    Facts facts = visibleOnDevices();
    add(facts, visibleIn(remote()));
    return facts;
}

std::vector<Result<Outcome>> World::Watched::transactions(std::span<const Transaction> transactions, const CallOptions &options)
{
    std::vector<Result<Outcome>> results;
    for (const Transaction &transaction : transactions) {
        results.push_back(std::move(m_world.remote().transactions({&transaction, 1}, options).front()));
        if (transaction.mode == Transaction::Mode::Write)
            m_world.deviceWrote();
    }
    return results;
}

Result<Rows> World::Watched::executeOne(const Statement &statement, const CallOptions &options)
{
    auto rows = m_world.remote().execute(statement, options);
    if (!statement.sql.startsWith(QLatin1String("SELECT")))
        m_world.deviceWrote();
    return rows;
}

} // namespace galley::test
