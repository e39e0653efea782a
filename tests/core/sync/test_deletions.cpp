// What a deletion leaves to others: images that they show, addresses, and a word to say where it takes many posts.

#include "tests/core/sync/syncworld.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

using Kind = PublishUnit::Kind;
using State = AskedUnit::State;

class TestDeletions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deletedImageThatAnotherDraftShows();
    void anImageOfAConflictThatTheSiteDeleted();
    void massDeletionWaitsForAWord();
    void twoComputersRestWhileADeletionWaits();
    void aDraftLikeTheRowWhoseDeletionWaits();
    void aSiteLeavesTheAddressesOfWhatItDeletes();
    void aDeletionOfWhatTheSiteDeletedTakesItsAddresses();
    void anAddressTakenFromAnotherPostAndLeft();
    void theSiteWritesAtAFormerAddress();
};

void TestDeletions::deletedImageThatAnotherDraftShows()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 image = a.addImage(id, "PNG bytes");
    a.mustSync();
    b.mustSync();
    b.setContent(id, QStringLiteral("![low](/images/%1)").arg(image)); // not synced yet
    const auto removal = a.queue.askRemoveImages({image});
    QVERIFY(removal);
    a.mustSync();
    QCOMPARE(a.queue.unit(removal->id)->state, State::Landed);
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM galley_draft_images")), 0);
    b.mustSync();
    a.mustSync();
    QCOMPARE(query(*a.file, QStringLiteral("SELECT image_data FROM galley_draft_images")).front().front().blob(), QByteArray("PNG bytes"));
    compareSides(site, {&a, &b});
    // Now that a text names it, it stays.
    const auto refused = a.queue.askRemoveImages({image});
    a.mustSync();
    QCOMPARE(a.queue.unit(refused->id)->state, State::Dropped);
    QCOMPARE(a.queue.unit(refused->id)->reason.code, ErrorCode::Conflict);
    QVERIFY(a.queue.waiting()->empty());
    compareSides(site, {&a, &b});
}

void TestDeletions::anImageOfAConflictThatTheSiteDeleted()
{
    Site site;
    Device a(site), b(site), c(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Low water.\n\nFoam.\n\nThe end."));
    a.mustSync();
    c.mustSync();
    const qint64 image = a.addImage(id, "PNG bytes");
    a.setContent(id, QStringLiteral("Low sea.\n\nFoam.\n\n![low](/images/%1)\n\nThe end.").arg(image));
    QCOMPARE(a.publish(id), State::Landed);
    a.edit(id, [](PostFields &fields) { fields.subtitle = QStringLiteral("At sea"); }); // a draft, which outlives the post
    a.mustSync();
    b.mustSync();
    site.run(QStringLiteral("DELETE FROM images"));
    site.run(QStringLiteral("DELETE FROM posts"));
    b.setContent(id, QStringLiteral("Low sea.\n\nFoam.\n\nThe end."));
    c.setContent(id, QStringLiteral("High water.\n\nFoam.\n\nThe end."));
    QCOMPARE(c.mustSync().openConflicts, 1); // with a text whose image it never had
    b.mustSync();
    a.mustSync();
    c.mustSync();
    QCOMPARE(c.content(id), QStringLiteral("High water.\n\nFoam.\n\nThe end."));
    QVERIFY(c.conflicts.settle(id, Conflicts::Side::Theirs));
    c.mustSync();
    b.mustSync();
    a.mustSync();
    QVERIFY(c.content(id).contains(QStringLiteral("/images/%1").arg(image)));
    QCOMPARE(query(*c.file, QStringLiteral("SELECT image_data FROM galley_draft_images")).front().front().blob(), QByteArray("PNG bytes"));
    compareSides(site, {&a, &b, &c});
}

void TestDeletions::massDeletionWaitsForAWord()
{
    Site site;
    site.writePosts(20);
    Device a(site);
    a.mustSync();
    a.setContent(3, QStringLiteral("words that I wrote"));
    site.run(QStringLiteral("CREATE TABLE kept AS SELECT * FROM posts WHERE id <= 11"));
    site.run(QStringLiteral("DELETE FROM posts WHERE id <= 11"));
    QCOMPARE(a.mustSync().deletionsParked, 11);
    QCOMPARE(number(*a.file, QStringLiteral("SELECT count(*) FROM posts")), 20);
    QCOMPARE(a.mustSync().deletionsParked, 11);
    site.run(QStringLiteral("INSERT INTO posts SELECT * FROM kept WHERE id = 1"));
    QCOMPARE(a.mustSync().deletionsParked, 10);
    QVERIFY(Synchronizer(*a.file, a.remote, Key, a.clock).acceptDeletions());
    QCOMPARE(a.mustSync().deletionsParked, 0);
    QCOMPARE(number(*a.file, QStringLiteral("SELECT count(*) FROM posts")), 10);
    QCOMPARE(a.content(3), QStringLiteral("words that I wrote"));
    compareSides(site, {&a});
}

void TestDeletions::twoComputersRestWhileADeletionWaits()
{
    Site site;
    site.writePosts(20);
    Device a(site), b(site);
    a.mustSync();
    site.run(QStringLiteral("UPDATE posts SET title = 'Another' WHERE id = 3")); // only b hears of it
    b.mustSync();
    b.setContent(3, QStringLiteral("words that I wrote"));
    site.run(QStringLiteral("DELETE FROM posts WHERE id <= 11"));
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(b.mustSync().deletionsParked, 11);
        QCOMPARE(a.mustSync().deletionsParked, 11);
    }
    for (Device *device : {&a, &b}) {
        device->remote.requests = 0;
        device->mustSync();
        QCOMPARE(device->remote.requests, 1);
        QCOMPARE(device->content(3), QStringLiteral("words that I wrote"));
    }
    for (Device *device : {&a, &b}) {
        QVERIFY(Synchronizer(*device->file, device->remote, Key, device->clock).acceptDeletions());
        QCOMPARE(device->mustSync().deletionsParked, 0);
    }
    a.mustSync();
    QCOMPARE(a.content(3), QStringLiteral("words that I wrote"));
    compareSides(site, {&a, &b});
}

