// The cases that issue C names: what must come out when two computers and a site meet at the wrong moment.

#include "tests/core/sync/syncworld.h"

#include <QTemporaryDir>
#include <QTest>

using namespace galley;
using namespace galley::test;

using Kind = PublishUnit::Kind;
using State = AskedUnit::State;

class TestNamed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFixByTheSiteUnderAnOpenDraft();
    void aClashWithTheSiteKeepsBothVersions();
    void onePublishesWhileTheOtherHasADraft();
    void lostReplyAndAnotherPushInBetween();
    void autosaveRacingAPull_data();
    void autosaveRacingAPull();
    void imagesAndPostInTheWrongOrder();
    void anImageThatTheSiteStoredAsText();
    void twoPostsSwapAddresses();
    void twoNewPostsWithOneAddress();
    void aViewCounterIsNoEdit();
    void schemaMigratedBetweenCheckAndPush();
    void unpublishWhileAnotherEdits();
    void deleteWhileAnotherEdits();
    void aCopyOfTheFileOnTwoMachines();
    void rolledBackRemoteLosesNothing();
    void rolledBackBehindALateAnswer();
    void aConflictOutlivesARollback();
    void lostTriggersAreRestored();
    void scheduledDraftIsDueByTheServersClock();
    void offlineUnitGoesWithTheNextSync();
    void aPostPublishedAndDeletedSinceItWasAskedFor();
    void linksFollowAPostThatMoved();
    void movedAgainBeforeTheFirstMoveIsKnown();
    void manyImagesMoveBeforeTheirPost();
};

void TestNamed::aFixByTheSiteUnderAnOpenDraft()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Low water comes at sx.\n\nThe end."));
    QCOMPARE(a.publish(id), State::Landed);
    a.setContent(id, QStringLiteral("Low water comes at sx.\n\nThe end. And more."));
    a.mustSync();
    site.run(QStringLiteral("UPDATE posts SET content = replace(content, 'sx', 'six')"));
    a.mustSync();
    QCOMPARE(a.content(id), QStringLiteral("Low water comes at six.\n\nThe end. And more."));
    QVERIFY(a.conflicts.open()->empty());
    QCOMPARE(a.desk.post(id)->draft->fork->content, QStringLiteral("Low water comes at six.\n\nThe end."));
    QCOMPARE(a.publish(id), State::Landed);
    Device b(site);
    b.mustSync();
    compareSides(site, {&a, &b});
}

void TestNamed::aClashWithTheSiteKeepsBothVersions()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Low water."));
    QCOMPARE(a.publish(id), State::Landed);
    a.setContent(id, QStringLiteral("My water."));
    site.run(QStringLiteral("UPDATE posts SET content = 'Their water.'"));
    QCOMPARE(a.mustSync().openConflicts, 1);
    const auto open = a.conflicts.open(id);
    QCOMPARE(open->size(), 1u);
    QCOMPARE(open->front().mine, QStringLiteral("My water."));
    QCOMPARE(open->front().theirs, QStringLiteral("Their water."));
    QCOMPARE(open->front().base, QStringLiteral("Low water."));
    QCOMPARE(a.content(id), QStringLiteral("My water."));
    QCOMPARE(a.queue.ask(Kind::Publish, id).error().code, ErrorCode::InvalidInput);
    QVERIFY(a.conflicts.settle(id, Conflicts::Side::Theirs));
    QCOMPARE(a.content(id), QStringLiteral("Their water."));
    QCOMPARE(a.mustSync().openConflicts, 0);
    compareSides(site, {&a});
}

void TestNamed::onePublishesWhileTheOtherHasADraft()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    a.mustSync();
    b.mustSync();
    b.setContent(id, QStringLiteral("One.\n\nTwo. And three."));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    const auto view = b.desk.post(id);
    QCOMPARE(view->status, PostStatus::Edited);
    QCOMPARE(view->fields.content, QStringLiteral("One.\n\nTwo. And three."));
    QCOMPARE(view->publicPost->fields.content, QStringLiteral("One.\n\nTwo."));
    a.mustSync();
    compareSides(site, {&a, &b});
}

