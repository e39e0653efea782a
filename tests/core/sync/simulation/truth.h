// What was truly written in a history, and by whose will it went: an oracle that never looks at the engine.
#pragma once

#include "tests/core/sync/simulation/words.h"

#include <map>
#include <optional>

namespace galley::test {

class Truth
{
public:
    /// Somebody who saw `before` wrote `after`: new facts are there, missing ones were removed on purpose, and a
    /// single value descends from the one it replaced.
    void wrote(const Facts &before, const Facts &after);

    /// It was put in once more where it stood already: a removal elsewhere does not mean both.
    void wroteAgain(const QString &fact) { ++m_written[fact]; }

    /// Removed on purpose: a post deleted, a draft discarded, one side of a conflict not chosen.
    void dropped(const Facts &facts);

    /// No one can be blamed: a device was restored from an old copy before anybody else had these.
    void excused(const Facts &facts);

    /// This post was deleted, or in conflict: what was removed from it may stand there again.
    void mayComeBack(qint64 postId) { m_mayComeBack.insert(postId); }

    /// These were removed on one copy of a file while another copy of it still holds them as never sent.
    void mayComeBack(const Facts &facts) { m_returning.insert(facts.begin(), facts.end()); }

    /// A fact that was written, and is neither among the visible ones, nor removed, nor an ancestor of any of
    /// those; the sentence says which.
    std::optional<QString> lost(const Facts &visible) const;

    /// A fact of the post that was removed, and stands there again.
    std::optional<QString> undeleted(qint64 postId, const Facts &inPost) const;

private:
    std::map<QString, int> m_written; // how often: what was written twice tells nothing
    Facts m_dropped;
    Facts m_excused;
    std::map<QString, Facts> m_parents; // of single values
    std::set<qint64> m_mayComeBack;
    Facts m_returning;
};

} // namespace galley::test
