// SqliteDatabase over files: those that are missing, locked, read-only, damaged, or on a full disk.
#include "core/db/sqlite/sqlitedatabase.h"
#include "tests/core/db/check.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <linux/capability.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace galley;
using namespace galley::test;

namespace {

using Open = SqliteDatabase::Open;

/// Root may read and write whatever the modes say; without these powers it is bound by them like everybody.
class WithoutRootsPower
{
public:
    WithoutRootsPower() { change(false); }
    WithoutRootsPower(const WithoutRootsPower &) = delete;
    WithoutRootsPower &operator=(const WithoutRootsPower &) = delete;
    ~WithoutRootsPower() { change(true); }

private:
    static void change(bool give)
    {
        __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
        __user_cap_data_struct data[2]{};
        syscall(SYS_capget, &header, data);
        const __u32 powers = 1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH;
        data[0].effective =
            give ? data[0].effective | (data[0].permitted & powers) : data[0].effective & ~powers;
        syscall(SYS_capset, &header, data);
    }
};

/// A second program, as far as SQLite is concerned: a connection with none of our settings.
class OtherProgram
{
public:
    explicit OtherProgram(const QString &path) { sqlite3_open(path.toUtf8().constData(), &m_db); }
    OtherProgram(const OtherProgram &) = delete;
    OtherProgram &operator=(const OtherProgram &) = delete;
    ~OtherProgram() { sqlite3_close(m_db); }
    bool run(const char *sql) { return sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

private:
    sqlite3 *m_db = nullptr;
};

qint64 number(SqliteDatabase &db, const char *query)
{
    auto rows = db.execute(sql(query));
    return rows ? rows->front().front().integer() : -1;
}

std::unique_ptr<SqliteDatabase> open(const QString &path, Open how = Open::Existing)
{
    auto opened = SqliteDatabase::open(path, how);
    if (!opened)
        qFatal("%s: %s", qPrintable(opened.error().message), qPrintable(opened.error().detail));
    return std::move(*opened);
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestSqlite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void makesAFileAsDesigned();
    void opensOddNames();
    void explainsWhatCantBeOpened();
    void explainsWhatIsNoDatabase_data();
    void explainsWhatIsNoDatabase();
    void explainsADamagedFile();
    void explainsALockedFile();
    void stopsWhileItWaitsForALock();
    void readsWhileAnotherWrites();
    void letsTwoThreadsWrite();
    void readsAFileThatCantBeWritten();
    void readsInAFolderThatCantBeWritten();
    void opensForReadingAlone();
    void losesNothingOnAFullDisk();
    void losesNothingAtALimitOfFileSize();
    void followsAChangedSchema();
    void noticesAnotherProgramsWrite();
    void leavesOneFileWhenClosed();
    void emptiesTheWal();
    void backsUp();
    void backsUpAForeignFile();
    void backsUpNothingWhenItFails();
    void refusesSeveralStatements();
    void keepsTextThatIsNotUtf8();

private:
    QString file(const char *name = "blog.galley") const { return m_dir->filePath(text(name)); }
    std::unique_ptr<SqliteDatabase> makeBlog(const char *name = "blog.galley") const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSqlite::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<SqliteDatabase> TestSqlite::makeBlog(const char *name) const
{
    auto db = open(file(name), Open::Create);
    if (!db->transaction(
            {sql("CREATE TABLE t(id INTEGER PRIMARY KEY, v)"), sql("INSERT INTO t VALUES (1, 'one')")}))
        qFatal("the table can't be made");
    return db;
}

void TestSqlite::makesAFileAsDesigned()
{
    auto db = makeBlog();
    QCOMPARE(number(*db, "PRAGMA page_size"), 16384);
    QCOMPARE(number(*db, "PRAGMA synchronous"), 2);
    QCOMPARE(number(*db, "PRAGMA foreign_keys"), 0);
    QCOMPARE(number(*db, "PRAGMA application_id"), 0x474c4c59);
    QCOMPARE(db->execute(sql("PRAGMA journal_mode"))->front().front().text(), text("wal"));
    QVERIFY(!db->isReadOnly());
    QCOMPARE(db->location(), text("blog.galley"));
    db = open(file());
    QCOMPARE(number(*db, "PRAGMA synchronous"), 2);
    QCOMPARE(db->execute(sql("PRAGMA journal_mode"))->front().front().text(), text("wal"));
}

void TestSqlite::opensOddNames()
{
    for (const char *name : {"with space.galley", "ünïcode 漢字 🌊.galley", "a?b=c#d%20e&f.galley",
                             "file:x.galley", "'quoted'.galley"}) {
        makeBlog(name);
        QVERIFY(QFileInfo::exists(file(name)));
        QCOMPARE(number(*open(file(name)), "SELECT count(*) FROM t"), 1);
    }
}

void TestSqlite::explainsWhatCantBeOpened()
{
    VERIFY_FAILS(SqliteDatabase::open(file("none.galley"), Open::Existing), ErrorCode::NotFound,
                 "There is no file");
    VERIFY_FAILS(SqliteDatabase::open(file("none.galley"), Open::ReadOnly), ErrorCode::NotFound,
                 "There is no file");
    QVERIFY(!QFileInfo::exists(file("none.galley")));
    VERIFY_FAILS(SqliteDatabase::open(m_dir->path(), Open::Existing), ErrorCode::Io, "is not a file");
    VERIFY_FAILS(SqliteDatabase::open(file("no/folder.galley"), Open::Create), ErrorCode::NotFound,
                 "The folder for folder.galley");
    makeBlog();
    VERIFY_FAILS(SqliteDatabase::open(file(), Open::Create), ErrorCode::Conflict,
                 "blog.galley already exists");
    QCOMPARE(number(*open(file()), "SELECT count(*) FROM t"), 1);

    QFile::setPermissions(file(), {});
    const WithoutRootsPower power;
    VERIFY_FAILS(SqliteDatabase::open(file(), Open::Existing), ErrorCode::Io, "blog.galley can't be opened");
}

void TestSqlite::explainsWhatIsNoDatabase_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("# A post\n\nSome words.\n");
    QTest::newRow("long text") << QByteArray("# A post\n\nSome words.\n").repeated(1000);
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n").repeated(100);
    QTest::newRow("zeros") << QByteArray(100000, '\0');
    QTest::newRow("another version") << QByteArray("SQLite format 4").leftJustified(8192, '\0');
}

void TestSqlite::explainsWhatIsNoDatabase()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(writeFile(file(), bytes));
    for (const Open how : {Open::Existing, Open::ReadOnly})
        VERIFY_FAILS(SqliteDatabase::open(file(), how), ErrorCode::Corrupt,
                     "blog.galley is not a Galley blog");
    QFile after(file());
    QVERIFY(after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), bytes);
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files).size(), 1);
}

