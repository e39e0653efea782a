// A publish with many new images: one transaction that moves them all could take longer than a server allows. They move
// to the public side first, in several, under a row that is still unpublished where the post has none yet. Readers of
// the site see no post of it until the unit lands.
#pragma once

#include "core/sync/puller.h"
#include "core/sync/publishunit.h"

namespace galley {

/// Ids of the unit's images that are not public yet, when they are too many bytes for one transaction; else empty.
QList<qint64> imagesToMoveFirst(const PublishUnit &unit, const LocalPage &here);

/// Each step is harmless twice; what became of it is merged like a page of a pull. False where superseded.
Result<bool> moveImagesFirst(const PublishUnit &unit, const QList<qint64> &images, const LocalPage &here, LocalSide &local,
                             Database &remote, Puller &puller, const CallOptions &options);

} // namespace galley
