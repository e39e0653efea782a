#include "core/db/sqlite/sqlitedatabase.h"

#include "core/db/sqlite/sqliteerror.h"
#include "core/db/sqlite/sqlitestatement.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

namespace galley {

namespace {

constexpr int BusyTimeoutMs = 5000;
constexpr std::size_t MaxCachedStatements = 512; // a sync has some 400, for its lists of ids are of any length
constexpr int StopCheckInterval = 2000; // virtual machine instructions

/// Lets a stop token interrupt whatever the connection runs or waits for, for as long as this object lives.
/// Without a token that can stop, waiting for another program's lock still ends after BusyTimeoutMs.
class StopWatch
{
public:
    StopWatch(sqlite3 *db, const std::stop_token &stop) : m_db(db), m_stop(stop)
    {
        if (!m_stop.stop_possible())
            return;
        sqlite3_progress_handler(m_db, StopCheckInterval, &StopWatch::asked, this);
        sqlite3_busy_handler(m_db, &StopWatch::waited, this);
    }
    StopWatch(const StopWatch &) = delete;
    StopWatch &operator=(const StopWatch &) = delete;
    ~StopWatch()
    {
        if (!m_stop.stop_possible())
            return;
        sqlite3_progress_handler(m_db, 0, nullptr, nullptr);
        sqlite3_busy_timeout(m_db, BusyTimeoutMs);
    }

    bool stopped() const { return m_stop.stop_requested(); }

private:
    static int asked(void *self) { return static_cast<StopWatch *>(self)->stopped() ? 1 : 0; }

    static int waited(void *self, int times)
    {
        constexpr int PauseMs = 10;
        if (static_cast<StopWatch *>(self)->stopped() || times * PauseMs >= BusyTimeoutMs)
            return 0;
        sqlite3_sleep(PauseMs);
        return 1;
    }

    sqlite3 *m_db;
    std::stop_token m_stop;
};

Statement statement(const char *sql)
{
    return {QString::fromLatin1(sql), {}};
}

} // namespace

Status SqliteDatabase::checkPath(const QString &path, Open how)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (how == Open::Create && info.exists())
        return fail(ErrorCode::Conflict,
                    QStringLiteral("%1 already exists; open it, or choose another name.").arg(name));
    if (how == Open::Create && !info.absoluteDir().exists())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("The folder for %1 does not exist; create it first.").arg(name), path);
    if (how != Open::Create && !info.exists())
        return fail(ErrorCode::NotFound, QStringLiteral("There is no file %1; check the path.").arg(path));
    if (how != Open::Create && !info.isFile())
        return fail(ErrorCode::Io, QStringLiteral("%1 is not a file; choose a Galley blog.").arg(path));
    return {};
}

SqliteDatabase::SqliteDatabase(QString path) : m_path(std::move(path)) {}

SqliteDatabase::~SqliteDatabase()
{
    close();
}

void SqliteDatabase::close()
{
    m_statements.clear();
    sqlite3_close(m_db);
    m_db = nullptr;
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const QString &path, Open how)
{
    if (auto ok = checkPath(path, how); !ok)
        return failure(ok);
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(path));
    if (auto ok = database->connect(how); !ok)
        return failure(ok);
    return database;
}

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::inMemory()
{
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(QStringLiteral(":memory:")));
    if (auto ok = database->connect(Open::Create); !ok)
        return failure(ok);
    return database;
}

Status SqliteDatabase::connect(Open how)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= how == Open::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (how == Open::Create)
        flags |= SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(m_path.toUtf8().constData(), &m_db, flags, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(sqliteError(code, m_db, location()));
    auto ok = configure(how == Open::Create);
    if (ok || how == Open::Create ||
        (ok.error().code != ErrorCode::Io && ok.error().code != ErrorCode::ReadOnly))
        return ok;
    // In a folder that can't be written, WAL has no room for its shared memory; with no WAL beside the file,
    // nobody is writing and it can be read as it stands.
    return QFile::exists(m_path + QStringLiteral("-wal")) ? ok : connectImmutable();
}