void TestSqlite::explainsADamagedFile()
{
    auto db = makeBlog();
    for (int i = 0; i < 50; ++i)
        VERIFY_OK(db->execute(sql("INSERT INTO t(v) VALUES (?)", {QByteArray(10000, 'x')})));
    db.reset();
    QFile bytes(file());
    QVERIFY(bytes.open(QIODevice::ReadWrite));
    QVERIFY(bytes.seek(16384));
    QVERIFY(bytes.write(QByteArray(16384, '\x55')) == 16384);
    bytes.close();
    auto damaged = SqliteDatabase::open(file(), Open::Existing);
    VERIFY_OK(damaged);
    VERIFY_FAILS((*damaged)->execute(sql("SELECT count(*) FROM t")), ErrorCode::Corrupt,
                 "blog.galley is damaged");
}

void TestSqlite::explainsALockedFile()
{
    auto db = makeBlog();
    {
        OtherProgram other(file());
        QVERIFY(other.run("BEGIN IMMEDIATE; INSERT INTO t VALUES (2, 'theirs')"));
        VERIFY_FAILS(db->transaction({sql("INSERT INTO t VALUES (3, 'ours')")}), ErrorCode::Busy,
                     "in use by another program");
        QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
        QVERIFY(other.run("COMMIT"));
        VERIFY_OK(db->transaction({sql("INSERT INTO t VALUES (3, 'ours')")}));
    }
    db.reset();
    OtherProgram alone(file());
    QVERIFY(
        alone.run("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO t VALUES (4, 'x'); COMMIT"));
    VERIFY_FAILS(SqliteDatabase::open(file(), Open::Existing), ErrorCode::Busy,
                 "blog.galley is in use by another program");
}

