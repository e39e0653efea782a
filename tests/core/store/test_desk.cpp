#include "core/store/desk.h"
#include "core/store/fieldsjson.h"
#include "tests/support/testblog.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

PostFields titled(const QString &title)
{
    PostFields fields;
    fields.title = title;
    return fields;
}

void insertPublic(Database &db, qint64 id, const QString &slug, const QString &publishedAt, const Value &published = 1)
{
    query(db, QStringLiteral("INSERT INTO posts (id, title, slug, content, published, published_at, inserted_at, updated_at) "
                             "VALUES (?, ?, ?, 'public words', ?, ?, ?, ?)"),
          {id, slug, slug, published, publishedAt, publishedAt, publishedAt});
}

} // namespace

class TestDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsWithAFreeAddress();
    void givenAddressThatIsTakenIsAConflict();
    void savesAndNoticesAnotherWriter();
    void editingAPublicPostForksADraftAndLeavesItUntouched();
    void editingBackClearsTheDraft();
    void secondFirstDraftOfAPublicPostIsNoticed();
    void changedAddressIsPutIntoFormAndMustBeFree();
    void refusesWhatNoDatabaseMayHold();
    void listsByDateWithStatusAndFilters();
    void listReadsNoPostWhole();
    void imagesAreStoredOnce();
    void seriesAreMadeOnTheDesk();
    void fieldsSurviveJson();
};

void TestDesk::createsWithAFreeAddress()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    const auto first = desk.create(titled(QStringLiteral("The tide tables")));
    const auto second = desk.create(titled(QStringLiteral("The tide tables")));
    const auto wordless = desk.create(titled(QString::fromUtf8("日本")));
    QVERIFY(first && second && wordless);
    QCOMPARE(first->fields.slug, QStringLiteral("the-tide-tables"));
    QCOMPARE(second->fields.slug, QStringLiteral("the-tide-tables-2"));
    QCOMPARE(wordless->fields.slug, QStringLiteral("post-%1").arg(wordless->id));
    QCOMPARE(first->status, PostStatus::Draft);
    QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM posts")), 0);
}

void TestDesk::givenAddressThatIsTakenIsAConflict()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    insertPublic(*db, 5, QStringLiteral("taken"), QStringLiteral("2024-01-01 00:00:00"));
    PostFields fields = titled(QStringLiteral("x"));
    fields.slug = QStringLiteral("taken");
    QCOMPARE(desk.create(fields).error().code, ErrorCode::Conflict);
    fields.slug = QStringLiteral("!!!");
    QCOMPARE(desk.create(fields).error().code, ErrorCode::InvalidInput);
    QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM galley_drafts")), 0);
}

void TestDesk::savesAndNoticesAnotherWriter()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    auto view = desk.create(titled(QStringLiteral("One")));
    DraftSave save{view->id, view->fields, {}, view->draftVersion};
    save.fields.content = QStringLiteral("mine");
    const auto saved = desk.save(save);
    QVERIFY(saved && saved->kind == SaveResult::Kind::Saved);
    QVERIFY(saved->draftVersion != view->draftVersion);

    save.fields.content = QStringLiteral("computed from the old one");
    const auto moved = desk.save(save);
    QVERIFY(moved && moved->kind == SaveResult::Kind::Moved);
    QCOMPARE(desk.post(view->id)->fields.content, QStringLiteral("mine"));

    save.draftVersion = saved->draftVersion;
    QCOMPARE(desk.save(save)->kind, SaveResult::Kind::Saved);
}

void TestDesk::editingAPublicPostForksADraftAndLeavesItUntouched()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    insertPublic(*db, 5, QStringLiteral("five"), QStringLiteral("2024-01-01 00:00:00"));
    const auto view = desk.postBySlug(QStringLiteral("five"));
    QVERIFY(view && view->status == PostStatus::Published && !view->draft);
    DraftSave save{5, view->fields, {}, view->draftVersion};
    save.fields.content = QStringLiteral("edited");
    QCOMPARE(desk.save(save)->kind, SaveResult::Kind::Saved);
    const auto edited = desk.post(5);
    QCOMPARE(edited->status, PostStatus::Edited);
    QCOMPARE(edited->fields.content, QStringLiteral("edited"));
    QCOMPARE(edited->draft->fork->content, QStringLiteral("public words"));
    QCOMPARE(edited->publicPost->fields.content, QStringLiteral("public words"));
}

