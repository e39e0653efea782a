// A file, the site it publishes to, and a publisher between them, over databases in memory.
#pragma once

#include "core/store/desk.h"
#include "core/sync/publisher.h"
#include "tests/support/testblog.h"

#include <functional>

namespace galley::test {

inline const QString Key = QStringLiteral("https://blog.example");

/// A database that loses replies: the call reaches the real one and its answer is lost, or never arrives.
class FlakyDatabase final : public Database
{
public:
    explicit FlakyDatabase(Database &real) : m_real(real) {}
    enum class Next { Work, LoseReply, NeverArrive };
    Next next = Next::Work;
    std::function<void()> beforeReply = {}; // once the real one has done its work

    std::vector<Result<Outcome>> transactions(std::span<const Transaction> list, const CallOptions &options) override
    {
        if (next == Next::Work) {
            auto results = m_real.transactions(list, options);
            if (beforeReply && !list.empty() && list.front().mode == Transaction::Mode::Write)
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
    Publisher publisher{*file, remote, Key, clock};

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