void TestNamed::lostReplyAndAnotherPushInBetween()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    a.mustSync();
    b.mustSync();
    a.setContent(id, QStringLiteral("One from a.\n\nTwo."));
    a.remote.loseReplyOf = 1;
    QCOMPARE(a.sync().error().code, ErrorCode::Network);
    QCOMPARE(query(*site.database, QStringLiteral("SELECT content FROM galley_drafts")).front().front().text(),
             QStringLiteral("One from a.\n\nTwo."));
    b.setContent(id, QStringLiteral("One.\n\nTwo from b."));
    b.mustSync();
    a.mustSync();
    b.mustSync();
    QCOMPARE(a.content(id), QStringLiteral("One from a.\n\nTwo from b."));
    QVERIFY(a.conflicts.open()->empty() && b.conflicts.open()->empty());
    compareSides(site, {&a, &b});
}

void TestNamed::autosaveRacingAPull_data()
{
    QTest::addColumn<int>("call");
    for (int call = 1; call <= 12; ++call)
        QTest::addRow("before local call %d", call) << call;
}

void TestNamed::autosaveRacingAPull()
{
    QFETCH(int, call);
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    a.mustSync();
    b.mustSync();
    b.setContent(id, QStringLiteral("One.\n\nTwo from b."));
    b.mustSync();
    Wire file(*a.file);
    file.beforeRequest = [&](int number) {
        if (number == call)
            a.edit(id, [](PostFields &fields) { fields.content.replace(QStringLiteral("One."), QStringLiteral("One from a.")); });
    };
    const auto report = Synchronizer(file, a.remote, Key, a.clock).sync();
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    if (file.requests < call)
        a.edit(id, [](PostFields &fields) { fields.content.replace(QStringLiteral("One."), QStringLiteral("One from a.")); });
    a.mustSync();
    b.mustSync();
    QCOMPARE(a.content(id), QStringLiteral("One from a.\n\nTwo from b."));
    QVERIFY(a.conflicts.open()->empty());
    compareSides(site, {&a, &b});
}

void TestNamed::imagesAndPostInTheWrongOrder()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 image = a.addImage(id, "PNG bytes");
    a.setContent(id, QStringLiteral("![low](/images/%1)").arg(image));
    QCOMPARE(a.publish(id), State::Landed);
    // The feed tells of the post last and of the image first, and then the other way round.
    site.run(QStringLiteral("UPDATE posts SET subtitle = 'touched'"));
    b.mustSync();
    compareSides(site, {&b});
    site.run(QStringLiteral("UPDATE images SET alt_text = 'touched'"));
    Device c(site);
    c.mustSync();
    b.mustSync();
    compareSides(site, {&b, &c});
    QCOMPARE(query(*c.file, QStringLiteral("SELECT image_data FROM images")).front().front().blob(), QByteArray("PNG bytes"));
}

void TestNamed::anImageThatTheSiteStoredAsText()
{
    Site site;
    site.writePosts(1);
    site.run(QStringLiteral("INSERT INTO images (id, post_id, filename, content_type, image_data, inserted_at, updated_at) "
                            "VALUES (5, 1, 'mark.svg', 'image/svg+xml', '<svg>é</svg>', 'i', 'u')"));
    Device a(site);
    a.mustSync();
    QCOMPARE(query(*a.file, QStringLiteral("SELECT CAST(image_data AS BLOB) FROM images")).front().front().blob(), QByteArray("<svg>é</svg>"));
    a.remote.requests = 0;
    a.mustSync();
    QCOMPARE(a.remote.requests, 1);
    QCOMPARE(query(*site.database, QStringLiteral("SELECT typeof(image_data) FROM images")).front().front().text(), QStringLiteral("text"));
}