void TestDesk::editingBackClearsTheDraft()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    insertPublic(*db, 5, QStringLiteral("five"), QStringLiteral("2024-01-01 00:00:00"));
    const auto view = desk.post(5);
    DraftSave save{5, view->fields, {}, view->draftVersion};
    save.fields.title = QStringLiteral("other");
    save.draftVersion = desk.save(save)->draftVersion;
    save.fields = view->fields;
    const auto cleared = desk.save(save);
    QCOMPARE(cleared->kind, SaveResult::Kind::Cleared);
    QCOMPARE(desk.post(5)->status, PostStatus::Published);
    // And on: the version that it returned serves for the next draft.
    save.draftVersion = cleared->draftVersion;
    save.fields.title = QStringLiteral("third");
    QCOMPARE(desk.save(save)->kind, SaveResult::Kind::Saved);
}

void TestDesk::secondFirstDraftOfAPublicPostIsNoticed()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    insertPublic(*db, 5, QStringLiteral("five"), QStringLiteral("2024-01-01 00:00:00"));
    const auto view = desk.post(5);
    DraftSave here{5, view->fields, {}, view->draftVersion};
    DraftSave there = here;
    here.fields.title = QStringLiteral("here");
    there.fields.title = QStringLiteral("there");
    QCOMPARE(desk.save(here)->kind, SaveResult::Kind::Saved);
    QCOMPARE(desk.save(there)->kind, SaveResult::Kind::Moved);
    QCOMPARE(desk.post(5)->fields.title, QStringLiteral("here"));
}

void TestDesk::changedAddressIsPutIntoFormAndMustBeFree()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    insertPublic(*db, 5, QStringLiteral("Old_Address"), QStringLiteral("2024-01-01 00:00:00"));
    insertPublic(*db, 6, QStringLiteral("six"), QStringLiteral("2024-01-01 00:00:00"));
    const auto view = desk.post(5);
    DraftSave save{5, view->fields, {}, view->draftVersion};
    save.fields.content = QStringLiteral("the site's own form of address is left alone");
    save.draftVersion = desk.save(save)->draftVersion;
    QCOMPARE(desk.post(5)->fields.slug, QStringLiteral("Old_Address"));
    save.fields.slug = QStringLiteral("six");
    QCOMPARE(desk.save(save).error().code, ErrorCode::Conflict);
    save.fields.slug = QStringLiteral("New Address!");
    QVERIFY(desk.save(save));
    QCOMPARE(desk.post(5)->fields.slug, QStringLiteral("new-address"));
    save.draftVersion = desk.post(5)->draftVersion;
    save.fields.slug.clear();
    save.fields.title = QStringLiteral("Six");
    QVERIFY(desk.save(save));
    QCOMPARE(desk.post(5)->fields.slug, QStringLiteral("six-2"));
}

void TestDesk::refusesWhatNoDatabaseMayHold()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    QCOMPARE(desk.create(titled(QStringLiteral("a") + QChar(0))).error().code, ErrorCode::InvalidInput);
    auto view = desk.create(titled(QStringLiteral("fine")));
    DraftSave save{view->id, view->fields, {}, view->draftVersion};
    save.fields.content = QString(QChar(0xD800));
    QCOMPARE(desk.save(save).error().code, ErrorCode::InvalidInput);
}

