// What the author has asked readers to see and what has not yet landed: a queue in the local file (`galley_units`)
// that survives a crash and being offline. The Synchronizer carries it out.
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/merge/fieldmerge.h"
#include "core/sync/publishunit.h"

#include <vector>

namespace galley {

struct StoredUnit;

struct AskedUnit
{
    enum class State {
        Waiting,
        NeedsConfirmation, // the public side moved and was merged into the draft: the author looks again
        Refused,           // see `reason`; asked for again once that is mended
        Landed,
        Dropped,           // withdrawn, replaced by a newer one, or its post is gone; of RemoveImages refused, see `reason`
    };

    QString id; // empty: there was nothing to do, and nothing was stored
    PublishUnit::Kind kind = PublishUnit::Kind::Publish;
    qint64 postId = 0;     // of a series unit the series; of RemoveImages 0
    View seen;             // what the author saw when asking
    QString publicVersion; // of the public row that this was on
    QString askedAt;       // the author's clock; shown, never decided on
    State state = State::Waiting;
    Error reason{ErrorCode::InvalidInput, {}, {}}; // of NeedsConfirmation and Refused; else without a message
    QString title;         // of the post, for a sentence about it
    QString landedSlug;    // of a publish
    QString formerSlug;    // of a publish that changed the address
};

/// Over a local file that has a remote; confined to the thread of its database, which must outlive it.
class UnitQueue
{
public:
    UnitQueue(Database &local, QString remoteKey, const Clock &clock);

    /// Freezes the post as the author sees it now. One unit of a post waits at a time: a new one replaces it.
    /// A post that readers already see so answers Landed with an empty id. Errors: InvalidInput for a problem of the
    /// review (core/sync/publisher.h) or an open conflict, NotFound.
    Result<AskedUnit> ask(PublishUnit::Kind kind, qint64 postId, const CallOptions &options = {});

    /// A public series as it is to be; the id says which.
    Result<AskedUnit> askSeries(const Series &wanted, const CallOptions &options = {});

    /// Images that no text of the site names, public or draft, leave both sides for good; checked again when it lands, and
    /// dropped as a whole where one does by then. At most MostImagesRemoved.
    Result<AskedUnit> askRemoveImages(const QList<qint64> &ids, const CallOptions &options = {});

    /// Waiting, NeedsConfirmation and Refused, in the order asked.
    Result<std::vector<AskedUnit>> waiting(const CallOptions &options = {});

    /// How a unit stands or has ended; NotFound where there is none of that id.
    Result<AskedUnit> unit(const QString &id, const CallOptions &options = {});

    /// Freezes anew what the author now sees; of a refused unit it asks again.
    Status confirm(const QString &id, const CallOptions &options = {});

    /// Conflict when it is on its way to the site: sync first.
    Status withdraw(const QString &id, const CallOptions &options = {});

    Result<std::optional<AskedUnit>> lastLanded(std::optional<qint64> postId = {}, const CallOptions &options = {});

    /// Deletions since then that landed last of all units of their post, which is not here again; newest first.
    Result<std::vector<AskedUnit>> landedDeletions(const QString &since, const CallOptions &options = {});

    /// A unit that restores the rows which the landed one replaced; what it had published returns to the desk.
    /// Conflict when the post's public side has moved on since.
    Result<AskedUnit> askUndo(const QString &landedId, const CallOptions &options = {});

private:
    Result<AskedUnit> store(StoredUnit unit, const CallOptions &options);
    Result<std::vector<StoredUnit>> select(const QString &where, std::vector<Value> args, const CallOptions &options);

    Database &m_local;
    QString m_remoteKey;
    const Clock &m_clock;
};

} // namespace galley
