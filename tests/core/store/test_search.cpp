#include "core/store/desk.h"
#include "core/store/searchindex.h"
#include "tests/support/testblog.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <algorithm>

using namespace galley;
using namespace galley::test;

namespace {

PostFields written(const QString &title, const QString &content)
{
    PostFields fields;
    fields.title = title;
    fields.content = content;
    return fields;
}

void insertPublic(Database &db, qint64 id, const QString &content)
{
    query(db,
          QStringLiteral("INSERT INTO posts (id, title, slug, content, tags, published, published_at, "
                         "inserted_at, updated_at) "
                         "VALUES (?, ?, ?, ?, 'sea, boats', 1, '2024-01-01', '2024-01-01', '2024-01-01')"),
          {id, QStringLiteral("Post %1").arg(id), QStringLiteral("post-%1").arg(id), content});
}

/// How SQLite is on a computer where it was built without FTS5. To be handed to sqlite3_auto_extension.
int withoutFts5(sqlite3 *db, const char **, const sqlite3_api_routines *)
{
    const char *kept[] = {"json_each", nullptr};
    return sqlite3_drop_modules(db, kept);
}

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void titlesAndTagsComeFirst_data();
    void titlesAndTagsComeFirst();
    void pagesFollowEachOther_data();
    void pagesFollowEachOther();
    void showsTheWordsThatWereSought();
    void showsWordsThatSqliteDoesNotFind();
    void findsEveryWordAtTheStartOfAny();
    void takesEveryCharacterLiterally_data();
    void takesEveryCharacterLiterally();
    void losesNothingThatLikeFinds_data();
    void losesNothingThatLikeFinds();
    void draftsHideTheirPublicText();
    void followsEditsAndDeletions();
    void servesOnlyWhenComplete();
    void catchesUpInChunksBoundedByLength();
    void writesNothingWhenComplete();
    void feedThatWentBackRebuilds();
    void damageRebuilds_data();
    void damageRebuilds();
    void damageFoundByASearchRebuilds();
    void damageBeyondRepairLeavesLike();
    void opensAndFindsWithoutFts5();

private:
    QList<qint64> found(const QString &text, std::optional<PostStatus> status = {});
    SearchState caughtUp();

    std::unique_ptr<SqliteDatabase> m_db;
    std::unique_ptr<SearchIndex> m_index;
    FixedClock m_clock;
};

void TestSearch::init()
{
    m_index.reset();
    m_db = blogInMemory();
    m_index = std::make_unique<SearchIndex>(*m_db);
}

QList<qint64> TestSearch::found(const QString &text, std::optional<PostStatus> status)
{
    auto posts = Desk(*m_db, m_clock, m_index.get()).list({.status = status, .text = text});
    if (!posts)
        qFatal("%s", qPrintable(posts.error().detail));
    if (Desk(*m_db, m_clock, m_index.get()).count({.status = status, .text = text, .limit = 1}).value() != qint64(posts->size()))
        qFatal("the count of what is found for %s differs", qPrintable(text));
    QList<qint64> ids;
    for (const PostSummary &post : *posts)
        ids += post.id;
    std::sort(ids.begin(), ids.end());
    return ids;
}

SearchState TestSearch::caughtUp()
{
    for (;;) {
        auto state = m_index->catchUp(100);
        if (!state)
            qFatal("%s", qPrintable(state.error().detail));
        if (*state != SearchState::Behind)
            return *state;
    }
}

void TestSearch::titlesAndTagsComeFirst_data()
{
    QTest::addColumn<bool>("isIndexed");
    QTest::addColumn<QString>("text");
    QTest::newRow("index") << true << "lens";
    QTest::newRow("two words") << true << "my lens";
    QTest::newRow("LIKE") << false << "my lens";
    QTest::newRow("LIKE within words") << true << "y ens";
    QTest::newRow("a word of each") << true << "lens 日本";
}