void TestNamed::twoPostsSwapAddresses()
{
    Site site;
    Device a(site), b(site);
    const qint64 first = a.write(QStringLiteral("First"));
    const qint64 second = a.write(QStringLiteral("Second"));
    QCOMPARE(a.publish(first), State::Landed);
    QCOMPARE(a.publish(second), State::Landed);
    b.mustSync();
    const auto readdress = [](Device &device, qint64 id, const char *slug) {
        device.moveTo(id, QLatin1String(slug));
        return device.publish(id);
    };
    QCOMPARE(readdress(a, first, "between"), State::Landed);
    QCOMPARE(readdress(a, second, "first"), State::Landed);
    QCOMPARE(readdress(a, first, "second"), State::Landed);
    // The other computer still holds the old ones, and has a word of its own.
    b.setContent(second, QStringLiteral("words from b"));
    b.mustSync();
    a.mustSync();
    QCOMPARE(b.desk.post(first)->fields.slug, QStringLiteral("second"));
    QCOMPARE(b.desk.post(second)->fields.slug, QStringLiteral("first"));
    QCOMPARE(b.content(second), QStringLiteral("words from b"));
    compareSides(site, {&a, &b});
    // By the site itself, at once.
    site.run(QStringLiteral("UPDATE posts SET slug = 'x' WHERE id = ?"), {first});
    site.run(QStringLiteral("UPDATE posts SET slug = 'second' WHERE id = ?"), {second});
    site.run(QStringLiteral("UPDATE posts SET slug = 'first' WHERE id = ?"), {first});
    a.mustSync();
    b.mustSync();
    a.mustSync();
    compareSides(site, {&a, &b});
}

void TestNamed::twoNewPostsWithOneAddress()
{
    Site site;
    Device a(site), b(site);
    const qint64 mine = a.write(QStringLiteral("Same"));
    const qint64 theirs = b.write(QStringLiteral("Same"));
    QCOMPARE(a.publish(mine), State::Landed);
    const auto asked = b.queue.ask(Kind::Publish, theirs);
    const auto other = b.write(QStringLiteral("Other"));
    QVERIFY(b.queue.ask(Kind::Publish, other));
    const auto report = b.mustSync();
    QCOMPARE(report.ended.size(), 2u); // the other one goes on
    QCOMPARE(b.queue.unit(asked->id)->state, State::Refused);
    QVERIFY2(b.queue.unit(asked->id)->reason.message.contains(QStringLiteral("“same”")), qPrintable(b.queue.unit(asked->id)->reason.message));
    QCOMPARE(b.desk.post(other)->status, PostStatus::Published);
    b.moveTo(theirs, QStringLiteral("same-too"));
    QVERIFY(b.queue.confirm(asked->id));
    b.mustSync();
    QCOMPARE(b.queue.unit(asked->id)->state, State::Landed);
    a.mustSync();
    compareSides(site, {&a, &b});
}

void TestNamed::aViewCounterIsNoEdit()
{
    Site site;
    site.run(QStringLiteral("ALTER TABLE posts ADD COLUMN views INTEGER DEFAULT 0"));
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    QCOMPARE(a.publish(id), State::Landed);
    a.setContent(id, QStringLiteral("next words"));
    QVERIFY(a.queue.ask(Kind::Publish, id));
    a.remote.beforeRequest = [&](int) { site.run(QStringLiteral("UPDATE posts SET views = views + 1")); };
    const auto report = a.mustSync();
    QCOMPARE(report.postsReceived, 0);
    QCOMPARE(report.ended.front().state, State::Landed);
    a.remote.requests = 0;
    a.mustSync();
    QCOMPARE(a.remote.requests, 1);
    QVERIFY(number(*site.database, QStringLiteral("SELECT views FROM posts")) > 3);
}

void TestNamed::schemaMigratedBetweenCheckAndPush()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    QVERIFY(a.queue.ask(Kind::Publish, id));
    a.remote.beforeRequest = [&](int number) {
        if (number == 2)
            site.run(QStringLiteral("INSERT INTO galley_migrations VALUES ('shared', 99, 'x', 'x', 'x')"));
    };
    QCOMPARE(a.sync().error().code, ErrorCode::SchemaTooNew);
    QCOMPARE(number(*site.database, QStringLiteral("SELECT (SELECT count(*) FROM posts) + (SELECT count(*) FROM galley_drafts)")), 0);
    QCOMPARE(a.sync().error().code, ErrorCode::SchemaTooNew);
    QCOMPARE(a.queue.waiting()->size(), 1u);
    site.run(QStringLiteral("DELETE FROM galley_migrations WHERE version = 99")); // as if this Galley were updated
    a.mustSync();
    QCOMPARE(a.desk.post(id)->status, PostStatus::Published);
}

