// What this file knows of a remote as a whole, in one setting: which database stood at the address, how far its feed
// was read, and two marks in its ledger that only the database it read can hold. A remote that lost them was rolled
// back, restored or swapped, and nothing that was agreed with it can be trusted.
#pragma once

#include "core/base/result.h"
#include "core/db/statement.h"

namespace galley {

struct Acquaintance
{
    QString database;       // its id; empty: never met
    qint64 seq = 0;         // the feed is known up to here
    QString marker;         // written there in the transaction that read the last page; null: none yet
    QString lastOp;         // the last operation that landed; null: none yet
    bool isAnew = true;     // the author has just named the address: whatever stands there is taken
    bool isVoid = false;    // what was agreed must be forgotten at the next meeting
    bool isWalking = false; // the feed is being read from its beginning; what it lacks is looked for at the end

    bool operator==(const Acquaintance &) const = default;
};

namespace acquaintance {

QString settingKey(const QString &remote);

/// `turn` tells one writing from another: two programs that sync one file notice each other by it.
QString toText(const Acquaintance &acquaintance, const QString &turn);
Acquaintance fromText(const QString &text);

} // namespace acquaintance
} // namespace galley
