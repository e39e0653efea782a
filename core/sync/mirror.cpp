#include "core/sync/mirror.h"

#include "core/store/imagetable.h"
#include "core/sync/imagenames.h"

#include <QStringList>

namespace galley::mirror {

namespace {

using imagetable::Side;

void append(std::vector<Statement> &list, std::vector<Statement> more)
{
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// The rows of `table` that `where` finds lose `column` (it becomes `value`) and are marked to be read again.
std::vector<Statement> park(const QString &remote, const QString &table, const QString &column, const QString &value,
                            const QString &where, const std::vector<Value> &args)
{
    Statement mark{QStringLiteral("UPDATE galley_base SET version = NULL WHERE remote = ? AND entity = '%1' "
                                  "AND entity_id IN (SELECT id FROM %1 WHERE %2)").arg(table, where), {remote}};
    mark.args.insert(mark.args.end(), args.begin(), args.end());
    return {std::move(mark), {QStringLiteral("UPDATE %1 SET %2 = %3 WHERE %4").arg(table, column, value, where), args}};
}

std::vector<Statement> redirects(const FamilyRows &there)
{
    std::vector<Statement> list;
    for (const QString &address : there.redirects)
        list.push_back({QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) VALUES (?, ?) "
                                       "ON CONFLICT(old_slug) DO UPDATE SET post_id = excluded.post_id"),
                        {address, there.id}});
    return list;
}

QString descriptionColumns()
{
    return QStringLiteral("post_id = ?, filename = ?, content_type = ?, alt_text = ?, file_size = ?");
}

} // namespace

std::vector<Statement> post(const FamilyRows &there, const QString &remote)
{
    std::vector<Statement> list;
    list.push_back({QStringLiteral("DELETE FROM galley_redirects WHERE post_id = ?"), {there.id}});
    if (!there.post) {
        list.push_back({QStringLiteral("DELETE FROM posts WHERE id = ?"), {there.id}});
        append(list, redirects(there)); // a site that deletes a post leaves them
        return list;
    }
    const QStringList columns = familyrows::publicColumns().split(QStringLiteral(", "));
    const auto value = [&](const char *column) { return there.postValues[std::size_t(columns.indexOf(QLatin1String(column)))]; };
    if (!value("slug").isNull())
        append(list, park(remote, QStringLiteral("posts"), QStringLiteral("slug"), QStringLiteral("NULL"),
                          QStringLiteral("slug = ? AND id <> ?"), {value("slug"), there.id}));
    if (!value("series_id").isNull() && !value("series_position").isNull())
        append(list, park(remote, QStringLiteral("posts"), QStringLiteral("series_position"), QStringLiteral("NULL"),
                          QStringLiteral("series_id = ? AND series_position = ? AND id <> ?"),
                          {value("series_id"), value("series_position"), there.id}));
    // A site's own table may hold NULL where ours does not.
    std::vector<Value> values = there.postValues;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].isNull() && columns.at(qsizetype(i)).endsWith(QLatin1String("ed_at")) && columns.at(qsizetype(i)) != QLatin1String("published_at"))
            values[i] = QStringLiteral("");
    }
    values.emplace_back(there.id);
    list.push_back({QStringLiteral("UPDATE posts SET %1 = ? WHERE id = ?").arg(columns.join(QStringLiteral(" = ?, "))), values});
    QString marks = QStringLiteral("?, ").repeated(columns.size());
    values.emplace_back(there.id);
    list.push_back({QStringLiteral("INSERT INTO posts (%1, id) SELECT %2? WHERE NOT EXISTS (SELECT 1 FROM posts WHERE id = ?)")
                        .arg(columns.join(QStringLiteral(", ")), marks),
                    std::move(values)});
    append(list, redirects(there)); // one that a unit made yield is announced with its own post; a site leaves it beside its new post
    return list;
}

