// `galley_units`: the queue of what the author asked for. Rows and statements; local files only.
#pragma once

#include "core/sync/unitqueue.h"

namespace galley {

struct StoredUnit
{
    AskedUnit asked;
    PublishUnit payload;   // without op id and guard
    QString publicContent; // agreed::toText of the public row that it was asked on; null: none
    QString former;        // of a landed one: what it replaced (formerrows.h)
};

namespace unittable {

Statement insert(const QString &remote, const StoredUnit &unit);
/// `where` follows the remote: "AND id = ?".
Statement select(const QString &remote, const QString &where, std::vector<Value> args);
Result<StoredUnit> decode(const Row &row);

QString isOpen(); // SQL: the states of UnitQueue::waiting
/// SQL with one argument, the asked_at of the oldest that count: see UnitQueue::landedDeletions.
QString isDeletionThatMayComeBack();

Statement setState(const QString &id, AskedUnit::State state, const std::optional<Error> &reason = {});
/// Those of the post that are still open.
Statement dropOpen(const QString &remote, qint64 postId, const QString &exceptId);
Statement setFormer(const QString &id, const QString &former);
/// Units that wait only for the author's word, and of which nothing is left to do: their post is on neither side here
/// any more, or it was to be taken from readers, who don't have it.
Statement dropOfGonePosts(const QString &remote);
/// Asked anew: what was seen, on what.
Statement refresh(const StoredUnit &unit);
/// A unit of the same post that waits was asked by somebody who knew of the one that has just landed.
Statement rebase(const QString &remote, qint64 postId, const QString &publicContent);

/// Rows of ids: posts with a unit that waits or an operation under way.
Statement selectBusyPosts(const QList<qint64> &ids);
/// An SQL expression.
Statement isIdle(qint64 postId);

} // namespace unittable
} // namespace galley
