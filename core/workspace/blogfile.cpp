#include "core/workspace/blogfile.h"

#include "core/base/text.h"
#include "core/migrate/migrator.h"
#include "core/store/settingstable.h"
#include "core/store/trash.h"
#include "core/store/usagetable.h"

#include <QFile>
#include <QFileInfo>

namespace galley {

namespace {

/// Whether the shared schema of any version is there.
Result<bool> isBlog(Database &database)
{
    auto rows = database.execute(
        {QStringLiteral("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'galley_migrations'"), {}});
    if (!rows)
        return failure(rows);
    return !rows->empty();
}

Status fillNewBlog(Database &database, const QString &title)
{
    if (auto ok = validateText(title, QStringLiteral("The title of the blog")); !ok)
        return ok;
    if (auto ok = Migrator::forLocalFile(database).migrate(); !ok)
        return ok;
    auto done = database.transaction({settingstable::set(settingstable::blogTitle(), title)});
    if (!done)
        return failure(done);
    return {};
}

} // namespace

Result<std::unique_ptr<SqliteDatabase>> openBlogFile(const QString &path)
{
    auto database = SqliteDatabase::open(path, SqliteDatabase::Open::Existing);
    if (!database)
        return database;
    auto known = isBlog(**database);
    if (!known)
        return failure(known);
    if (!*known)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("%1 is a database, but not yet a Galley blog; “galleyctl migrate” can take it over.")
                        .arg((*database)->location()));
    auto migrator = Migrator::forLocalFile(**database);
    auto plan = migrator.plan();
    if (!plan)
        return failure(plan);
    if (!plan->isEmpty()) {
        if (auto ok = migrator.migrate(); !ok)
            return failure(ok);
    }
    return database;
}

Result<std::unique_ptr<SqliteDatabase>> createBlogFile(const QString &path, const QString &title)
{
    auto database = SqliteDatabase::open(path, SqliteDatabase::Open::Create);
    if (!database)
        return database;
    if (auto ok = fillNewBlog(**database, title); !ok) {
        database->reset();
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(path + QLatin1String(suffix));
        return failure(ok);
    }
    return database;
}

Status saveBlogCopy(SqliteDatabase &blog, const QString &path)
{
    if (auto ok = blog.backupTo(path); !ok)
        return ok;
    auto copy = SqliteDatabase::open(path, SqliteDatabase::Open::Existing);
    if (!copy)
        return failure(copy);
    auto done = (*copy)->transaction({
        {QStringLiteral("DELETE FROM galley_settings WHERE key LIKE 'remote.%'"), {}},
        {QStringLiteral("DELETE FROM galley_ops"), {}},
        {QStringLiteral("DELETE FROM galley_base"), {}},
        {QStringLiteral("DELETE FROM galley_units"), {}},
        {QStringLiteral("DELETE FROM galley_parked"), {}},
        trash::empty(),
        usagetable::forgetAll(),
    });
    if (!done)
        return failure(done);
    return {};
}

Result<QString> blogTitle(Database &blog)
{
    auto rows = blog.execute(settingstable::select(settingstable::blogTitle()));
    if (!rows)
        return failure(rows);
    return rows->empty() ? QString() : rows->front().front().text();
}

} // namespace galley