std::vector<Statement> image(const ImageRows &there, Bytes from, const ImageBytes &bytes)
{
    const Side side = there.publicSide ? Side::Public : Side::Desk;
    const Side other = there.publicSide ? Side::Desk : Side::Public;
    const ImageRows::Side &row = *there.shown();
    const ImageRows::Description &d = row.description;
    const auto text = [](const QString &value) { return value.isNull() ? QStringLiteral("") : value; };
    std::vector<Statement> list;
    if (from == Bytes::Here)
        append(list, imagetable::move(there.id, d.postId, other, side));
    else
        for (const Side each : {side, other})
            list.push_back({QStringLiteral("DELETE FROM %1 WHERE id = ?").arg(imagetable::tableName(each)), {there.id}});
    if (from == Bytes::Fetched)
        list.push_back({QStringLiteral("INSERT INTO %1 (id, post_id, filename, content_type, alt_text, file_size, image_data, "
                                       "thumbnail_data, inserted_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                            .arg(imagetable::tableName(side)),
                        {there.id, d.postId, text(d.filename), text(d.contentType), d.altText, row.fileSize, bytes.data,
                         bytes.thumbnail.isEmpty() ? Value() : Value(bytes.thumbnail), text(row.insertedAt), text(row.updatedAt)}});
    else
        list.push_back({QStringLiteral("UPDATE %1 SET %2 WHERE id = ?").arg(imagetable::tableName(side), descriptionColumns()),
                        {d.postId, text(d.filename), text(d.contentType), d.altText, row.fileSize, there.id}});
    return list;
}

std::vector<Statement> withdrawImage(qint64 id, const QDateTime &now)
{
    std::vector<Statement> list = returnImage(id);
    const Statement isNamed = imagenames::isNamedHere(id, now);
    list.front().sql += QStringLiteral(" AND ") + isNamed.sql;
    list.front().args.insert(list.front().args.end(), isNamed.args.begin(), isNamed.args.end());
    return list;
}

Statement keepAgreedImage(qint64 id, const QString &remote)
{
    Statement statement = imagetable::bringBackOne(id);
    statement.sql += QStringLiteral(" AND EXISTS (SELECT 1 FROM galley_base WHERE remote = ? AND entity = 'views' AND content GLOB ?)");
    statement.args.emplace_back(remote);
    statement.args.emplace_back(QStringLiteral("*/images/%1[^0-9]*").arg(id));
    return statement;
}

std::vector<Statement> returnImage(qint64 id)
{
    return {imagetable::bringBackOne(id), {QStringLiteral("DELETE FROM images WHERE id = ?"), {id}}};
}

Statement dropDeskImage(qint64 id, const QDateTime &now)
{
    const Statement isNamed = imagenames::isNamedHere(id, now);
    Statement statement{QStringLiteral("DELETE FROM galley_draft_images WHERE id = ? AND NOT ") + isNamed.sql, {id}};
    statement.args.insert(statement.args.end(), isNamed.args.begin(), isNamed.args.end());
    return statement;
}

std::vector<Statement> series(const SeriesRows &there, const QString &remote)
{
    const Series &s = *there.shown();
    const auto text = [](const QString &value) { return value.isNull() ? QStringLiteral("") : value; };
    std::vector<Statement> list;
    if (!there.publicSide) {
        list.push_back({QStringLiteral("DELETE FROM series WHERE id = ?"), {s.id}});
        list.push_back({QStringLiteral("INSERT INTO galley_draft_series (id, title, slug, description, updated_at) VALUES (?, ?, ?, ?, ?) "
                                       "ON CONFLICT(id) DO UPDATE SET title = excluded.title, slug = excluded.slug, "
                                       "description = excluded.description"),
                        {s.id, text(s.title), text(s.slug), s.description, text(there.updatedAt)}});
        return list;
    }
    // NOT NULL, so the parked row gets an address that nobody else has.
    append(list, park(remote, QStringLiteral("series"), QStringLiteral("slug"), QStringLiteral("'series-' || id"),
                      QStringLiteral("slug = ? AND id <> ?"), {s.slug, s.id}));
    list.push_back({QStringLiteral("DELETE FROM galley_draft_series WHERE id = ?"), {s.id}});
    list.push_back({QStringLiteral("UPDATE series SET title = ?, slug = ?, description = ?, updated_at = ? WHERE id = ?"),
                    {text(s.title), text(s.slug), s.description, text(there.updatedAt), s.id}});
    list.push_back({QStringLiteral("INSERT INTO series (id, title, slug, description, inserted_at, updated_at) SELECT ?, ?, ?, ?, ?, ? "
                                   "WHERE NOT EXISTS (SELECT 1 FROM series WHERE id = ?)"),
                    {s.id, text(s.title), text(s.slug), s.description, text(there.insertedAt), text(there.updatedAt), s.id}});
    return list;
}

std::vector<Statement> withdrawSeries(qint64 id)
{
    return {{QStringLiteral("INSERT INTO galley_draft_series (id, title, slug, description, updated_at) "
                            "SELECT id, title, slug, description, updated_at FROM series WHERE id = ? "
                            "AND NOT EXISTS (SELECT 1 FROM galley_draft_series d WHERE d.id = series.id) "
                            "AND (EXISTS (SELECT 1 FROM galley_drafts WHERE series_id = ?) OR EXISTS (SELECT 1 FROM posts WHERE series_id = ?))"),
             {id, id, id}},
            {QStringLiteral("DELETE FROM series WHERE id = ?"), {id}}};
}

} // namespace galley::mirror
