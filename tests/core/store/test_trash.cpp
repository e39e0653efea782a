// What a deletion keeps, and what comes back of it.
#include "core/store/trash.h"

#include "core/store/desk.h"
#include "core/sync/publisher.h"
#include "tests/support/testblog.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

/// A file without a remote, as sites make them: with a column of its own.
struct File
{
    File() { query(*db, QStringLiteral("ALTER TABLE posts ADD COLUMN views")); }

    qint64 write(const QString &title, const QString &content = QStringLiteral("words"))
    {
        PostFields fields;
        fields.title = title;
        fields.content = content;
        return desk.create(fields).value().id;
    }
    void edit(qint64 id, const std::function<void(PostFields &)> &change, const QString &publishAt = {})
    {
        const auto view = desk.post(id);
        PostFields fields = view->fields;
        change(fields);
        const auto saved = desk.save({id, fields, publishAt, view->draftVersion});
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    }
    qint64 addImage(qint64 post, const QByteArray &bytes)
    {
        Image image;
        image.data = bytes;
        image.thumbnail = bytes.left(2);
        image.info.filename = QStringLiteral("a.png");
        image.info.contentType = QStringLiteral("image/png");
        image.info.altText = QStringLiteral("a boat");
        return desk.addImage(post, image).value().id;
    }
    /// All that readers and author see, value by value.
    std::map<QString, std::vector<Row>> rows()
    {
        std::map<QString, std::vector<Row>> all;
        for (const char *table : {"posts", "galley_drafts", "images", "galley_draft_images", "galley_redirects", "galley_draft_series", "series"})
            all[QLatin1String(table)] = query(*db, QStringLiteral("SELECT * FROM %1 ORDER BY 1").arg(QLatin1String(table))).rows;
        return all;
    }
    QString remove(qint64 id)
    {
        const auto trashed = publisher.remove(id);
        if (!trashed)
            qFatal("%s", qPrintable(trashed.error().message));
        return *trashed;
    }
    Restored mustRestore(const QString &entry)
    {
        const auto restored = trash.restore(entry);
        if (!restored || !*restored)
            qFatal("%s", restored ? "not in the trash" : qPrintable(restored.error().message));
        return **restored;
    }
    qint64 count(const char *table) { return number(*db, QStringLiteral("SELECT count(*) FROM %1").arg(QLatin1String(table))); }

    std::unique_ptr<SqliteDatabase> db = blogInMemory();
    FixedClock clock;
    Desk desk{*db, clock};
    Publisher publisher{*db, clock};
    Trash trash{*db, clock};
};

} // namespace

class TestTrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPostComesBackWithAllItsRows();
    void aDraftComesBack();
    void anImageThatAnotherPostShowsIsGivenBack();
    void anAddressTakenMeanwhile();
    void anAddressThatLeadsElsewhereByNow();
    void aPlaceInTheSeriesTakenMeanwhile();
    void aSiteThatTheBlogHasByNow();
    void aDraftWhoseAddressWasTaken();
    void formerAddressesThatAreFree();
    void anAppointmentThatHasPassed();
    void anIdThatIsHereAgain();
    void whatIsKeptNoLonger();
    void aSiteHasNone();
};

