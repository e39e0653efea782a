#include "tests/core/sync/publishworld.h"

#include <QJsonDocument>
#include <QTest>

using namespace galley;
using namespace galley::test;

class TestPublish : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesInOneFile();
    void publishesToARemoteWithItsImages();
    void nothingIsPublicBefore();
    void twiceChangesNothing();
    void refusesAnAbsentImage();
    void refusesAFutureDate();
    void asksForDescriptions_data();
    void asksForDescriptions();
    void changedElsewhereIsAConflict();
    void takenAddressIsNamed();
    void changedAddressLeavesARedirect();
    void lostReplyIsSettled();
    void unitThatNeverArrivedLandsOnce();
    void delayedTwinCanNotLand();
    void wordsWrittenMeanwhileStayADraft();
    void keepsTheSitesOwnColumns();
    void keepsItsDateWhenPublishedAgain();
    void newerSchemaIsRefused();
    void unpublishBringsTextAndImagesBack();
    void deletedPostHandsOnSharedImages();
    void handsOnNoImageWhoseIdOnlyBeginsAlike();
    void withdrawsImagesThatLackValues();
    void keepsASeriesIdThatIsText();
    void bytesThatAreNoTextAreNotWipedOut();
    void columnThatOnlyTheSiteCanFillIsNamed();
    void takenPlaceInASeriesIsNamed();
    void manyImagesInOnePost();
    void seriesBecomesPublicWithItsFirstPost();
    void unitSurvivesJson();
};

void TestPublish::publishesInOneFile()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    Publisher publisher(*db, clock);
    PostFields fields;
    fields.title = QStringLiteral("Alone");
    fields.content = QStringLiteral("one\ntwo\nthree\nfour");
    const qint64 id = desk.create(fields)->id;
    QVERIFY(publisher.publish(id));
    const auto view = desk.post(id);
    QCOMPARE(view->status, PostStatus::Published);
    QCOMPARE(view->fields.excerpt, QStringLiteral("one\ntwo\nthree"));
    QVERIFY(!view->fields.publishedAt.isEmpty());
    QVERIFY(!publisher.publish(id)->changedAnything);
}

void TestPublish::publishesToARemoteWithItsImages()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Tides"));
    const qint64 image = blog.addImage(id, "PNG bytes");
    blog.addImage(id, "not named in the text");
    blog.setContent(id, QStringLiteral("![low water](/images/%1)").arg(image));
    const auto outcome = blog.publisher.publish(id);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(outcome->imagesSent, 2); // the other one to the desk there
    for (Database *db : {static_cast<Database *>(blog.site.get()), static_cast<Database *>(blog.file.get())}) {
        QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM posts WHERE published = 1")), 1);
        QCOMPARE(query(*db, QStringLiteral("SELECT id, post_id, image_data FROM images")).front(),
                 (Row{image, id, QByteArray("PNG bytes")}));
        QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM galley_drafts")), 0);
    }
    QCOMPARE(blog.atSite("SELECT count(*) FROM galley_draft_images"), 1);
    QCOMPARE(blog.atHome("SELECT count(*) FROM galley_draft_images"), 1);
    QCOMPARE(blog.atHome("SELECT count(*) FROM galley_ops WHERE state = 'landed'"), 1);
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Published);
}

void TestPublish::nothingIsPublicBefore()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Secret"));
    blog.addImage(id, "bytes");
    QVERIFY(blog.sync());
    QVERIFY(Publisher(*blog.file, blog.clock).review(id));
    QCOMPARE(blog.atSite("SELECT (SELECT count(*) FROM posts) + (SELECT count(*) FROM images)"), 0);
    QCOMPARE(blog.atSite("SELECT (SELECT count(*) FROM galley_drafts) + (SELECT count(*) FROM galley_draft_images)"), 2);
}

void TestPublish::twiceChangesNothing()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Once"));
    QCOMPARE(*Publisher(*blog.file, blog.clock).publishable(), QList<qint64>{id});
    QVERIFY(blog.publisher.publish(id)->changedAnything);
    const qint64 seq = blog.atSite("SELECT max(seq) FROM galley_changes");
    QVERIFY(Publisher(*blog.file, blog.clock).publishable()->isEmpty());
    QVERIFY(!blog.publisher.publish(id)->changedAnything);
    QCOMPARE(blog.atSite("SELECT max(seq) FROM galley_changes"), seq);
}

