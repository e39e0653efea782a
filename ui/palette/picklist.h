// What a QuickPick offers, of which it shows what fits the letters typed, best first. UI thread.
#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QString>

#include <vector>

namespace galley {

struct PickEntry
{
    QString name;
    QString aside;  // quiet, beside the name; found by its letters as well, after all names
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
        int score = 0;
        QList<int> namePlaces;
        QList<int> asidePlaces;
    };

    std::vector<PickEntry> m_entries;
    std::vector<Shown> m_shown;
};

} // namespace galley