void TestNamed::unpublishWhileAnotherEdits()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    const qint64 image = a.addImage(id, "PNG bytes");
    a.setContent(id, QStringLiteral("One.\n\n![low](/images/%1)").arg(image));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    b.edit(id, [](PostFields &fields) { fields.content.replace(QStringLiteral("One."), QStringLiteral("One from b.")); });
    QCOMPARE(a.carryOut(Kind::Unpublish, id), State::Landed);
    b.mustSync();
    a.mustSync();
    for (Device *device : {&a, &b}) {
        QCOMPARE(device->desk.post(id)->status, PostStatus::Draft);
        QCOMPARE(device->content(id), QStringLiteral("One from b.\n\n![low](/images/%1)").arg(image));
    }
    compareSides(site, {&a, &b});
}

void TestNamed::deleteWhileAnotherEdits()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One."));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    b.setContent(id, QStringLiteral("One. Two."));
    QCOMPARE(a.carryOut(Kind::Delete, id), State::Landed);
    QVERIFY(!a.desk.post(id));
    QCOMPARE(b.mustSync().notices.size(), 1);
    a.mustSync();
    for (Device *device : {&a, &b})
        QCOMPARE(device->content(id), QStringLiteral("One. Two."));
    compareSides(site, {&a, &b});
}

void TestNamed::aCopyOfTheFileOnTwoMachines()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    a.mustSync();
    a.setContent(id, QStringLiteral("One from a.\n\nTwo."));
    a.remote.loseReplyOf = 1;
    QVERIFY(!a.sync()); // the copy is taken while an operation is open
    Device b(site);
    const QTemporaryDir place;
    const QString path = place.filePath(QStringLiteral("copy.galley"));
    QVERIFY(a.file->backupTo(path));
    b.file = std::move(SqliteDatabase::open(path, SqliteDatabase::Open::Existing).value());
    Desk desk(*b.file, b.clock);
    auto view = desk.post(id);
    view->fields.content.replace(QStringLiteral("Two."), QStringLiteral("Two from b."));
    QVERIFY(desk.save({id, view->fields, {}, view->draftVersion}));
    b.mustSync();
    a.mustSync();
    b.mustSync();
    QCOMPARE(a.content(id), QStringLiteral("One from a.\n\nTwo from b."));
    compareSides(site, {&a, &b});
}

void TestNamed::rolledBackRemoteLosesNothing()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Old words."));
    a.mustSync();
    b.mustSync();
    const QTemporaryDir place;
    const QString path = place.filePath(QStringLiteral("backup.db"));
    QVERIFY(site.database->backupTo(path));
    a.setContent(id, QStringLiteral("New words."));
    const qint64 later = a.write(QStringLiteral("Later"));
    QCOMPARE(a.publish(later), State::Landed);
    b.mustSync();
    site.database = std::move(SqliteDatabase::open(path, SqliteDatabase::Open::Existing).value());
    a.remote.connectTo(*site.database);
    b.remote.connectTo(*site.database);
    QVERIFY(a.mustSync().wasReconciled);
    QCOMPARE(a.desk.post(later)->status, PostStatus::Draft); // readers don't see it any more
    QCOMPARE(a.content(id), QStringLiteral("New words."));   // and what differs is settled by the author
    QCOMPARE(a.conflicts.open(id)->size(), 1u);
    QVERIFY(a.conflicts.settle(id, Conflicts::Side::Mine));
    a.mustSync();
    b.mustSync();
    if (!b.conflicts.open(id)->empty())
        QVERIFY(b.conflicts.settle(id, Conflicts::Side::Mine));
    b.mustSync();
    a.mustSync();
    compareSides(site, {&a, &b});
    QCOMPARE(b.content(id), QStringLiteral("New words."));
}