void TestPublish::refusesAnAbsentImage()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("x"), QStringLiteral("![a](/images/12345)"));
    QCOMPARE(blog.publisher.publish(id).error().code, ErrorCode::InvalidInput);
    QCOMPARE(blog.atSite("SELECT count(*) FROM posts"), 0);
    QCOMPARE(blog.atSite("SELECT count(*) FROM galley_pushes"), 0);
}

void TestPublish::asksForDescriptions_data()
{
    QTest::addColumn<QString>("alt");
    QTest::addColumn<bool>("lacks");
    QTest::newRow("none") << "" << true;
    QTest::newRow("the file") << "low water.v2.png" << true;
    QTest::newRow("its name") << "low water.v2" << true;
    QTest::newRow("words") << "low water at six" << false;
}

void TestPublish::asksForDescriptions()
{
    QFETCH(QString, alt);
    QFETCH(bool, lacks);
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    PostFields fields;
    fields.title = QStringLiteral("Shown");
    PostView post = *desk.create(fields);
    Image image;
    image.info.filename = QStringLiteral("low water.v2.png");
    image.info.contentType = QStringLiteral("image/png");
    image.data = "bytes";
    const auto id = desk.addImage(post.id, image);
    QVERIFY(id);
    post.fields.content = QStringLiteral("![%1](%2)").arg(alt, imagePath(id->id));
    QVERIFY(desk.save({post.id, post.fields, {}, post.draftVersion}));
    const auto review = Publisher(*db, clock).review(post.id);
    QVERIFY(review);
    QCOMPARE(review->lacksDescription, lacks);
    QCOMPARE(review->warnings, lacks ? QStringList{QStringLiteral("An image has no description.")} : QStringList());
    post = *desk.post(post.id);
    post.fields.content += QStringLiteral("\n\n[Gone](/blog/gone)\n");
    QVERIFY(desk.save({post.id, post.fields, {}, post.draftVersion}));
    const auto more = Publisher(*db, clock).review(post.id);
    QVERIFY(more);
    QCOMPARE(more->warnings.size(), lacks ? 2 : 1);
    QCOMPARE(more->warnings.last().contains(QStringLiteral("description")), lacks); // where the review offers to add one
}

void TestPublish::refusesAFutureDate()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Soon"));
    blog.edit(id, [](PostFields &fields) { fields.publishedAt = QStringLiteral("2099-01-01T00:00:00Z"); });
    QCOMPARE(blog.publisher.publish(id).error().code, ErrorCode::InvalidInput);
    QCOMPARE(blog.atSite("SELECT count(*) FROM posts"), 0);
    blog.edit(id, [](PostFields &fields) { fields.publishedAt = QStringLiteral("next week"); });
    QCOMPARE(blog.publisher.publish(id).error().code, ErrorCode::InvalidInput);
}

void TestPublish::changedElsewhereIsAConflict()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Mine"));
    QVERIFY(blog.publisher.publish(id));
    query(*blog.site, QStringLiteral("UPDATE posts SET content = 'a fix by the site'"));
    blog.setContent(id, QStringLiteral("my next words"));
    const auto refused = blog.publisher.publish(id);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(blog.textAtSite("SELECT content FROM posts"), QStringLiteral("a fix by the site"));
    QCOMPARE(blog.desk.post(id)->fields.content, QStringLiteral("my next words"));
    QCOMPARE(blog.conflicts.open(id)->front().theirs, QStringLiteral("a fix by the site"));
    QCOMPARE(blog.atHome("SELECT count(*) FROM galley_ops WHERE state = 'sent'"), 0);
}

void TestPublish::takenAddressIsNamed()
{
    Blog blog;
    query(*blog.site, QStringLiteral("INSERT INTO posts (id, slug, inserted_at, updated_at) VALUES (9, 'same', 'x', 'x')"));
    const auto refused = blog.publisher.publish(blog.write(QStringLiteral("Same")));
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(refused.error().message.contains(QStringLiteral("“same”")));
    QCOMPARE(blog.atSite("SELECT count(*) FROM posts"), 1);
}

