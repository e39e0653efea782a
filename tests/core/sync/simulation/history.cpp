#include "tests/core/sync/simulation/history.h"

#include "tests/core/sync/simulation/dice.h"

namespace galley::test {

namespace {

Action chosen(const Mix &mix, Dice &dice)
{
    int sum = 0;
    for (const auto &[action, weight] : mix.weights)
        sum += weight;
    int at = dice.below(std::size_t(sum));
    for (const auto &[action, weight] : mix.weights) {
        at -= weight;
        if (at < 0)
            return action;
    }
    return Action::Sync;
}

} // namespace

const std::vector<Mix> &mixes()
{
    using enum Action;
    static const std::vector<Mix> all{
        {"base",
         {{Create, 5}, {Edit, 26}, {MoveAddress, 3}, {MoveInSeries, 3}, {AddImage, 5}, {ReuseImage, 1}, {RemoveImage, 1},
          {Discard, 2}, {Schedule, 2}, {RunDue, 2}, {Publish, 10}, {Unpublish, 1}, {Delete, 2}, {Undo, 1}, {Withdraw, 1},
          {Confirm, 2}, {Settle, 3}, {Sync, 34}, {SiteEdits, 7}, {SiteCreates, 2}, {SiteDeletes, 1}, {SiteCountsView, 3}}},
        {"copies",
         {{Create, 5}, {Edit, 26}, {MoveAddress, 1}, {AddImage, 4}, {Discard, 2}, {Publish, 9}, {Delete, 1}, {Confirm, 2},
          {Settle, 3}, {Sync, 34}, {SiteEdits, 6}, {SiteCreates, 2}, {CopyFile, 2}, {KeepCopy, 4}, {ReturnCopy, 3}}},
        {"images",
         {{Create, 5}, {Edit, 22}, {AddImage, 12}, {ReuseImage, 4}, {RemoveImage, 6}, {Publish, 12}, {Unpublish, 2}, {Delete, 2},
          {Undo, 2}, {Confirm, 2}, {Settle, 3}, {Sync, 34}, {SiteEdits, 4}, {SiteDeletesImage, 4}}},
        {"rollback",
         {{Create, 5}, {Edit, 22}, {MoveAddress, 1}, {AddImage, 2}, {Publish, 9}, {Confirm, 2}, {Settle, 3}, {Sync, 34},
          {SiteEdits, 9}, {SiteCreates, 2}, {KeepRemote, 3}, {RollBack, 2}, {AcceptDeletions, 1}}},
        {"prune",
         {{Create, 5}, {Edit, 30}, {AddImage, 3}, {Publish, 9}, {Confirm, 2}, {Settle, 3}, {Sync, 34}, {SiteEdits, 5}, {PruneLedger, 6}}},
        {"deletions",
         {{Create, 5}, {Edit, 20}, {AddImage, 4}, {Publish, 9}, {Delete, 3}, {Confirm, 2}, {Settle, 3}, {AcceptDeletions, 3}, {Sync, 34},
          {SiteEdits, 5}, {SiteFills, 3}, {SiteEmpties, 3}}},
        {"addresses",
         {{Create, 3}, {Edit, 4}, {MoveAddress, 4}, {Readdress, 16}, {Publish, 8}, {Unpublish, 4}, {Delete, 5}, {Undo, 14}, {Confirm, 3},
          {Settle, 3}, {Sync, 40}, {SiteEdits, 1}, {SiteDeletes, 1}}},
    };
    return all;
}

const Mix *mixNamed(const QString &name)
{
    for (const Mix &mix : mixes()) {
        if (name == QLatin1String(mix.name))
            return &mix;
    }
    return nullptr;
}

History historyOf(const Mix &mix, quint64 seed, int steps)
{
    static const std::vector<int> faults{0, 0, 15, 50};
    Dice dice(seed);
    const int first = dice.below(60);
    History history{{1, Action::Create, first, dice.next(), 0},
                    {2, Action::Publish, first, dice.next(), 0},
                    {3, Action::Sync, first, dice.next(), 0},
                    {4, Action::Sync, first + 1, dice.next(), 0}};
    for (int i = int(history.size()) + 1; i <= steps; ++i)
        history.push_back({i, chosen(mix, dice), dice.below(60), dice.next(), dice.pick(faults)});
    return history;
}

History shrunk(History history, int budget, const std::function<bool(const History &)> &fails)
{
    const auto take = [&](const History &candidate) {
        if (--budget < 0 || !fails(candidate))
            return false;
        history = candidate;
        return true;
    };
    for (std::size_t before = history.size() + 1; before > history.size() && budget > 0;) {
        before = history.size();
        for (std::size_t chunk = 8; chunk > 0; chunk /= 2) {
            for (std::size_t end = history.size(); end >= chunk && end > 0; end -= std::min(chunk, end)) {
                History candidate = history;
                candidate.erase(candidate.begin() + std::ptrdiff_t(end - chunk), candidate.begin() + std::ptrdiff_t(end));
                take(candidate);
            }
        }
        for (std::size_t i = 0; i < history.size(); ++i) {
            History candidate = history;
            candidate[i].faults = 0;
            if (history[i].faults > 0)
                take(candidate);
        }
    }
    return history;
}

} // namespace galley::test