void TestNamed::rolledBackBehindALateAnswer()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Old words."));
    QCOMPARE(a.publish(id), State::Landed);
    a.setContent(id, QStringLiteral("New words."));
    a.remote.loseReplyOf = 1;
    QVERIFY(!a.sync()); // the draft has landed, but nobody said so
    const QTemporaryDir place;
    const QString path = place.filePath(QStringLiteral("backup.db"));
    QVERIFY(site.database->backupTo(path));
    site.run(QStringLiteral("UPDATE posts SET tags = 'later'"));
    // The answer comes now, with what has happened since; then the way is cut.
    const auto nowhere = SqliteDatabase::inMemory().value();
    a.remote.requests = 0;
    a.remote.beforeRequest = [&](int request) {
        if (request == 2)
            a.remote.connectTo(*nowhere);
    };
    QVERIFY(!a.sync());
    QCOMPARE(a.desk.post(id)->fields.tags, QStringLiteral("later"));
    site.database = std::move(SqliteDatabase::open(path, SqliteDatabase::Open::Existing).value());
    a.remote.beforeRequest = {};
    a.remote.connectTo(*site.database);
    QVERIFY(a.mustSync().wasReconciled);
    QCOMPARE(a.desk.post(id)->fields.tags, QStringLiteral("later"));
    QCOMPARE(a.content(id), QStringLiteral("New words."));
    a.mustSync();
    compareSides(site, {&a});
}

void TestNamed::aConflictOutlivesARollback()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Low water."));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    b.setContent(id, QStringLiteral("My water."));
    b.mustSync();
    const QTemporaryDir place;
    const QString path = place.filePath(QStringLiteral("backup.db"));
    QVERIFY(site.database->backupTo(path));
    site.run(QStringLiteral("UPDATE posts SET content = 'Their water.'"));
    QCOMPARE(a.mustSync().openConflicts, 1);
    site.database = std::move(SqliteDatabase::open(path, SqliteDatabase::Open::Existing).value());
    a.remote.connectTo(*site.database);
    b.remote.connectTo(*site.database);
    QVERIFY(a.mustSync().wasReconciled);
    // The other computer writes on. It has never seen the site's words, and can't have decided against them.
    b.setContent(id, QStringLiteral("My water. It rises."));
    QVERIFY(!b.mustSync().wasReconciled);
    QCOMPARE(a.mustSync().openConflicts, 1);
    QCOMPARE(a.content(id), QStringLiteral("My water. It rises."));
    QCOMPARE(a.conflicts.open(id)->front().theirs, QStringLiteral("Their water."));
    QVERIFY(a.conflicts.settle(id, Conflicts::Side::Theirs));
    QCOMPARE(a.mustSync().openConflicts, 0);
    b.mustSync();
    QCOMPARE(b.content(id), QStringLiteral("Their water."));
    compareSides(site, {&a, &b});
}

void TestNamed::lostTriggersAreRestored()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    const qint64 gone = a.write(QStringLiteral("Gone"));
    QCOMPARE(a.publish(id), State::Landed);
    QCOMPARE(a.publish(gone), State::Landed);
    b.mustSync();
    b.setContent(id, QStringLiteral("One from b.\n\nTwo."));
    // A table is rebuilt, and the site writes where nobody sees it.
    for (const char *trigger : {"insert", "update", "delete", "rekey"})
        site.run(QStringLiteral("DROP TRIGGER galley_feed_posts_") + QLatin1String(trigger));
    site.run(QStringLiteral("UPDATE posts SET content = replace(content, 'Two.', 'Two from the site.') WHERE id = ?"), {id});
    site.run(QStringLiteral("DELETE FROM posts WHERE id = ?"), {gone});
    site.run(QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) "
                            "VALUES (7, 'New', 'new', 'words', 1, 'i', 'u')"));
    QCOMPARE(a.sync().error().code, ErrorCode::Corrupt);
    QCOMPARE(Migrator::forSharedDatabase(*site.database).plan()->additions.size(), 1);
    QVERIFY(Migrator::forSharedDatabase(*site.database).migrate());
    QVERIFY(Migrator::forSharedDatabase(*site.database).plan()->isEmpty());
    b.mustSync(); // which never noticed
    a.mustSync();
    b.mustSync();
    // The one that noticed trusts nothing it had agreed on, and asks its author.
    QVERIFY(a.conflicts.settle(id, Conflicts::Side::Theirs));
    a.mustSync();
    b.mustSync();
    QCOMPARE(b.content(id), QStringLiteral("One from b.\n\nTwo from the site."));
    for (Device *device : {&a, &b}) {
        QCOMPARE(device->content(7), QStringLiteral("words"));
        QCOMPARE(number(*device->file, QStringLiteral("SELECT count(*) FROM posts")), 2);
    }
    compareSides(site, {&a, &b});
}