void TestPublish::changedAddressLeavesARedirect()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Old"));
    QVERIFY(blog.publisher.publish(id));
    blog.edit(id, [](PostFields &fields) { fields.slug = QStringLiteral("new"); });
    QVERIFY(Publisher(*blog.file, blog.clock).review(id)->addressChanges);
    QVERIFY(blog.publisher.publish(id));
    QCOMPARE(query(*blog.site, QStringLiteral("SELECT old_slug, post_id FROM galley_redirects")).front(),
             (Row{QStringLiteral("old"), id}));
    // Back again: the redirect yields to the live address.
    blog.edit(id, [](PostFields &fields) { fields.slug = QStringLiteral("old"); });
    QVERIFY(blog.publisher.publish(id));
    QCOMPARE(blog.textAtSite("SELECT group_concat(old_slug) FROM galley_redirects"), QStringLiteral("new"));
}

void TestPublish::lostReplyIsSettled()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Lost"));
    blog.remote.next = FlakyDatabase::Next::LoseReply;
    QCOMPARE(blog.publisher.publish(id).error().code, ErrorCode::Network);
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Draft);
    QVERIFY(!blog.sync());
    blog.remote.next = FlakyDatabase::Next::Work;
    QVERIFY(blog.sync());
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Published);
    QCOMPARE(blog.atSite("SELECT count(*) FROM galley_pushes WHERE op_id NOT LIKE 'mark-%'"), 1);
    QVERIFY(!blog.publisher.publish(id)->changedAnything);
}

void TestPublish::unitThatNeverArrivedLandsOnce()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Late"));
    blog.remote.next = FlakyDatabase::Next::NeverArrive;
    QVERIFY(!blog.publisher.publish(id));
    QCOMPARE(blog.atSite("SELECT count(*) FROM posts"), 0);
    blog.remote.next = FlakyDatabase::Next::Work;
    QVERIFY(blog.sync());
    QVERIFY(blog.sync());
    QCOMPARE(blog.atSite("SELECT count(*) FROM posts"), 1);
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Published);
}

void TestPublish::delayedTwinCanNotLand()
{
    Blog blog;
    PublishUnit unit;
    unit.opId = QStringLiteral("op");
    unit.postId = 7;
    unit.fields.title = QStringLiteral("Twin");
    unit.fields.slug = QStringLiteral("twin");
    unit.guard = {{QStringLiteral("posts"), 7, QStringLiteral("a version that is not there")}};
    QVERIFY(!send(*blog.site, unit)->landed);
    unit.guard = {{QStringLiteral("posts"), 7, QStringLiteral("")}};
    QVERIFY(!send(*blog.site, unit)->landed);
    QCOMPARE(blog.atSite("SELECT count(*) FROM posts"), 0);
    unit.opId = QStringLiteral("another");
    QVERIFY(send(*blog.site, unit)->landed);
    QVERIFY(send(*blog.site, unit)->landed); // delivered twice
    QCOMPARE(blog.atSite("SELECT count(*) FROM galley_pushes WHERE guard = 1"), 1);
}

void TestPublish::wordsWrittenMeanwhileStayADraft()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Busy"), QStringLiteral("frozen"));
    blog.remote.next = FlakyDatabase::Next::LoseReply;
    QVERIFY(!blog.publisher.publish(id));
    blog.setContent(id, QStringLiteral("frozen, and more"));
    blog.remote.next = FlakyDatabase::Next::Work;
    QVERIFY(blog.sync());
    const auto view = blog.desk.post(id);
    QCOMPARE(view->status, PostStatus::Edited);
    QCOMPARE(view->fields.content, QStringLiteral("frozen, and more"));
    QCOMPARE(view->publicPost->fields.content, QStringLiteral("frozen"));
    QCOMPARE(view->draft->fork->content, QStringLiteral("frozen"));
    QVERIFY(blog.publisher.publish(id));
    QCOMPARE(blog.textAtSite("SELECT content FROM posts"), QStringLiteral("frozen, and more"));
}

