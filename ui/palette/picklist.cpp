#include "ui/palette/picklist.h"

#include "ui/palette/fuzzymatch.h"

#include <algorithm>

namespace galley {

namespace {

constexpr int kByAside = -10'000; // behind all that are found by their name

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
        const PickEntry &entry = m_entries[i];
        const auto byName = fuzzyMatch(typed, entry.name);
        const auto byOther = entry.also.isEmpty() ? std::nullopt : fuzzyMatch(typed, entry.also);
        if (byOther && (!byName || byOther->score > byName->score)) {
            m_shown.push_back({int(i), byOther->score, {}, {}});
            continue;
        }
        if (byName) {
            m_shown.push_back({int(i), byName->score, byName->places, {}});
            continue;
        }
        if (const auto byAside = fuzzyMatch(typed, entry.aside)) {
            m_shown.push_back({int(i), kByAside + byAside->score, {}, byAside->places});
            continue;
        }
        if (!typed.contains(QLatin1Char(' ')))
            continue;
        // A word of each: "format bold".
        const QString both = entry.name + QLatin1Char(' ') + entry.aside;
        if (const auto byBoth = fuzzyMatch(typed, both)) {
            Shown shown{int(i), 2 * kByAside + byBoth->score, {}, {}};
            for (const int place : byBoth->places) {
                if (place < entry.name.size())
                    shown.namePlaces.append(place);
                else if (place > entry.name.size())
                    shown.asidePlaces.append(place - int(entry.name.size()) - 1);
            }
            m_shown.push_back(std::move(shown));
        }
    }
    std::stable_sort(m_shown.begin(), m_shown.end(), [](const Shown &a, const Shown &b) { return a.score > b.score; });
    endResetModel();
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
