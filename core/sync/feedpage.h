// One slice of a remote's feed of changes, and in the same transaction whether it still is the database we know.
#pragma once

#include "core/base/result.h"
#include "core/db/statement.h"
#include "core/sync/acquaintance.h"

#include <QList>

#include <vector>

namespace galley {

struct FeedEntry
{
    qint64 seq = 0;
    QString entity;
    qint64 id = 0;
    QString version;
    bool isThere = false; // else it was deleted
    qint64 bytes = 0;     // about what fetching it costs
};

struct FeedSlice
{
    QString database;
    qint64 schema = 0;
    qint64 triggers = 0;
    bool knowsOurMarks = false;
    std::vector<FeedEntry> entries; // oldest first
    bool isLast = true;
    QString marker;                 // entered in the ledger there, if there are entries
    QList<qint64> deletedPosts;     // all after the cursor, where that was asked
};

namespace feedpage {

/// Whether posts deleted since the cursor are to be told all at once.
enum class Deletions { Ask, DontAsk };

/// What follows the cursor. Enters `marker` in the ledger there if something does, and if it is the database we know
/// and not of a newer schema; harmless twice.
Transaction ask(const Acquaintance &known, const QString &marker, Deletions deletions);
Result<FeedSlice> decode(const Outcome &outcome, const QString &marker);

/// Whether the marks of `known` still are in the ledger: one row, 1 or 0. For requests that follow.
Statement selectStands(const Acquaintance &known);

/// The first error in it: of the call, of its body or of what was asked afterwards.
Status allAnswered(const Result<Outcome> &outcome);

} // namespace feedpage
} // namespace galley