void TestSqlite::stopsWhileItWaitsForALock()
{
    auto db = makeBlog();
    OtherProgram other(file());
    QVERIFY(other.run("BEGIN IMMEDIATE"));
    std::stop_source source;
    const std::jthread later([&source] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        source.request_stop();
    });
    const CallOptions options{source.get_token()};
    VERIFY_FAILS(db->transaction({sql("INSERT INTO t VALUES (2, 'x')")}, options), ErrorCode::Cancelled,
                 "Cancelled");
}

void TestSqlite::readsWhileAnotherWrites()
{
    auto db = makeBlog();
    OtherProgram other(file());
    QVERIFY(other.run("BEGIN IMMEDIATE; INSERT INTO t VALUES (2, 'theirs')"));
    auto read = db->read({sql("SELECT count(*) FROM t"), sql("SELECT max(id) FROM t")});
    VERIFY_OK(read);
    QCOMPARE(read->at(0).front().front().integer(), 1);
}

void TestSqlite::letsTwoThreadsWrite()
{
    makeBlog();
    const auto write = [this](int from) {
        auto db = open(file());
        for (int i = 0; i < 100; ++i) {
            if (!db->transaction({sql("INSERT INTO t(id, v) VALUES (?, 'x')", {from + i}),
                                  sql("UPDATE t SET v = coalesce(v, '') || '.' WHERE id = 1")}))
                return;
        }
    };
    {
        const std::jthread one(write, 1000);
        const std::jthread two(write, 2000);
    }
    auto db = open(file());
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 201);
    QCOMPARE(number(*db, "SELECT length(v) FROM t WHERE id = 1"), 203);
}

void TestSqlite::readsAFileThatCantBeWritten()
{
    makeBlog();
    QFile::setPermissions(file(), QFile::ReadOwner);
    const WithoutRootsPower power;
    auto db = open(file());
    QVERIFY(db->isReadOnly());
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
    VERIFY_OK(db->read({sql("SELECT 1")}));
    VERIFY_FAILS(db->execute(sql("INSERT INTO t VALUES (2, 'x')")), ErrorCode::ReadOnly,
                 "blog.galley can only be read");
    VERIFY_FAILS(db->transaction({sql("INSERT INTO t VALUES (2, 'x')")}), ErrorCode::ReadOnly,
                 "can only be read");
}

void TestSqlite::readsInAFolderThatCantBeWritten()
{
    makeBlog();
    QFile::setPermissions(file(), QFile::ReadOwner);
    QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::ExeOwner);
    {
        const WithoutRootsPower power;
        for (const Open how : {Open::Existing, Open::ReadOnly}) {
            auto db = open(file(), how);
            QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
            VERIFY_FAILS(db->execute(sql("INSERT INTO t VALUES (2, 'x')")), ErrorCode::ReadOnly,
                         "can only be read");
        }
        VERIFY_FAILS(SqliteDatabase::open(file("new.galley"), Open::Create), ErrorCode::Io,
                     "new.galley can't be opened");
    }
    QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void TestSqlite::opensForReadingAlone()
{
    auto writer = makeBlog();
    auto reader = open(file(), Open::ReadOnly);
    QVERIFY(reader->isReadOnly());
    VERIFY_FAILS(reader->transaction({sql("INSERT INTO t VALUES (2, 'x')")}), ErrorCode::ReadOnly,
                 "can only be read");
    VERIFY_OK(writer->execute(sql("INSERT INTO t VALUES (2, 'two')")));
    QCOMPARE(number(*reader, "SELECT count(*) FROM t"), 2);
}

