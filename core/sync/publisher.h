// Publishing: the only way in which what readers see changes. The author asks for a unit (publish, unpublish,
// delete); it is frozen, guarded by the versions it was decided on, and lands exactly once or not at all.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/model/post.h"
#include "core/sync/publishunit.h"

namespace galley {

/// What an author is told before a publish.
struct PublishReview
{
    PostView post;
    bool isFirst = false;          // never public before
    bool addressChanges = false;
    QString formerAddress;         // the slug readers know now
    QList<qint64> images;          // named in the text
    QList<qint64> newImages;       // of those, not public yet
    qint64 newImageBytes = 0;
    int links = 0;                 // in the text, to other posts
    int linkingPosts = 0;          // that lead to the former address
    bool hasDeadLink = false;
    bool hasLocation = false;      // a new image tells where it was taken
    bool lacksDescription = false; // an image does: the last warning
    bool hasTwoVersions = false;   // told by reviewOf (core/workspace/blogsync.h) alone: only a file knows
    QStringList problems;          // each refuses the publish
    QStringList warnings;          // worth a look: an image without a description
};

struct PublishOutcome
{
    qint64 postId = 0;
    QString slug;
    bool changedAnything = true;   // false: there was nothing to publish
    int imagesSent = 0;
    qint64 bytesSent = 0;
};

/// Over one database that is both desk and public side: a file without a remote, or a remote by its URL. (Of a file and
/// its remote, see unitqueue.h and synchronizer.h.) Confined to the thread of its database, which must outlive it.
class Publisher
{
public:
    Publisher(Database &database, const Clock &clock);

    /// Asks the desk alone, so it also tells what a publish to a remote would do.
    Result<PublishReview> review(qint64 postId, const CallOptions &options = {});

    /// Freezes the post as the author sees it now and makes it public. Conflict when it is changed at this moment,
    /// InvalidInput for a problem of the review.
    Result<PublishOutcome> publish(qint64 postId, const CallOptions &options = {});

    /// The post leaves the public side; its text and images return to the desk.
    Status unpublish(qint64 postId, const CallOptions &options = {});

    /// The post leaves both sides; its images return to the desk. A post that is only on the desk leaves it. The answer is for
    /// Trash::restore; null over a remote, which has no trash.
    Result<QString> remove(qint64 postId, const CallOptions &options = {});
    /// Only from the desk.
    Result<QString> removeDraft(qint64 postId, const CallOptions &options = {});

    /// Images that no text names leave both sides for good, at most MostImagesRemoved. Conflict, and nothing was removed: one does by now.
    Status removeImages(const QList<qint64> &ids, const CallOptions &options = {});

    /// Every post that readers don't see as the author does, but scheduled ones.
    Result<QList<qint64>> publishable(const CallOptions &options = {});

private:
    /// `before` runs in the same transaction.
    Status carryOut(PublishUnit unit, std::vector<Statement> before, const CallOptions &options);

    Database &m_database;
    const Clock &m_clock;
};

/// Whether readers may see anything of a post: it is public in this file, or a unit of it is under way. A post of
/// which this is false is removed without asking a remote.
Result<bool> mayBePublic(Database &desk, qint64 postId, const CallOptions &options = {});

} // namespace galley