void TestTrash::aPostComesBackWithAllItsRows()
{
    File file;
    const qint64 other = file.write(QStringLiteral("Other"));
    QVERIFY(file.publisher.publish(other));
    const qint64 id = file.write(QStringLiteral("Tides"));
    const qint64 series = file.desk.seriesTitled(QStringLiteral("The sea"))->id;
    const qint64 shown = file.addImage(id, QByteArray("\0\xff\x80 bytes", 9));
    file.edit(id, [&](PostFields &fields) {
        fields.content = QStringLiteral("![low](/images/%1)").arg(shown);
        fields.tags = QStringLiteral("sea, tide");
        fields.seriesId = series;
        fields.seriesPosition = 3;
    });
    QVERIFY(file.publisher.publish(id));
    file.edit(id, [](PostFields &fields) { fields.slug = QStringLiteral("ebb"); });
    QVERIFY(file.publisher.publish(id));
    // On top of what readers see: a draft with an image of its own, and an appointment.
    file.addImage(id, "not public");
    file.edit(id, [](PostFields &fields) { fields.content += QStringLiteral("\n\nAnd more."); }, QStringLiteral("2999-01-01T00:00:00Z"));
    for (const char *value : {"x'00ff'", "'17'", "17", "0.1", "1e300"}) { // of the site's own column, each kind of value
        query(*file.db, QStringLiteral("UPDATE posts SET views = %1 WHERE id = ?").arg(QLatin1String(value)), {id});
        const auto before = file.rows();
        QCOMPARE(before.at(QStringLiteral("galley_redirects")).size(), std::size_t(1));
        const QString entry = file.remove(id);
        QCOMPARE(file.desk.post(id).error().code, ErrorCode::NotFound);
        QCOMPARE(file.count("posts"), 1);
        QCOMPARE(file.count("images") + file.count("galley_redirects") + file.count("galley_drafts"), 0);
        const Restored restored = file.mustRestore(entry);
        QCOMPARE(restored.postId, id);
        QCOMPARE(restored.title, QStringLiteral("Tides"));
        QCOMPARE(restored.slug, QStringLiteral("ebb"));
        QVERIFY2(restored.notice.isNull(), qPrintable(restored.notice));
        QVERIFY(file.rows() == before);
        QCOMPARE(file.count("galley_trash") + file.count("galley_trash_values"), 0);
        QVERIFY(!*file.trash.restore(entry)); // once
    }
    QCOMPARE(file.desk.image(shown)->data, QByteArray("\0\xff\x80 bytes", 9));
    QVERIFY(file.desk.image(shown)->info.isPublic);
}

void TestTrash::aDraftComesBack()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    const qint64 image = file.addImage(id, "bytes");
    file.edit(id, [&](PostFields &fields) { fields.content = QStringLiteral("![](/images/%1)").arg(image); });
    const auto before = file.rows();
    const QString entry = file.remove(id);
    QCOMPARE(file.count("galley_drafts"), 0);
    QCOMPARE(*file.trash.newest(), entry);
    QVERIFY(file.mustRestore(entry).notice.isNull());
    QVERIFY(file.rows() == before);
    QVERIFY(file.trash.newest()->isNull());
}

void TestTrash::anImageThatAnotherPostShowsIsGivenBack()
{
    File file;
    const qint64 id = file.write(QStringLiteral("First"));
    const qint64 shared = file.addImage(id, "shared");
    file.edit(id, [&](PostFields &fields) { fields.content = QStringLiteral("![](/images/%1)").arg(shared); });
    QVERIFY(file.publisher.publish(id));
    QVERIFY(file.publisher.publish(file.write(QStringLiteral("Second"), QStringLiteral("![](/images/%1)").arg(shared))));
    const auto before = file.rows();
    const QString entry = file.remove(id);
    QVERIFY(number(*file.db, QStringLiteral("SELECT post_id FROM images")) != id); // the second shows it, so it is the second's
    file.mustRestore(entry);
    QVERIFY(file.rows() == before);
}

void TestTrash::anAddressTakenMeanwhile()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    const qint64 image = file.addImage(id, "bytes");
    file.edit(id, [&](PostFields &fields) { fields.content = QStringLiteral("![](/images/%1)").arg(image); });
    QVERIFY(file.publisher.publish(id));
    const QString entry = file.remove(id);
    const qint64 taker = file.write(QStringLiteral("Tides"), QStringLiteral("others"));
    QVERIFY(file.publisher.publish(taker));
    const auto seen = query(*file.db, QStringLiteral("SELECT * FROM posts")).rows;
    const Restored restored = file.mustRestore(entry);
    QCOMPARE(restored.slug, QStringLiteral("tides-2"));
    QVERIFY2(restored.notice.contains(QStringLiteral("“tides-2”")), qPrintable(restored.notice));
    QVERIFY(query(*file.db, QStringLiteral("SELECT * FROM posts")).rows == seen); // nothing changed for readers
    const auto view = file.desk.post(id);
    QVERIFY(view);
    QCOMPARE(view->status, PostStatus::Draft);
    QCOMPARE(view->fields.slug, QStringLiteral("tides-2"));
    QCOMPARE(view->fields.content, QStringLiteral("![](/images/%1)").arg(image));
    QCOMPARE(file.desk.image(image)->data, QByteArray("bytes"));
    const auto published = file.publisher.publish(id); // and nothing is missing for it
    QVERIFY2(published, published ? "" : qPrintable(published.error().message));
    QVERIFY(file.desk.image(image)->info.isPublic);
}