void TestSqlite::losesNothingOnAFullDisk()
{
    const QString disk = file("disk");
    QVERIFY(QDir().mkdir(disk));
    const QByteArray at = disk.toUtf8();
    if (mount("none", at.constData(), "tmpfs", 0, "size=2m") != 0)
        QSKIP("a small file system can't be mounted here; run as root");
    const QString path = disk + text("/blog.galley");
    auto db = open(path, Open::Create);
    VERIFY_OK(db->transaction({sql("CREATE TABLE t(v)"), sql("INSERT INTO t VALUES ('kept')")}));
    auto full = db->transaction(
        {sql("INSERT INTO t VALUES ('lost')"), sql("INSERT INTO t VALUES (?)", {QByteArray(4000000, 'x')})});
    VERIFY_FAILS(full, ErrorCode::DiskFull, "The disk that holds blog.galley is full; nothing was changed.");
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
    VERIFY_OK(db->execute(sql("INSERT INTO t VALUES ('small')")));
    db.reset();
    db = open(path);
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 2);
    QCOMPARE(db->execute(sql("PRAGMA integrity_check"))->front().front().text(), text("ok"));
    db.reset();
    QCOMPARE(umount(at.constData()), 0);
}

void TestSqlite::losesNothingAtALimitOfFileSize()
{
    auto db = makeBlog();
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto signal = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1000000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    auto full = db->transaction({sql("INSERT INTO t VALUES (2, ?)", {QByteArray(4000000, 'x')})});
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, signal);
    VERIFY_FAILS(full, ErrorCode::Io, "nothing was changed; check that its disk is connected and has space");
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
    VERIFY_OK(db->transaction({sql("INSERT INTO t VALUES (2, ?)", {QByteArray(4000000, 'x')})}));
    QCOMPARE(db->execute(sql("PRAGMA integrity_check"))->front().front().text(), text("ok"));
}

void TestSqlite::followsAChangedSchema()
{
    auto db = makeBlog();
    const Statement all = sql("SELECT * FROM t");
    QCOMPARE(db->execute(all)->columns, (QStringList{text("id"), text("v")}));
    VERIFY_OK(db->execute(sql("ALTER TABLE t ADD COLUMN w DEFAULT 7")));
    auto wider = db->execute(all);
    VERIFY_OK(wider);
    QCOMPARE(wider->columns, (QStringList{text("id"), text("v"), text("w")}));
    QCOMPARE(wider->front().size(), std::size_t(3));
    QCOMPARE(wider->front().at(2).integer(), 7);
    OtherProgram other(file());
    QVERIFY(other.run("ALTER TABLE t ADD COLUMN x"));
    QCOMPARE(db->execute(all)->front().size(), std::size_t(4));
}

void TestSqlite::noticesAnotherProgramsWrite()
{
    auto db = makeBlog();
    const qint64 before = db->dataVersion().value();
    VERIFY_OK(db->execute(sql("INSERT INTO t VALUES (2, 'ours')")));
    QCOMPARE(db->dataVersion().value(), before);
    OtherProgram other(file());
    QVERIFY(other.run("INSERT INTO t VALUES (3, 'theirs')"));
    QVERIFY(db->dataVersion().value() != before);
}

void TestSqlite::leavesOneFileWhenClosed()
{
    auto db = makeBlog();
    VERIFY_OK(db->execute(sql("SELECT * FROM t")));
    QVERIFY(QFileInfo::exists(file("blog.galley-wal")));
    db.reset();
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{text("blog.galley")});
}

void TestSqlite::emptiesTheWal()
{
    auto db = makeBlog();
    QVERIFY(QFileInfo(file("blog.galley-wal")).size() > 0);
    VERIFY_OK(db->checkpoint());
    QCOMPARE(QFileInfo(file("blog.galley-wal")).size(), 0);
    QVERIFY(QFile::copy(file(), file("copy.galley")));
    QCOMPARE(number(*open(file("copy.galley")), "SELECT count(*) FROM t"), 1);

    OtherProgram reader(file());
    QVERIFY(reader.run("BEGIN; SELECT * FROM t"));
    VERIFY_OK(db->execute(sql("INSERT INTO t VALUES (2, 'x')")));
    VERIFY_FAILS(db->checkpoint(), ErrorCode::Busy, "in use by another program");
    QVERIFY(reader.run("COMMIT"));
    VERIFY_OK(db->checkpoint());
}

