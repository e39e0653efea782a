#include "core/store/imagetable.h"

#include "core/store/changetable.h"

namespace galley::imagetable {

namespace {

constexpr auto Columns = "id, post_id, filename, content_type, alt_text, image_data, thumbnail_data, file_size, "
                         "inserted_at, updated_at";

/// The row of a large image comes from the first of these that has one.
constexpr Side Sides[] = {Side::Public, Side::Desk};

QStringList infoColumns()
{
    return {QStringLiteral("id"), QStringLiteral("post_id"), QStringLiteral("filename"), QStringLiteral("content_type"),
            QStringLiteral("alt_text"), QStringLiteral("coalesce(file_size, length(image_data))"), QStringLiteral("inserted_at")};
}

QString infoFrom(Side side, const QString &where)
{
    return QStringLiteral("SELECT %1, %2 FROM %3 WHERE %4")
        .arg(QString::number(side == Side::Public), infoColumns().join(QStringLiteral(", ")), tableName(side), where);
}

/// infoColumns() from `row[1]` on.
ImageInfo decodeInfo(const Row &row, Side side)
{
    ImageInfo info;
    info.id = row[1].integer();
    info.postId = row[2].integer();
    info.filename = row[3].displayText();
    info.contentType = row[4].displayText();
    info.altText = row[5].displayText();
    info.fileSize = row[6].integer();
    info.insertedAt = row[7].displayText();
    info.isPublic = side == Side::Public;
    return info;
}

QString bringBackWhere(const QString &condition)
{
    // A table of the site's own may lack what the desk's never does.
    return QStringLiteral("INSERT INTO galley_draft_images (%1) SELECT id, post_id, coalesce(filename, ''), "
                          "coalesce(content_type, ''), alt_text, coalesce(image_data, x''), thumbnail_data, file_size, "
                          "coalesce(inserted_at, ''), coalesce(updated_at, '') FROM images WHERE %2 "
                          "AND NOT EXISTS (SELECT 1 FROM galley_draft_images d WHERE d.id = images.id)")
        .arg(QLatin1String(Columns), condition);
}

} // namespace

QString tableName(Side side)
{
    return side == Side::Public ? QStringLiteral("images") : QStringLiteral("galley_draft_images");
}

Statement selectInfo(const QString &where, const std::vector<Value> &args)
{
    Statement statement{infoFrom(Side::Public, where) + QStringLiteral(" UNION ALL ") + infoFrom(Side::Desk, where), args};
    statement.args.insert(statement.args.end(), args.begin(), args.end());
    return statement;
}

ImageInfo decodeInfo(const Row &row)
{
    return decodeInfo(row, row[0].truthy() ? Side::Public : Side::Desk);
}

LargeRow whole(qint64 id)
{
    LargeRow row;
    row.columns = infoColumns();
    row.large = QStringList{QStringLiteral("image_data"), QStringLiteral("thumbnail_data")};
    for (const Side side : Sides)
        row.sources += tableName(side) + QStringLiteral(" WHERE id = ?");
    row.args.emplace_back(id);
    row.stamp = changetable::lastChangeOf({QStringLiteral("images"), QStringLiteral("draft_images")}, QStringLiteral("id"));
    return row;
}

Image decodeWhole(const Row &row)
{
    const Side side = row[0].integer() == 0 ? Sides[0] : Sides[1];
    return {decodeInfo(row, side), row[8].bytes(), row[9].bytes()};
}

Statement selectThumbnail(qint64 id)
{
    const QString from = QStringLiteral("SELECT coalesce(nullif(thumbnail_data, x''), image_data) FROM %1 WHERE id = ?");
    return {from.arg(tableName(Side::Public)) + QStringLiteral(" UNION ALL ") + from.arg(tableName(Side::Desk)) + QStringLiteral(" LIMIT 1"),
            {id, id}};
}

Statement insertDraft(const Image &image, const QString &now)
{
    const ImageInfo &info = image.info;
    return {QStringLiteral("INSERT INTO galley_draft_images (%1) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ? "
                           "WHERE NOT EXISTS (SELECT 1 FROM galley_draft_images WHERE id = ?) "
                           "AND NOT EXISTS (SELECT 1 FROM images WHERE id = ?)")
                .arg(QLatin1String(Columns)),
            {info.id, info.postId, info.filename, info.contentType, info.altText, image.data,
             image.thumbnail.isEmpty() ? Value() : Value(image.thumbnail), qint64(image.data.size()), now, now, info.id,
             info.id}};
}

std::vector<Statement> move(qint64 id, qint64 postId, Side from, Side to)
{
    const QString columns = QLatin1String(Columns);
    QString selected = columns;
    selected.replace(QStringLiteral("post_id"), QStringLiteral("?"));
    return {{QStringLiteral("INSERT INTO %1 (%2) SELECT %3 FROM %4 WHERE id = ? "
                            "AND NOT EXISTS (SELECT 1 FROM %1 WHERE id = ?)")
                 .arg(tableName(to), columns, selected, tableName(from)),
             {postId, id, id}},
            {QStringLiteral("DELETE FROM %1 WHERE id = ?").arg(tableName(from)), {id}}};
}

Statement bringBack(qint64 postId)
{
    return {bringBackWhere(QStringLiteral("post_id = ?")), {postId}};
}

Statement bringBackOne(qint64 id)
{
    return {bringBackWhere(QStringLiteral("id = ?")), {id}};
}

Statement setDraftAltText(qint64 id, const QString &altText)
{
    return {QStringLiteral("UPDATE galley_draft_images SET alt_text = ? WHERE id = ?"), {altText, id}};
}

} // namespace galley::imagetable
