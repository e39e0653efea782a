#include "tests/core/sync/simulation/simulation.h"

#include "tests/core/sync/simulation/author.h"
#include "tests/core/sync/simulation/endstate.h"

#include "tests/support/testblog.h"

namespace galley::test {

/// Random failures of one device during one step; and others who act between two of its calls.
class StepWeather final : public Weather
{
public:
    StepWeather(Simulation &simulation, Device &device, quint64 seed, int faults)
        : m_simulation(simulation), m_device(device), m_dice(seed), m_faults(faults)
    {}

    void beforeCall(Side side) override
    {
        if (m_dice.chance(side == Side::Remote ? 25 : 4))
            m_simulation.performInside(m_device, m_dice);
    }

    Fault next(Side side, bool writes) override
    {
        const int x = m_dice.below(10000);
        const Fault fault = side == Side::Remote ? remote(x, writes) : local(x);
        if (fault != Fault::None)
            m_simulation.world().verdict().count(QStringLiteral("faults"));
        if (fault != Fault::None)
            m_simulation.world().verdict().note(QStringLiteral("   %1, a call of %2: %3").arg(m_device.name(), QLatin1String(side == Side::Remote ? "the remote" : "the file"), QLatin1String(faultName(fault))));
        return fault;
    }

    void keepForLater(const Transaction &transaction) override { m_simulation.world().delay(transaction); }

private:
    Fault remote(int x, bool writes) const
    {
        if (x < m_faults * 25)
            return Fault::Error;
        if (x < m_faults * 40)
            return writes ? Fault::Timeout : Fault::Error;
        if (x < m_faults * 70)
            return Fault::ReplyLost;
        if (x < m_faults * 85)
            return writes ? Fault::Twice : Fault::None;
        if (x < m_faults * 88)
            return Fault::CrashBefore;
        return x < m_faults * 92 ? Fault::CrashAfter : Fault::None;
    }
    Fault local(int x) const
    {
        if (x < m_faults * 2)
            return Fault::Error;
        if (x < m_faults * 4)
            return Fault::CrashBefore;
        return x < m_faults * 6 ? Fault::CrashAfter : Fault::None;
    }

