// What others wrote comes down: the feed after the cursor, page by page, each page and the cursor in one local
// transaction, so that it may be cut off anywhere and goes on from there.
#pragma once

#include "core/sync/feedpage.h"
#include "core/sync/localside.h"
#include "core/sync/pagemerge.h"

#include <functional>

namespace galley {

class PageAhead;

struct Pulled
{
    int posts = 0;
    int images = 0;
    bool wasReconciled = false;
    bool superseded = false; // another program syncs this file: begin anew
};

class Puller
{
public:
    /// Both outlive it.
    Puller(LocalSide &local, Database &remote);

    /// One request when there is nothing to take.
    Result<Pulled> pull(const CallOptions &options);

    /// Merges what `there` holds into the file, with `before` run first in the same transaction. For the answer to an
    /// operation too. `adjust` sees what the file holds before it is merged. `ahead` uses the remote meanwhile, or is
    /// null. Returns false where superseded.
    using Adjust = std::function<std::vector<Statement>(LocalPage &here)>;
    Result<bool> take(const Keys &keys, RemotePage &there, const Acquaintance &next, const Adjust &adjust,
                      const CallOptions &options, PageAhead *ahead = nullptr);

    /// What the author should be told of all that was merged since.
    QStringList notices() const { return m_notices; }

private:
    enum class Step {
        Done,
        Lost,       // the remote lost our marks while it was read: ask it anew
        Superseded,
    };
    Result<Step> meet(const FeedSlice &slice, const CallOptions &options);
    Result<Step> beginWalk(const FeedSlice &slice, const CallOptions &options);
    Result<Step> endWalk(const CallOptions &options);
    /// What was answered to somebody who knew this.
    struct Feed
    {
        Acquaintance known;
        QString marker;
        Result<Outcome> outcome;
    };
    /// Where the slice takes several pages, the next one is asked for meanwhile: `next`.
    Result<Step> takeSlice(const FeedSlice &slice, std::optional<Feed> &next, const CallOptions &options);
    Result<Step> takeUnknown(const CallOptions &options);
    Result<Step> takeKeys(const Keys &keys, const CallOptions &options);
    Status decideOnDeletions(const FeedSlice &slice, const CallOptions &options);

    LocalSide &m_local;
    Database &m_remote;
    std::set<qint64> m_vanishing;
    Pulled m_pulled;
    QStringList m_notices;
};

} // namespace galley