Status SqliteDatabase::connectImmutable()
{
    close();
    QUrl uri = QUrl::fromLocalFile(QFileInfo(m_path).absoluteFilePath());
    uri.setQuery(QStringLiteral("immutable=1"));
    const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(uri.toEncoded().constData(), &m_db, flags, nullptr);
    if (code != SQLITE_OK)
        return tl::unexpected(sqliteError(code, m_db, location()));
    return configure(false);
}

Status SqliteDatabase::configure(bool fresh)
{
    sqlite3_busy_timeout(m_db, BusyTimeoutMs);
    std::vector<Statement> pragmas;
    if (fresh) {
        pragmas.push_back(statement("PRAGMA page_size=16384"));
        pragmas.push_back(statement("PRAGMA application_id=0x474c4c59")); // "GLLY"
        pragmas.push_back(statement("PRAGMA journal_mode=WAL"));
    }
    pragmas.push_back(statement("PRAGMA synchronous=FULL"));
    pragmas.push_back(statement("PRAGMA foreign_keys=OFF"));
    pragmas.push_back(statement("PRAGMA cache_size=-16000"));
    pragmas.push_back(statement("SELECT count(*) FROM sqlite_master")); // the first read: is it a database?
    for (const Statement &pragma : pragmas) {
        if (auto rows = run(pragma); !rows)
            return failure(rows);
    }
    return {};
}

QString SqliteDatabase::location() const
{
    return m_path == QLatin1String(":memory:") ? QStringLiteral("the database in memory")
                                               : QFileInfo(m_path).fileName();
}

bool SqliteDatabase::isReadOnly() const
{
    return sqlite3_db_readonly(m_db, "main") == 1;
}

Result<SqliteStatement *> SqliteDatabase::prepared(const QString &sql)
{
    if (const auto found = m_statements.find(sql); found != m_statements.end())
        return found->second.get();
    sqlite3_stmt *handle = nullptr;
    const char *tail = nullptr;
    const QByteArray utf8 = sql.toUtf8();
    const int code = sqlite3_prepare_v3(m_db, utf8.constData(), int(utf8.size() + 1),
                                        SQLITE_PREPARE_PERSISTENT, &handle, &tail);
    if (code != SQLITE_OK)
        return tl::unexpected(sqliteError(code, m_db, location()));
    if (handle == nullptr)
        return fail(ErrorCode::InvalidInput, QStringLiteral("The statement is empty."));
    auto made = std::make_unique<SqliteStatement>(handle);
    if (!QByteArrayView(tail).trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("One statement was expected, but there are more."));
    if (m_statements.size() >= MaxCachedStatements)
        m_statements.clear();
    return m_statements.emplace(sql, std::move(made)).first->second.get();
}

Result<Rows> SqliteDatabase::run(const Statement &statement)
{
    auto handle = prepared(statement.sql);
    if (!handle)
        return failure(handle);
    Rows rows;
    const int code = (*handle)->run(statement.args, rows);
    if (code != SQLITE_DONE)
        return tl::unexpected(sqliteError(code, m_db, location()));
    return rows;
}

Result<Rows> SqliteDatabase::executeOne(const Statement &statement, const CallOptions &options)
{
    if (options.stop.stop_requested())
        return tl::unexpected(sqliteError(SQLITE_INTERRUPT, nullptr, location()));
    const StopWatch watch(m_db, options.stop);
    auto rows = run(statement);
    if (!rows && rows.error().code == ErrorCode::Busy && watch.stopped())
        return tl::unexpected(sqliteError(SQLITE_INTERRUPT, nullptr, location()));
    return rows;
}

