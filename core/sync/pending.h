// What stands here and is not yet there: the desk side that a push would send. Asks the local file alone.
#pragma once

#include "core/db/database.h"
#include "core/sync/imagerows.h"

#include <QList>

namespace galley {

struct Pending
{
    int posts = 0;  // whose draft is not there as it is here
    int images = 0; // of the desk that are not there yet
    int openConflicts = 0;
    qint64 deletionsParked = 0;
};

Result<Pending> pendingWork(Database &local, const QString &remoteKey, const CallOptions &options = {});

/// Posts whose draft differs from the one last agreed, or which may: content decides (core/sync/draftpush.h).
Statement selectDraftCandidates(const QString &remoteKey);

/// Ids of posts with a draft whose text equals the public row's: perhaps all of it does.
Statement selectEqualDrafts();

/// Rows (id, post_id, bytes) of desk images that are not there yet.
Statement selectNewImages(const QString &remoteKey);
/// Rows (id, title, slug, description, updated_at) of desk series that are not there yet; at most IdsAtATime.
Statement selectNewSeries(const QString &remoteKey);
/// Rows (id, post_id) of desk images described anew.
Statement selectDescribedImages(const QString &remoteKey);
/// Rows (id, post_id) of desk images that the author removed.
Statement selectRemovedImages(const QString &remoteKey);

/// Ids of posts whose draft differs.
Result<QList<qint64>> dirtyDrafts(Database &local, const QString &remoteKey, const CallOptions &options = {});

} // namespace galley