void TestPublish::keepsTheSitesOwnColumns()
{
    auto site = std::move(SqliteDatabase::inMemory().value());
    query(*site, QStringLiteral("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, slug TEXT UNIQUE, content TEXT, "
                                "excerpt TEXT, tags TEXT, published INTEGER, published_at TEXT, inserted_at TEXT NOT NULL, "
                                "updated_at TEXT NOT NULL, views INTEGER NOT NULL)"));
    query(*site, QStringLiteral("INSERT INTO posts VALUES (3, 'T', 't', 'old', NULL, 'a', 'true', '2020-01-01 00:00:00', 'i', 'u', 77)"));
    QVERIFY(Migrator::forSharedDatabase(*site).migrate());
    const FixedClock clock;
    Desk desk(*site, clock);
    auto view = desk.postBySlug(QStringLiteral("t"));
    view->fields.content = QStringLiteral("new");
    QVERIFY(desk.save({3, view->fields, {}, view->draftVersion}));
    const auto done = Publisher(*site, clock).publish(3);
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QCOMPARE(query(*site, QStringLiteral("SELECT content, views, published_at, inserted_at FROM posts")).front(),
             (Row{QStringLiteral("new"), 77, QStringLiteral("2020-01-01 00:00:00"), QStringLiteral("i")}));
}

void TestPublish::keepsItsDateWhenPublishedAgain()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Dated"));
    blog.remote.next = FlakyDatabase::Next::LoseReply;
    QVERIFY(!blog.publisher.publish(id));
    blog.setContent(id, QStringLiteral("written before the date was known here"));
    blog.remote.next = FlakyDatabase::Next::Work;
    QVERIFY(blog.sync());
    QVERIFY(!blog.textAtSite("SELECT published_at FROM posts").isEmpty());
    query(*blog.site, QStringLiteral("UPDATE posts SET published_at = '2020-01-01 00:00:00'")); // a date that is not now
    blog.mustSync();
    const auto done = blog.publisher.publish(id);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(blog.textAtSite("SELECT published_at FROM posts"), QStringLiteral("2020-01-01 00:00:00"));
}

void TestPublish::newerSchemaIsRefused()
{
    Blog blog;
    query(*blog.site, QStringLiteral("INSERT INTO galley_migrations VALUES ('shared', 99, 'x', 'x', 'x')"));
    QCOMPARE(blog.publisher.publish(blog.write(QStringLiteral("x"))).error().code, ErrorCode::SchemaTooNew);
    QCOMPARE(blog.atSite("SELECT count(*) FROM posts"), 0);
}

void TestPublish::unpublishBringsTextAndImagesBack()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Back"));
    const qint64 image = blog.addImage(id, "bytes");
    blog.setContent(id, QStringLiteral("![a](/images/%1)").arg(image));
    QVERIFY(blog.publisher.publish(id));
    const auto back = blog.publisher.unpublish(id);
    QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
    for (Database *db : {static_cast<Database *>(blog.site.get()), static_cast<Database *>(blog.file.get())}) {
        QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM posts")), 0);
        QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM images")), 0);
        QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM galley_draft_images")), 1);
        QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM galley_drafts")), 1);
    }
    QCOMPARE(blog.desk.post(id)->status, PostStatus::Draft);
    QVERIFY(blog.publisher.publish(id));
    QCOMPARE(blog.atSite("SELECT count(*) FROM images"), 1);
}

void TestPublish::deletedPostHandsOnSharedImages()
{
    Blog blog;
    const qint64 first = blog.write(QStringLiteral("First"));
    const qint64 shared = blog.addImage(first, "shared");
    const qint64 own = blog.addImage(first, "own");
    blog.setContent(first, QStringLiteral("![](/images/%1) ![](/images/%2)").arg(shared).arg(own));
    QVERIFY(blog.publisher.publish(first));
    const qint64 second = blog.write(QStringLiteral("Second"), QStringLiteral("![](/images/%1)").arg(shared));
    QVERIFY(blog.publisher.publish(second));
    QVERIFY(blog.publisher.remove(first));
    QCOMPARE(query(*blog.site, QStringLiteral("SELECT id, post_id FROM images")).rows, (std::vector<Row>{{shared, second}}));
    QCOMPARE(blog.atSite("SELECT id FROM galley_draft_images"), own);
    QCOMPARE(blog.desk.post(first).error().code, ErrorCode::NotFound);
}