void TestNamed::scheduledDraftIsDueByTheServersClock()
{
    Site site;
    Device a(site);
    a.clock.moment = a.clock.moment.addYears(-10);
    const auto schedule = [&](const char *title, const char *when) {
        const qint64 id = a.write(QLatin1String(title));
        const auto view = a.desk.post(id);
        if (!a.desk.save({id, view->fields, QLatin1String(when), view->draftVersion}))
            qFatal("not saved");
        return id;
    };
    const qint64 due = schedule("Due", "2020-01-01T00:00:00Z");
    schedule("Not yet", "2999-01-01T00:00:00Z");
    a.mustSync();
    QCOMPARE(*dueDrafts(*a.file, a.remote), QList<qint64>{due});
    QCOMPARE(a.publish(due), State::Landed);
    QCOMPARE(a.desk.post(due)->status, PostStatus::Published);
    QVERIFY(dueDrafts(*a.file, a.remote)->isEmpty());
    compareSides(site, {&a});
}

void TestNamed::offlineUnitGoesWithTheNextSync()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("asked"));
    const auto asked = a.queue.ask(Kind::Publish, id);
    a.setContent(id, QStringLiteral("asked, and more"));
    a.mustSync();
    QCOMPARE(query(*site.database, QStringLiteral("SELECT content FROM posts")).front().front().text(), QStringLiteral("asked"));
    QCOMPARE(a.desk.post(id)->status, PostStatus::Edited);
    // What others made of the public side since is looked at first.
    QVERIFY(a.queue.ask(Kind::Publish, id));
    site.run(QStringLiteral("UPDATE posts SET title = 'Tide tables'"));
    const auto report = a.mustSync();
    QCOMPARE(report.ended.size(), 1u);
    QCOMPARE(report.ended.front().state, State::NeedsConfirmation);
    QCOMPARE(query(*site.database, QStringLiteral("SELECT content FROM posts")).front().front().text(), QStringLiteral("asked"));
    QVERIFY(a.queue.confirm(report.ended.front().id));
    a.mustSync();
    QCOMPARE(query(*site.database, QStringLiteral("SELECT title || content FROM posts")).front().front().text(),
             QStringLiteral("Tide tablesasked, and more"));
    compareSides(site, {&a});
}

void TestNamed::aPostPublishedAndDeletedSinceItWasAskedFor()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    a.mustSync();
    b.mustSync();
    b.setContent(id, QStringLiteral("words from b"));
    QVERIFY(b.queue.ask(Kind::Publish, id));
    QCOMPARE(a.publish(id), State::Landed);
    QCOMPARE(a.carryOut(Kind::Delete, id), State::Landed);
    // No such post is public, as when it was asked for; and yet somebody has decided on it since.
    const auto report = b.mustSync();
    QCOMPARE(report.ended.size(), 1u);
    QCOMPARE(report.ended.front().state, State::NeedsConfirmation);
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM posts")), 0);
    QCOMPARE(b.content(id), QStringLiteral("words from b"));
    QVERIFY(b.queue.confirm(report.ended.front().id));
    QCOMPARE(b.mustSync().ended.front().state, State::Landed);
    a.mustSync();
    compareSides(site, {&a, &b});
}

