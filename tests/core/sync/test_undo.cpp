// What an undo of a publish gives back, whoever has written since.

#include "tests/core/sync/syncworld.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

using Kind = PublishUnit::Kind;
using State = AskedUnit::State;

class TestUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoBringsBackWhatWasReplaced();
    void undoOfAFirstPublish();
    void undoBringsBackFormerAddresses();
    void undoGivesBackTheAddressOfAnotherPost();
    void undoOfADeletionKeepsTheSchedule();
    void undoOfADeletionThatAnotherDid();
    void undoOfWhatAnotherPublishedTheSame();
};

void TestUndo::undoBringsBackWhatWasReplaced()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("First."));
    QCOMPARE(a.publish(id), State::Landed);
    const QString before = query(*site.database, QStringLiteral("SELECT group_concat(content || slug || published_at) FROM posts")).front().front().text();
    const qint64 image = a.addImage(id, "PNG bytes");
    a.edit(id, [&](PostFields &fields) {
        fields.content = QStringLiteral("Second. ![low](/images/%1)").arg(image);
        fields.slug = QStringLiteral("elsewhere");
    });
    QCOMPARE(a.publish(id), State::Landed);
    const auto landed = a.queue.lastLanded(id);
    QVERIFY(landed && *landed);
    QVERIFY(a.queue.askUndo((*landed)->id));
    a.mustSync();
    QCOMPARE(query(*site.database, QStringLiteral("SELECT group_concat(content || slug || published_at) FROM posts")).front().front().text(), before);
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM images")), 0);
    QCOMPARE(a.desk.post(id)->status, PostStatus::Edited);
    QCOMPARE(a.desk.post(id)->fields.slug, QStringLiteral("elsewhere"));
    b.mustSync();
    a.mustSync();
    compareSides(site, {&a, &b});
}

void TestUndo::undoOfAFirstPublish()
{
    Site site;
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("First."));
    QCOMPARE(a.publish(id), State::Landed);
    QVERIFY(a.queue.askUndo((*a.queue.lastLanded())->id));
    a.mustSync();
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM posts")), 0);
    QCOMPARE(a.desk.post(id)->status, PostStatus::Draft);
    compareSides(site, {&a});
}

void TestUndo::undoBringsBackFormerAddresses()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    QCOMPARE(a.publish(id), State::Landed);
    for (const char *slug : {"ebb", "flood"}) {
        a.moveTo(id, QLatin1String(slug));
        QCOMPARE(a.publish(id), State::Landed);
    }
    const auto addresses = [&] {
        return query(*site.database, QStringLiteral("SELECT group_concat(old_slug) FROM (SELECT old_slug FROM galley_redirects ORDER BY old_slug)"))
            .front().front().displayText();
    };
    QCOMPARE(addresses(), QStringLiteral("ebb,tides"));
    b.mustSync();
    QCOMPARE(b.carryOut(Kind::Delete, id), State::Landed);
    QCOMPARE(addresses(), QString());
    QVERIFY(b.queue.askUndo((*b.queue.lastLanded(id))->id));
    b.mustSync();
    QCOMPARE(addresses(), QStringLiteral("ebb,tides"));
    // Back at an address that led to it, and that undone.
    b.moveTo(id, QStringLiteral("tides"));
    QCOMPARE(b.publish(id), State::Landed);
    QCOMPARE(addresses(), QStringLiteral("ebb,flood"));
    QVERIFY(b.queue.askUndo((*b.queue.lastLanded(id))->id));
    b.mustSync();
    QCOMPARE(addresses(), QStringLiteral("ebb,tides"));
    a.mustSync();
    compareSides(site, {&a, &b});
}

void TestUndo::undoGivesBackTheAddressOfAnotherPost()
{
    Site site;
    Device a(site), b(site);
    const qint64 first = a.publishedAndMoved(QStringLiteral("First"), QStringLiteral("moved"));
    const qint64 second = a.write(QStringLiteral("Second"));
    b.mustSync();
    a.moveTo(second, QStringLiteral("first"));
    QCOMPARE(a.publish(second), State::Landed);
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM galley_redirects")), 0);
    b.mustSync();
    QVERIFY(a.queue.askUndo((*a.queue.lastLanded(second))->id)); // a first publish: the post returns to the desk
    a.mustSync();
    QCOMPARE(query(*site.database, QStringLiteral("SELECT post_id FROM galley_redirects WHERE old_slug = 'first'")).front().front().integer(), first);
    b.mustSync();
    compareSides(site, {&a, &b});
}

