// Which images are in no use, and what removing them leaves.
#include "core/sync/unusedimages.h"

#include "core/store/trash.h"
#include "core/sync/publisher.h"
#include "tests/core/sync/syncworld.h"
#include "tests/support/fixedseed.h"

#include <QTest>

#include <rapidcheck.h>

using namespace galley;
using namespace galley::test;

using Kind = PublishUnit::Kind;
using State = AskedUnit::State;

namespace {

const QString LongAgo = QStringLiteral("2026-01-01T00:00:00Z");

void putImage(Database &database, qint64 id, qint64 postId, const char *table = "galley_draft_images", const QString &at = LongAgo)
{
    query(database, QStringLiteral("INSERT INTO %1 (id, post_id, filename, content_type, image_data, file_size, inserted_at, updated_at) "
                                   "VALUES (?, ?, ?, 'image/png', x'0102', ?, ?, ?)").arg(QLatin1String(table)),
          {id, postId, QStringLiteral("%1.png").arg(id), id, at, at});
}

/// A file with a text in each place that can name an image: all of them are ours to write.
struct File
{
    File()
    {
        query(*db, QStringLiteral("ALTER TABLE posts ADD COLUMN \"cover \"\"art\"\"\" TEXT"));
        query(*db, QStringLiteral("INSERT INTO galley_settings VALUES ('remote.url', ?)"), {Key});
        query(*db, QStringLiteral("INSERT INTO posts (id, title, content, published, inserted_at, updated_at) VALUES (1, 'Public', 'words', 1, 'i', 'u')"));
        query(*db, QStringLiteral("INSERT INTO galley_drafts (post_id, title, content, updated_at) VALUES (2, 'Draft', 'words', 'u')"));
    }

    /// With one argument, the text.
    static QStringList places()
    {
        // Each of a post of its own: of several deletions of one only the last can come back.
        const QString unit = QStringLiteral("INSERT INTO galley_units (id, remote, post_id, seen, payload, former, asked_at, state) VALUES ("
                                            "lower(hex(randomblob(8))), 'r', 9 + (SELECT count(*) FROM galley_units), ");
        return {
            QStringLiteral("UPDATE posts SET content = content || ?"),
            QStringLiteral("UPDATE posts SET excerpt = coalesce(excerpt, '') || ?"),
            QStringLiteral("UPDATE posts SET preview = coalesce(preview, '') || ?"),
            QStringLiteral("UPDATE posts SET \"cover \"\"art\"\"\" = coalesce(\"cover \"\"art\"\"\", '') || ?"),
            QStringLiteral("UPDATE galley_drafts SET content = content || ?"),
            QStringLiteral("UPDATE galley_drafts SET excerpt = coalesce(excerpt, '') || ?"),
            QStringLiteral("UPDATE galley_drafts SET fork = json_object('content', coalesce(json_extract(fork, '$.content'), '') || ?)"),
            QStringLiteral("INSERT INTO galley_conflicts (post_id, field, mine, found_at, state) VALUES (2, 'content', ?, 'f', 'open')"),
            QStringLiteral("INSERT INTO galley_conflicts (post_id, field, theirs, found_at, state) VALUES (2, 'excerpt', ?, 'f', 'open')"),
            QStringLiteral("INSERT INTO galley_trash_values VALUES ('t', 'galley_drafts', abs(random()), 'content', ?)"),
            unit + QStringLiteral("'', json_object('kind', 'publish', 'content', ?), NULL, 'a', 'waiting')"),
            unit + QStringLiteral("json_object('content', ?), '{}', NULL, 'a', 'needs_confirmation')"),
            unit + QStringLiteral("'', '{\"kind\":\"delete\"}', json_object('public', ?), '2026-11-01T00:00:00Z', 'landed')"),
            QStringLiteral("INSERT INTO galley_ops (op_id, remote, payload, state, created_at) VALUES (lower(hex(randomblob(8))), 'r', "
                           "json_object('content', ?), 'sent', 'c')"),
            QStringLiteral("INSERT INTO galley_base (remote, entity, entity_id, version, content) VALUES ('%1', 'views', abs(random()), 'v', ?)").arg(Key),
            QStringLiteral("UPDATE posts SET \"cover \"\"art\"\"\" = coalesce(\"cover \"\"art\"\"\", '') || replace(?, '/', '\\/')"), // as JSON may
            QStringLiteral("UPDATE posts SET excerpt = CAST(coalesce(excerpt, '') || ? AS BLOB)"),
            QStringLiteral("INSERT INTO galley_trash_values VALUES ('t', 'posts', abs(random()), 'content', CAST(? AS BLOB))"),
        };
    }
    void name(qsizetype place, const QString &text) { query(*db, places().at(place), {text}); }
    UnusedImages find(const QSet<qint64> &held = {})
    {
        auto found = findUnusedImages(*db, clock, held);
        if (!found)
            qFatal("%s (%s)", qPrintable(found.error().message), qPrintable(found.error().detail));
        return std::move(*found);
    }
    QList<qint64> unused(const QSet<qint64> &held = {})
    {
        QList<qint64> ids;
        for (const UnusedImage &image : find(held).images)
            ids += image.info.id;
        return ids;
    }

