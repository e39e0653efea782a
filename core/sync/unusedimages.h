// The images that no text names: what the author may remove for good.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/model/post.h"

#include <QSet>

namespace galley {

struct UnusedImage
{
    ImageInfo info;
    QString postTitle; // of the post it came in with; null where that is gone
};

struct UnusedImages
{
    /// On neither side of the blog does a text name them, nor can one that does come back. The largest first.
    std::vector<UnusedImage> images;
    qint64 bytes = 0; // of all of them
    /// What no post or draft names now, but is kept: a text that names it can come back, it came in less than
    /// `MinutesKept` ago and is perhaps being written about, or the caller holds it.
    int kept = 0;
    int asked = 0; // to be removed by the next sync; not among the others

    static constexpr int MinutesKept = 10;
};

/// Of a file or of a remote by its URL. Looks through all texts, a few at a time. `held` are in use whatever the texts say.
/// Errors: those of the database; Cancelled.
Result<UnusedImages> findUnusedImages(Database &database, const Clock &clock, const QSet<qint64> &held = {},
                                      const CallOptions &options = {});

} // namespace galley
