// 500 histories in the test command; tests/long.sh runs many more. One that failed is run again by
//   GALLEY_SIM_MIX=base GALLEY_SIM_SEED=17 GALLEY_SIM_COUNT=1 build/core/tests/bin/test_core_sync_simulation
// GALLEY_SIM_STORY=1 prints what happened in each.
#include "tests/core/sync/simulation/endstate.h"
#include "tests/core/sync/simulation/share.h"
#include "tests/core/sync/simulation/simulation.h"

#include <QHashSeed>
#include <QTest>

#include <sqlite3.h>

#include <cstdio>

using namespace galley::test;

namespace {

constexpr int Steps = 40;
constexpr int ShrinkBudget = 400;
constexpr int MaxShrunk = 4;

int numberFrom(const char *variable, int otherwise)
{
    bool isThere = false;
    const int value = qEnvironmentVariableIntValue(variable, &isThere);
    return isThere ? value : otherwise;
}

void print(const QStringList &lines)
{
    for (const QString &line : lines)
        std::printf("      %s\n", qPrintable(line));
    std::fflush(stdout);
}

} // namespace

class TestSimulation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLost_data();
    void nothingIsLost();
    void noClockDecides();
    void sameSeedSameStory();

private:
    Verdict run(const History &history, quint64 seed, Clocks clocks = Clocks::Skewed);
    void tell(const Mix &mix, quint64 seed, const Verdict &verdict);

    Stage m_stage;
};

Verdict TestSimulation::run(const History &history, quint64 seed, Clocks clocks)
{
    return Simulation(m_stage, seed, devicesFor(seed), clocks).run(history);
}

void TestSimulation::tell(const Mix &mix, quint64 seed, const Verdict &verdict)
{
    const History small = shrunk(historyOf(mix, seed, Steps), numberFrom("GALLEY_SIM_SHRINK", ShrinkBudget),
                                 [&](const History &candidate) { return run(candidate, seed).kind() == verdict.kind(); });
    std::printf("\n== %s, seed %llu, %d devices: %s; %zu of %d steps are enough:\n", mix.name, seed, devicesFor(seed),
                qPrintable(verdict.kind()), small.size(), Steps);
    print(run(small, seed).story());
}

void TestSimulation::nothingIsLost_data()
{
    QTest::addColumn<int>("count");
    const QString only = qEnvironmentVariable("GALLEY_SIM_MIX");
    for (const Mix &mix : mixes()) {
        const int share = QLatin1String(mix.name) == QLatin1String("base") ? 140 : 60;
        if (only.isEmpty() || only == QLatin1String(mix.name))
            QTest::newRow(mix.name) << numberFrom("GALLEY_SIM_COUNT", share / Share);
    }
}

void TestSimulation::nothingIsLost()
{
    QFETCH(int, count);
    const Mix &mix = *mixNamed(QLatin1String(QTest::currentDataTag()));
    const auto first = quint64(numberFrom("GALLEY_SIM_SEED", 1));
    std::map<QString, std::vector<quint64>> failed;
    std::map<QString, int> tally;
    for (quint64 seed = first; seed < first + quint64(count); ++seed) {
        const Verdict verdict = run(historyOf(mix, seed, Steps), seed);
        for (const auto &[what, times] : verdict.tally())
            tally[what] += times;
        if (qEnvironmentVariableIsSet("GALLEY_SIM_STORY"))
            print(verdict.story());
        if (!verdict.isViolated())
            continue;
        std::vector<quint64> &seeds = failed[verdict.kind()];
        seeds.push_back(seed);
        if (seeds.size() == 1 && failed.size() <= MaxShrunk)
            tell(mix, seed, verdict);
    }
    QStringList figures;
    for (const auto &[what, times] : tally)
        figures += QStringLiteral("%1 %2").arg(times).arg(what);
    qInfo("%d histories: %s", count, qPrintable(figures.join(QStringLiteral(", "))));
    QStringList kinds;
    for (const auto &[kind, seeds] : failed) {
        QStringList some;
        for (std::size_t i = 0; i < seeds.size() && i < 12; ++i)
            some += QString::number(seeds[i]);
        kinds += QStringLiteral("%1 in %2 (seeds %3)").arg(kind).arg(seeds.size()).arg(some.join(QStringLiteral(", ")));
    }
    QVERIFY2(failed.empty(), qPrintable(QStringLiteral("of %1 histories: %2").arg(count).arg(kinds.join(QStringLiteral("; ")))));
}

void TestSimulation::noClockDecides()
{
    const Mix &mix = *mixNamed(QStringLiteral("base"));
    const auto first = quint64(numberFrom("GALLEY_SIM_SEED", 1));
    for (quint64 seed = first; seed < first + 40 / Share; ++seed) {
        const History history = historyOf(mix, seed, Steps);
        Simulation skewed(m_stage, seed, devicesFor(seed), Clocks::Skewed);
        skewed.run(history);
        const QStringList withSkew = EndState::contentOf(skewed.world().remote());
        Simulation right(m_stage, seed, devicesFor(seed), Clocks::True);
        right.run(history);
        const QStringList withoutSkew = EndState::contentOf(right.world().remote());
        QVERIFY2(withSkew == withoutSkew, qPrintable(QStringLiteral("seed %1 ends otherwise when the clocks are right").arg(seed)));
    }
}

void TestSimulation::sameSeedSameStory()
{
    for (const Mix &mix : mixes()) {
        const History history = historyOf(mix, 7, Steps);
        QCOMPARE(run(history, 7).story(), run(history, 7).story());
    }
}

int main(int argc, char **argv)
{
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD); // as it is here; its locks and counts cost a tenth of the time
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    QHashSeed::setDeterministicGlobalSeed();
    qputenv("QTEST_FUNCTION_TIMEOUT", "86400000"); // ctest has its own; the long form has none
    QCoreApplication app(argc, argv);
    TestSimulation test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_simulation.moc"
