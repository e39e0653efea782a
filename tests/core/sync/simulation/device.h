// One computer of an author: a blog file, its clock, and the engine between the file and the remote.
#pragma once

#include "tests/core/sync/simulation/determinism.h"
#include "tests/core/sync/simulation/faultdatabase.h"
#include "tests/core/sync/simulation/words.h"

#include "core/store/desk.h"
#include "core/sync/conflicts.h"
#include "core/sync/synchronizer.h"
#include "core/sync/unitqueue.h"

#include <memory>

namespace galley::test {

inline const QString RemoteKey = QStringLiteral("https://blog.example");

class Device
{
public:
    /// The databases outlive it.
    Device(Database &file, Database &remote, int index);

    int index() const { return m_index; }
    QString name() const { return QStringLiteral("d%1").arg(m_index); }

    /// The file itself, for looking; nothing fails here.
    Database &file() { return m_file; }
    /// The remote as this device reaches it.
    FaultDatabase &remote() { return m_remote; }
    FaultDatabase &local() { return m_local; }

    // What the author and the program work with.
    Desk &desk() { return m_program->desk; }
    UnitQueue &queue() { return m_program->queue; }
    Conflicts &conflicts() { return m_program->conflicts; }
    Synchronizer &synchronizer() { return m_program->synchronizer; }

    void setWeather(Weather *weather);
    Weather *weather() const { return m_local.weather(); }
    bool hasCrashed() const { return m_power.isOff; }
    /// The program starts anew from what the file holds.
    void restart();

    std::vector<qint64> postIds();
    /// As the author sees it now; nothing when the post is gone.
    std::optional<View> view(qint64 postId);
    bool hasDraft(qint64 postId);
    bool isPublic(qint64 postId);

private:
    struct Program
    {
        Program(Device &device);
        Desk desk;
        UnitQueue queue;
        Conflicts conflicts;
        Synchronizer synchronizer;
    };

    Database &m_file;
    int m_index;
    SkewedClock m_clock;
    Power m_power;
    FaultDatabase m_local;
    FaultDatabase m_remote;
    std::unique_ptr<Program> m_program;
};

/// What an author would see of the post in that database.
std::optional<View> viewIn(Database &database, qint64 postId);

} // namespace galley::test