void TestSearch::titlesAndTagsComeFirst()
{
    QFETCH(bool, isIndexed);
    QFETCH(QString, text);
    const auto insert = [this](qint64 id, const char *title, const char *tags, const char *content, const char *date) {
        query(*m_db,
              QStringLiteral("INSERT INTO posts (id, title, slug, content, tags, published, published_at, inserted_at, "
                             "updated_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)"),
              {id, QString::fromUtf8(title), QString::number(id), QString::fromUtf8(content), QString::fromUtf8(tags),
               QString::fromUtf8(date), QString::fromUtf8(date), QString::fromUtf8(date)});
    };
    insert(1, "My lens, older than my father 日本語", "", "Nothing.", "2020-01-01");
    insert(2, "Letters", "my lens, 日本語", "Nothing.", "2021-01-01");
    insert(3, "Notes from the ferry", "", "My lens was wet. 日本語", "2024-01-01");
    insert(4, "The lens", "", "Of my own. 日本語 lens", "2023-01-01"); // "my" is only in its text
    query(*m_db, QStringLiteral("INSERT INTO posts (id, slug, content, published, published_at, inserted_at, updated_at) "
                                "VALUES (5, '5', ?, 1, '2022-01-01', '2022-01-01', '2022-01-01')"),
          {QString::fromUtf8("my lens 日本語")}); // without a title
    insert(6, "Nothing of it", "", "Nothing.", "2025-01-01");
    if (isIndexed)
        QCOMPARE(caughtUp(), SearchState::Complete);
    QList<qint64> ids;
    QList<qint64> byText;
    const auto posts = *Desk(*m_db, m_clock, m_index.get()).list({.text = text});
    for (const PostSummary &post : posts) {
        ids += post.id;
        if (post.isFoundByText)
            byText += post.id;
    }
    // One word alone is in the title of 4; with "my" it is found by its text.
    if (text == QLatin1String("lens") || text == QString::fromUtf8("lens 日本")) {
        const QList<qint64> headings = text == QLatin1String("lens") ? QList<qint64>{4, 2, 1} : QList<qint64>{2, 1};
        QCOMPARE(ids.mid(0, headings.size()), headings);
    } else {
        QCOMPARE(ids, (QList<qint64>{2, 1, 3, 4, 5}));
        QCOMPARE(byText, (QList<qint64>{3, 4, 5}));
    }
    QCOMPARE(ids.size(), 5);
}

void TestSearch::pagesFollowEachOther_data()
{
    QTest::addColumn<int>("headings");
    QTest::addColumn<int>("order");
    for (const int headings : {0, 7, 10, 25, 250})
        QTest::addRow("%d headings", headings) << headings << int(PostOrder::ByDate);
    QTest::newRow("by title") << 7 << int(PostOrder::Title);
    QTest::newRow("as edited") << 7 << int(PostOrder::Edited);
}

void TestSearch::pagesFollowEachOther()
{
    QFETCH(int, headings);
    QFETCH(int, order);
    for (int i = 0; i < headings + 23; ++i)
        insertPublic(*m_db, i + 1, QStringLiteral("harbour"));
    query(*m_db, QStringLiteral("UPDATE posts SET title = 'Harbour ' || id WHERE id % 2 = 0 AND id / 2 <= ?"), {headings});
    query(*m_db, QStringLiteral("UPDATE posts SET title = 'Harbour ' || id WHERE id % 2 = 1 AND id > 2 * (? + 23 - ?)"), {headings, headings});
    QCOMPARE(caughtUp(), SearchState::Complete);
    Desk desk(*m_db, m_clock, m_index.get());
    const auto list = [&](int limit, int offset) {
        QList<qint64> ids;
        const auto posts = *desk.list({.text = QStringLiteral("harbour"), .order = PostOrder(order), .limit = limit, .offset = offset});
        for (const PostSummary &post : posts)
            ids += post.id;
        return ids;
    };
    const QList<qint64> all = list(-1, 0);
    QCOMPARE(all.size(), headings + 23);
    QCOMPARE(*desk.count({.text = QStringLiteral("harbour"), .limit = 10}), qint64(all.size()));
    QList<qint64> paged;
    for (int offset = 0; offset <= int(all.size()); offset += 10)
        paged += list(10, offset);
    QCOMPARE(paged, all);
}