void TestTrash::anAddressThatLeadsElsewhereByNow()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    QVERIFY(file.publisher.publish(id));
    const QString entry = file.remove(id);
    const qint64 taker = file.write(QStringLiteral("Tides"));
    QVERIFY(file.publisher.publish(taker));
    file.edit(taker, [](PostFields &fields) { fields.slug = QStringLiteral("moved"); });
    QVERIFY(file.publisher.publish(taker));
    const Restored restored = file.mustRestore(entry);
    QVERIFY(!restored.notice.isNull());
    QCOMPARE(file.desk.post(id)->status, PostStatus::Draft);
    QCOMPARE(number(*file.db, QStringLiteral("SELECT post_id FROM galley_redirects WHERE old_slug = 'tides'")), taker);
}

void TestTrash::aPlaceInTheSeriesTakenMeanwhile()
{
    File file;
    query(*file.db, QStringLiteral("CREATE UNIQUE INDEX places ON posts (series_id, series_position) WHERE series_id IS NOT NULL"));
    const qint64 series = file.desk.seriesTitled(QStringLiteral("The sea"))->id;
    const auto first = [&](PostFields &fields) {
        fields.seriesId = series;
        fields.seriesPosition = 1;
    };
    const qint64 id = file.write(QStringLiteral("Tides"));
    file.edit(id, first);
    QVERIFY(file.publisher.publish(id));
    file.edit(id, [](PostFields &fields) { fields.content = QStringLiteral("more"); });
    const QString entry = file.remove(id);
    const qint64 taker = file.write(QStringLiteral("Waves"));
    file.edit(taker, first);
    QVERIFY(file.publisher.publish(taker));
    const Restored restored = file.mustRestore(entry);
    QVERIFY2(restored.notice.contains(QStringLiteral("series")), qPrintable(restored.notice));
    const auto view = file.desk.post(id);
    QCOMPARE(view->status, PostStatus::Draft);
    QVERIFY(!view->draft->fork);
    QCOMPARE(view->fields.content, QStringLiteral("more"));
    QCOMPARE(view->fields.slug, QStringLiteral("tides"));
}

// There, only a publish unit changes what readers see.
void TestTrash::aSiteThatTheBlogHasByNow()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    const qint64 image = file.addImage(id, "bytes");
    file.edit(id, [&](PostFields &fields) { fields.content = QStringLiteral("![](/images/%1)").arg(image); });
    QVERIFY(file.publisher.publish(id));
    const QString entry = file.remove(id);
    query(*file.db, QStringLiteral("INSERT INTO galley_settings VALUES ('remote.url', 'https://blog.example')"));
    const Restored restored = file.mustRestore(entry);
    QVERIFY2(restored.notice.contains(QStringLiteral("site")), qPrintable(restored.notice));
    QCOMPARE(restored.slug, QStringLiteral("tides"));
    QCOMPARE(file.count("posts") + file.count("images"), 0);
    QCOMPARE(file.desk.post(id)->status, PostStatus::Draft);
    QCOMPARE(file.desk.image(image)->data, QByteArray("bytes"));
}

void TestTrash::aDraftWhoseAddressWasTaken()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    QVERIFY(file.publisher.publish(id));
    file.edit(id, [](PostFields &fields) { fields.slug = QStringLiteral("ebb"); });
    const QString entry = file.remove(id);
    file.write(QStringLiteral("Ebb"));
    const Restored restored = file.mustRestore(entry);
    QCOMPARE(restored.slug, QStringLiteral("ebb-2"));
    QVERIFY(!restored.notice.isNull());
    const auto view = file.desk.post(id);
    QCOMPARE(view->status, PostStatus::Edited); // readers see it again
    QCOMPARE(view->publicPost->fields.slug, QStringLiteral("tides"));
    QCOMPARE(view->fields.slug, QStringLiteral("ebb-2"));
}

