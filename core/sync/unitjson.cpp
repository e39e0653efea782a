#include "core/store/fieldsjson.h"
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
};

// Ids travel as text: a JSON number is a double.
QString idText(qint64 id)
{
    return QString::number(id);
}

} // namespace

QJsonObject PublishUnit::toJson() const
{
    QJsonObject object;
    for (const auto &entry : KindNames) {
        if (entry.kind == kind)
            object[QLatin1String("kind")] = entry.name;
    }
    object[QLatin1String("op_id")] = opId;
    object[QLatin1String("post_id")] = idText(postId);
    object[QLatin1String("fields")] = fieldsToJson(fields);
    object[QLatin1String("preview")] = preview;
    object[QLatin1String("draft_version")] = draftVersion;
    object[QLatin1String("asked_at")] = askedAt;
    if (!formerSlug.isNull())
        object[QLatin1String("former_slug")] = formerSlug;
    QJsonArray imageIds;
    for (const qint64 id : images)
        imageIds.append(idText(id));
    object[QLatin1String("images")] = imageIds;
    QJsonArray guards;
    for (const EntityVersion &entity : guard)
        guards.append(QJsonArray{entity.entity, idText(entity.id), entity.version});
    object[QLatin1String("guard")] = guards;
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
    if (!known || unit.opId.isEmpty() || unit.postId == 0)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("A publish that was under way can't be read back; publish the post once more."));
    unit.fields = fieldsFromJson(object.value(QLatin1String("fields")).toObject());
    unit.preview = object.value(QLatin1String("preview")).toString();
    unit.draftVersion = object.value(QLatin1String("draft_version")).toString();
    unit.askedAt = object.value(QLatin1String("asked_at")).toString();
    if (object.contains(QLatin1String("former_slug")))
        unit.formerSlug = object.value(QLatin1String("former_slug")).toString();
    for (const QJsonValue &id : object.value(QLatin1String("images")).toArray())
        unit.images += id.toString().toLongLong();
    for (const QJsonValue &value : object.value(QLatin1String("guard")).toArray()) {
        const QJsonArray entity = value.toArray();
        unit.guard.push_back({entity.at(0).toString(), entity.at(1).toString().toLongLong(), entity.at(2).toString()});
    }
    return unit;
}

} // namespace galley
