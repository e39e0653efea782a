// When to sync without being asked: after a quiet interval of writing, every few minutes, and after a failure again
// with growing patience. It knows nothing of databases and holds nobody's work up. UI thread.
#pragma once

#include "core/base/clock.h"
#include "core/sync/synchronizer.h"

#include <QDateTime>
#include <QFuture>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace galley {

class AutoSync : public QObject
{
    Q_OBJECT

public:
    using Sync = std::function<QFuture<Result<SyncReport>>()>;

    struct Pace
    {
        std::chrono::milliseconds quiet = std::chrono::seconds(20);  // after the last save
        std::chrono::milliseconds every = std::chrono::minutes(3);   // with nothing written
        std::chrono::milliseconds firstRetry = std::chrono::seconds(15);
        std::chrono::milliseconds longestRetry = std::chrono::minutes(10);
    };

    AutoSync(Sync sync, const Clock &clock, Pace pace, QObject *parent = nullptr);

    /// Off until there is a connection. On, the first sync starts at once, where it may.
    void setOn(bool on);
    bool isOn() const { return m_isOn; }

    /// Left to itself at first; else only `syncNow` starts one.
    enum class Habit { ByItself, WhenAsked };
    void setHabit(Habit habit);

    /// The author has saved something, or asked for something that waits.
    void wrote();
    /// A publish has synced on its way.
    void wasSynced();
    /// Now; or once more afterwards, when one is under way.
    void syncNow();

    bool isSyncing() const { return m_isSyncing; }
    /// Invalid before the first that ended well.
    QDateTime inStepSince() const { return m_inStepSince; }
    /// Of the last sync; empty when it ended well or was cancelled.
    const std::optional<Error> &trouble() const { return m_trouble; }

Q_SIGNALS:
    /// It starts or ends.
    void changed();
    /// One ended well.
    void ended(const galley::SyncReport &report);

private:
    void start();
    void take(const Result<SyncReport> &report);
    void wait(std::chrono::milliseconds time);

    Sync m_sync;
    const Clock &m_clock;
    Pace m_pace;
    QTimer m_next;
    std::chrono::milliseconds m_retry;
    std::optional<Error> m_trouble;
    QDateTime m_inStepSince;
    Habit m_habit = Habit::ByItself;
    bool m_isOn = false;
    bool m_isSyncing = false;
    enum class Again { No, AfterQuiet, AtOnce } m_again = Again::No; // asked for while one is under way
};

} // namespace galley
