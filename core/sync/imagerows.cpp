#include "core/sync/imagerows.h"

#include "core/db/idlist.h"
#include "core/store/changetable.h"
#include "core/store/imagetable.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace galley::imagerows {

namespace {

enum Kind { PublicRow, DeskRow, PublicVersion, DeskVersion };
constexpr int Columns = 11;

QString rowsOf(imagetable::Side side, const QString &in)
{
    return QStringLiteral("SELECT %1, id, post_id, filename, content_type, alt_text, length(image_data), "
                          "length(thumbnail_data), file_size, inserted_at, updated_at FROM %2 WHERE id %3")
        .arg(QString::number(side == imagetable::Side::Public ? PublicRow : DeskRow), imagetable::tableName(side), in);
}

ImageRows::Side sideIn(const Row &row)
{
    ImageRows::Side side;
    side.description = {row[2].integer(), row[3].displayText(), row[4].displayText(), row[5].displayText()};
    side.dataBytes = row[6].integer();
    side.thumbnailBytes = row[7].integer();
    side.fileSize = row[8];
    side.insertedAt = row[9].displayText();
    side.updatedAt = row[10].displayText();
    return side;
}

} // namespace

Statement select(const QList<qint64> &ids)
{
    const QString in = QStringLiteral("IN (%1)").arg(placeholders(ids.size()));
    const QStringList branches{
        rowsOf(imagetable::Side::Public, in),
        rowsOf(imagetable::Side::Desk, in),
        changetable::versionsOf(QStringLiteral("images"), ids.size(), PublicVersion, Columns),
        changetable::versionsOf(QStringLiteral("draft_images"), ids.size(), DeskVersion, Columns),
    };
    Statement statement{branches.join(QStringLiteral(" UNION ALL ")), {}};
    for (qsizetype i = 0; i < branches.size(); ++i)
        appendIds(statement.args, ids);
    return statement;
}

std::map<qint64, ImageRows> decode(const Rows &rows, const QList<qint64> &ids)
{
    std::map<qint64, ImageRows> images;
    for (const qint64 id : ids) {
        ImageRows &image = images[id];
        image.id = id;
        image.publicVersion = QStringLiteral("");
        image.deskVersion = QStringLiteral("");
    }
    for (const Row &row : rows) {
        const auto found = images.find(row[1].integer());
        if (found == images.end())
            continue;
        ImageRows &image = found->second;
        switch (row[0].integer()) {
        case PublicRow: image.publicSide = sideIn(row); break;
        case DeskRow: image.deskSide = sideIn(row); break;
        case PublicVersion: image.publicVersion = row[2].text(); break;
        case DeskVersion: image.deskVersion = row[2].text(); break;
        default: break;
        }
    }
    return images;
}

Statement selectBytes(const QList<qint64> &ids)
{
    const QString from = QStringLiteral("SELECT id, image_data, thumbnail_data FROM %1 WHERE id IN (%2)");
    Statement statement{from.arg(imagetable::tableName(imagetable::Side::Public), placeholders(ids.size()))
                            + QStringLiteral(" UNION ALL ")
                            + from.arg(imagetable::tableName(imagetable::Side::Desk), placeholders(ids.size())),
                        {}};
    appendIds(statement.args, ids);
    appendIds(statement.args, ids);
    return statement;
}

QString toText(const ImageRows::Description &description)
{
    QJsonObject object{{QStringLiteral("post_id"), QString::number(description.postId)},
                       {QStringLiteral("filename"), description.filename},
                       {QStringLiteral("content_type"), description.contentType}};
    if (!description.altText.isNull())
        object[QLatin1String("alt_text")] = description.altText;
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<ImageRows::Description> fromText(const QString &text)
{
    if (text.isNull())
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    ImageRows::Description description{object.value(QLatin1String("post_id")).toString().toLongLong(),
                                       object.value(QLatin1String("filename")).toString(),
                                       object.value(QLatin1String("content_type")).toString(), {}};
    if (object.contains(QLatin1String("alt_text")))
        description.altText = object.value(QLatin1String("alt_text")).toString();
    return description;
}

} // namespace galley::imagerows
