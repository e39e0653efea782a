#include "tests/core/site/siteworld.h"

#include "core/migrate/migrator.h"

namespace galley::test {

namespace {

QString secret(const char *what)
{
    return QLatin1String(what) + QLatin1Char(' ') + QLatin1String(Secret);
}

struct PublicPost
{
    qint64 id;
    QString title;
    QString slug;
    QString content;
    QString tags;
    Value published;
    QString publishedAt;
    Value seriesId;
    Value position;
};

void add(Database &database, const PublicPost &post)
{
    run(database,
        QStringLiteral("INSERT INTO posts (id, title, slug, content, tags, published, published_at, "
                       "inserted_at, updated_at, "
                       "series_id, series_position) VALUES (?,?,?,?,?,?,?,?,?,?,?)"),
        {post.id, post.title, post.slug, post.content, post.tags, post.published, post.publishedAt,
         post.publishedAt, post.publishedAt, post.seriesId, post.position});
}

void addImage(Database &database, const QString &table, qint64 id, qint64 postId, const QByteArray &bytes,
              const Value &thumbnail)
{
    run(database,
        QStringLiteral("INSERT INTO %1 (id, post_id, filename, content_type, alt_text, image_data, "
                       "thumbnail_data, file_size, "
                       "inserted_at, updated_at) VALUES "
                       "(?,?,'a.png','image/png','alt',?,?,?,'2026-01-01T00:00:00Z','2026-01-01T00:00:00Z')")
            .arg(table),
        {id, postId, bytes, thumbnail, qint64(bytes.size())});
}

} // namespace

QByteArray publicImage()
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(5000, 'p') + QByteArray("\0\xff", 2);
}

QByteArray secretImage()
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + Secret;
}

void run(Database &database, const QString &sql, std::vector<Value> args)
{
    if (const auto done = database.execute({sql, std::move(args)}); !done)
        qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().message + done.error().detail));
}

void fill(Database &database)
{
    run(database,
        QStringLiteral("INSERT INTO series (id, title, description, slug, inserted_at, updated_at) VALUES "
                       "(1, 'Keepers', 'About lighthouses', 'keepers', '2026-01-01', '2026-01-01'), "
                       "(2, 'Hidden sesame', 'sesame', 'hidden', '2026-01-01', '2026-01-01')"));
    add(database,
        {1,
         QStringLiteral("The tide tables"),
         QStringLiteral("tide-tables"),
         QStringLiteral("Every *morning*.\n\n![Low water](/images/11)\n\n[next](/blog/bread) 100% sure"),
         QStringLiteral("harbours, waiting"),
         1,
         QStringLiteral("2026-11-22T09:00:00Z"),
         {},
         {}});
    add(database, {2,
                   QStringLiteral("Bread"),
                   QStringLiteral("bread"),
                   QStringLiteral("Flour & salt"),
                   QStringLiteral("food"),
                   1,
                   QStringLiteral("2026-11-02T09:00:00Z"),
                   {},
                   {}});
    add(database, {3, QStringLiteral("Letters one"), QStringLiteral("letters-1"), QStringLiteral("One"),
                   QStringLiteral("harbour"), 1, QStringLiteral("2026-10-01T09:00:00Z"), 1, 1});
    add(database, {4,
                   QStringLiteral("Letters two"),
                   QStringLiteral("letters-2"),
                   QStringLiteral("Two"),
                   {},
                   QStringLiteral("true"),
                   QStringLiteral("2026-10-02 09:00:00"),
                   1,
                   2});
    add(database, {5, secret("Unpublished"), QStringLiteral("unpublished"), secret("text"), secret("tag"),
                   QStringLiteral("false"), QStringLiteral("2026-10-03T09:00:00Z"), 2, 1});
    run(database,
        QStringLiteral("INSERT INTO galley_drafts (post_id, title, slug, content, tags, updated_at) VALUES "
                       "(6, ?, 'wholly-new', ?, ?, "
                       "'2026-11-23T09:00:00Z'), (2, ?, 'bread', ?, 'food', '2026-11-23T10:00:00Z')"),
        {secret("New"), secret("![x](/images/13) body"), secret("tag"), secret("Bread again"),
         secret("more")});
    addImage(database, QStringLiteral("images"), 11, 1, publicImage(), QByteArray("\xff\xd8\xff small"));
    addImage(database, QStringLiteral("images"), 12, 5, secretImage(), {});
    addImage(database, QStringLiteral("galley_draft_images"), 13, 6, secretImage(), {});
    run(database, QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) VALUES ('tides', 1), "
                                 "('old-secret', 5), ('older', 6)"));
}

std::unique_ptr<SqliteDatabase> blogInMemory()
{
    auto database = SqliteDatabase::inMemory();
    if (!database || !Migrator::forLocalFile(**database).migrate())
        qFatal("The blog of the test can't be made.");
    fill(**database);
    return std::move(*database);
}

} // namespace galley::test