void TestSearch::showsTheWordsThatWereSought()
{
    insertPublic(*m_db, 1, QStringLiteral("A long way home, and then at last the lamp that burned for us all night."));
    insertPublic(*m_db, 2, QStringLiteral("Lamps, and nothing else."));
    insertPublic(*m_db, 3, QStringLiteral("Its text says clamp and then\nlamp."));
    query(*m_db, QStringLiteral("UPDATE posts SET tags = '' WHERE id > 1"));
    query(*m_db, QStringLiteral("UPDATE posts SET title = 'The lamp' WHERE id = 2"));
    QCOMPARE(caughtUp(), SearchState::Complete);
    Desk desk(*m_db, m_clock, m_index.get());
    const auto glimpses = [&](const QString &text) {
        QHash<qint64, QString> all;
        const auto posts = *desk.list({.text = text, .wantsGlimpses = true});
        for (const PostSummary &post : posts)
            all.insert(post.id, post.glimpse);
        return all;
    };
    const auto sought = glimpses(QStringLiteral("LAMP"));
    QCOMPARE(sought.size(), 3);
    QCOMPARE(sought[1], QStringLiteral("A long way home, and then at last the lamp that burned for us all night."));
    QCOMPARE(sought[2], QStringLiteral("Lamps, and nothing else.")); // found by its title: its first words
    QCOMPARE(sought[3], QStringLiteral("lamp.")); // from the start of its line
    const auto plain = glimpses({});
    QVERIFY(plain[1].isEmpty()); // its tags say enough
    QCOMPARE(plain[2], QStringLiteral("Lamps, and nothing else."));
    // A draft hides the text below it.
    auto view = *desk.post(2);
    view.fields.content = QStringLiteral("Candles now, and a lamp.");
    QVERIFY(desk.save({2, view.fields, {}, view.draftVersion}));
    QCOMPARE(glimpses({})[2], QStringLiteral("Candles now, and a lamp."));
}

void TestSearch::showsWordsThatSqliteDoesNotFind()
{
    const QString far = QStringLiteral("One word after another. ").repeated(20);
    insertPublic(*m_db, 1, far + QString::fromUtf8("At the Café Über we\nmet."));
    QCOMPARE(caughtUp(), SearchState::Complete);
    Desk desk(*m_db, m_clock, m_index.get());
    for (const char *text : {"cafe", "über"}) {
        const auto posts = *desk.list({.text = QString::fromUtf8(text), .wantsGlimpses = true});
        QCOMPARE(posts.size(), std::size_t(1));
        const QString glimpse = posts[0].glimpse;
        QVERIFY2(glimpse.startsWith(QString::fromUtf8("…")) && glimpse.size() < 240, qPrintable(glimpse));
        QVERIFY2(glimpse.contains(QString::fromUtf8("At the Café Über we\nmet.")), qPrintable(glimpse));
    }
}

void TestSearch::findsEveryWordAtTheStartOfAny()
{
    insertPublic(*m_db, 1, QStringLiteral("The harbour master chalks two numbers on a board."));
    insertPublic(*m_db, 2, QString::fromUtf8("Der Hafenmeister fährt über die Brücke. Ωmega."));
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(QStringLiteral("harb")), QList<qint64>{1});
    QCOMPARE(found(QStringLiteral("BOARD  harbour\tchalk")), QList<qint64>{1});
    QCOMPARE(found(QStringLiteral("harbour brucke")), QList<qint64>{});
    QCOMPARE(found(QStringLiteral("uber fahrt")), QList<qint64>{2});
    QCOMPARE(found(QString::fromUtf8("ÜBER ωμ")), QList<qint64>{});
    QCOMPARE(found(QString::fromUtf8("ÜBER ωme")), QList<qint64>{2});
    QCOMPARE(found(QStringLiteral("boats \"post")), (QList<qint64>{1, 2})); // tags and title
    QCOMPARE(found(QStringLiteral("  ")), (QList<qint64>{1, 2}));
    QCOMPARE(found(QStringLiteral("harbour"), PostStatus::Draft), QList<qint64>{});
    QCOMPARE(found(QStringLiteral("harbour"), PostStatus::Published), QList<qint64>{1});
}