void TestUndo::undoOfADeletionKeepsTheSchedule()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("One.\n\nTwo."));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    // Written on after it was asked for, so a draft outlives the deletion; it gets a schedule.
    QVERIFY(a.queue.ask(Kind::Delete, id));
    a.setContent(id, QStringLiteral("One.\n\nTwo from a."));
    a.mustSync();
    const auto view = a.desk.post(id);
    QVERIFY(a.desk.save({id, view->fields, QStringLiteral("2999-01-01T00:00:00Z"), view->draftVersion}));
    QVERIFY(a.queue.askUndo((*a.queue.lastLanded(id))->id));
    // Meanwhile another computer writes on, so that the draft is not as it was when the undo was asked for.
    b.setContent(id, QStringLiteral("One from b.\n\nTwo."));
    b.mustSync();
    a.mustSync();
    b.mustSync();
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM posts")), 1);
    for (Device *device : {&a, &b}) {
        QCOMPARE(device->content(id), QStringLiteral("One from b.\n\nTwo from a."));
        QCOMPARE(device->desk.post(id)->draft->publishAt, QStringLiteral("2999-01-01T00:00:00Z"));
    }
    compareSides(site, {&a, &b});
}

void TestUndo::undoOfADeletionThatAnotherDid()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Low water comes at sx."));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    const auto asked = a.queue.ask(Kind::Unpublish, id);
    QVERIFY(asked);
    // It does not land, for the site mends the text at this moment; nor does a hear of that.
    const auto content = [&] { return query(*site.database, QStringLiteral("SELECT content FROM posts")).front().front().text(); };
    a.remote.beforeRequest = [&](int) {
        if (number(*a.file, QStringLiteral("SELECT count(*) FROM galley_ops WHERE state = 'sent'")) == 0)
            return;
        site.run(QStringLiteral("UPDATE posts SET content = replace(content, 'sx', 'six')"));
        a.remote.loseReplyOf = 1;
        a.remote.beforeRequest = {};
    };
    QVERIFY(!a.sync());
    QCOMPARE(content(), QStringLiteral("Low water comes at six."));
    b.mustSync();
    QCOMPARE(b.carryOut(Kind::Delete, id), State::Landed);
    a.mustSync();
    QCOMPARE(a.queue.unit(asked->id)->state, State::Landed); // readers don't have it any more
    // What a's attempt would have replaced is not what readers had last.
    const auto last = a.queue.lastLanded(id);
    QVERIFY(last && *last);
    QVERIFY((*last)->id != asked->id);
    QCOMPARE(a.queue.askUndo(asked->id).error().code, ErrorCode::NotFound);
    QVERIFY(b.queue.askUndo((*b.queue.lastLanded(id))->id));
    b.mustSync();
    a.mustSync();
    QCOMPARE(content(), QStringLiteral("Low water comes at six."));
    compareSides(site, {&a, &b});
}

void TestUndo::undoOfWhatAnotherPublishedTheSame()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"), QStringLiteral("Low water."));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    a.moveTo(id, QStringLiteral("ebb"));
    const auto asked = a.queue.ask(Kind::Publish, id);
    // It does not land, for the site takes that address at this moment.
    a.remote.beforeRequest = [&](int) {
        if (number(*a.file, QStringLiteral("SELECT count(*) FROM galley_ops WHERE state = 'sent'")) == 0)
            return;
        site.run(QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) "
                                "VALUES (7, 'T', 'ebb', 'words', 1, 'i', 'u')"));
        a.remote.beforeRequest = {};
    };
    QCOMPARE(a.mustSync().ended.front().state, State::Refused);
    site.run(QStringLiteral("DELETE FROM posts WHERE id = 7"));
    b.mustSync();
    QCOMPARE(b.publish(id), State::Landed); // the draft of both
    a.mustSync();
    QVERIFY(a.queue.confirm(asked->id));
    QCOMPARE(a.queue.unit(asked->id)->state, State::Landed); // readers see it so by now
    // What a's attempt would have replaced is not what readers had last.
    QCOMPARE(a.queue.askUndo(asked->id).error().code, ErrorCode::NotFound);
    QVERIFY(b.queue.askUndo((*b.queue.lastLanded(id))->id));
    b.mustSync();
    a.mustSync();
    QCOMPARE(query(*site.database, QStringLiteral("SELECT slug FROM posts")).front().front().text(), QStringLiteral("tides"));
    compareSides(site, {&a, &b});
}

QTEST_GUILESS_MAIN(TestUndo)
#include "test_undo.moc"
