// What is asked of a remote before it becomes a blog's public side.
#pragma once

#include "core/db/database.h"

#include <QStringList>

namespace galley {

struct RemoteReport
{
    double latencyMs = 0;  // of one statement, connection already made
    QString server;        // "the Turso engine, SQLite 3.50.4": as far as it says; may be empty
    QStringList additions; // what would be added to the database; empty when its schema is this build's
    QStringList warnings;
    qint64 publicPosts = 0;
};

/// Runs SQL there (the only proof that address and token are right) and changes nothing.
Result<RemoteReport> inspectRemote(Database &remote, const CallOptions &options = {});

enum class Readiness
{
    Ready,
    NeedsConsent, // a site lives there, and something would have to be added: nothing was changed
};

/// Brings an empty database to this build's schema. What a site lives on is only looked at. Errors: as
/// Migrator.
Result<Readiness> makeReady(Database &remote, const CallOptions &options = {});

} // namespace galley
