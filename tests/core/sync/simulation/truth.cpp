#include "tests/core/sync/simulation/truth.h"

#include <vector>

namespace galley::test {

namespace {

QString fieldOf(const QString &fact)
{
    return fact.section(QLatin1Char(':'), 0, 0);
}

} // namespace

void Truth::wrote(const Facts &before, const Facts &after)
{
    for (const QString &fact : after) {
        if (before.contains(fact))
            continue;
        ++m_written[fact];
        if (!isSingle(fact))
            continue;
        for (const QString &former : before) {
            if (isSingle(former) && fieldOf(former) == fieldOf(fact))
                m_parents[fact].insert(former);
        }
    }
    for (const QString &fact : before) {
        if (after.contains(fact))
            continue;
        const bool isReplaced = isSingle(fact) && std::any_of(after.begin(), after.end(), [&](const QString &other) {
            return isSingle(other) && fieldOf(other) == fieldOf(fact);
        });
        if (!isReplaced)
            m_dropped.insert(fact);
    }
}

void Truth::dropped(const Facts &facts)
{
    m_dropped.insert(facts.begin(), facts.end());
}

void Truth::excused(const Facts &facts)
{
    m_excused.insert(facts.begin(), facts.end());
}

std::optional<QString> Truth::lost(const Facts &visible) const
{
    Facts accounted;
    std::vector<QString> open(visible.begin(), visible.end());
    open.insert(open.end(), m_dropped.begin(), m_dropped.end());
    open.insert(open.end(), m_excused.begin(), m_excused.end());
    while (!open.empty()) {
        const QString fact = open.back();
        open.pop_back();
        if (!accounted.insert(fact).second)
            continue;
        if (const auto parents = m_parents.find(fact); parents != m_parents.end())
            open.insert(open.end(), parents->second.begin(), parents->second.end());
    }
    for (const auto &[fact, times] : m_written) {
        if (times == 1 && !accounted.contains(fact))
            return fact;
    }
    return {};
}

std::optional<QString> Truth::undeleted(qint64 postId, const Facts &inPost) const
{
    if (m_mayComeBack.contains(postId))
        return {};
    for (const QString &fact : inPost) {
        const auto written = m_written.find(fact);
        if (!isSingle(fact) && m_dropped.contains(fact) && !m_returning.contains(fact) && written != m_written.end() && written->second == 1)
            return fact;
    }
    return {};
}

} // namespace galley::test
