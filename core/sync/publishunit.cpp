#include "core/sync/publishunit.h"

#include "core/base/timestamp.h"
#include "core/db/idlist.h"
#include "core/sync/imagenames.h"
#include "core/sync/unitchanges.h"

#include <algorithm>

namespace galley {

namespace {

using Kind = PublishUnit::Kind;

/// Those of the unit's images that are on either side.
Statement selectImages(const PublishUnit &unit)
{
    Statement statement{QStringLiteral("SELECT id FROM images WHERE id IN (%1) UNION "
                                       "SELECT id FROM galley_draft_images WHERE id IN (%1)").arg(placeholders(unit.images.size())), {}};
    appendIds(statement.args, unit.images);
    appendIds(statement.args, unit.images);
    return statement;
}

/// 1 when the date of the post is in the future by the server's clock; the site would show the row at once.
Statement isInFuture(const PublishUnit &unit)
{
    const bool dated = unit.kind == Kind::Publish && !unit.fields.publishedAt.isEmpty();
    return {QStringLiteral("SELECT ? > %1").arg(ledger::serverNow()),
            {dated ? normalizedTimestamp(unit.fields.publishedAt) : QStringLiteral("")}};
}

bool guardsDraft(const PublishUnit &unit)
{
    return std::any_of(unit.guard.begin(), unit.guard.end(),
                       [](const EntityVersion &entity) { return entity.entity == QLatin1String("drafts"); });
}

/// What is asked, after a unit did not land, to say why.
enum Probe : std::size_t { SlugOwner, PlaceOwner, SiteColumn, Images, Future, SeriesOwner };

std::vector<Statement> probesOf(const PublishUnit &unit)
{
    const QString seriesSlug = unit.series ? unit.series->slug : QString();
    return {
        {QStringLiteral("SELECT id FROM posts WHERE slug = ? AND id <> ?"), {unit.fields.slug, unit.postId}},
        {QStringLiteral("SELECT title FROM posts WHERE series_id = ? AND series_position = ? AND id <> ?"),
         {unit.fields.seriesId, unit.fields.seriesPosition, unit.postId}},
        {QStringLiteral("SELECT name FROM pragma_table_info('posts') WHERE \"notnull\" = 1 AND dflt_value IS NULL "
                        "AND pk = 0 AND name NOT IN ('title', 'slug', 'content', 'excerpt', 'tags', 'published', "
                        "'published_at', 'inserted_at', 'updated_at', 'subtitle', 'series_id', 'series_position', "
                        "'preview') LIMIT 1"), {}},
        selectImages(unit),
        isInFuture(unit),
        {QStringLiteral("SELECT title FROM series WHERE slug = ? AND id <> ? UNION ALL SELECT s.title FROM series s JOIN galley_draft_series d "
                        "ON d.slug = s.slug AND d.id <> s.id WHERE d.id = ?"),
         {seriesSlug, unit.postId, unit.fields.seriesId}},
    };
}

} // namespace

bool endsAppointment(const PublishUnit &unit)
{
    return unit.kind == Kind::Delete || (unit.kind == Kind::Publish && !unit.restores);
}

Operation operationOf(const PublishUnit &unit)
{
    Operation operation;
    operation.opId = unit.opId;
    operation.guard.versions = unit.guard;
    if (unit.kind == Kind::Publish) {
        // One condition for all of them: SQLite refuses a chain of a thousand.
        const Statement images = selectImages(unit);
        Statement present{QStringLiteral("(SELECT count(*) FROM (%1)) = ?").arg(images.sql), images.args};
        present.args.emplace_back(qint64(unit.images.size()));
        operation.guard.conditions.push_back(std::move(present));
        const Statement future = isInFuture(unit);
        operation.guard.conditions.push_back({QStringLiteral("NOT (%1)").arg(future.sql), future.args});
    }
    if (unit.kind == Kind::RemoveImages) {
        const Statement isNamed = imagenames::isNamed(imagenames::texts(unit.siteColumns), unit.images);
        operation.guard.conditions.push_back({QStringLiteral("NOT ") + isNamed.sql, isNamed.args});
    }
    operation.changes = unitchanges::publicSide(unit);
    const bool isOfPost = unit.kind != Kind::Series && unit.kind != Kind::RemoveImages;
    if (isOfPost) {
        std::vector<Statement> desk = guardsDraft(unit) ? unitchanges::agreedDraft(unit) : unitchanges::livingDraft(unit);
        std::move(desk.begin(), desk.end(), std::back_inserter(operation.changes));
        operation.touched.families = {unit.postId};
    }
    for (const QList<qint64> &ids : {unit.images, unit.returnedImages, unit.otherImages}) {
        for (const qint64 id : ids) {
            if (!operation.touched.images.contains(id))
                operation.touched.images += id;
        }
    }
    if (unit.series)
        operation.touched.series += unit.series->id;
    if (unit.kind == Kind::Publish && unit.fields.seriesId)
        operation.touched.series += *unit.fields.seriesId;
    operation.probes = probesOf(unit);
    return operation;
}

Error refusalOf(const PublishUnit &unit, const Operation &operation, const Receipt &receipt)
{
    const auto rows = [&](Probe which) -> const Rows & { return receipt.probes[which]; };
    const auto refuse = [](ErrorCode code, const QString &sentence) { return Error{code, sentence, {}}; };
    if (receipt.schemaIsTooNew)
        return schemaTooNew();
    if (hasMoved(operation, receipt))
        return refuse(ErrorCode::Conflict,
                      QStringLiteral("“%1” was changed elsewhere since you last saw it; nothing was published. "
                                     "Look at that version first, then publish again.").arg(unit.fields.title));
    if (unit.kind == Kind::Publish) {
        if (!rows(SlugOwner).empty())
            return refuse(ErrorCode::Conflict,
                          QStringLiteral("Another post on the site already has the address “%1”; change this one's "
                                         "address and publish again.").arg(unit.fields.slug));
        if (!rows(PlaceOwner).empty())
            return refuse(ErrorCode::Conflict,
                          QStringLiteral("“%1” already has place %2 in the series; give “%3” another place and publish again.")
                              .arg(rows(PlaceOwner).front().front().displayText(),
                                   QString::number(unit.fields.seriesPosition.value_or(0)), unit.fields.title));
        const auto family = receipt.page.families.find(unit.postId);
        const bool isThere = family != receipt.page.families.end() && family->second.post;
        if (!isThere && !rows(SiteColumn).empty())
            return refuse(ErrorCode::Constraint,
                          QStringLiteral("The site's table of posts wants a value for its own column “%1”, which Galley doesn't "
                                         "know; give that column a default there, then publish again.")
                              .arg(rows(SiteColumn).front().front().text()));
        if (qsizetype(rows(Images).size()) < unit.images.size())
            return refuse(ErrorCode::NotFound,
                          QStringLiteral("An image named in “%1” is not on the site yet; publish again to send it.")
                              .arg(unit.fields.title));
        if (rows(Future).front().front().truthy())
            return refuse(ErrorCode::InvalidInput,
                          QStringLiteral("The date of “%1” is in the future; clear it to publish now.").arg(unit.fields.title));
    }
    if (unit.kind == Kind::RemoveImages && receipt.bodyError.code == ErrorCode::Constraint)
        return refuse(ErrorCode::Conflict,
                      unit.images.size() == 1 ? QStringLiteral("The image %1 is in use by now, so it stays.").arg(imagePath(unit.images.first()))
                                              : QStringLiteral("One of these images is in use by now, so none of them was removed."));
    if (!rows(SeriesOwner).empty())
        return refuse(ErrorCode::Conflict,
                      QStringLiteral("The series “%1” already has that address on the site; give this one another title or address.")
                          .arg(rows(SeriesOwner).front().front().displayText()));
    if (!receipt.bodyError.message.isEmpty())
        return receipt.bodyError;
    return refuse(ErrorCode::Protocol, QStringLiteral("The database did not say whether the post was published; publish again."));
}

Result<UnitReceipt> send(Database &database, const PublishUnit &unit, const Acquaintance &known, const CallOptions &options)
{
    const Operation operation = operationOf(unit);
    auto receipt = carry(database, operation, known, options);
    if (!receipt)
        return failure(receipt);
    UnitReceipt answer;
    answer.landed = receipt->landed;
    if (!answer.landed)
        answer.refusal = refusalOf(unit, operation, *receipt);
    answer.receipt = std::move(*receipt);
    return answer;
}

} // namespace galley
