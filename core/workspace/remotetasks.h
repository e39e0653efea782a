// What is asked of a remote before it becomes a blog's public side.
#pragma once

#include "core/db/database.h"

#include <QStringList>
#include <QUrl>

namespace galley {

struct RemoteReport
{
    double latencyMs = 0;  // of one statement, connection already made
    QStringList additions; // what would be added to the database; empty when its schema is this build's
    QStringList warnings;
    qint64 publicPosts = 0;
};

/// Runs SQL there (the only proof that address and token are right) and changes nothing.
Result<RemoteReport> inspectRemote(Database &remote, const CallOptions &options = {});

/// The key under which a file remembers what it agreed with a remote: its URL without anything secret.
QString remoteKey(const QUrl &url);

} // namespace galley