void TestNamed::linksFollowAPostThatMoved()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 other = a.write(QStringLiteral("Other"), QStringLiteral("See [tides](/blog/tides) and [more](/blog/tides-two)."));
    QCOMPARE(a.publish(id), State::Landed);
    QCOMPARE(a.publish(other), State::Landed);
    a.moveTo(id, QStringLiteral("ebb"));
    QVERIFY(a.queue.ask(Kind::Publish, id));
    QCOMPARE(a.mustSync().notices.size(), 1);
    QCOMPARE(a.content(other), QStringLiteral("See [tides](/blog/ebb) and [more](/blog/tides-two)."));
    QCOMPARE(a.desk.post(other)->status, PostStatus::Edited); // for the author to publish
    a.mustSync();
    compareSides(site, {&a});
}

void TestNamed::movedAgainBeforeTheFirstMoveIsKnown()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 linking = a.write(QStringLiteral("Linking"), QStringLiteral("See [tides](/blog/tides)."));
    QCOMPARE(a.publish(id), State::Landed);
    QCOMPARE(a.publish(linking), State::Landed);
    a.moveTo(id, QStringLiteral("ebb"));
    QVERIFY(a.queue.ask(Kind::Publish, id));
    a.remote.beforeRequest = [&](int) { // the reply of the publish is lost
        if (number(*a.file, QStringLiteral("SELECT count(*) FROM galley_ops WHERE state = 'sent'")) == 0)
            return;
        a.remote.loseReplyOf = 1;
        a.remote.beforeRequest = {};
    };
    QVERIFY(!a.sync());
    QCOMPARE(query(*site.database, QStringLiteral("SELECT slug FROM posts WHERE title = 'Tides'")).front().front().text(), QStringLiteral("ebb"));
    a.moveTo(id, QStringLiteral("flood"));
    QVERIFY(a.queue.ask(Kind::Publish, id));
    // Meanwhile another post takes the address that the first move left.
    b.mustSync();
    const qint64 other = b.write(QStringLiteral("Other"));
    b.moveTo(other, QStringLiteral("tides"));
    QCOMPARE(b.publish(other), State::Landed);
    a.mustSync();
    QCOMPARE(query(*site.database, QStringLiteral("SELECT slug FROM posts WHERE title = 'Tides'")).front().front().text(), QStringLiteral("flood"));
    const Rows redirects = query(*site.database, QStringLiteral("SELECT old_slug, post_id FROM galley_redirects"));
    QCOMPARE(redirects.size(), 1u);
    QCOMPARE(redirects.front().front().text(), QStringLiteral("ebb"));
    QCOMPARE(redirects.front().back().integer(), id);
    QCOMPARE(a.content(linking), QStringLiteral("See [tides](/blog/flood)."));
    a.mustSync();
    b.mustSync();
    compareSides(site, {&a, &b});
}

void TestNamed::manyImagesMoveBeforeTheirPost()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Album"));
    QString text;
    for (int i = 0; i < 5; ++i)
        text += QStringLiteral("![a](/images/%1)\n").arg(a.addImage(id, QByteArray(4'000'000, char('a' + i))));
    a.setContent(id, text);
    QVERIFY(a.queue.ask(Kind::Publish, id));
    int unpublished = 0;
    a.remote.beforeRequest = [&](int) {
        // Readers see all of it or nothing.
        const qint64 images = number(*site.database, QStringLiteral("SELECT count(*) FROM images"));
        QVERIFY(number(*site.database, QStringLiteral("SELECT count(*) FROM posts WHERE published = 1")) == 0 || images == 5);
        unpublished += images > 0 && images < 5;
    };
    const auto report = a.mustSync();
    QCOMPARE(report.ended.front().state, State::Landed);
    QVERIFY(unpublished > 0); // they came in several
    QCOMPARE(a.desk.post(id)->status, PostStatus::Published);
    b.mustSync();
    compareSides(site, {&a, &b});
}

QTEST_GUILESS_MAIN(TestNamed)
#include "test_named.moc"