    std::unique_ptr<SqliteDatabase> db = blogInMemory();
    FixedClock clock;
    Publisher publisher{*db, clock};
};

const QStringList Forms{QStringLiteral("![a](/images/%1)"), QStringLiteral("<img src=\"/images/%1\">"), QStringLiteral("/images/%1"),
                        QStringLiteral("https://blog.example/images/%1/thumb"), QStringLiteral("[x]: /images/%1 \"A\"\n"), QStringLiteral("a/images/%1?w=2"),
                        QStringLiteral("line\n/images/%1\nline")};

qint64 total(Database &database)
{
    return number(database, QStringLiteral("SELECT (SELECT count(*) FROM images) + (SELECT count(*) FROM galley_draft_images)"));
}

} // namespace

class TestUnused : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useFixedSeed("max_success=100"); }
    void listsWhatNothingNames();
    void whatIsNamedAnywhereIsNeverListed();
    void eachPlaceKeepsItsImage_data();
    void eachPlaceKeepsItsImage();
    void whatTheCallerHoldsOrHasJustComeIsKept();
    void aDeletionOfLongAgoKeepsNothing();
    void readsManyTextsAFewAtATime();
    void whatWaitsToBeRemovedIsNotListedAgain();
    void removesOnBothSides();
    void aTextOfTheMomentRefusesAll();
    void whatASiteWritesKeepsItsImage_data();
    void whatASiteWritesKeepsItsImage();
    void aColumnOfTheSiteRefusesAll();
    void theTrashRefusesToo();
    void whatAnotherComputerDeletedComesBackWhole();
    void whatThisComputerDeletedAtTheSiteComesBackWhole();
    void whatAnEditorHoldsStaysAndGoesUpAgain();
    void theRestGoesFromEverySide();
};

void TestUnused::listsWhatNothingNames()
{
    File file;
    putImage(*file.db, 5, 1, "images");
    putImage(*file.db, 50, 2);
    putImage(*file.db, 7, 3);
    putImage(*file.db, 8, 2);
    file.name(0, QStringLiteral("![](/images/55) /images/ /images/x images 7"));
    file.name(4, QStringLiteral("![](/images/8)"));
    const UnusedImages found = file.find();
    QCOMPARE(found.images.size(), std::size_t(3));
    QCOMPARE(found.images[0].info.id, 50);
    QCOMPARE(found.images[0].postTitle, QStringLiteral("Draft"));
    QVERIFY(!found.images[0].info.isPublic);
    QCOMPARE(found.images[1].info.id, 7);
    QVERIFY(found.images[1].postTitle.isNull());
    QCOMPARE(found.images[2].info.id, 5);
    QCOMPARE(found.images[2].info.filename, QStringLiteral("5.png"));
    QCOMPARE(found.images[2].postTitle, QStringLiteral("Public"));
    QVERIFY(found.images[2].info.isPublic);
    QCOMPARE(found.bytes, 62);
    QCOMPARE(found.kept, 0);
    putImage(*file.db, 5, 1); // on both sides it is one image
    QCOMPARE(file.find().images.size(), std::size_t(3));
    QVERIFY(file.find().images[2].info.isPublic);
}