void TestPublish::handsOnNoImageWhoseIdOnlyBeginsAlike()
{
    auto site = blogInMemory(Schema::Shared);
    for (const char *sql : {"INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) VALUES "
                            "(1, 'A', 'a', '![](/images/5) ![](/images/55)', 1, 'i', 'u'), "
                            "(2, 'B', 'b', '![](/images/55)', 1, 'i', 'u')",
                            "INSERT INTO images (id, post_id, filename, content_type, image_data, inserted_at, updated_at) "
                            "VALUES (5, 1, 'f', 't', x'05', 'i', 'u'), (55, 1, 'f', 't', x'55', 'i', 'u')"})
        query(*site, QLatin1String(sql));
    const FixedClock clock;
    QVERIFY(Publisher(*site, clock).unpublish(1));
    QCOMPARE(query(*site, QStringLiteral("SELECT id, post_id FROM images")).rows, (std::vector<Row>{{55, 2}}));
    QCOMPARE(query(*site, QStringLiteral("SELECT id, post_id FROM galley_draft_images")).rows, (std::vector<Row>{{5, 1}}));
}

void TestPublish::withdrawsImagesThatLackValues()
{
    auto site = std::move(SqliteDatabase::inMemory().value());
    query(*site, QStringLiteral("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, slug TEXT, content TEXT, published INTEGER)"));
    query(*site, QStringLiteral("CREATE TABLE images (id INTEGER PRIMARY KEY, post_id INTEGER, filename TEXT, image_data BLOB)"));
    query(*site, QStringLiteral("INSERT INTO posts VALUES (1, 'A', 'a', '![](/images/5)', 1)"));
    query(*site, QStringLiteral("INSERT INTO images VALUES (5, 1, NULL, x'05')"));
    QVERIFY(Migrator::forSharedDatabase(*site).migrate());
    const FixedClock clock;
    const auto done = Publisher(*site, clock).unpublish(1);
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QCOMPARE(query(*site, QStringLiteral("SELECT id, image_data FROM galley_draft_images")).rows,
             (std::vector<Row>{{5, QByteArray("\x05")}}));
}

void TestPublish::keepsASeriesIdThatIsText()
{
    auto site = std::move(SqliteDatabase::inMemory().value());
    query(*site, QStringLiteral("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, slug TEXT, content TEXT, published INTEGER, "
                                "series_id TEXT, series_position TEXT)"));
    query(*site, QStringLiteral("INSERT INTO posts VALUES (1, 'A', 'a', 'old', 1, 'keepers', 'one'), (2, 'B', 'b', 'old', 1, '7', '3')"));
    QVERIFY(Migrator::forSharedDatabase(*site).migrate());
    const FixedClock clock;
    Desk desk(*site, clock);
    QCOMPARE(desk.post(2)->fields.seriesId, std::optional<qint64>(7));
    for (const qint64 id : {1, 2}) {
        auto view = desk.post(id);
        view->fields.content = QStringLiteral("new");
        QVERIFY(desk.save({id, view->fields, {}, view->draftVersion}));
        QVERIFY(Publisher(*site, clock).publish(id));
    }
    QCOMPARE(query(*site, QStringLiteral("SELECT content, series_id, series_position FROM posts ORDER BY id")).rows,
             (std::vector<Row>{{QStringLiteral("new"), QStringLiteral("keepers"), QStringLiteral("one")},
                               {QStringLiteral("new"), QStringLiteral("7"), QStringLiteral("3")}}));
}

void TestPublish::bytesThatAreNoTextAreNotWipedOut()
{
    auto site = blogInMemory(Schema::Shared);
    query(*site, QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) "
                                "VALUES (1, 'A', 'a', x'ff41', 1, 'i', 'u'), (2, 'B', 'b', CAST(x'ff42' AS TEXT), 1, 'i', 'u')"));
    const FixedClock clock;
    Desk desk(*site, clock);
    for (const qint64 id : {1, 2}) {
        auto view = desk.post(id);
        view->fields.subtitle = QStringLiteral("new");
        QVERIFY(desk.save({id, view->fields, {}, view->draftVersion}));
        QCOMPARE(Publisher(*site, clock).publish(id).error().code, ErrorCode::InvalidInput);
        QCOMPARE(Publisher(*site, clock).unpublish(id).error().code, ErrorCode::InvalidInput);
    }
    QCOMPARE(number(*site, QStringLiteral("SELECT count(*) FROM posts WHERE hex(content) IN ('FF41', 'FF42')")), 2);
}

