#include "ui/sync/autosync.h"

#include "ui/base/whendone.h"

#include <algorithm>

namespace galley {

AutoSync::AutoSync(Sync sync, const Clock &clock, Pace pace, QObject *parent)
    : QObject(parent),
      m_sync(std::move(sync)),
      m_clock(clock),
      m_pace(pace),
      m_retry(pace.firstRetry)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &AutoSync::start);
}

void AutoSync::setOn(bool on)
{
    if (m_isOn == on)
        return;
    m_isOn = on;
    m_next.stop();
    m_trouble.reset();
    m_inStepSince = {};
    m_retry = m_pace.firstRetry;
    if (on && m_habit == Habit::ByItself)
        start();
    else
        Q_EMIT changed();
}

void AutoSync::setHabit(Habit habit)
{
    if (m_habit == habit)
        return;
    m_habit = habit;
    m_next.stop();
    if (habit == Habit::ByItself)
        start();
}

void AutoSync::wait(std::chrono::milliseconds time)
{
    if (m_isOn && m_habit == Habit::ByItself)
        m_next.start(time);
}

// Each save begins the quiet interval anew: nothing is sent while the author types on. After a failure the wait
// that is under way goes on, or an offline computer would try after every sentence.
void AutoSync::wrote()
{
    if (m_isSyncing)
        m_again = std::max(m_again, Again::AfterQuiet);
    else if (!m_trouble)
        wait(m_pace.quiet);
}

void AutoSync::wasSynced()
{
    m_trouble.reset();
    m_inStepSince = m_clock.now();
    m_retry = m_pace.firstRetry;
    if (!m_isSyncing)
        wait(m_pace.every);
    Q_EMIT changed();
}

void AutoSync::syncNow()
{
    if (m_isSyncing)
        m_again = Again::AtOnce;
    else
        start();
}

void AutoSync::start()
{
    if (!m_isOn || m_isSyncing)
        return;
    m_next.stop();
    m_isSyncing = true;
    m_again = Again::No;
    Q_EMIT changed();
    whenDone(m_sync(), this, [this](const Result<SyncReport> &report) { take(report); });
}

void AutoSync::take(const Result<SyncReport> &report)
{
    m_isSyncing = false;
    const Again again = std::exchange(m_again, Again::No);
    if (report) {
        m_trouble.reset();
        m_inStepSince = m_clock.now();
        m_retry = m_pace.firstRetry;
        wait(again == Again::AfterQuiet ? m_pace.quiet : m_pace.every);
    } else if (report.error().code == ErrorCode::Cancelled) {
        wait(m_pace.every);
    } else {
        m_trouble = report.error();
        wait(m_retry);
        m_retry = std::min(2 * m_retry, m_pace.longestRetry);
    }
    Q_EMIT changed();
    if (report)
        Q_EMIT ended(*report);
    if (again == Again::AtOnce)
        start();
}

} // namespace galley

#include "moc_autosync.cpp"