void TestUnused::whatIsNamedAnywhereIsNeverListed()
{
    QVERIFY(rc::check("an image that some text names is not listed, and every other is", [] {
        File file;
        QSet<qint64> expected;
        const auto ids = *rc::gen::unique<std::vector<qint64>>(rc::gen::element<qint64>(1, 5, 50, 55, 505, 9007199254740993, 9223372036854775807));
        for (const qint64 id : ids) {
            putImage(*file.db, id, *rc::gen::element<qint64>(1, 2, 3), *rc::gen::element("images", "galley_draft_images"));
            expected.insert(id);
        }
        const auto names = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
            rc::gen::tuple(rc::gen::inRange(0, 7), rc::gen::inRange(0, int(File::places().size())), rc::gen::inRange(0, int(Forms.size()))));
        constexpr qint64 all[] = {1, 5, 50, 55, 505, 9007199254740993, 9223372036854775807};
        for (const auto &[which, place, form] : names) {
            file.name(place, QStringLiteral(" ") + Forms.at(form).arg(all[which]));
            expected.remove(all[which]);
        }
        const QList<qint64> found = file.unused();
        RC_ASSERT(QSet<qint64>(found.begin(), found.end()) == expected);
        RC_ASSERT(found.size() == expected.size());
        // What is listed can be removed, and nothing else is gone then.
        const qint64 before = total(*file.db);
        if (!found.isEmpty())
            RC_ASSERT(file.publisher.removeImages(found).has_value());
        RC_ASSERT(total(*file.db) == before - found.size());
    }));
}

void TestUnused::eachPlaceKeepsItsImage_data()
{
    QTest::addColumn<int>("place");
    for (int place = 0; place < File::places().size(); ++place)
        QTest::addRow("%d", place) << place;
}

void TestUnused::eachPlaceKeepsItsImage()
{
    QFETCH(int, place);
    for (const QString &form : Forms) {
        File file;
        putImage(*file.db, 5, 2);
        QCOMPARE(file.unused(), QList<qint64>{5});
        file.name(place, form.arg(50));
        QCOMPARE(file.unused(), QList<qint64>{5});
        file.name(place, QStringLiteral(" ") + form.arg(5));
        QCOMPARE(file.unused(), QList<qint64>());
    }
}

void TestUnused::whatTheCallerHoldsOrHasJustComeIsKept()
{
    File file;
    putImage(*file.db, 5, 2);
    putImage(*file.db, 6, 2, "galley_draft_images", QStringLiteral("2026-11-22T09:55:00Z"));
    putImage(*file.db, 7, 2, "galley_draft_images", QStringLiteral("2026-11-22T09:50:00Z"));
    putImage(*file.db, 8, 2, "galley_draft_images", QStringLiteral("2027-01-01T00:00:00Z")); // by a clock that goes wrong
    QCOMPARE(file.unused(), (QList<qint64>{8, 7, 5}));
    QCOMPARE(file.find().kept, 1);
    QCOMPARE(file.unused({5, 99}), (QList<qint64>{8, 7}));
    QCOMPARE(file.find({5, 99}).kept, 2);
    file.name(9, QStringLiteral("/images/7"));
    QCOMPARE(file.find({5, 7}).kept, 3);
}

void TestUnused::aDeletionOfLongAgoKeepsNothing()
{
    File file;
    putImage(*file.db, 5, 9);
    file.name(12, QStringLiteral("/images/5"));
    QCOMPARE(file.find().kept, 1);
    file.clock.moment = file.clock.moment.addDays(Trash::DaysKept);
    QCOMPARE(file.unused(), QList<qint64>{5});
    file.clock.moment = file.clock.moment.addDays(-Trash::DaysKept);
    query(*file.db, QStringLiteral("INSERT INTO galley_drafts (post_id, content, updated_at) VALUES (9, 'it came back without it', 'u')"));
    QCOMPARE(file.unused(), QList<qint64>{5});
}

