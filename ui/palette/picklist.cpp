#include "ui/palette/picklist.h"

#include "ui/palette/fuzzymatch.h"

#include <algorithm>

namespace galley {

namespace {

enum class Source { Name, Aside, Both };

// What stands there as it was typed goes before scattered letters, wherever it stands.
int rankOf(Source source, Fit fit)
{
    constexpr int ranks[][5] = {{1, 5, 6, 7, 8}, {0, 3, 4, 4, 4}, {0, 2, 2, 2, 2}}; // of each source, for each fit
    return ranks[int(source)][int(fit)];
}

} // namespace

void PickList::setEntries(std::vector<PickEntry> entries)
{
    m_entries = std::move(entries);
    narrow({});
}

void PickList::narrow(const QString &typed)
{
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (auto shown = found(typed, m_entries[i])) {
            shown->entry = int(i);
            m_shown.push_back(std::move(*shown));
        }
    }
    std::stable_sort(m_shown.begin(), m_shown.end(),
                     [](const Shown &a, const Shown &b) { return std::pair(a.rank, a.score) > std::pair(b.rank, b.score); });
    endResetModel();
}

std::optional<PickList::Shown> PickList::found(const QString &typed, const PickEntry &entry)
{
    std::optional<Shown> best;
    const auto offer = [&best](Shown shown) {
        if (!best || shown.rank > best->rank)
            best = std::move(shown);
    };
    const auto byName = fuzzyMatch(typed, entry.name);
    if (byName)
        offer({0, rankOf(Source::Name, byName->fit), byName->score, byName->places, {}});
    if (const auto byOther = entry.also.isEmpty() ? std::nullopt : fuzzyMatch(typed, entry.also))
        offer({0, rankOf(Source::Name, byOther->fit), byOther->score, {}, {}});
    if (best && best->rank > rankOf(Source::Name, Fit::Scattered))
        return best;
    if (const auto byAside = fuzzyMatch(typed, entry.aside))
        offer({0, rankOf(Source::Aside, byAside->fit), byAside->score, {}, byAside->places});
    if (!typed.contains(QLatin1Char(' ')))
        return best;
    // A word of each: "format bold".
    if (const auto byBoth = fuzzyMatch(typed, entry.name + QLatin1Char(' ') + entry.aside)) {
        Shown shown{0, rankOf(Source::Both, byBoth->fit), byBoth->score, {}, {}};
        for (const int place : byBoth->places) {
            if (place < entry.name.size())
                shown.namePlaces.append(place);
            else if (place > entry.name.size())
                shown.asidePlaces.append(place - int(entry.name.size()) - 1);
        }
        offer(std::move(shown));
    }
    return best;
}

int PickList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant PickList::data(const QModelIndex &index, int role) const
{
    const Shown &shown = m_shown[std::size_t(index.row())];
    const PickEntry &entry = m_entries[std::size_t(shown.entry)];
    switch (role) {
    case Qt::DisplayRole: return entry.name;
    case Qt::AccessibleTextRole: {
        QStringList words{entry.name, entry.aside, entry.detail};
        words.removeAll(QString());
        return words.join(QStringLiteral(", "));
    }
    case AsideRole: return entry.aside;
    case DetailRole: return entry.detail;
    case NamePlacesRole: return QVariant::fromValue(shown.namePlaces);
    case AsidePlacesRole: return QVariant::fromValue(shown.asidePlaces);
    default: return {};
    }
}

} // namespace galley

#include "moc_picklist.cpp"
