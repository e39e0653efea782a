// The unused images as a list with a box for each. Their pictures are read as they come into sight, the last asked for first, and
// the least recently seen are forgotten. UI thread; they are decoded off it.
#pragma once

#include "core/sync/unusedimages.h"

#include <QAbstractListModel>
#include <QCache>
#include <QImage>

namespace galley {

class Workspace;

class UnusedList : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int PictureSide = 44; // device-independent pixels
    enum Role { PlaceRole = Qt::UserRole, SizeRole };

    explicit UnusedList(Workspace &workspace, QObject *parent = nullptr);

    /// All of them ticked. `ratio` is that of the screen.
    void setImages(std::vector<UnusedImage> images, double ratio);
    void tickAll(bool ticked);
    QList<qint64> ticked() const;
    qint64 tickedBytes() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void tickedChanged();

private:
    struct Entry
    {
        UnusedImage image;
        bool isTicked = true;
    };
    void want(int row) const;
    void readNext() const;
    QString placeOf(const UnusedImage &image) const;

    Workspace &m_workspace;
    std::vector<Entry> m_entries;
    int m_side = PictureSide;
    mutable QCache<int, QImage> m_pictures; // by row; a null one can't be shown
    mutable QList<int> m_wanted;            // rows, the most wanted last
    mutable int m_reading = -1;             // the row whose picture is on its way
};

} // namespace galley