void TestUnused::readsManyTextsAFewAtATime()
{
    File file;
    for (qint64 id = 100; id < 400; ++id) {
        putImage(*file.db, id, 2);
        query(*file.db, QStringLiteral("INSERT INTO galley_drafts (post_id, content, updated_at) VALUES (?, ?, 'u')"),
              {id, id % 3 == 0 ? QStringLiteral("words") : imagePath(id)});
    }
    const UnusedImages found = file.find();
    QCOMPARE(found.images.size(), std::size_t(100));
    for (const UnusedImage &image : found.images)
        QCOMPARE(image.info.id % 3, 0);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = findUnusedImages(*file.db, file.clock, {}, {.stop = stop.get_token()});
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
}

void TestUnused::whatWaitsToBeRemovedIsNotListedAgain()
{
    File file;
    putImage(*file.db, 5, 2);
    putImage(*file.db, 6, 2);
    UnitQueue queue(*file.db, Key, file.clock);
    const auto unit = queue.askRemoveImages({5});
    QVERIFY(unit);
    QCOMPARE(file.unused(), QList<qint64>{6});
    QCOMPARE(file.find().asked, 1);
    QVERIFY(queue.withdraw(unit->id));
    QCOMPARE(file.unused(), (QList<qint64>{6, 5}));
    QCOMPARE(file.find().asked, 0);
}

void TestUnused::removesOnBothSides()
{
    File file;
    for (const char *table : {"images", "galley_draft_images"}) {
        putImage(*file.db, 5, 1, table);
        putImage(*file.db, 6, 1, table);
    }
    file.name(0, imagePath(6));
    const auto done = file.publisher.removeImages({5});
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QCOMPARE(total(*file.db), 2);
    QCOMPARE(number(*file.db, QStringLiteral("SELECT id FROM images")), 6);
    QVERIFY(file.publisher.removeImages({5})); // twice is no harm
    QVERIFY(!file.publisher.removeImages({}));
}

void TestUnused::whatASiteWritesKeepsItsImage_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("behind a NUL") << QStringLiteral("UPDATE posts SET content = 'a' || char(0) || ' ![](/images/5)'");
    QTest::newRow("as a BLOB") << QStringLiteral("UPDATE posts SET content = CAST('![](/images/5)' AS BLOB)");
    QTest::newRow("as a number") << QStringLiteral("UPDATE posts SET \"cover \"\"art\"\"\" = 5");
    QTest::newRow("as the text of a number") << QStringLiteral("UPDATE posts SET \"cover \"\"art\"\"\" = '5'");
    QTest::newRow("in JSON") << QStringLiteral("UPDATE posts SET \"cover \"\"art\"\"\" = '{\"a\":\"\\/images\\/5\"}'");
    QTest::newRow("in JSON as a BLOB") << QStringLiteral("UPDATE posts SET \"cover \"\"art\"\"\" = CAST('[\"/images/5\"]' AS BLOB)");
}

// Neither listed nor, where it is asked for all the same, removed.
void TestUnused::whatASiteWritesKeepsItsImage()
{
    QFETCH(QString, sql);
    File file;
    putImage(*file.db, 5, 1, "images");
    putImage(*file.db, 6, 1, "images");
    QCOMPARE(file.unused().size(), 2);
    query(*file.db, sql);
    QCOMPARE(file.unused(), QList<qint64>{6});
    const Status removed = file.publisher.removeImages({5});
    QVERIFY(!removed);
    QCOMPARE(removed.error().code, ErrorCode::Conflict);
    QCOMPARE(total(*file.db), 2);
}