void TestSearch::takesEveryCharacterLiterally_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<qint64>>("ids");
    const auto row = [](const char *text, const QList<qint64> &ids) {
        QTest::newRow(text) << QString::fromUtf8(text) << ids;
    };
    row("\"tide", {1});
    row("\"\"\"", {});
    row("ti\"de", {});
    row("tide AND", {1});
    row("tide AND low", {1}); // the post has the word "and"
    row("tide OR board", {});
    row("tide NOT low", {});
    row("NEAR(tide low)", {});
    row("title:tide", {});
    row("title : tide", {});
    row("content:tide", {});
    row("-tide", {1});
    row("tide*", {1});
    row("^tide", {1});
    row("tide + low", {});
    row("{tide low}", {1});
    row("'; DROP TABLE posts; --", {});
    row("100%", {2});
    row("10%", {2}); // at the start of 100
    row("_", {});
    row("C++", {2});
    row("C+", {2});
    row("++", {2});
    row("\\", {});
}

void TestSearch::takesEveryCharacterLiterally()
{
    QFETCH(QString, text);
    QFETCH(QList<qint64>, ids);
    insertPublic(*m_db, 1, QStringLiteral("Low water and a spring tide."));
    insertPublic(*m_db, 2, QStringLiteral("All of it in C++, 100% of it."));
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(text), ids);
    QCOMPARE(*m_index->state(), SearchState::Complete);
    QCOMPARE(found((text + QLatin1Char(' ')).repeated(3000)), ids);
}

void TestSearch::losesNothingThatLikeFinds_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"h",    "arbour",  "日本", "本語",   "日本語 harbour", "भाषा",      "हिन",  "Qt",
          "編写", "café",    "e-m",  "e-mail", "don't",          "straße",    "한국", "국어",
          "🙂", "see🙂", "#c",   "4.5",    "foo_b",          "/images/12"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestSearch::losesNothingThatLikeFinds()
{
    QFETCH(QString, text);
    insertPublic(*m_db, 1,
                 QString::fromUtf8("The harbour 日本語 हिन्दी भाषा 使用Qt編写 café e-mail don't straße 한국어 "
                                   "see🙂 #c 4.5 foo_bar "
                                   "![x](/images/123)"));
    insertPublic(*m_db, 2, QStringLiteral("nothing"));
    SearchIndex *const index = m_index.release();
    QCOMPARE(found(text).value(0), 1); // LIKE
    m_index.reset(index);
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(text).value(0), 1);
}

void TestSearch::draftsHideTheirPublicText()
{
    insertPublic(*m_db, 1, QStringLiteral("chalk"));
    Desk desk(*m_db, m_clock);
    const auto before = desk.post(1);
    const auto saved =
        desk.save({1, written(QStringLiteral("Post 1"), QStringLiteral("slate")), {}, before->draftVersion});
    QVERIFY(saved);
    caughtUp();
    QCOMPARE(found(QStringLiteral("slate")), QList<qint64>{1});
    QCOMPARE(found(QStringLiteral("chalk")), QList<qint64>{});
    QVERIFY(desk.discardDraft(1));
    caughtUp();
    QCOMPARE(found(QStringLiteral("slate")), QList<qint64>{});
    QCOMPARE(found(QStringLiteral("chalk")), QList<qint64>{1});
}

void TestSearch::followsEditsAndDeletions()
{
    Desk desk(*m_db, m_clock);
    const auto post = desk.create(written(QStringLiteral("One"), QStringLiteral("first words")));
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(QStringLiteral("first")), QList<qint64>{post->id});
    const auto saved = desk.save(
        {post->id, written(QStringLiteral("One"), QStringLiteral("second words")), {}, post->draftVersion});
    QVERIFY(saved);
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(QStringLiteral("first")), QList<qint64>{});
    QCOMPARE(found(QStringLiteral("second")), QList<qint64>{post->id});
    insertPublic(*m_db, post->id, QStringLiteral("published words"));
    QVERIFY(desk.discardDraft(post->id));
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(QStringLiteral("published")), QList<qint64>{post->id});
    query(*m_db, QStringLiteral("DELETE FROM posts"));
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(number(*m_db, QStringLiteral("SELECT count(*) FROM galley_search")), 0);
}