void TestPublish::columnThatOnlyTheSiteCanFillIsNamed()
{
    auto site = std::move(SqliteDatabase::inMemory().value());
    query(*site, QStringLiteral("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, slug TEXT, content TEXT, excerpt TEXT, "
                                     "tags TEXT, published INTEGER, published_at TEXT, inserted_at TEXT, updated_at TEXT, subtitle TEXT, "
                                     "series_id INTEGER, series_position INTEGER, preview TEXT, views INTEGER NOT NULL)"));
    QVERIFY(Migrator::forSharedDatabase(*site).migrate());
    const FixedClock clock;
    PostFields fields;
    fields.title = QStringLiteral("New");
    const auto refused = Publisher(*site, clock).publish(Desk(*site, clock).create(fields)->id);
    QCOMPARE(refused.error().code, ErrorCode::Constraint);
    QVERIFY2(refused.error().message.contains(QStringLiteral("“views”")), qPrintable(refused.error().message));
}

void TestPublish::takenPlaceInASeriesIsNamed()
{
    Blog blog;
    const qint64 series = blog.desk.seriesTitled(QStringLiteral("Keepers"))->id;
    Result<PublishOutcome> done = fail(ErrorCode::NotFound, {});
    for (const char *title : {"Part one", "Also part one"}) {
        const qint64 id = blog.write(QLatin1String(title));
        blog.edit(id, [&](PostFields &fields) {
            fields.seriesId = series;
            fields.seriesPosition = 1;
        });
        done = blog.publisher.publish(id);
    }
    QCOMPARE(done.error().code, ErrorCode::Conflict);
    QVERIFY2(done.error().message.contains(QStringLiteral("“Part one”")), qPrintable(done.error().message));
}

void TestPublish::manyImagesInOnePost()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Album"));
    QString text;
    for (int i = 0; i < 1200; ++i)
        text += QStringLiteral("![a](/images/%1)\n").arg(blog.addImage(id, QByteArray::number(i)));
    blog.setContent(id, text);
    const auto done = blog.publisher.publish(id);
    QVERIFY2(done, done ? "" : qPrintable(done.error().message + done.error().detail));
    QCOMPARE(blog.atSite("SELECT count(*) FROM images"), 1200);
}

void TestPublish::seriesBecomesPublicWithItsFirstPost()
{
    Blog blog;
    const qint64 id = blog.write(QStringLiteral("Part one"));
    const qint64 series = blog.desk.seriesTitled(QStringLiteral("Keepers"))->id;
    blog.edit(id, [&](PostFields &fields) {
        fields.seriesId = series;
        fields.seriesPosition = 1;
    });
    QVERIFY(blog.publisher.publish(id));
    QCOMPARE(blog.textAtSite("SELECT title FROM series"), QStringLiteral("Keepers"));
    QCOMPARE(blog.atSite("SELECT series_position FROM posts"), 1);
    QCOMPARE(blog.atSite("SELECT count(*) FROM galley_draft_series"), 0);
}

void TestPublish::unitSurvivesJson()
{
    PublishUnit unit;
    unit.kind = PublishUnit::Kind::Delete;
    unit.opId = QStringLiteral("op");
    unit.postId = (qint64(1) << 53) - 1;
    unit.fields.title = QStringLiteral("T");
    unit.images = {1, (qint64(1) << 60) + 1};
    unit.guard = {{QStringLiteral("posts"), 7, QStringLiteral("v")}};
    unit.draftVersion = QStringLiteral("d");
    const auto back = PublishUnit::fromJson(QJsonDocument::fromJson(QJsonDocument(unit.toJson()).toJson()).object());
    QVERIFY(back);
    QCOMPARE(back->toJson(), unit.toJson());
    QCOMPARE(back->guard, unit.guard);
    QCOMPARE(back->images, unit.images);
    QVERIFY(back->formerSlug.isNull());
    QVERIFY(!PublishUnit::fromJson({}));
}

QTEST_GUILESS_MAIN(TestPublish)
#include "test_publish.moc"
