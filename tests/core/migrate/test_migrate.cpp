#include "core/db/sqlite/sqlitedatabase.h"
#include "core/migrate/migrator.h"

#include <QTest>

using namespace galley;

namespace {

std::unique_ptr<SqliteDatabase> memory()
{
    return std::move(SqliteDatabase::inMemory().value());
}

Rows query(Database &db, const QString &sql)
{
    auto rows = db.execute({sql, {}});
    if (!rows)
        qFatal("%s: %s", qPrintable(sql), qPrintable(rows.error().detail));
    return std::move(*rows);
}

QStringList columnsOf(Database &db, const QString &table)
{
    QStringList names;
    for (const Row &row : query(db, QStringLiteral("SELECT lower(name) || ' ' || upper(type) FROM pragma_table_info('%1')").arg(table)))
        names += row[0].text();
    names.sort();
    return names;
}

QStringList schemaObjects(Database &db)
{
    QStringList names;
    for (const Row &row : query(db, QStringLiteral("SELECT type || ' ' || name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")))
        names += row[0].text();
    names.sort();
    return names;
}

/// The site's tables at their oldest, without a word of ours.
const QStringList OldestSite = {
    QStringLiteral("CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, slug TEXT UNIQUE, content TEXT, excerpt TEXT, "
                   "tags TEXT, published INTEGER DEFAULT 0, published_at TEXT, inserted_at TEXT NOT NULL, updated_at TEXT NOT NULL)"),
    QStringLiteral("CREATE TABLE images (id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts(id) ON DELETE CASCADE, "
                   "filename TEXT NOT NULL, content_type TEXT NOT NULL, alt_text TEXT, image_data BLOB NOT NULL, "
                   "thumbnail_data BLOB, file_size INTEGER, inserted_at TEXT NOT NULL, updated_at TEXT NOT NULL)"),
    QStringLiteral("INSERT INTO posts VALUES (5, 'Old', 'old', 'text', NULL, 'a, b', 1, '2019-01-02 03:04:05', '2019-01-02 03:04:05', '2019-01-02T03:04:05Z')"),
    QStringLiteral("INSERT INTO images VALUES (9, 5, 'a.png', 'image/png', NULL, x'89504e47', NULL, 4, 'x', 'x')"),
};

} // namespace

class TestMigrate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsAtCompleteStatements();
    void freshTwiceIsOnce();
    void freshEqualsAdopted();
    void adoptionKeepsEveryValueAndFillsTheFeed();
    void reportsATextKeyAndLeavesItWritable();
    void leavesOutARuleThatTheDataBreaks();
    void feedSeesWritersAndIgnoresViewCounters();
    void siteWritesOfEveryFormSucceed();
    void brokenMiddleStatementLeavesNothing();
    void refusesANewerSchema();
    void refusesAnEditedMigration();
};

