#include "core/store/fieldsjson.h"
#include "core/sync/guardjson.h"
#include "core/sync/publishunit.h"

#include <QJsonArray>

namespace galley {

namespace {

constexpr struct
{
    PublishUnit::Kind kind;
    QLatin1String name;
} KindNames[] = {
    {PublishUnit::Kind::Publish, QLatin1String("publish")},
    {PublishUnit::Kind::Unpublish, QLatin1String("unpublish")},
    {PublishUnit::Kind::Delete, QLatin1String("delete")},
    {PublishUnit::Kind::Series, QLatin1String("series")},
    {PublishUnit::Kind::RemoveImages, QLatin1String("remove_images")},
};

} // namespace

QJsonObject PublishUnit::toJson() const
{
    QJsonObject object;
    for (const auto &entry : KindNames) {
        if (entry.kind == kind)
            object[QLatin1String("kind")] = entry.name;
    }
    object[QLatin1String("op_id")] = opId;
    object[QLatin1String("unit_id")] = unitId;
    object[QLatin1String("post_id")] = QString::number(postId);
    object[QLatin1String("fields")] = fieldsToJson(fields);
    object[QLatin1String("preview")] = preview;
    object[QLatin1String("published")] = isPublished;
    if (restores)
        object[QLatin1String("restores")] = true;
    object[QLatin1String("draft_version")] = draftVersion;
    object[QLatin1String("asked_at")] = askedAt;
    object[QLatin1String("seen")] = agreed::toText(std::optional(seen));
    if (rest) {
        object[QLatin1String("rest")] = agreed::toText(rest);
        object[QLatin1String("rest_updated_at")] = rest->updatedAt;
    }
    if (!formerSlug.isNull())
        object[QLatin1String("former_slug")] = formerSlug;
    if (series)
        object[QLatin1String("series")] = seriesrows::toText(*series);
    object[QLatin1String("images")] = idsToJson(images);
    if (!siteColumns.isEmpty())
        object[QLatin1String("site_columns")] = QJsonArray::fromStringList(siteColumns);
    object[QLatin1String("returned_images")] = idsToJson(returnedImages);
    object[QLatin1String("other_images")] = idsToJson(otherImages);
    if (!redirects.empty())
        object[QLatin1String("redirects")] = redirectsToJson(redirects);
    object[QLatin1String("guard")] = guardToJson(guard);
    return object;
}

Result<PublishUnit> PublishUnit::fromJson(const QJsonObject &object)
{
    PublishUnit unit;
    bool known = false;
    for (const auto &entry : KindNames) {
        if (object.value(QLatin1String("kind")).toString() == entry.name) {
            unit.kind = entry.kind;
            known = true;
        }
    }
    unit.opId = object.value(QLatin1String("op_id")).toString();
    unit.postId = object.value(QLatin1String("post_id")).toString().toLongLong();
    if (!known || (unit.postId == 0 && unit.kind != Kind::RemoveImages))
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("A publish that was under way can't be read back; publish the post once more."));
    unit.unitId = object.value(QLatin1String("unit_id")).toString();
    unit.fields = fieldsFromJson(object.value(QLatin1String("fields")).toObject());
    unit.preview = object.value(QLatin1String("preview")).toString();
    unit.isPublished = object.value(QLatin1String("published")).toBool(true);
    unit.restores = object.value(QLatin1String("restores")).toBool();
    unit.draftVersion = object.value(QLatin1String("draft_version")).toString();
    unit.askedAt = object.value(QLatin1String("asked_at")).toString();
    if (const auto view = agreed::viewFromText(object.value(QLatin1String("seen")).toString()))
        unit.seen = *view;
    if (object.contains(QLatin1String("rest"))) {
        unit.rest = agreed::draftFromText(object.value(QLatin1String("rest")).toString(), unit.postId);
        unit.rest->updatedAt = object.value(QLatin1String("rest_updated_at")).toString();
    }
    if (object.contains(QLatin1String("former_slug")))
        unit.formerSlug = object.value(QLatin1String("former_slug")).toString();
    if (object.contains(QLatin1String("series")))
        unit.series = seriesrows::fromText(object.value(QLatin1String("series")).toString());
    unit.images = idsFromJson(object.value(QLatin1String("images")));
    for (const QJsonValue &column : object.value(QLatin1String("site_columns")).toArray())
        unit.siteColumns += column.toString();
    unit.returnedImages = idsFromJson(object.value(QLatin1String("returned_images")));
    unit.otherImages = idsFromJson(object.value(QLatin1String("other_images")));
    unit.redirects = redirectsFromJson(object.value(QLatin1String("redirects")));
    unit.guard = guardFromJson(object.value(QLatin1String("guard")));
    return unit;
}

} // namespace galley
