// Two computers and one real Turso engine: the statements of sync are SQL that it knows, and mean there what they mean
// to SQLite.

#include "core/db/hrana/tursodatabase.h"
#include "tests/core/db/check.h"
#include "tests/core/sync/syncworld.h"
#include "tests/support/tursoengine.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

using Kind = PublishUnit::Kind;
using State = AskedUnit::State;

class TestSyncEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAfternoon();
};

void TestSyncEngine::anAfternoon()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    auto site = TursoDatabase::open((*engine)->config());
    VERIFY_OK(site);
    VERIFY_OK(Migrator::forSharedDatabase(**site).migrate());
    Device a(**site), b(**site);

    // Drafts, a series and images travel.
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    const qint64 series = a.desk.seriesTitled(QStringLiteral("Keepers"))->id;
    const qint64 image = a.addImage(id, QByteArray("PNG bytes").repeated(1000));
    a.edit(id, [&](PostFields &fields) {
        fields.content += QStringLiteral("\n\n![low](/images/%1)").arg(image);
        fields.seriesId = series;
        fields.seriesPosition = 1;
    });
    QCOMPARE(a.mustSync().imagesSent, 1);
    QCOMPARE(b.mustSync().imagesReceived, 1);
    compareSides(**site, {&a, &b});

    // Both write on, in one draft.
    a.edit(id, [](PostFields &fields) { fields.content.replace(QStringLiteral("One."), QStringLiteral("One from a.")); });
    b.edit(id, [](PostFields &fields) { fields.content.replace(QStringLiteral("Two."), QStringLiteral("Two from b.")); });
    a.mustSync();
    b.mustSync();
    a.mustSync();
    QCOMPARE(a.content(id), QStringLiteral("One from a.\n\nTwo from b.\n\n![low](/images/%1)").arg(image));
    compareSides(**site, {&a, &b});

    // It is published, moves to another address, and that is undone.
    QCOMPARE(a.publish(id), State::Landed);
    QCOMPARE(b.mustSync().imagesReceived, 0);
    QCOMPARE(b.desk.post(id)->status, PostStatus::Published);
    b.moveTo(id, QStringLiteral("ebb"));
    QCOMPARE(b.publish(id), State::Landed);
    QCOMPARE(query(**site, QStringLiteral("SELECT old_slug FROM galley_redirects")).front().front().text(), QStringLiteral("tides"));
    VERIFY_OK(b.queue.askUndo((*b.queue.lastLanded(id))->id));
    b.mustSync();
    QCOMPARE(query(**site, QStringLiteral("SELECT slug FROM posts")).front().front().text(), QStringLiteral("tides"));
    a.mustSync();
    compareSides(**site, {&a, &b});

    // The site's own code changes the same field.
    query(**site, QStringLiteral("UPDATE posts SET slug = 'low-water' WHERE id = ?"), {id});
    QCOMPARE(a.mustSync().openConflicts, 1);
    VERIFY_OK(a.conflicts.settle(id, Conflicts::Side::Mine));
    a.mustSync();
    QCOMPARE(a.carryOut(Kind::Unpublish, id), State::Landed);
    QCOMPARE(a.carryOut(Kind::Publish, id), State::Landed);
    QCOMPARE(a.carryOut(Kind::Delete, id), State::Landed);
    b.mustSync();
    a.mustSync();
    b.mustSync();
    compareSides(**site, {&a, &b});

    // What nothing names any more goes for good, and then there is nothing left to do.
    for (const Conflict &conflict : b.conflicts.open().value_or(std::vector<Conflict>()))
        VERIFY_OK(b.conflicts.settle(conflict.postId, Conflicts::Side::Mine));
    VERIFY_OK(a.queue.askRemoveImages({image}));
    a.mustSync();
    b.mustSync();
    a.mustSync();
    compareSides(**site, {&a, &b});
    a.remote.requests = 0;
    a.mustSync();
    QCOMPARE(a.remote.requests, 1);

    // A rebuilt table has lost the feed's triggers; they come back, and with them what nobody saw.
    query(**site, QStringLiteral("DROP TRIGGER galley_feed_posts_insert"));
    query(**site, QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) "
                                 "VALUES (7, 'New', 'new', 'words', 1, 'i', 'u')"));
    QCOMPARE(a.sync().error().code, ErrorCode::Corrupt);
    VERIFY_OK(Migrator::forSharedDatabase(**site).migrate());
    a.mustSync();
    b.mustSync();
    QCOMPARE(b.content(7), QStringLiteral("words"));
    compareSides(**site, {&a, &b});
}

QTEST_GUILESS_MAIN(TestSyncEngine)
#include "test_sync_engine.moc"
