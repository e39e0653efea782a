#include "core/store/imagetable.h"

namespace galley::imagetable {

namespace {

constexpr auto Columns = "id, post_id, filename, content_type, alt_text, image_data, thumbnail_data, file_size, "
                         "inserted_at, updated_at";

QString infoFrom(Side side, const QString &where)
{
    return QStringLiteral("SELECT id, post_id, filename, content_type, alt_text, "
                          "coalesce(file_size, length(image_data)), inserted_at, %1 FROM %2 WHERE %3")
        .arg(QString::number(side == Side::Public), tableName(side), where);
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
    ImageInfo info;
    info.id = row[0].integer();
    info.postId = row[1].integer();
    info.filename = row[2].displayText();
    info.contentType = row[3].displayText();
    info.altText = row[4].displayText();
    info.fileSize = row[5].integer();
    info.insertedAt = row[6].displayText();
    info.isPublic = row[7].truthy();
    return info;
}

Statement selectWhole(qint64 id)
{
    const auto from = [](Side side) {
        return QStringLiteral("SELECT id, post_id, filename, content_type, alt_text, "
                              "coalesce(file_size, length(image_data)), inserted_at, %1, image_data, thumbnail_data "
                              "FROM %2 WHERE id = ?")
            .arg(QString::number(side == Side::Public), tableName(side));
    };
    return {from(Side::Public) + QStringLiteral(" UNION ALL ") + from(Side::Desk) + QStringLiteral(" LIMIT 1"), {id, id}};
}

Image decodeWhole(const Row &row)
{
    return {decodeInfo(row), row[8].blob(), row[9].blob()};
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
    // A table of the site's own may lack what the desk's never does.
    return {QStringLiteral("INSERT INTO galley_draft_images (%1) SELECT id, post_id, coalesce(filename, ''), "
                           "coalesce(content_type, ''), alt_text, coalesce(image_data, x''), thumbnail_data, file_size, "
                           "coalesce(inserted_at, ''), coalesce(updated_at, '') FROM images WHERE post_id = ? "
                           "AND NOT EXISTS (SELECT 1 FROM galley_draft_images d WHERE d.id = images.id)")
                .arg(QLatin1String(Columns)),
            {postId}};
}

Statement setDraftAltText(qint64 id, const QString &altText)
{
    return {QStringLiteral("UPDATE galley_draft_images SET alt_text = ? WHERE id = ?"), {altText, id}};
}

} // namespace galley::imagetable