void TestDesk::listsByDateWithStatusAndFilters()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    insertPublic(*db, 1, QStringLiteral("old"), QStringLiteral("2020-01-01 00:00:00"));
    insertPublic(*db, 2, QStringLiteral("text-boolean"), QStringLiteral("2021-01-01T00:00:00Z"), QStringLiteral("true"));
    insertPublic(*db, 3, QStringLiteral("hidden"), QStringLiteral("2022-01-01T00:00:00Z"), 0);
    auto draft = desk.create(titled(QStringLiteral("100% new_draft")));
    auto view = desk.post(1);
    view->fields.tags = QStringLiteral("sea, harbours");
    QVERIFY(desk.save({1, view->fields, {}, view->draftVersion}));
    auto later = desk.create(titled(QStringLiteral("Later")));
    QVERIFY(desk.save({later->id, later->fields, QStringLiteral("2030-01-01T00:00:00Z"), later->draftVersion}));

    const auto slugs = [&](const PostQuery &query) {
        QStringList list;
        const auto posts = desk.list(query).value();
        for (const PostSummary &post : posts)
            list += post.slug + QLatin1Char(':') + statusName(post.status);
        return list;
    };
    const QStringList all = slugs({});
    QCOMPARE(all.size(), 5);
    // An old post that was touched stays where readers have it.
    QCOMPARE(all.mid(2), (QStringList{QStringLiteral("hidden:draft"), QStringLiteral("text-boolean:published"), QStringLiteral("old:edited")}));
    QCOMPARE(slugs({.status = PostStatus::Published}).size(), 2);
    QCOMPARE(slugs({.status = PostStatus::Edited}), QStringList{QStringLiteral("old:edited")});
    QCOMPARE(slugs({.status = PostStatus::Draft}).size(), 2);
    QCOMPARE(slugs({.status = PostStatus::Scheduled}), QStringList{QStringLiteral("later:scheduled")});
    QCOMPARE(slugs({.text = QStringLiteral("100% NEW_")}), QStringList{QStringLiteral("100-new-draft:draft")});
    QVERIFY(slugs({.text = QStringLiteral("%zzz")}).isEmpty());
    QCOMPARE(slugs({.tag = QStringLiteral("harbours")}), QStringList{QStringLiteral("old:edited")});
    QVERIFY(slugs({.tag = QStringLiteral("harbour")}).isEmpty());
    QCOMPARE(slugs({.limit = 2, .offset = 3}), all.mid(3, 2));
    QCOMPARE(slugs({.limit = -1}), all);
    // insertPublic's titles are their slugs.
    QCOMPARE(slugs({.order = PostOrder::Title}),
             (QStringList{QStringLiteral("100-new-draft:draft"), QStringLiteral("hidden:draft"), QStringLiteral("later:scheduled"),
                          QStringLiteral("old:edited"), QStringLiteral("text-boolean:published")}));
    QVERIFY(db->execute({QStringLiteral("UPDATE posts SET updated_at = '2031-01-01T00:00:00Z' WHERE id = 2"), {}}));
    QCOMPARE(slugs({.order = PostOrder::Edited, .limit = 1}), QStringList{QStringLiteral("text-boolean:published")});
    QCOMPARE(slugs({.order = PostOrder::Edited}).last(), QStringLiteral("hidden:draft")); // the touched one is among the last written
    const auto touched = desk.list({.tag = QStringLiteral("harbours")}).value().front();
    QCOMPARE(touched.tags, QStringLiteral("sea, harbours")); // as the author has it
    QCOMPARE(touched.publishedAt, QStringLiteral("2020-01-01 00:00:00"));
    // A row of the site that readers don't see yet, and that was touched here, is a draft.
    auto hidden = desk.post(3);
    hidden->fields.title = QStringLiteral("Hidden, touched");
    QVERIFY(desk.save({3, hidden->fields, {}, hidden->draftVersion}));
    QCOMPARE(slugs({}).size(), 5);
    QVERIFY(slugs({}).mid(0, 3).contains(QStringLiteral("hidden:draft")));
    QCOMPARE(slugs({.text = QStringLiteral("touched")}), QStringList{QStringLiteral("hidden:draft")});
    // A draft stands at the moment it is scheduled for, or at a date of its own.
    QCOMPARE(slugs({}).front(), QStringLiteral("later:scheduled"));
    auto dated = desk.post(draft->id);
    dated->fields.publishedAt = QStringLiteral("2020-06-01T00:00:00Z");
    QVERIFY(desk.save({draft->id, dated->fields, {}, dated->draftVersion}));
    QCOMPARE(slugs({}).mid(3), (QStringList{QStringLiteral("100-new-draft:draft"), QStringLiteral("old:edited")}));
    QCOMPARE(desk.list({.text = QStringLiteral("new_draft")}).value().front().date, QStringLiteral("2020-06-01T00:00:00Z"));
    QCOMPARE(desk.list({.status = PostStatus::Scheduled}).value().front().date, QStringLiteral("2030-01-01T00:00:00Z"));
    QCOMPARE(slugs({.status = PostStatus::Draft}).size(), 2);

    const auto counts = desk.counts();
    QCOMPARE(counts->all, 5);
    QCOMPARE(counts->published, 2);
    QCOMPARE(counts->drafts, 2);
    QCOMPARE(counts->scheduled, 1);
}