void TestTrash::formerAddressesThatAreFree()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    QVERIFY(file.publisher.publish(id));
    for (const char *slug : {"ebb", "flood"}) {
        file.edit(id, [slug](PostFields &fields) { fields.slug = QLatin1String(slug); });
        QVERIFY(file.publisher.publish(id));
    }
    const QString entry = file.remove(id);
    QVERIFY(file.publisher.publish(file.write(QStringLiteral("Ebb"))));
    QVERIFY(file.mustRestore(entry).notice.isNull());
    QCOMPARE(query(*file.db, QStringLiteral("SELECT old_slug, post_id FROM galley_redirects")).rows,
             (std::vector<Row>{{QStringLiteral("tides"), id}}));
}

void TestTrash::anAppointmentThatHasPassed()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    file.edit(id, [](PostFields &) {}, QStringLiteral("2026-11-22T12:00:00Z"));
    QCOMPARE(file.desk.post(id)->status, PostStatus::Scheduled);
    QString entry = file.remove(id);
    file.mustRestore(entry);
    QCOMPARE(file.desk.post(id)->draft->publishAt, QStringLiteral("2026-11-22T12:00:00Z"));
    entry = file.remove(id);
    file.clock.moment = file.clock.moment.addSecs(3 * 3600);
    file.mustRestore(entry); // nobody wants it public the moment it is back
    QCOMPARE(file.desk.post(id)->status, PostStatus::Draft);
}

void TestTrash::anIdThatIsHereAgain()
{
    File file;
    const qint64 id = file.write(QStringLiteral("Tides"));
    QVERIFY(file.publisher.publish(id));
    const QString entry = file.remove(id);
    query(*file.db, QStringLiteral("INSERT INTO posts (id, title, slug, inserted_at, updated_at) VALUES (?, 'Another', 'a', 'i', 'u')"), {id});
    const auto before = file.rows();
    const auto refused = file.trash.restore(entry);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(refused.error().message, QStringLiteral("“Tides” is here again already; nothing was brought back."));
    QVERIFY(file.rows() == before);
    query(*file.db, QStringLiteral("DELETE FROM posts"));
    file.mustRestore(entry); // it waits
}

void TestTrash::whatIsKeptNoLonger()
{
    File file;
    const auto removed = [&](const QString &title, qsizetype size) { return file.remove(file.write(title, QString(size, QLatin1Char('x')))); };
    const auto kept = [&](const QString &entry) {
        return number(*file.db, QStringLiteral("SELECT count(*) FROM galley_trash WHERE id = ?"), {entry}) == 1;
    };
    const QString old = removed(QStringLiteral("Old"), 10);
    file.clock.moment = file.clock.moment.addDays(Trash::DaysKept);
    QVERIFY(file.trash.purge());
    QVERIFY(kept(old));
    const QString first = removed(QStringLiteral("First"), 5'000);
    file.clock.moment = file.clock.moment.addSecs(1);
    const QString second = removed(QStringLiteral("Second"), 5'000); // which makes room by itself
    QVERIFY(!kept(old));
    QVERIFY(Trash(*file.db, file.clock, 12'000).purge());
    QVERIFY(kept(first) && kept(second));
    QVERIFY(Trash(*file.db, file.clock, 8'000).purge()); // the older goes
    QVERIFY(!kept(first) && kept(second));
    QVERIFY(Trash(*file.db, file.clock, 100).purge());
    QVERIFY(kept(second)); // the newest stays whatever its size
    QVERIFY(!*file.trash.restore(first));
    QVERIFY(number(*file.db, QStringLiteral("SELECT count(*) FROM galley_trash_values WHERE trash <> ?"), {second}) == 0);
    file.mustRestore(second);
}

void TestTrash::aSiteHasNone()
{
    auto site = blogInMemory(Schema::Shared);
    const FixedClock clock;
    const auto discard = Trash(*site, clock).discard(7);
    QVERIFY(discard);
    QVERIFY(discard->id.isNull() && discard->statements.empty());
    query(*site, QStringLiteral("INSERT INTO posts (id, title, slug, published, inserted_at, updated_at) VALUES (7, 'A', 'a', 1, 'i', 'u')"));
    const auto removed = Publisher(*site, clock).remove(7);
    QVERIFY2(removed, removed ? "" : qPrintable(removed.error().detail));
    QVERIFY(removed->isNull());
    QCOMPARE(number(*site, QStringLiteral("SELECT count(*) FROM posts")), 0);
}

QTEST_GUILESS_MAIN(TestTrash)
#include "test_trash.moc"
