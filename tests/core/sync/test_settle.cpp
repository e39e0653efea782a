// What becomes of units and of what was agreed when the other side moves at the wrong moment.

#include "tests/core/sync/publishworld.h"

#include "core/sync/optable.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

class TestSettle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void siteEditAfterALostReplyIsNotOverwritten();
    void draftMadeThereAfterALostReplyIsNotRemoved();
    void recordingTwiceDoesNotGoBack();
    void publishedHereMeanwhileIsSentLater();
    void anotherDatabaseAtTheAddressIsRefused();
    void staleRowHereStopsNothing();
    void knowsWhatMayBePublic();
};

void TestSettle::siteEditAfterALostReplyIsNotOverwritten()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Lost"));
    blog.remote.next = FlakyDatabase::Next::LoseReply;
    QVERIFY(!blog.publisher.publish(id));
    query(*blog.site, QStringLiteral("UPDATE posts SET content = 'a fix by the site'"));
    blog.remote.next = FlakyDatabase::Next::Work;
    QVERIFY(blog.sync());
    QCOMPARE(blog.textAtSite("SELECT content FROM posts"), QStringLiteral("a fix by the site"));
    QCOMPARE(blog.desk.post(id)->fields.content, QStringLiteral("a fix by the site"));
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Published);
}

void TestSettle::draftMadeThereAfterALostReplyIsNotRemoved()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Lost"));
    blog.remote.next = FlakyDatabase::Next::LoseReply;
    QVERIFY(!blog.publisher.publish(id));
    Desk there(*blog.site, blog.clock);
    auto view = there.post(id);
    view->fields.content = QStringLiteral("written at the other computer");
    QVERIFY(there.save({id, view->fields, {}, view->draftVersion}));
    blog.remote.next = FlakyDatabase::Next::Work;
    QVERIFY(blog.sync());
    QCOMPARE(blog.textAtSite("SELECT content FROM galley_drafts"), QStringLiteral("written at the other computer"));
    QCOMPARE(blog.desk.post(id)->fields.content, QStringLiteral("written at the other computer"));
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Edited);
}

void TestSettle::recordingTwiceDoesNotGoBack()
{
    // Two programs over one file: the second settles the first one's unit and publishes on; then the first, which
    // was slow, records.
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Slow"), QStringLiteral("first words"));
    blog.remote.beforeReply = [&] {
        blog.remote.beforeReply = {};
        Pressing second(*blog.file, *blog.site, Key, blog.clock);
        QVERIFY(Synchronizer(*blog.file, *blog.site, Key, blog.clock).sync());
        blog.setContent(id, QStringLiteral("second words"));
        QVERIFY(second.publish(id));
    };
    QVERIFY(blog.publisher.publish(id));
    const auto view = blog.desk.post(id);
    QCOMPARE(view->publicPost->fields.content, QStringLiteral("second words"));
    blog.setContent(id, QStringLiteral("third words"));
    const auto third = blog.publisher.publish(id);
    QVERIFY2(third, third ? "" : qPrintable(third.error().message));
}

void TestSettle::publishedHereMeanwhileIsSentLater()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Detour"));
    QVERIFY(blog.publisher.publish(id));
    blog.setContent(id, QStringLiteral("published while no remote was set"));
    QVERIFY(Publisher(*blog.file, blog.clock).publish(id));
    QVERIFY(meetAnew(*blog.file, Key)); // as setting the remote again does
    QCOMPARE(blog.mustSync().wasReconciled, false);
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Edited); // readers don't see it
    QVERIFY(blog.publisher.publish(id)->changedAnything);
    QCOMPARE(blog.textAtSite("SELECT content FROM posts"), QStringLiteral("published while no remote was set"));
    QVERIFY(!blog.publisher.publish(id)->changedAnything);
}

void TestSettle::anotherDatabaseAtTheAddressIsRefused()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Again"));
    QVERIFY(blog.publisher.publish(id));
    auto emptied = blogInMemory(Schema::Shared);
    Synchronizer synchronizer(*blog.file, *emptied, Key, blog.clock);
    QCOMPARE(synchronizer.sync().error().code, ErrorCode::Conflict);
    QCOMPARE(number(*emptied, QStringLiteral("SELECT count(*) FROM galley_pushes")), 0);
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Published);
    // Unless the author names the address once more: what readers there don't have is a draft.
    QVERIFY(meetAnew(*blog.file, Key));
    QVERIFY(synchronizer.sync()->wasReconciled);
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Draft);
    QVERIFY(Pressing(*blog.file, *emptied, Key, blog.clock).publish(id)->changedAnything);
    QCOMPARE(number(*emptied, QStringLiteral("SELECT count(*) FROM posts WHERE published = 1")), 1);
}

void TestSettle::staleRowHereStopsNothing()
{
    Blog blog;
    const qint64 series = blog.desk.seriesTitled(QStringLiteral("Keepers"))->id;
    const auto part = [&](const QString &title) {
        const qint64 id = blog.write(title);
        blog.edit(id, [&](PostFields &fields) {
            fields.seriesId = series;
            fields.seriesPosition = 1;
        });
        return id;
    };
    QVERIFY(blog.publisher.publish(part(QStringLiteral("First"))));
    query(*blog.site, QStringLiteral("UPDATE posts SET series_position = 2")); // by the site; not pulled yet
    const qint64 second = part(QStringLiteral("Second"));
    const auto done = blog.publisher.publish(second);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(blog.desk.post(second)->status, PostStatus::Published);
    QVERIFY(blog.sync());
}

void TestSettle::knowsWhatMayBePublic()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Where"));
    QVERIFY(!*mayBePublic(*blog.file, id));
    blog.remote.next = FlakyDatabase::Next::LoseReply;
    QVERIFY(!blog.publisher.publish(id));
    QVERIFY(*mayBePublic(*blog.file, id));
    blog.remote.next = FlakyDatabase::Next::Work;
    QVERIFY(blog.sync());
    QVERIFY(*mayBePublic(*blog.file, id));
}

QTEST_GUILESS_MAIN(TestSettle)
#include "test_settle.moc"
