// Looks at what readers see around every write of a device, and knows what the authors asked for. A device may
// change exactly that, frozen as it was asked; the site's own writes may change anything.
#pragma once

#include "tests/core/sync/simulation/verdict.h"
#include "tests/core/sync/simulation/words.h"

#include "core/db/database.h"
#include "core/sync/publishunit.h"

#include <map>
#include <set>
#include <vector>

namespace galley::test {

struct PublicState
{
    struct Image
    {
        qint64 postId = 0;
        Row content; // all but the post it belongs to
        bool operator==(const Image &) const = default;
    };

    std::map<qint64, Post> posts;
    std::map<qint64, Row> postRows; // every column of ours
    std::map<qint64, Image> images;
    std::map<qint64, Row> series;
    std::map<QString, qint64> redirects;

    static PublicState of(Database &database);
    bool isSame(const PublicState &other) const;
};

/// One thing that an author wants readers to see.
struct Wish
{
    QString unitId;
    PublishUnit::Kind kind = PublishUnit::Kind::Publish;
    qint64 postId = 0;
    View seen;                        // publish: what the author saw when asking
    QString preview;                  // publish: of the public row there was then
    QList<qint64> images;             // remove images: these
    bool isUndo = false;
    std::optional<Post> former;       // undo: what readers shall see again; none: nothing
    std::map<QString, qint64> redirects{}; // undo: all that there were then
};

/// What readers had before a unit landed.
struct Replaced
{
    std::optional<Post> post;
    std::map<QString, qint64> redirects; // all of them
};

class PublicAudit
{
public:
    PublicAudit(Database &remote, Verdict &verdict) : m_remote(remote), m_verdict(verdict) {}

    void wish(Wish wish) { m_wishes.push_back(std::move(wish)); }
    /// The remote has forgotten what was granted, and a device that has not heard of it may ask again.
    void rolledBack() { m_wishes.insert(m_wishes.end(), m_granted.begin(), m_granted.end()); }

    /// Called after each; `landed` are the units that the write has brought into the ledger.
    void deviceWrote(const std::set<QString> &landed = {});
    void siteWrote() { m_last = PublicState::of(m_remote); }

    const PublicState &last() const { return m_last; }
    /// Nothing when it never landed.
    std::optional<Replaced> replacedBy(const QString &unitId) const;

private:
    void checkChanges(const PublicState &now, const std::set<QString> &landed);
    void checkReaders(const PublicState &now);
    void grant(const Wish *wish);
    bool mayRemove(qint64 imageId) const;
    const Wish *wishFor(qint64 postId, const PublicState &now, const std::set<QString> &landed) const;
    const Wish *wishOfNoPost(const PublicState &now, const std::set<QString> &landed) const;
    bool fulfils(const Wish &wish, const PublicState &now) const;
    void checkImages(const PublicState &now, const Wish *granted);
    void checkRest(const PublicState &now, const Wish *granted);
    std::optional<QString> unaskedRedirect(const PublicState &now, const Wish *granted) const;
    std::optional<QString> redirectNotLeft(const PublicState &now, const Wish &granted) const;
    std::optional<QString> redirectNotBack(const PublicState &now, const Wish &granted) const;

    Database &m_remote;
    Verdict &m_verdict;
    PublicState m_last;
    std::vector<Wish> m_wishes;
    std::vector<Wish> m_granted;
    std::map<QString, Replaced> m_replaced; // by unit
};

} // namespace galley::test
