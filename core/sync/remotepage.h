// What a remote holds of some entities, fetched in requests bounded by bytes, two of them in flight. Each family and
// each image is of one moment; the page as a whole is not, and need not be: versions come with the rows.
#pragma once

#include "core/db/database.h"
#include "core/sync/acquaintance.h"
#include "core/sync/familyrows.h"
#include "core/sync/imagerows.h"
#include "core/sync/localside.h"
#include "core/sync/seriesrows.h"

namespace galley {

/// How large a thing is there, by its id, as far as the feed told.
using Sizes = std::map<qint64, qint64>;

/// What is to be fetched together and merged in one local transaction.
struct PlannedPage
{
    Keys keys;
    Sizes texts;        // of families, in bytes
    Sizes images;       // whose bytes are wanted, with how many they are
    Acquaintance known; // what is known of the remote once the page is merged
};

struct RemotePage
{
    std::map<qint64, FamilyRows> families;
    std::map<qint64, ImageRows> images;
    std::map<qint64, ImageBytes> bytes;
    std::map<qint64, SeriesRows> series;
    bool stands = true; // false: the remote lost our marks meanwhile, and nothing of this may be used
};

Result<RemotePage> fetchPage(Database &remote, const PlannedPage &planned, const CallOptions &options);

} // namespace galley
