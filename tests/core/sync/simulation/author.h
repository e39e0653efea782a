// What an author does at one device, through the same doors as the window and galleyctl. Whatever fails on the
// way, the truth is what the file then holds.
#pragma once

#include "tests/core/sync/simulation/history.h"
#include "tests/core/sync/simulation/world.h"

namespace galley::test {

class Author
{
public:
    Author(World &world, Device &device, int number, quint64 seed) : m_world(world), m_device(device), m_number(number), m_dice(seed) {}

    /// Any action but Sync and those of the site and of the world.
    void act(Action action);

    /// The author has looked at everything that waits for a decision, and decides. False: there was nothing.
    bool decideAll();

private:
    std::optional<qint64> somePost();
    void note(const QString &what);
    void create();
    void edit();
    void moveTo(qint64 postId, const QString &slug);
    void moveAddress();
    void readdress();
    void moveInSeries();
    void addImage();
    void reuseImage();
    void removeImage();
    void discard();
    void schedule();
    void runDue();
    void undo();
    void withdraw();
    void confirm();
    void settle(qint64 postId);
    void ask(PublishUnit::Kind kind, qint64 postId);
    void confirm(const AskedUnit &unit);
    /// False: not saved.
    bool save(qint64 postId, const View &after);
    void record(qint64 postId, const View &before, const QString &what);
    void wish(const AskedUnit &unit, const std::optional<View> &seen);
    std::vector<AskedUnit> waiting();
    std::optional<AskedUnit> stored(const Result<AskedUnit> &answer, const std::vector<AskedUnit> &before, const QString &what);
    std::vector<qint64> inConflict();
    void check(const QString &what, const Error &error);

    World &m_world;
    Device &m_device;
    int m_number;
    Dice m_dice;
};

} // namespace galley::test