void TestDesk::listReadsNoPostWhole()
{
    auto db = blogInMemory();
    Statement list = listquery::select({}, {});
    list.sql.prepend(QStringLiteral("EXPLAIN QUERY PLAN "));
    QString plan;
    const Rows rows = db->execute(list).value();
    for (const Row &row : rows)
        plan += row.back().text() + QLatin1Char('\n');
    QVERIFY2(plan.contains(QLatin1String("SCAN p USING COVERING INDEX galley_posts_list")), qPrintable(plan));
    QVERIFY2(plan.contains(QLatin1String("SCAN d USING COVERING INDEX galley_drafts_list")), qPrintable(plan));
    QVERIFY2(!plan.contains(QLatin1String("TEMP B-TREE")), qPrintable(plan));
}

void TestDesk::imagesAreStoredOnce()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    auto view = desk.create(titled(QStringLiteral("x")));
    Image image;
    image.info.filename = QStringLiteral("a.png");
    image.info.contentType = QStringLiteral("image/png");
    image.data = QByteArray("printable text that is a BLOB");
    const auto first = desk.addImage(view->id, image);
    const auto again = desk.addImage(view->id, image);
    QVERIFY(first && again);
    QCOMPARE(first->id, again->id);
    QCOMPARE(desk.imagesOf(view->id)->size(), std::size_t(1));
    QCOMPARE(desk.image(first->id)->data, image.data);
    QCOMPARE(*desk.knownImages({first->id, 42}), QList<qint64>{first->id});
    QCOMPARE(desk.image(42).error().code, ErrorCode::NotFound);
}

void TestDesk::seriesAreMadeOnTheDesk()
{
    auto db = blogInMemory();
    const FixedClock clock;
    Desk desk(*db, clock);
    const auto made = desk.seriesTitled(QStringLiteral("The keepers"));
    QVERIFY(made);
    QCOMPARE(desk.seriesTitled(QStringLiteral("The keepers"))->id, made->id);
    QCOMPARE(number(*db, QStringLiteral("SELECT count(*) FROM series")), 0);
    QCOMPARE(desk.series()->size(), std::size_t(1));
}

void TestDesk::fieldsSurviveJson()
{
    PostFields fields;
    fields.title = QStringLiteral("");
    fields.content = QString::fromUtf8("line\n\"quoted\" 🌊 \\");
    fields.seriesId = (qint64(1) << 62) + 1;
    const auto back = fieldsFromText(fieldsToText(fields));
    QVERIFY(back);
    QCOMPARE(*back, fields);
    QVERIFY(!back->title.isNull());
    QVERIFY(back->slug.isNull());
    QCOMPARE(fieldsFromText(QStringLiteral("[")).error().code, ErrorCode::Corrupt);
}

QTEST_GUILESS_MAIN(TestDesk)
#include "test_desk.moc"
