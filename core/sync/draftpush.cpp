#include "core/sync/draftpush.h"

#include "core/store/drafttable.h"
#include "core/sync/guardjson.h"

#include <QJsonDocument>

namespace galley {

QJsonObject DraftPush::toJson() const
{
    QJsonObject object{{QStringLiteral("kind"), QStringLiteral("draft")},
                       {QStringLiteral("op_id"), opId},
                       {QStringLiteral("post_id"), QString::number(postId)},
                       {QStringLiteral("guard"), guardToJson(guard)}};
    if (touchesDraft)
        object[QLatin1String("draft")] = agreed::toText(draft);
    if (touchesDraft && draft)
        object[QLatin1String("updated_at")] = draft->updatedAt;
    if (seen)
        object[QLatin1String("seen")] = agreed::toText(seen);
    QJsonObject described;
    for (const auto &[id, description] : describedImages)
        described[QString::number(id)] = imagerows::toText(description);
    object[QLatin1String("described_images")] = described;
    object[QLatin1String("removed_images")] = idsToJson(removedImages);
    return object;
}

Result<DraftPush> DraftPush::fromJson(const QJsonObject &object)
{
    DraftPush push;
    push.opId = object.value(QLatin1String("op_id")).toString();
    push.postId = object.value(QLatin1String("post_id")).toString().toLongLong();
    if (push.opId.isEmpty() || !object.contains(QLatin1String("guard")))
        return fail(ErrorCode::Corrupt, QStringLiteral("A draft that was being sent can't be read back; sync once more."));
    const auto text = [&](const char *key) {
        const QJsonValue value = object.value(QLatin1String(key));
        return value.isString() && !value.toString().isEmpty() ? value.toString() : QString();
    };
    push.touchesDraft = object.contains(QLatin1String("draft"));
    push.draft = agreed::draftFromText(text("draft"), push.postId);
    if (push.draft)
        push.draft->updatedAt = object.value(QLatin1String("updated_at")).toString();
    push.seen = agreed::viewFromText(text("seen"));
    const QJsonObject described = object.value(QLatin1String("described_images")).toObject();
    for (auto it = described.begin(); it != described.end(); ++it) {
        if (const auto description = imagerows::fromText(it.value().toString()))
            push.describedImages[it.key().toLongLong()] = *description;
    }
    push.removedImages = idsFromJson(object.value(QLatin1String("removed_images")));
    push.guard = guardFromJson(object.value(QLatin1String("guard")));
    return push;
}

Operation operationOf(const DraftPush &push)
{
    Operation operation;
    operation.opId = push.opId;
    operation.guard.versions = push.guard;
    for (const auto &[id, description] : push.describedImages) {
        operation.changes.push_back({QStringLiteral("UPDATE galley_draft_images SET post_id = ?, alt_text = ? WHERE id = ?"),
                                     {description.postId, description.altText, id}});
        operation.touched.images += id;
    }
    for (const qint64 id : push.removedImages) {
        operation.changes.push_back({QStringLiteral("DELETE FROM galley_draft_images WHERE id = ?"), {id}});
        operation.touched.images += id;
    }
    if (push.postId != 0)
        operation.touched.families = {push.postId};
    if (push.touchesDraft)
        operation.changes.push_back(push.draft ? drafttable::put(*push.draft) : drafttable::remove(push.postId));
    return operation;
}

void agreeOn(const DraftPush &push, LocalPage &page)
{
    if (push.touchesDraft) {
        FamilyBase &base = page.familyBases[push.postId];
        base.isMet = true;
        base.draftText = agreed::toText(push.draft);
        base.view = push.seen;
    }
    for (const auto &[id, description] : push.describedImages)
        page.imageBases[id].deskSide = description;
    for (const qint64 id : push.removedImages)
        page.imageBases[id].deskSide.reset();
}

} // namespace galley
