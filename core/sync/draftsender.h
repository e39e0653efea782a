// What the author wrote goes up to the desk side of the remote: new images by their bytes, then each post's draft with
// what belongs to it. Readers see nothing of it.
#pragma once

#include "core/sync/outcomes.h"

namespace galley {

struct Sent
{
    int drafts = 0;
    int images = 0;
    qint64 imageBytes = 0;
    bool again = false;      // something moved meanwhile, or is not known yet: pull, then send again
    bool superseded = false;
};

class DraftSender
{
public:
    /// All outlive it.
    DraftSender(LocalSide &local, Database &remote, Puller &puller, Outcomes &outcomes);

    /// And new series. Before drafts and units, which may name them.
    Result<Sent> sendImages(const CallOptions &options);
    Result<Sent> sendDrafts(const CallOptions &options);

private:
    struct Owed // of one post
    {
        bool draft = false;
        QList<qint64> described;
        QList<qint64> removed;
    };
    Result<std::map<qint64, Owed>> owed(const CallOptions &options);
    Status sendSeries(Sent &sent, const CallOptions &options);
    Status clearEqualDrafts(Sent &sent, const CallOptions &options);
    /// Nothing where the post has to wait; `again` says whether a pull would help.
    Result<std::optional<DraftPush>> store(qint64 postId, const Owed &owed, Sent &sent, const CallOptions &options);

    LocalSide &m_local;
    Database &m_remote;
    Puller &m_puller;
    Outcomes &m_outcomes;
};

} // namespace galley
