// The same statements on the local file and on its remote, so that an author sees what the way to the server costs.
#pragma once

#include "core/db/database.h"

#include <functional>

namespace galley {

class TursoDatabase;

/// What Galley asks most often; each one a SELECT.
enum class TimedQuery
{
    FirstScreen, // of the list of posts
    Counts,      // for the filters above it; reads every post
    NewestPost,  // whole
    Thumbnail,   // of the newest image
    AnythingNew, // what a sync that finds nothing to do asks
};

struct SideBySide
{
    TimedQuery query = TimedQuery::FirstScreen;
    QString sql;
    // Medians of several rounds, in milliseconds.
    double localMs = 0;
    double remoteMs = 0;
    double serverMs = 0; // of remoteMs, by the server's word; 0 where it doesn't say
};

inline constexpr int SideBySideSteps = 5;

/// `done` is told after each of the SideBySideSteps queries, on the calling thread. Both databases have this build's
/// schema. Ends at the first failure. Reads rows on the remote, which its plan counts.
Result<std::vector<SideBySide>> timeSideBySide(Database &local, TursoDatabase &remote, const CallOptions &options = {},
                                               const std::function<void(int steps)> &done = {});

} // namespace galley