Outcome SqliteDatabase::runTransaction(const Transaction &transaction)
{
    const bool writes = transaction.mode == Transaction::Mode::Write;
    const auto body = [&]() -> Result<std::vector<Rows>> {
        if (auto begun = run(statement(writes ? "BEGIN IMMEDIATE" : "BEGIN")); !begun)
            return failure(begun);
        std::vector<Rows> all;
        for (const Statement &step : transaction.body) {
            auto rows = run(step);
            if (!rows)
                return failure(rows);
            all.push_back(std::move(*rows));
        }
        if (auto committed = run(statement("COMMIT")); !committed)
            return failure(committed);
        return all;
    };

    Outcome outcome{body(), {}};
    if (sqlite3_get_autocommit(m_db) == 0) {
        // An interrupted statement must not keep the rollback from running.
        sqlite3_progress_handler(m_db, 0, nullptr, nullptr);
        sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    for (const Statement &step : transaction.after)
        outcome.after.push_back(run(step));
    return outcome;
}

std::vector<Result<Outcome>> SqliteDatabase::transactions(std::span<const Transaction> transactions,
                                                          const CallOptions &options)
{
    std::vector<Result<Outcome>> results;
    for (const Transaction &transaction : transactions) {
        if (options.stop.stop_requested()) {
            results.push_back(tl::unexpected(sqliteError(SQLITE_INTERRUPT, nullptr, location())));
            continue;
        }
        const StopWatch watch(m_db, options.stop);
        Outcome outcome = runTransaction(transaction);
        if (!outcome.body && outcome.body.error().code == ErrorCode::Busy && watch.stopped())
            outcome.body = tl::unexpected(sqliteError(SQLITE_INTERRUPT, nullptr, location()));
        results.push_back(std::move(outcome));
    }
    return results;
}

Result<qint64> SqliteDatabase::dataVersion()
{
    auto rows = run(statement("PRAGMA data_version"));
    if (!rows)
        return failure(rows);
    return rows->front().front().integer();
}

Status SqliteDatabase::checkpoint()
{
    sqlite3_busy_timeout(m_db, 0);
    auto rows = run(statement("PRAGMA wal_checkpoint(TRUNCATE)"));
    sqlite3_busy_timeout(m_db, BusyTimeoutMs);
    if (!rows)
        return failure(rows);
    if (!rows->empty() && rows->front().front().truthy()) // busy: told in a row, not as an error
        return tl::unexpected(sqliteError(SQLITE_BUSY, nullptr, location()));
    return {};
}

Status SqliteDatabase::backupTo(const QString &path, const CallOptions &options)
{
    constexpr int PagesAtATime = 256;
    constexpr int PauseMs = 20;
    int patienceMs = BusyTimeoutMs;
    if (auto ok = checkPath(path, Open::Create); !ok)
        return ok;
    SqliteDatabase target(path);
    // Without the settings of a new file, for the copy takes over the size of the pages.
    int code = sqlite3_open_v2(
        path.toUtf8().constData(), &target.m_db,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    sqlite3_backup *backup =
        code == SQLITE_OK ? sqlite3_backup_init(target.m_db, "main", m_db, "main") : nullptr;
    if (code == SQLITE_OK && backup == nullptr)
        code = sqlite3_errcode(target.m_db);
    const auto isBusy = [&code] { return code == SQLITE_BUSY || code == SQLITE_LOCKED; };
    while (code == SQLITE_OK || (isBusy() && patienceMs > 0)) {
        if (options.stop.stop_requested()) {
            code = SQLITE_INTERRUPT;
            break;
        }
        code = sqlite3_backup_step(backup, PagesAtATime);
        if (isBusy())
            patienceMs -= sqlite3_sleep(PauseMs);
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        code = sqlite3_exec(target.m_db, "PRAGMA journal_mode=WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK)
        return {};
    const Error error = sqliteError(code, nullptr, target.location());
    target.close();
    QFile::remove(path);
    return tl::unexpected(error);
}

} // namespace galley
