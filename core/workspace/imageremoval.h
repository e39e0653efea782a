// Unused images leave the blog for good. Synchronous; confined to the thread of the databases.
#pragma once

#include "core/workspace/blogsync.h"

#include <QSet>

namespace galley {

/// What became of the images that the author wanted to be removed.
struct ImageRemoval
{
    int removed = 0;
    int waiting = 0;             // go with the next sync
    int left = 0;                // are in use by now, or their removal was stopped
    QStringList units;           // those that wait, for BlogSync::withdraw
    std::optional<Error> reason; // why some wait or were left
    bool hasSynced = false;
    SyncReport report;           // of the sync that carried it
};

/// Within `local` where `remoteKey` is empty (a file of its own, or a remote by its URL); else at the remote, which may not be
/// reached now. Looks once more which of them are unused: `held` never are. Errors: those of the database; Cancelled, and
/// nothing was removed.
Result<ImageRemoval> removeUnusedImages(Database &local, const QString &remoteKey, BlogSync &blog, const QList<qint64> &wanted,
                                        const QSet<qint64> &held, const Clock &clock, const CallOptions &options = {});

} // namespace galley
