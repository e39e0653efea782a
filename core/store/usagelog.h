// What the remotes of a blog were asked for: the last calls, in memory alone, and the totals of each month, which
// are kept in `galley_usage` of the local file. Any thread may use it; `local` is used on the thread that hands
// it over. The totals that were not saved yet are lost with a program that is killed.
#pragma once

#include "core/base/clock.h"
#include "core/db/callrecord.h"
#include "core/db/database.h"
#include "core/store/usagetable.h"

#include <QDateTime>

#include <deque>
#include <map>
#include <mutex>

namespace galley {

struct LoggedCall
{
    QString remote;
    QDateTime at; // UTC, when it ended
    CallRecord record;
};

class UsageLog
{
public:
    explicit UsageLog(const Clock &clock);

    /// For TursoDatabase::open; this object must outlive it.
    CallRecorder recorderFor(const QString &remote);

    /// Newest first, at most 100 of all remotes together.
    std::vector<LoggedCall> lastCalls(const QString &remote) const;

    /// What is in the file, and what was not saved yet.
    Result<Usage> thisMonth(const QString &remote, Database &local, const CallOptions &options = {}) const;

    /// Adds what is new to the file; when that fails it is kept for the next time. Nothing new writes nothing.
    Status save(Database &local, const CallOptions &options = {});

    /// Something is new, and the last time was a while ago: a quiet sync every minute should not write each time.
    bool isDue() const;

private:
    void add(const QString &remote, const CallRecord &record);

    const Clock &m_clock;
    mutable std::mutex m_mutex; // also while saving, or a reader would count twice or not at all
    std::deque<LoggedCall> m_calls;
    std::map<std::pair<QString, QString>, Usage> m_unsaved; // by remote and month
    QDateTime m_savedAt;
};

} // namespace galley