void TestUnused::aTextOfTheMomentRefusesAll()
{
    for (int place = 0; place < 6; ++place) {
        File file;
        putImage(*file.db, 5, 1);
        putImage(*file.db, 6, 1, "images");
        file.name(place, imagePath(6));
        const auto refused = file.publisher.removeImages({5, 6});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().message,
                 QStringLiteral("One of these images is in use by now, so none of them was removed."));
        QCOMPARE(total(*file.db), 2);
    }
}

void TestUnused::aColumnOfTheSiteRefusesAll()
{
    Site site;
    site.run(QStringLiteral("ALTER TABLE posts ADD COLUMN cover TEXT")); // no file has it
    site.writePosts(1);
    Device a(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 image = a.addImage(id, "PNG bytes");
    a.mustSync();
    site.run(QStringLiteral("UPDATE posts SET cover = ?"), {imagePath(image)});
    const auto refused = a.queue.askRemoveImages({image});
    a.mustSync();
    QCOMPARE(a.queue.unit(refused->id)->state, State::Dropped);
    QCOMPARE(total(*site.database), 1);
    QCOMPARE(total(*a.file), 1);
    QCOMPARE(Publisher(*site.database, a.clock).removeImages({image}).error().code, ErrorCode::Conflict); // straight there
    site.run(QStringLiteral("UPDATE posts SET cover = NULL"));
    const auto asked = a.queue.askRemoveImages({image});
    a.mustSync();
    QCOMPARE(a.queue.unit(asked->id)->state, State::Landed);
    QCOMPARE(total(*site.database), 0);
}

void TestUnused::theTrashRefusesToo()
{
    File file;
    Desk desk(*file.db, file.clock);
    putImage(*file.db, 5, 2);
    file.name(4, imagePath(5));
    QVERIFY(desk.post(2)->fields.content.contains(imagePath(5)));
    const auto entry = file.publisher.removeDraft(2);
    QVERIFY(entry);
    QCOMPARE(file.unused(), QList<qint64>());
    QCOMPARE(file.publisher.removeImages({5}).error().code, ErrorCode::Conflict);
    QCOMPARE(total(*file.db), 1);
    file.clock.moment = file.clock.moment.addDays(Trash::DaysKept + 1);
    QVERIFY(Trash(*file.db, file.clock).purge());
    QCOMPARE(file.unused(), QList<qint64>{5});
    QVERIFY(file.publisher.removeImages({5}));
    QCOMPARE(total(*file.db), 0);
}

void TestUnused::whatAnotherComputerDeletedComesBackWhole()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 image = a.addImage(id, "PNG bytes");
    a.setContent(id, QStringLiteral("![low](/images/%1)").arg(image));
    a.mustSync();
    b.mustSync();
    const auto entry = Publisher(*a.file, a.clock).removeDraft(id); // into the trash of a, of which b knows nothing
    QVERIFY(entry);
    a.mustSync();
    b.mustSync();
    b.clock.moment = b.clock.moment.addSecs(3600);
    const auto unused = findUnusedImages(*b.file, b.clock);
    QCOMPARE(unused->images.size(), std::size_t(1));
    QVERIFY(b.queue.askRemoveImages({image}));
    b.mustSync();
    QCOMPARE(number(*site.database, QStringLiteral("SELECT count(*) FROM galley_draft_images")), 0);
    a.mustSync();
    QVERIFY(*Trash(*a.file, a.clock).restore(*entry));
    a.mustSync();
    b.mustSync();
    a.mustSync();
    QCOMPARE(query(*b.file, QStringLiteral("SELECT image_data FROM galley_draft_images")).front().front().blob(), QByteArray("PNG bytes"));
    QCOMPARE(b.content(id), QStringLiteral("![low](/images/%1)").arg(image));
    compareSides(site, {&a, &b});
}