void TestSqlite::backsUp()
{
    auto db = makeBlog();
    VERIFY_OK(db->execute(sql("INSERT INTO t VALUES (2, ?)", {QByteArray(6000000, 'x')})));
    VERIFY_OK(db->backupTo(file("copy.galley")));
    auto copy = open(file("copy.galley"));
    QCOMPARE(number(*copy, "SELECT sum(length(v)) FROM t"), 6000003);
    QCOMPARE(number(*copy, "PRAGMA page_size"), 16384);
    QCOMPARE(number(*copy, "PRAGMA application_id"), 0x474c4c59);
    QCOMPARE(copy->execute(sql("PRAGMA journal_mode"))->front().front().text(), text("wal"));
    VERIFY_OK(copy->execute(sql("INSERT INTO t VALUES (3, 'only there')")));
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 2);
    VERIFY_FAILS(db->backupTo(file("copy.galley")), ErrorCode::Conflict, "already exists");
    QCOMPARE(number(*copy, "SELECT count(*) FROM t"), 3);

    auto memory = SqliteDatabase::inMemory();
    VERIFY_OK(memory);
    VERIFY_OK((*memory)->execute(sql("CREATE TABLE m(v)")));
    VERIFY_OK((*memory)->backupTo(file("memory.galley")));
    auto kept = open(file("memory.galley"));
    QCOMPARE(number(*kept, "SELECT count(*) FROM m"), 0);
    QCOMPARE(kept->execute(sql("PRAGMA journal_mode"))->front().front().text(), text("wal"));
}

void TestSqlite::backsUpAForeignFile()
{
    {
        OtherProgram other(file("site.db")); // 4 KB pages, no WAL
        QVERIFY(other.run("PRAGMA page_size=4096; CREATE TABLE t(v); INSERT INTO t VALUES (1)"));
    }
    auto db = open(file("site.db"));
    VERIFY_OK(db->backupTo(file("copy.galley")));
    db.reset();
    QCOMPARE(number(*open(file("copy.galley")), "SELECT count(*) FROM t"), 1);
    QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), (QStringList{text("copy.galley"), text("site.db")}));
}

void TestSqlite::backsUpNothingWhenItFails()
{
    auto db = makeBlog();
    std::stop_source source;
    source.request_stop();
    VERIFY_FAILS(db->backupTo(file("copy.galley"), {source.get_token()}), ErrorCode::Cancelled, "Cancelled");
    const QStringList left = QDir(m_dir->path()).entryList({text("copy*")}, QDir::Files);
    QVERIFY2(left.isEmpty(), qPrintable(left.join(QLatin1Char(' '))));
    VERIFY_FAILS(db->backupTo(file("no/copy.galley")), ErrorCode::NotFound, "create it first");
}

void TestSqlite::refusesSeveralStatements()
{
    auto db = makeBlog();
    VERIFY_FAILS(db->execute(sql("DELETE FROM t; DELETE FROM t")), ErrorCode::InvalidInput, "One statement");
    VERIFY_FAILS(db->execute(sql("")), ErrorCode::InvalidInput, "empty");
    VERIFY_FAILS(db->execute(sql("-- nothing")), ErrorCode::InvalidInput, "empty");
    QVERIFY(!db->execute(sql("SELECT ?, ?", {1})));
    QVERIFY(!db->execute(sql("SELECT ?", {1, 2})));
    QCOMPARE(number(*db, "SELECT count(*) FROM t"), 1);
    VERIFY_OK(db->execute(sql("SELECT 1;  ")));
}

void TestSqlite::keepsTextThatIsNotUtf8()
{
    auto db = makeBlog();
    VERIFY_OK(db->execute(sql("INSERT INTO t VALUES (2, CAST(x'61c328' AS TEXT))")));
    const Value read = db->execute(sql("SELECT v FROM t WHERE id = 2"))->front().front();
    QVERIFY(read.isBlob());
    QCOMPARE(read.blob(), QByteArray("a\xc3("));
}

QTEST_GUILESS_MAIN(TestSqlite)
#include "test_sqlite.moc"
