// What the author wrote of one post, on its way to the desk side of the remote: the draft put or removed, images
// described anew or removed. Readers see nothing of it.
#pragma once

#include "core/sync/operation.h"

#include <QJsonObject>

namespace galley {

struct DraftPush
{
    QString opId;
    qint64 postId = 0;
    bool touchesDraft = false;
    std::optional<Draft> draft;  // none: it is removed
    std::optional<View> seen;    // what the author saw then: the draft, or the public row
    std::map<qint64, ImageRows::Description> describedImages;
    QList<qint64> removedImages;
    std::vector<EntityVersion> guard;

    bool isEmpty() const { return !touchesDraft && describedImages.empty() && removedImages.isEmpty(); }

    QJsonObject toJson() const;
    static Result<DraftPush> fromJson(const QJsonObject &object);
};

Operation operationOf(const DraftPush &push);

/// Once it has landed: what is agreed from now on, before what stands there now is merged.
void agreeOn(const DraftPush &push, LocalPage &page);

} // namespace galley