void TestUnused::whatThisComputerDeletedAtTheSiteComesBackWhole()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 image = a.addImage(id, "PNG bytes");
    a.setContent(id, QStringLiteral("![low](/images/%1)").arg(image));
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    QCOMPARE(a.carryOut(Kind::Delete, id), State::Landed);
    a.clock.moment = a.clock.moment.addSecs(3600);
    QCOMPARE(findUnusedImages(*a.file, a.clock)->images.size(), std::size_t(0));
    QCOMPARE(findUnusedImages(*a.file, a.clock)->kept, 1);
    b.mustSync();
    QVERIFY(b.queue.askRemoveImages({image}));
    b.mustSync();
    a.mustSync();
    const auto deletion = a.queue.lastLanded(id);
    QVERIFY(*deletion);
    QVERIFY(a.queue.askUndo((*deletion)->id));
    a.mustSync();
    QCOMPARE(query(*site.database, QStringLiteral("SELECT image_data FROM images")).front().front().blob(), QByteArray("PNG bytes"));
    b.mustSync();
    a.mustSync();
    compareSides(site, {&a, &b});
}

void TestUnused::whatAnEditorHoldsStaysAndGoesUpAgain()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 draft = a.addImage(id, "of a draft");
    const qint64 seen = a.addImage(id, "that readers saw");
    a.setContent(id, imagePath(seen));
    QCOMPARE(a.publish(id), State::Landed);
    a.setContent(id, QStringLiteral("words")); // which b may undo
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    QVERIFY(a.queue.askRemoveImages({draft, seen}));
    a.mustSync();
    QCOMPARE(total(*site.database), 0);
    const auto synced = Synchronizer(*b.file, b.remote, Key, b.clock, [&] { return QSet<qint64>{draft, seen}; }).sync();
    QVERIFY2(synced, synced ? "" : qPrintable(synced.error().message));
    QCOMPARE(number(*b.file, QStringLiteral("SELECT count(*) FROM galley_draft_images")), 2);
    a.mustSync();
    compareSides(site, {&a, &b});
    QCOMPARE(number(*a.file, QStringLiteral("SELECT count(*) FROM galley_draft_images")), 2);
    // When b has asked itself before it held them.
    QVERIFY(b.queue.askRemoveImages({draft, seen}));
    QVERIFY(Synchronizer(*b.file, b.remote, Key, b.clock, [&] { return QSet<qint64>{draft}; }).sync());
    a.mustSync();
    compareSides(site, {&a, &b});
    QCOMPARE(number(*a.file, QStringLiteral("SELECT id FROM galley_draft_images")), draft);
}

void TestUnused::theRestGoesFromEverySide()
{
    Site site;
    Device a(site), b(site);
    const qint64 id = a.write(QStringLiteral("Tides"));
    const qint64 gone = a.addImage(id, "gone");
    const qint64 stays = a.addImage(id, "stays");
    a.setContent(id, QStringLiteral("/images/%1 /images/%2").arg(gone).arg(stays));
    QCOMPARE(a.publish(id), State::Landed);
    a.setContent(id, QStringLiteral("![](/images/%1)").arg(stays));
    a.clock.moment = a.clock.moment.addSecs(3600);
    QCOMPARE(findUnusedImages(*a.file, a.clock)->images.size(), std::size_t(0)); // readers still see it
    QCOMPARE(a.publish(id), State::Landed);
    b.mustSync();
    const auto unused = findUnusedImages(*a.file, a.clock);
    QCOMPARE(unused->images.size(), std::size_t(1));
    QCOMPARE(unused->images.front().info.id, gone);
    QVERIFY(unused->images.front().info.isPublic);
    QVERIFY(a.queue.askRemoveImages({gone}));
    a.mustSync();
    b.mustSync();
    compareSides(site, {&a, &b});
    QCOMPARE(number(*site.database, QStringLiteral("SELECT id FROM images")), stays);
    QCOMPARE(total(*b.file), 1);
    // An undo of the publish would show a page without its image: it is refused, and the page stays.
    QVERIFY(a.queue.askUndo((*a.queue.lastLanded(id))->id));
    const SyncReport report = a.mustSync();
    QCOMPARE(report.ended.size(), std::size_t(1));
    QCOMPARE(report.ended.front().state, State::Refused);
    QVERIFY(report.ended.front().reason.message.contains(imagePath(gone)));
}

QTEST_GUILESS_MAIN(TestUnused)
#include "test_unused.moc"
