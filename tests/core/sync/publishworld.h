// A file, the site it publishes to, and what carries things between them, over databases in memory.
#pragma once

#include "tests/core/sync/computer.h"
#include "tests/core/sync/pressing.h"

#include <functional>

namespace galley::test {

/// A database that loses the replies of operations: the call reaches the real one and its answer is lost, or it never
/// arrives. Reading goes through.
class FlakyDatabase final : public Database
{
public:
    explicit FlakyDatabase(Database &real) : m_real(real) {}
    enum class Next { Work, LoseReply, NeverArrive };
    Next next = Next::Work;
    std::function<void()> beforeReply = {}; // once the real one has done its work

    std::vector<Result<Outcome>> transactions(std::span<const Transaction> list, const CallOptions &options) override
    {
        const bool isOperation = !list.empty() && !list.front().after.empty();
        if (next == Next::Work || !isOperation) {
            auto results = m_real.transactions(list, options);
            if (beforeReply && isOperation)
                beforeReply();
            return results;
        }
        if (next == Next::LoseReply)
            m_real.transactions(list, options);
        return std::vector<Result<Outcome>>(list.size(), fail(ErrorCode::Network, QStringLiteral("gone")));
    }
    QString location() const override { return m_real.location(); }

protected:
    Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override
    {
        return m_real.execute(statement, options);
    }

private:
    Database &m_real;
};

struct Blog : Computer
{
    std::unique_ptr<SqliteDatabase> site = blogInMemory(Schema::Shared);
    FlakyDatabase remote{*site};
    Pressing publisher{*file, remote, Key, clock};

    Result<SyncReport> sync() { return syncWith(remote); }
    SyncReport mustSync() { return mustSyncWith(remote); }

    qint64 atSite(const char *sql) { return number(*site, QLatin1String(sql)); }
    qint64 atHome(const char *sql) { return number(*file, QLatin1String(sql)); }
    QString textAtSite(const char *sql) { return query(*site, QLatin1String(sql)).front().front().text(); }
};

} // namespace galley::test