void TestDeletions::aDraftLikeTheRowWhoseDeletionWaits()
{
    Site site;
    site.writePosts(20);
    Device a(site), b(site);
    a.mustSync();
    b.mustSync();
    a.setContent(3, QStringLiteral("words that I wrote"));
    site.run(QStringLiteral("DELETE FROM posts WHERE id <= 11"));
    QCOMPARE(a.mustSync().deletionsParked, 11);
    QCOMPARE(b.mustSync().deletionsParked, 11);
    QVERIFY(Synchronizer(*a.file, a.remote, Key, a.clock).acceptDeletions());
    a.mustSync();
    a.setContent(3, QStringLiteral("words"));
    for (int round = 0; round < 2; ++round) {
        a.mustSync();
        b.mustSync(); // where it is what readers would see, were the deletion not true
    }
    QCOMPARE(a.content(3), QStringLiteral("words"));
    QVERIFY(Synchronizer(*b.file, b.remote, Key, b.clock).acceptDeletions());
    b.mustSync();
    a.mustSync();
    QCOMPARE(b.content(3), QStringLiteral("words"));
    compareSides(site, {&a, &b});
}

void TestDeletions::aSiteLeavesTheAddressesOfWhatItDeletes()
{
    Site site;
    Device a(site), b(site);
    a.publishedAndMoved(QStringLiteral("Tides"), QStringLiteral("ebb"));
    b.mustSync();
    site.run(QStringLiteral("DELETE FROM posts")); // it knows of no redirects
    a.mustSync();
    b.mustSync();
    compareSides(site, {&a, &b});
    // The address is free for another post.
    const qint64 other = b.write(QStringLiteral("Tides"));
    QCOMPARE(b.desk.post(other)->fields.slug, QStringLiteral("tides"));
    QCOMPARE(b.publish(other), State::Landed);
    a.mustSync();
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM galley_redirects")), 0);
    compareSides(site, {&a, &b});
}

void TestDeletions::aDeletionOfWhatTheSiteDeletedTakesItsAddresses()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.publishedAndMoved(QStringLiteral("Tides"), QStringLiteral("ebb"));
    a.setContent(id, QStringLiteral("words that nobody else has"));
    QVERIFY(a.queue.ask(Kind::Delete, id));
    site.run(QStringLiteral("DELETE FROM posts"));
    b.mustSync();
    QCOMPARE(number(*b.file, QStringLiteral("SELECT count(*) FROM galley_redirects")), 1);
    a.mustSync();
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM galley_redirects")), 0);
    b.mustSync(); // neither a post nor a draft has changed since
    compareSides(site, {&a, &b});
}

void TestDeletions::anAddressTakenFromAnotherPostAndLeft()
{
    Site site;
    Device a(site), b(site);
    a.publishedAndMoved(QStringLiteral("First"), QStringLiteral("moved"));
    const qint64 second = a.write(QStringLiteral("Second"));
    b.mustSync();
    a.moveTo(second, QStringLiteral("first"));
    QCOMPARE(a.publish(second), State::Landed);
    QCOMPARE(a.carryOut(Kind::Unpublish, second), State::Landed);
    b.mustSync(); // which never saw the second post at that address
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM galley_redirects")), 0);
    compareSides(site, {&a, &b});
}

void TestDeletions::theSiteWritesAtAFormerAddress()
{
    Site site;
    Device a(site), b(site);
    a.publishedAndMoved(QStringLiteral("Tides"), QStringLiteral("ebb"));
    site.run(QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) "
                            "VALUES (7, 'Tides', 'tides', 'words', 1, 'i', 'u')")); // it knows of no redirects
    a.mustSync();
    b.mustSync();
    compareSides(site, {&a, &b});
    // Once that has gone, the address leads to the first again, everywhere.
    site.run(QStringLiteral("DELETE FROM posts WHERE id = 7"));
    a.mustSync();
    b.mustSync();
    compareSides(site, {&a, &b});
}

QTEST_GUILESS_MAIN(TestDeletions)
#include "test_deletions.moc"
