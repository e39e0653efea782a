// Reads one row that may be larger than a reply of the server can hold.
#pragma once

#include "core/db/database.h"
#include "core/db/readlimits.h"

#include <QStringList>

namespace galley {

/// Every text here is SQL.
struct LargeRow
{
    QStringList columns; // always small
    QStringList large;   // text or BLOB of any size; a plain column costs least
    /// What follows FROM: "images WHERE id = ?". The row comes from the first that has one.
    QStringList sources;
    std::vector<Value> args; // of each source alike
    /// An expression that is another one whenever a large value is another one, such as its version. Parts of a value
    /// that was changed in between never become one value.
    QString stamp;
};

/// Asks for `columns` and, while they are together within `limits.bytes`, for `large`: one request for most rows. Else
/// the large ones come by ranges of bytes, two in flight, halved where a range is still too large. Returns the number of
/// the row's source (from 0), the values of `columns`, then those of `large`, each of the kind it is stored as; nothing
/// where no source has such a row. Errors: those of the database; TooLarge; Conflict when the row was changed each time
/// while it was read.
Result<std::optional<Row>> readLargeRow(Database &database, const LargeRow &row,
                                        const CallOptions &options = {}, const ReadLimits &limits = {});

} // namespace galley
