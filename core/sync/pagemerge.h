// A page of what stands at the remote, merged into what stands here: which statements to run. Values in, values out.
#pragma once

#include "core/sync/localside.h"
#include "core/sync/remotepage.h"

namespace galley {

struct PageMerge
{
    std::vector<Statement> statements; // with claims on all that the decisions rest on
    QList<qint64> lackingBytes;        // images to be fetched; their bases are left unknown, so that they will be
    QStringList notices;
    int posts = 0;  // that came as something new
    int images = 0;
};

/// `vanishing` are posts whose deletion there must wait for the author's word.
Result<PageMerge> mergePage(const LocalPage &here, const RemotePage &there, const std::set<qint64> &vanishing,
                            const QString &remote, const QDateTime &now);

} // namespace galley