void TestSearch::servesOnlyWhenComplete()
{
    QCOMPARE(*m_index->state(), SearchState::Behind);
    insertPublic(*m_db, 1, QStringLiteral("one harbour"));
    QCOMPARE(found(QStringLiteral("harbour")), QList<qint64>{1});
    caughtUp();
    insertPublic(*m_db, 2, QStringLiteral("another harbour"));
    QCOMPARE(*m_index->state(), SearchState::Behind);
    QCOMPARE(found(QStringLiteral("harbour")), (QList<qint64>{1, 2}));
    caughtUp();
    QCOMPARE(found(QStringLiteral("harbour")), (QList<qint64>{1, 2}));
    // Images don't matter to it.
    query(*m_db,
          QStringLiteral(
              "INSERT INTO images (post_id, filename, content_type, image_data, inserted_at, updated_at) "
              "VALUES (1, 'a', 'image/png', x'00', '', '')"));
    QCOMPARE(*m_index->state(), SearchState::Complete);
}

void TestSearch::catchesUpInChunksBoundedByLength()
{
    for (int i = 1; i <= 7; ++i)
        insertPublic(*m_db, i, QStringLiteral("harbour"));
    const auto indexed = [&] { return number(*m_db, QStringLiteral("SELECT count(*) FROM galley_search")); };
    QCOMPARE(*m_index->catchUp(3), SearchState::Behind);
    QCOMPARE(indexed(), 3);
    QCOMPARE(*m_index->catchUp(3), SearchState::Behind);
    QCOMPARE(*m_index->catchUp(3), SearchState::Complete);
    QCOMPARE(indexed(), 7);
    for (int i = 8; i <= 10; ++i)
        insertPublic(*m_db, i, QStringLiteral("a word and ").repeated(40'000));
    QCOMPARE(*m_index->catchUp(100), SearchState::Behind);
    QCOMPARE(indexed(), 8);
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(indexed(), 10);
}

void TestSearch::writesNothingWhenComplete()
{
    insertPublic(*m_db, 1, QStringLiteral("harbour"));
    caughtUp();
    const qint64 before = number(*m_db, QStringLiteral("SELECT total_changes()"));
    QCOMPARE(*m_index->catchUp(100), SearchState::Complete);
    QCOMPARE(number(*m_db, QStringLiteral("SELECT total_changes()")), before);
}

void TestSearch::feedThatWentBackRebuilds()
{
    insertPublic(*m_db, 1, QStringLiteral("harbour"));
    caughtUp();
    query(*m_db, QStringLiteral("UPDATE posts SET content = 'chalk'"));
    query(*m_db, QStringLiteral("UPDATE galley_changes SET seq = 1"));
    query(*m_db, QStringLiteral("UPDATE galley_settings SET value = '9' WHERE key = 'search.seq'"));
    QCOMPARE(*m_index->state(), SearchState::Behind);
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(QStringLiteral("chalk")), QList<qint64>{1});
    QCOMPARE(found(QStringLiteral("harbour")), QList<qint64>{});
}

void TestSearch::damageRebuilds_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("dropped") << QStringLiteral("DROP TABLE galley_search");
    QTest::newRow("emptied") << QStringLiteral("DELETE FROM galley_search_data");
    QTest::newRow("garbage") << QStringLiteral("UPDATE galley_search_data SET block = x'ffffffff'");
    QTest::newRow("its texts are gone") << QStringLiteral("DROP TABLE galley_search_content");
    QTest::newRow("not told how far it is")
        << QStringLiteral("DELETE FROM galley_settings WHERE key = 'search.seq'");
    QTest::newRow("told nonsense") << QStringLiteral(
        "UPDATE galley_settings SET value = 'x' WHERE key = 'search.seq'");
}

