// The foreign writer: the site's own API, which knows nothing of Galley and writes the public tables as it likes.
#pragma once

#include "tests/core/sync/simulation/world.h"

namespace galley::test {

class Site
{
public:
    explicit Site(World &world) : m_world(world) {}

    void edits(int number, Dice &dice);
    void creates(int number);
    void deletes(Dice &dice);
    void deletesImage(Dice &dice);
    void fills(int number);
    void empties(Dice &dice);
    void countsView(Dice &dice);

private:
    void remove(qint64 postId, const View &view);
    std::optional<qint64> somePost(Dice &dice);
    void note(const QString &what);

    World &m_world;
};

} // namespace galley::test
