// What a QuickPick offers, of which it shows what fits the letters typed, best first. UI thread.
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

namespace galley {

struct PickEntry
{
    QString name;
    QString aside;  // quiet, beside the name; found as well, after all names that have what is typed as it stands
    QString detail; // at the right: keys, a time
    QString also{}; // another name it goes by: not shown, found like the first
};

class PickList : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { AsideRole = Qt::UserRole, DetailRole, NamePlacesRole, AsidePlacesRole };

    using QAbstractListModel::QAbstractListModel;

    /// In this order while nothing is typed, and among equals.
    void setEntries(std::vector<PickEntry> entries);
    void narrow(const QString &typed);
    /// Its place in the entries.
    int entryAt(int row) const { return m_shown[std::size_t(row)].entry; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Shown
    {
        int entry = 0;
        int rank = 0;  // how it has what was typed
        int score = 0; // among those of the same rank
        QList<int> namePlaces;
        QList<int> asidePlaces;
    };

    static std::optional<Shown> found(const QString &typed, const PickEntry &entry);

    std::vector<PickEntry> m_entries;
    std::vector<Shown> m_shown;
};

} // namespace galley