void TestSearch::damageRebuilds()
{
    QFETCH(QString, sql);
    insertPublic(*m_db, 1, QStringLiteral("harbour"));
    caughtUp();
    query(*m_db, sql);
    query(*m_db, QStringLiteral("UPDATE posts SET content = 'chalk'"));
    QCOMPARE(found(QStringLiteral("chalk")), QList<qint64>{1});
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(m_index->find(SearchWords::byIndex(QStringLiteral("chalk")).match, 10), QList<qint64>{1});
    QCOMPARE(found(QStringLiteral("chalk")), QList<qint64>{1});
    QCOMPARE(found(QStringLiteral("harbour")), QList<qint64>{});
}

void TestSearch::damageFoundByASearchRebuilds()
{
    insertPublic(*m_db, 1, QStringLiteral("harbour"));
    caughtUp();
    query(*m_db, QStringLiteral("DROP TABLE galley_search_data"));
    QCOMPARE(found(QStringLiteral("harbour")), QList<qint64>{1});
    QCOMPARE(*m_index->state(), SearchState::Behind);
    QCOMPARE(caughtUp(), SearchState::Complete);
    QVERIFY(!m_index->find(SearchWords::byIndex(QStringLiteral("harbour")).match, 10).isEmpty());
}

void TestSearch::damageBeyondRepairLeavesLike()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("b.galley"));
    {
        auto made = SqliteDatabase::open(path, SqliteDatabase::Open::Create);
        QVERIFY(made && Migrator::forLocalFile(**made).migrate());
        insertPublic(**made, 1, QStringLiteral("harbour"));
        QCOMPARE(*SearchIndex(**made).catchUp(100), SearchState::Complete);
        query(**made,
              QStringLiteral("DROP TABLE galley_search_config")); // without it FTS5 can't even drop the rest
    }
    m_index.reset();
    m_db = std::move(SqliteDatabase::open(path, SqliteDatabase::Open::Existing).value());
    m_index = std::make_unique<SearchIndex>(*m_db);
    QCOMPARE(found(QStringLiteral("harb")), QList<qint64>{1});
    QVERIFY(!m_index->catchUp(100));
    QCOMPARE(found(QStringLiteral("arbour")), QList<qint64>{1});
}

void TestSearch::opensAndFindsWithoutFts5()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("b.galley"));
    {
        auto made = SqliteDatabase::open(path, SqliteDatabase::Open::Create);
        QVERIFY(made && Migrator::forLocalFile(**made).migrate());
        insertPublic(**made, 1, QStringLiteral("harbour"));
        QCOMPARE(*SearchIndex(**made).catchUp(100), SearchState::Complete);
    }
    const auto entry = reinterpret_cast<void (*)()>(&withoutFts5);
    QCOMPARE(sqlite3_auto_extension(entry), SQLITE_OK);
    auto opened = SqliteDatabase::open(path, SqliteDatabase::Open::Existing);
    sqlite3_cancel_auto_extension(entry);
    QVERIFY(opened);
    m_index.reset();
    m_db = std::move(*opened);
    m_index = std::make_unique<SearchIndex>(*m_db);
    QVERIFY(!m_db->execute({QStringLiteral("SELECT * FROM galley_search"), {}}));
    QCOMPARE(caughtUp(), SearchState::Absent);
    insertPublic(*m_db, 2, QStringLiteral("another harbour"));
    QCOMPARE(caughtUp(), SearchState::Absent);
    QCOMPARE(found(QStringLiteral("harb")), (QList<qint64>{1, 2}));

    // Back where there is FTS5.
    auto back = SqliteDatabase::open(path, SqliteDatabase::Open::Existing);
    QVERIFY(back);
    m_index.reset();
    m_db = std::move(*back);
    m_index = std::make_unique<SearchIndex>(*m_db);
    QCOMPARE(*m_index->state(), SearchState::Behind);
    QCOMPARE(caughtUp(), SearchState::Complete);
    QCOMPARE(found(QStringLiteral("harb")), (QList<qint64>{1, 2}));
}

QTEST_GUILESS_MAIN(TestSearch)
#include "test_search.moc"
