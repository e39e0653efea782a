#include "tests/core/sync/simulation/determinism.h"

#include "tests/core/sync/simulation/dice.h"

#include "core/base/ids.h"

#include <QTimeZone>

#include <sqlite3.h>

#include <array>
#include <cstring>
#include <string>

namespace galley::test {

namespace {

Dice idDice(1);
Dice bytes(2);
qint64 trueSeconds = 0;

/// SQLite's file layer as it is, but for where it takes the time and its first random bytes from.
struct ClockedVfs
{
    sqlite3_vfs vfs;
    std::string name;
    qint64 skew = 0;
    bool isRegistered = false;
};

std::array<ClockedVfs, SimulatedTime::MaxDatabases> vfsClocks;

int currentTime(sqlite3_vfs *vfs, sqlite3_int64 *milliseconds)
{
    constexpr qint64 UnixEpochInJulianMs = 210866760000000;
    const auto *clock = static_cast<const ClockedVfs *>(vfs->pAppData);
    *milliseconds = (trueSeconds + clock->skew) * 1000 + UnixEpochInJulianMs;
    return SQLITE_OK;
}

int randomness(sqlite3_vfs *, int count, char *out)
{
    for (int i = 0; i < count; ++i)
        out[i] = char(bytes.next());
    return count;
}

} // namespace

void seedRandomness(quint64 seed)
{
    idDice = Dice(seed);
    bytes = Dice(seed + 1);
    sqlite3_randomness(0, nullptr); // forget; the next use asks the default file layer
}

void SimulatedTime::openDatabasesWithClock(int slot)
{
    ClockedVfs &clock = vfsClocks.at(std::size_t(slot));
    if (!clock.isRegistered) {
        static sqlite3_vfs *const real = sqlite3_vfs_find(nullptr);
        clock.name = "galley-clock-" + std::to_string(slot);
        clock.vfs = *real;
        clock.vfs.zName = clock.name.c_str();
        clock.vfs.pAppData = &clock;
        clock.vfs.xCurrentTimeInt64 = currentTime;
        clock.vfs.xRandomness = randomness;
        clock.isRegistered = true;
    }
    sqlite3_vfs_register(&clock.vfs, 1);
}

void SimulatedTime::setSkew(int slot, qint64 seconds)
{
    vfsClocks.at(std::size_t(slot)).skew = seconds;
}

void SimulatedTime::set(qint64 secondsSinceEpoch)
{
    trueSeconds = secondsSinceEpoch;
}

void SimulatedTime::advance(qint64 seconds)
{
    trueSeconds += seconds;
}

QDateTime SimulatedTime::now(int slot)
{
    return QDateTime::fromSecsSinceEpoch(trueSeconds + vfsClocks.at(std::size_t(slot)).skew, QTimeZone::utc());
}

} // namespace galley::test

// The linker sends every call of the two functions here (--wrap, see CMakeLists.txt).
extern "C" {
qint64 __wrap__ZN6galley8randomIdEv();
qint64 __wrap__ZN6galley8randomIdEv()
{
    return qint64(galley::test::idDice.next() & ((quint64(1) << 53) - 1)) | 1;
}
}

namespace galley::test {
/// Takes the place of galley::randomToken; a symbol of C++, for it returns a class.
QString seededToken() asm("__wrap__ZN6galley11randomTokenEv");
QString seededToken()
{
    return QStringLiteral("%1%2").arg(idDice.next(), 16, 16, QLatin1Char('0')).arg(idDice.next(), 16, 16, QLatin1Char('0'));
}
} // namespace galley::test
