// One site and several computers that write for it, each a local file in memory.
#pragma once

#include "tests/core/sync/computer.h"

#include <QCryptographicHash>
#include <QTest>

namespace galley::test {

struct Site
{
    std::unique_ptr<SqliteDatabase> database = blogInMemory(Schema::Shared);

    void run(const QString &sql, std::vector<Value> args = {}) { query(*database, sql, std::move(args)); }
    /// Published ones with ids from 1 on, as the site's own API writes them.
    void writePosts(int count)
    {
        for (int id = 1; id <= count; ++id)
            run(QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) "
                               "VALUES (?, 'T', 'slug-' || ?, 'words', 1, 'i', 'u')"), {id, id});
    }
};

/// Counts requests, may lose the reply of the next, and lets a test act in between.
class Wire final : public Database
{
public:
    explicit Wire(Database &real) : m_real(&real) {}

    int requests = 0;
    int loseReplyOf = 0;                       // 1: of the next writing request
    int refuse = 0;                            // the request with this number does not get through
    std::function<void(int)> beforeRequest = {}; // with its number

    void connectTo(Database &real) { m_real = &real; }

    std::vector<Result<Outcome>> transactions(std::span<const Transaction> list, const CallOptions &options) override
    {
        ++requests;
        if (beforeRequest)
            beforeRequest(requests);
        if (requests == refuse)
            return std::vector<Result<Outcome>>(list.size(), fail(ErrorCode::Network, QStringLiteral("refused")));
        auto results = m_real->transactions(list, options);
        const bool writes = !list.empty() && !list.front().after.empty();
        if (writes && loseReplyOf > 0 && --loseReplyOf == 0)
            return std::vector<Result<Outcome>>(list.size(), fail(ErrorCode::Network, QStringLiteral("gone")));
        return results;
    }
    QString location() const override { return m_real->location(); }

protected:
    Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override
    {
        ++requests;
        if (beforeRequest)
            beforeRequest(requests);
        if (requests == refuse)
            return fail(ErrorCode::Network, QStringLiteral("refused"));
        return m_real->execute(statement, options);
    }

private:
    Database *m_real;
};

struct Device : Computer
{
    explicit Device(Site &site) : Device(*site.database) {}
    explicit Device(Database &site) : remote(site) {}

    Wire remote;

    Result<SyncReport> sync() { return syncWith(remote); }
    SyncReport mustSync() { return mustSyncWith(remote); }

    /// Asks for it and syncs; the state in which it ended, Waiting where it did not.
    AskedUnit::State carryOut(PublishUnit::Kind kind, qint64 id)
    {
        auto asked = queue.ask(kind, id);
        if (!asked)
            qFatal("ask: %s", qPrintable(asked.error().message));
        const SyncReport report = mustSync();
        for (const AskedUnit &unit : report.ended) {
            if (unit.id == asked->id)
                return unit.state;
        }
        return AskedUnit::State::Waiting;
    }
    AskedUnit::State publish(qint64 id) { return carryOut(PublishUnit::Kind::Publish, id); }
    /// A post that readers have first known at the address of its title, and now know at `slug`.
    qint64 publishedAndMoved(const QString &title, const QString &slug)
    {
        const qint64 id = write(title);
        if (publish(id) != AskedUnit::State::Landed)
            qFatal("the post was not published");
        moveTo(id, slug);
        if (publish(id) != AskedUnit::State::Landed)
            qFatal("the post was not published at its new address");
        return id;
    }
};

/// Public tables and desk are the same on all sides, but for times that only tell when something was written.
inline void compareSides(Database &site, std::initializer_list<Device *> devices)
{
    const char *questions[] = {
        "SELECT id, title, subtitle, slug, content, excerpt, tags, published, published_at, series_id, series_position, preview FROM posts ORDER BY id",
        "SELECT post_id, title, subtitle, slug, content, excerpt, tags, published_at, series_id, series_position, fork, publish_at FROM galley_drafts ORDER BY post_id",
        "SELECT id, post_id, filename, content_type, alt_text, image_data, thumbnail_data FROM images ORDER BY id",
        "SELECT id, post_id, filename, content_type, alt_text, image_data, thumbnail_data FROM galley_draft_images ORDER BY id",
        "SELECT id, title, slug, description FROM series ORDER BY id",
        "SELECT id, title, slug, description FROM galley_draft_series ORDER BY id",
        "SELECT old_slug, post_id FROM galley_redirects ORDER BY old_slug",
    };
    const auto shown = [](const Rows &rows) {
        QStringList lines;
        for (const Row &row : rows) {
            QStringList cells;
            for (const Value &value : row)
                cells += value.isNull() ? QStringLiteral("NULL") : value.isBlob() ? QString::fromLatin1(QCryptographicHash::hash(value.blob(), QCryptographicHash::Sha1).toHex()) : value.displayText();
            lines += cells.join(QStringLiteral(" | "));
        }
        return lines.join(QLatin1Char('\n'));
    };
    for (const char *sql : questions) {
        const QString there = shown(query(site, QLatin1String(sql)));
        for (Device *device : devices)
            QCOMPARE(shown(query(*device->file, QLatin1String(sql))), there);
    }
}

inline void compareSides(Site &site, std::initializer_list<Device *> devices)
{
    compareSides(*site.database, devices);
}

} // namespace galley::test