    Simulation &m_simulation;
    Device &m_device;
    Dice m_dice;
    int m_faults;
};

int devicesFor(quint64 seed)
{
    static const std::vector<int> devices{2, 3, 2, 3, 2, 3, 4, 2, 3, 5};
    return devices.at(std::size_t(seed % devices.size()));
}

Simulation::Simulation(Stage &stage, quint64 seed, int devices, Clocks clocks) : m_world(stage, devices, clocks)
{
    seedRandomness(seed);
}

void Simulation::sync(Device &device, Weather *weather)
{
    device.setWeather(weather);
    const auto report = device.synchronizer().sync();
    device.setWeather(nullptr);
    if (device.hasCrashed())
        device.restart();
    m_world.noteConflicts(device);
    m_world.verdict().count(QStringLiteral("syncs"));
    if (report && report->wasReconciled)
        m_world.verdict().count(QStringLiteral("compared anew"));
    if (report && report->deletionsParked > 0)
        m_world.verdict().count(QStringLiteral("deletions parked"));
    if (report)
        return;
    const ErrorCode code = report.error().code;
    const bool isMadeUp = report.error().detail == QLatin1String("simulated");
    const bool isWritten = code == ErrorCode::Conflict && weather; // the author wrote at this moment, again and again
    if (!isMadeUp && !isWritten)
        m_world.verdict().violated(QStringLiteral("SYNC-ERROR"), QStringLiteral("%1: %2 (%3)").arg(device.name(), report.error().message, report.error().detail));
}

void Simulation::performInside(Device &device, Dice &dice)
{
    if (m_isInside || isOver())
        return;
    Weather *const weather = device.weather();
    device.setWeather(nullptr);
    m_isInside = true;
    const Step outer = m_current;
    ++m_inner;
    std::vector<int> others;
    for (const auto &other : m_world.devices()) {
        if (other.get() != &device)
            others.push_back(other->index());
    }
    const int other = others.empty() ? device.index() : dice.pick(others);
    const auto inner = [&](Action action, int who) {
        if (!(who == device.index() && action == Action::Sync))
            perform({outer.number + 1000 * m_inner, action, who, dice.next(), 0});
    };
    m_world.verdict().count(QStringLiteral("others in between"));
    m_world.verdict().note(QStringLiteral("   meanwhile:"));
    const int kind = dice.below(6);
    if (kind == 0)
        inner(Action::SiteEdits, other);
    if (kind == 3)
        inner(Action::Edit, other);
    if (kind == 1 || kind == 2 || kind == 3)
        inner(Action::Sync, other);
    if (kind > 3)
        inner(Action::Edit, device.index());
    m_current = outer;
    m_isInside = false;
    device.setWeather(weather);
}

void Simulation::deliverSome(Dice &dice)
{
    if (m_world.hasDelayed() && dice.chance(30)) {
        m_world.verdict().note(QStringLiteral("   a request that was given up arrives"));
        m_world.deliver(0);
    }
}

void Simulation::perform(const Step &step)
{
    m_current = step;
    SimulatedTime::advance(7);
    Dice dice(step.seed);
    deliverSome(dice);
    Device &device = *m_world.devices()[std::size_t(step.device) % m_world.devices().size()];
    StepWeather weather(*this, device, dice.next(), step.faults);
    Verdict &verdict = m_world.verdict();
    const auto note = [&](const QString &what) { verdict.note(QStringLiteral("%1 %2 %3").arg(step.number, 2).arg(device.name(), what)); };
    switch (step.action) {
    case Action::Sync:
        note(QStringLiteral("syncs"));
        sync(device, step.faults > 0 ? &weather : nullptr);
        break;
    case Action::SiteEdits: m_site.edits(step.number, dice); break;
    case Action::SiteCreates: m_site.creates(step.number); break;
    case Action::SiteDeletes: m_site.deletes(dice); break;
    case Action::SiteDeletesImage: m_site.deletesImage(dice); break;
    case Action::SiteFills: m_site.fills(step.number); break;
    case Action::SiteEmpties: m_site.empties(dice); break;
    case Action::SiteCountsView: m_site.countsView(dice); break;
    case Action::CopyFile:
        if (Device *copy = m_world.copyOf(device))
            note(QStringLiteral("is copied to ") + copy->name());
        break;
    case Action::KeepCopy:
        m_world.keepCopy(device);
        note(QStringLiteral("is backed up"));
        break;
    case Action::ReturnCopy:
        if (m_world.returnCopy(device))
            note(QStringLiteral("is restored from its backup"));
        break;
    case Action::KeepRemote:
        m_world.keepRemote();
        verdict.note(QStringLiteral("   the remote is backed up"));
        break;
    case Action::RollBack:
        if (m_world.rollBackRemote())
            verdict.note(QStringLiteral("   the remote is rolled back to its backup"));
        break;
    case Action::PruneLedger:
        m_world.pruneLedger();
        verdict.note(QStringLiteral("   the ledger is emptied"));
        break;
    default: {
        // An author's own step fails far less often than one of a network.
        const bool isRough = step.faults > 0 && dice.chance(20) && !m_isInside;
        device.setWeather(isRough ? &weather : nullptr);
        const bool wasInside = std::exchange(m_isInside, true); // nobody acts between an author's own calls
        Author(m_world, device, step.number, dice.next()).act(step.action);
        m_isInside = wasInside;
        device.setWeather(nullptr);
        if (device.hasCrashed())
            device.restart();
    }
    }
}

std::vector<qint64> Simulation::standing()
{
    std::vector<qint64> marks;
    const QString newest = QStringLiteral("SELECT max(seq) FROM galley_changes");
    marks.push_back(number(m_world.remote(), newest));
    for (const auto &device : m_world.devices()) {
        marks.push_back(number(device->file(), newest));
        marks.push_back(number(device->file(), QStringLiteral("SELECT count(*) FROM galley_conflicts WHERE state = 'open'")));
        marks.push_back(number(device->file(), QStringLiteral("SELECT count(*) FROM galley_units WHERE state = 'waiting'")));
        marks.push_back(number(device->file(), QStringLiteral("SELECT count(*) FROM galley_ops WHERE state = 'sent'")));
    }
    return marks;
}

void Simulation::comeToRest()
{
    constexpr int Patience = 12;
    for (int round = 0; round < Patience && !isOver(); ++round) {
        const auto before = standing();
        for (const auto &device : m_world.devices()) {
            m_world.verdict().note(QStringLiteral("   %1 syncs").arg(device->name()));
            sync(*device, nullptr);
        }
        if (before == standing() && round > 0)
            return;
    }
    m_world.verdict().violated(QStringLiteral("NO-REST"), QStringLiteral("something changes with every sync"));
}

const Verdict &Simulation::run(const History &history)
{
    for (const Step &step : history) {
        if (isOver())
            return m_world.verdict();
        perform(step);
    }
    m_world.verdict().note(QStringLiteral("-- at the end"));
    while (m_world.hasDelayed())
        m_world.deliver(0);
    comeToRest();
    EndState end(m_world);
    if (!isOver())
        end.checkNothingLost(QStringLiteral("before the authors decide"));
    constexpr int Rounds = 8;
    for (int round = 0; round < Rounds && !isOver(); ++round) {
        bool isAny = false;
        for (const auto &device : m_world.devices())
            isAny |= Author(m_world, *device, 900 + round * 10 + device->index(), quint64(round)).decideAll();
        if (!isAny)
            break;
        comeToRest();
    }
    if (!isOver())
        end.check();
    return m_world.verdict();
}

} // namespace galley::test
