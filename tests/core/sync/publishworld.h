// A file, the site it publishes to, and what carries things between them, over databases in memory.
#pragma once

#include "core/store/desk.h"
#include "core/sync/conflicts.h"
#include "core/sync/remotepublisher.h"
#include "tests/support/testblog.h"

#include <functional>

namespace galley::test {

inline const QString Key = QStringLiteral("https://blog.example");

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

struct Blog
{
    std::unique_ptr<SqliteDatabase> file = blogInMemory(Schema::Local);
    std::unique_ptr<SqliteDatabase> site = blogInMemory(Schema::Shared);
    FlakyDatabase remote{*site};
    FixedClock clock;
    Desk desk{*file, clock};
    RemotePublisher publisher{*file, remote, Key, clock};
    UnitQueue queue{*file, Key, clock};
    Conflicts conflicts{*file, clock};

    Result<SyncReport> sync() { return Synchronizer(*file, remote, Key, clock).sync(); }
    /// Ends the test program where it must work.
    SyncReport mustSync()
    {
        auto report = sync();
        if (!report)
            qFatal("sync: %s (%s)", qPrintable(report.error().message), qPrintable(report.error().detail));
        return std::move(*report);
    }

    qint64 write(const QString &title, const QString &content = QStringLiteral("words"))
    {
        PostFields fields;
        fields.title = title;
        fields.content = content;
        return desk.create(fields).value().id;
    }
    qint64 addImage(qint64 postId, const QByteArray &bytes)
    {
        Image image;
        image.info.filename = QStringLiteral("a.png");
        image.info.contentType = QStringLiteral("image/png");
        image.data = bytes;
        return desk.addImage(postId, image).value().id;
    }
    template <typename Change>
    void edit(qint64 id, Change change)
    {
        auto view = desk.post(id);
        change(view->fields);
        if (!desk.save({id, view->fields, {}, view->draftVersion}))
            qFatal("the edit was not saved");
    }
    void setContent(qint64 id, const QString &content)
    {
        edit(id, [&](PostFields &fields) { fields.content = content; });
    }
    qint64 atSite(const char *sql) { return number(*site, QLatin1String(sql)); }
    qint64 atHome(const char *sql) { return number(*file, QLatin1String(sql)); }
    QString textAtSite(const char *sql) { return query(*site, QLatin1String(sql)).front().front().text(); }
};

} // namespace galley::test