void TestMigrate::splitsAtCompleteStatements()
{
    const auto parts = splitStatements(QStringLiteral(
        "-- a comment; with a semicolon\nCREATE TABLE a (x TEXT DEFAULT ';');\n\n"
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM a;\n  SELECT 1;\nEND;\n"));
    QVERIFY(parts);
    QCOMPARE(parts->size(), 2);
    QVERIFY(parts->at(1).startsWith(QLatin1String("CREATE TRIGGER")) && parts->at(1).endsWith(QLatin1String("END")));
    QVERIFY(!splitStatements(QStringLiteral("CREATE TABLE a (x TEXT)")));
}

void TestMigrate::freshTwiceIsOnce()
{
    auto db = memory();
    QVERIFY(Migrator::forLocalFile(*db).migrate());
    const auto before = schemaObjects(*db);
    const auto plan = Migrator::forLocalFile(*db).plan();
    QVERIFY(plan && plan->isEmpty());
    QVERIFY(Migrator::forLocalFile(*db).migrate());
    QCOMPARE(schemaObjects(*db), before);
    QCOMPARE(query(*db, QStringLiteral("SELECT id FROM galley_database")).front().front().text().size(), 32);
}

void TestMigrate::freshEqualsAdopted()
{
    auto fresh = memory();
    QVERIFY(Migrator::forSharedDatabase(*fresh).migrate());
    auto adopted = memory();
    for (const QString &sql : OldestSite)
        query(*adopted, sql);
    const auto plan = Migrator::forSharedDatabase(*adopted).plan();
    QVERIFY(plan);
    QVERIFY(plan->additions.contains(QStringLiteral("the column posts.subtitle")));
    QVERIFY(plan->additions.contains(QStringLiteral("the table galley_drafts")));
    QVERIFY(Migrator::forSharedDatabase(*adopted).migrate());
    QCOMPARE(schemaObjects(*adopted), schemaObjects(*fresh));
    for (const char *table : {"posts", "images", "series"})
        QCOMPARE(columnsOf(*adopted, QLatin1String(table)), columnsOf(*fresh, QLatin1String(table)));
}

void TestMigrate::adoptionKeepsEveryValueAndFillsTheFeed()
{
    auto db = memory();
    for (const QString &sql : OldestSite)
        query(*db, sql);
    query(*db, QStringLiteral("ALTER TABLE posts ADD COLUMN views INTEGER NOT NULL DEFAULT 7"));
    const auto before = query(*db, QStringLiteral("SELECT title, slug, content, excerpt, tags, typeof(published), published_at, inserted_at, updated_at, views FROM posts"));
    QVERIFY(Migrator::forSharedDatabase(*db).migrate());
    const auto after = query(*db, QStringLiteral("SELECT title, slug, content, excerpt, tags, typeof(published), published_at, inserted_at, updated_at, views FROM posts"));
    QCOMPARE(after.front(), before.front());
    const auto feed = query(*db, QStringLiteral("SELECT entity, entity_id FROM galley_changes ORDER BY entity"));
    QCOMPARE(feed.size(), std::size_t(2));
    QCOMPARE(feed.rows[0][0].text(), QStringLiteral("images"));
    QCOMPARE(feed.rows[1][1].integer(), 5);
}

void TestMigrate::reportsATextKeyAndLeavesItWritable()
{
    auto db = memory();
    query(*db, QStringLiteral("CREATE TABLE series (id TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT, slug TEXT UNIQUE NOT NULL, inserted_at TEXT, updated_at TEXT)"));
    query(*db, QStringLiteral("INSERT INTO series (title, slug) VALUES ('Keepers', 'keepers')"));
    const auto plan = Migrator::forSharedDatabase(*db).plan();
    QVERIFY(plan);
    QCOMPARE(plan->warnings.size(), 1);
    QVERIFY(Migrator::forSharedDatabase(*db).migrate());
    query(*db, QStringLiteral("INSERT INTO series (title, slug) VALUES ('More', 'more')"));
    QCOMPARE(query(*db, QStringLiteral("SELECT id FROM series")).size(), std::size_t(2));
    QVERIFY(query(*db, QStringLiteral("SELECT 1 FROM galley_changes WHERE entity = 'series'")).empty());
}

void TestMigrate::leavesOutARuleThatTheDataBreaks()
{
    auto db = memory();
    QVERIFY(Migrator::forSharedDatabase(*db).migrate());
    const QString rule = QStringLiteral("index posts_series_id_series_position_index");
    QVERIFY(schemaObjects(*db).contains(rule));

    auto broken = memory();
    query(*broken, QStringLiteral("CREATE TABLE posts (id INTEGER PRIMARY KEY, slug TEXT, series_id INTEGER, series_position INTEGER)"));
    query(*broken, QStringLiteral("INSERT INTO posts VALUES (1, 'a', 3, 1), (2, 'b', 3, 1)"));
    const auto plan = Migrator::forSharedDatabase(*broken).plan();
    QVERIFY(plan && plan->warnings.size() == 1);
    QVERIFY(Migrator::forSharedDatabase(*broken).migrate());
    QVERIFY(!schemaObjects(*broken).contains(rule));
}

void TestMigrate::feedSeesWritersAndIgnoresViewCounters()
{
    auto db = memory();
    QVERIFY(Migrator::forSharedDatabase(*db).migrate());
    query(*db, QStringLiteral("ALTER TABLE posts ADD COLUMN views INTEGER DEFAULT 0"));
    query(*db, QStringLiteral("INSERT INTO posts (id, slug, inserted_at, updated_at) VALUES (1, 'a', 'x', 'x')"));
    const auto version = [&] { return query(*db, QStringLiteral("SELECT version FROM galley_changes WHERE entity = 'posts' AND entity_id = 1")).front().front().text(); };
    const QString first = version();
    query(*db, QStringLiteral("UPDATE posts SET views = views + 1"));
    query(*db, QStringLiteral("UPDATE posts SET slug = 'a', updated_at = 'y'"));
    QCOMPARE(version(), first);
    query(*db, QStringLiteral("UPDATE posts SET content = 'words'"));
    QVERIFY(version() != first);
    const QString second = version();
    query(*db, QStringLiteral("UPDATE posts SET id = 8"));
    QVERIFY(version() != second);
    QCOMPARE(query(*db, QStringLiteral("SELECT count(*) FROM galley_changes")).front().front().integer(), 2);
    query(*db, QStringLiteral("DELETE FROM posts"));
    QCOMPARE(query(*db, QStringLiteral("SELECT count(*) FROM galley_changes")).front().front().integer(), 2);
}

void TestMigrate::siteWritesOfEveryFormSucceed()
{
    auto db = memory();
    QVERIFY(Migrator::forSharedDatabase(*db).migrate());
    const QString columns = QStringLiteral(" INTO posts (id, slug, title, inserted_at, updated_at) VALUES (1, 'a', '%1', 'x', 'x')");
    const auto seq = [&] { return query(*db, QStringLiteral("SELECT seq FROM galley_changes")).front().front().integer(); };
    query(*db, QStringLiteral("INSERT") + columns.arg(QStringLiteral("one")));
    const qint64 first = seq();
    query(*db, QStringLiteral("INSERT OR IGNORE") + columns.arg(QStringLiteral("two")));
    QCOMPARE(seq(), first);
    query(*db, QStringLiteral("INSERT") + columns.arg(QStringLiteral("three")) + QStringLiteral(" ON CONFLICT(id) DO UPDATE SET title = excluded.title"));
    QVERIFY(seq() > first);
    query(*db, QStringLiteral("UPDATE OR IGNORE posts SET title = 'four'"));
    query(*db, QStringLiteral("INSERT OR REPLACE") + columns.arg(QStringLiteral("five")));
    QCOMPARE(query(*db, QStringLiteral("SELECT count(*) FROM galley_changes")).front().front().integer(), 1);
}

void TestMigrate::brokenMiddleStatementLeavesNothing()
{
    auto db = memory();
    Migrator migrator(*db, {{MigrationSet::Shared, 2, QStringLiteral("broken"),
                             QStringLiteral("CREATE TABLE one (x);\nCREATE TABEL two (x);\nCREATE TABLE three (x);\n")}});
    QVERIFY(!migrator.migrate());
    QVERIFY(schemaObjects(*db).isEmpty());
}

void TestMigrate::refusesANewerSchema()
{
    auto db = memory();
    QVERIFY(Migrator::forSharedDatabase(*db).migrate());
    query(*db, QStringLiteral(R"(INSERT INTO galley_migrations ("set", version, name, checksum, applied_at) VALUES ('shared', 999, 'x', 'x', 'x'))"));
    QCOMPARE(Migrator::forSharedDatabase(*db).migrate().error().code, ErrorCode::SchemaTooNew);
}

void TestMigrate::refusesAnEditedMigration()
{
    auto db = memory();
    QVERIFY(Migrator::forSharedDatabase(*db).migrate());
    query(*db, QStringLiteral("UPDATE galley_migrations SET checksum = 'other'"));
    QCOMPARE(Migrator::forSharedDatabase(*db).migrate().error().code, ErrorCode::Corrupt);
}

QTEST_GUILESS_MAIN(TestMigrate)
#include "test_migrate.moc"
