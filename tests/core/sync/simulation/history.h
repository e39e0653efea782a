// A history: what happens to a blog, step by step, in a world of several devices. Made from a seed, and shrunk by
// leaving steps out; each step has a seed of its own, so that the others stay as they were.
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace galley::test {

enum class Action {
    Create,
    Edit,
    MoveAddress, // a new slug, or one that another post has or had
    Readdress,   // a new slug or a former one, and that published
    MoveInSeries,
    AddImage,
    ReuseImage,
    RemoveImage,
    Discard,
    Schedule,
    RunDue,
    Publish,
    Unpublish,
    Delete,
    Undo,
    Withdraw,
    Confirm,
    Settle,
    AcceptDeletions,
    Sync,
    SiteEdits,
    SiteCreates,
    SiteDeletes,
    SiteDeletesImage,
    SiteFills,   // a dozen posts at once
    SiteEmpties, // most of them go
    SiteCountsView,
    CopyFile,   // cp of a blog file, opened on another machine
    KeepCopy,   // a backup of one device …
    ReturnCopy, // … comes back
    KeepRemote, // likewise of the remote
    RollBack,
    PruneLedger,
};

struct Step
{
    int number = 0; // from 1; makes the words
    Action action = Action::Sync;
    int device = 0;
    quint64 seed = 0;
    int faults = 0; // in percent of the calls

    bool operator==(const Step &) const = default;
};

using History = std::vector<Step>;

/// Which actions are likely. "base", "copies", "images", "rollback", "prune", "deletions", "addresses".
struct Mix
{
    const char *name;
    std::vector<std::pair<Action, int>> weights;
};
const std::vector<Mix> &mixes();
const Mix *mixNamed(const QString &name);

/// The history of that seed; something is there from the beginning, at more than one place.
History historyOf(const Mix &mix, quint64 seed, int steps);

/// A history that still fails in the view of `fails`, with fewer steps and fewer faults; tries at most `budget`.
History shrunk(History history, int budget, const std::function<bool(const History &)> &fails);

} // namespace galley::test
