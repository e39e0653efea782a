// Chance that is the same on every machine: the standard library's distributions are not.
#pragma once

#include <QtGlobal>

#include <cstddef>

namespace galley::test {

/// SplitMix64.
class Dice
{
public:
    explicit Dice(quint64 seed) : m_state(seed) {}

    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15u;
        quint64 x = m_state;
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
        return x ^ (x >> 31);
    }

    /// 0 … n - 1; n is positive.
    int below(std::size_t n) { return int(next() % n); }
    bool chance(int percent) { return below(100) < percent; }
    template <typename List>
    auto &pick(List &list)
    {
        return list[typename List::size_type(below(std::size_t(list.size())))];
    }

private:
    quint64 m_state;
};

} // namespace galley::test
