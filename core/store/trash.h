// The trash: posts that were deleted on this computer, each with all of its rows, until they are brought back or kept no
// longer. Only a local file has one. Images are not in it: a deletion leaves them on the desk.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"

#include <optional>

namespace galley {

/// What a deletion takes along, to be kept.
struct Discard
{
    QString id;                        // for Trash::restore; null where the database has no trash
    std::vector<Statement> statements; // before those that delete the post, in the same transaction
};

struct TrashEntry
{
    QString id; // for Trash::restore
    qint64 postId = 0;
    QString title;
    QString deletedAt;      // raw
    bool wasPublic = false; // readers saw it
};

struct Restored
{
    qint64 postId = 0;
    QString title;
    QString slug;   // as the author sees it
    QString notice; // a sentence where it is not as it was, and why
};

/// Confined to the thread of its database, which must outlive it.
class Trash
{
public:
    static constexpr int DaysKept = 30;
    static constexpr qint64 MostBytes = 100'000'000;

    Trash(Database &database, const Clock &clock, qint64 mostBytes = MostBytes);

    /// Also makes room: what is kept no longer goes in the same transaction.
    Result<Discard> discard(qint64 postId, const CallOptions &options = {});

    /// The rows as they were, with their ids, and the images that readers saw with it public again. Where its address or its
    /// place in the series is another's by now, or the file has a remote, what was public comes back as a draft. Nothing
    /// where there is no such entry (any more). Conflict, and nothing has changed: that post is here again already.
    Result<std::optional<Restored>> restore(const QString &id, const CallOptions &options = {});

    /// Newest first.
    Result<std::vector<TrashEntry>> entries(const CallOptions &options = {});

    /// The id of the newest entry; null when there is none.
    Result<QString> newest(const CallOptions &options = {});

    /// Forgets what is kept no longer. Writes nothing when there is nothing to forget.
    Status purge(const CallOptions &options = {});

private:
    Statement expired(const QString &what) const;

    Database &m_database;
    const Clock &m_clock;
    qint64 m_mostBytes;
};

namespace trash {

/// As a stamp: what was deleted before is kept no longer.
QString keptSince(const QDateTime &now);

/// For a copy of the file that is given away.
Statement empty();

} // namespace trash
} // namespace galley
