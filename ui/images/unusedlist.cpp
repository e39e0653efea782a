#include "ui/images/unusedlist.h"

#include "core/base/text.h"
#include "core/workspace/workspace.h"
#include "ui/base/whendone.h"
#include "ui/images/squareimage.h"

#include <QThreadPool>

#include <algorithm>

namespace galley {

namespace {

constexpr int kMostPictures = 200; // some 3 MB on a screen of double density
constexpr int kMostWanted = 30;    // more than are in sight; those scrolled past ask again

} // namespace

UnusedList::UnusedList(Workspace &workspace, QObject *parent)
    : QAbstractListModel(parent),
      m_workspace(workspace),
      m_pictures(kMostPictures)
{
}

void UnusedList::setImages(std::vector<UnusedImage> images, double ratio)
{
    beginResetModel();
    m_entries.clear();
    for (UnusedImage &image : images)
        m_entries.push_back({std::move(image), true});
    m_side = qRound(PictureSide * ratio);
    m_pictures.clear();
    m_wanted.clear();
    endResetModel();
    Q_EMIT tickedChanged();
}

void UnusedList::tickAll(bool ticked)
{
    if (m_entries.empty())
        return;
    for (Entry &entry : m_entries)
        entry.isTicked = ticked;
    Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    Q_EMIT tickedChanged();
}

QList<qint64> UnusedList::ticked() const
{
    QList<qint64> ids;
    for (const Entry &entry : m_entries) {
        if (entry.isTicked)
            ids += entry.image.info.id;
    }
    return ids;
}

qint64 UnusedList::tickedBytes() const
{
    qint64 bytes = 0;
    for (const Entry &entry : m_entries)
        bytes += entry.isTicked ? entry.image.info.fileSize : 0;
    return bytes;
}

int UnusedList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QString UnusedList::placeOf(const UnusedImage &image) const
{
    const QString title = image.postTitle.simplified();
    const QString post = image.postTitle.isNull() ? tr("From a post that is gone")
                         : title.isEmpty()        ? tr("From an untitled draft")
                                                  : tr("From “%1”").arg(title);
    return image.info.isPublic ? tr("%1 · public").arg(post) : post;
}

QVariant UnusedList::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry &entry = m_entries[std::size_t(index.row())];
    const ImageInfo &info = entry.image.info;
    switch (role) {
    case Qt::DisplayRole: return info.filename.simplified().isEmpty() ? imagePath(info.id) : info.filename.simplified();
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3").arg(index.data().toString(), humanBytes(info.fileSize), placeOf(entry.image));
    case Qt::ToolTipRole: return imagePath(info.id);
    case Qt::CheckStateRole: return entry.isTicked ? Qt::Checked : Qt::Unchecked;
    case Qt::DecorationRole:
        if (const QImage *picture = m_pictures.object(index.row()))
            return *picture;
        want(index.row());
        return {};
    case PlaceRole: return placeOf(entry.image);
    case SizeRole: return humanBytes(info.fileSize);
    default: return {};
    }
}

bool UnusedList::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    m_entries[std::size_t(index.row())].isTicked = value.toInt() == Qt::Checked;
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT tickedChanged();
    return true;
}

Qt::ItemFlags UnusedList::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::NoItemFlags;
}

void UnusedList::want(int row) const
{
    m_wanted.removeOne(row);
    m_wanted.append(row);
    if (m_wanted.size() > kMostWanted)
        m_wanted.removeFirst();
    if (m_reading < 0)
        readNext();
}

void UnusedList::readNext() const
{
    if (m_wanted.isEmpty())
        return;
    const int row = m_reading = m_wanted.takeLast();
    auto *self = const_cast<UnusedList *>(this);
    auto square = m_workspace.thumbnail(m_entries[std::size_t(row)].image.info.id)
                      .then(QThreadPool::globalInstance(), [side = m_side](const Result<QByteArray> &bytes) {
                          return bytes ? squareOf(*bytes, side) : QImage();
                      });
    whenDone(square, self, [self, row](const QImage &picture) {
        self->m_pictures.insert(row, new QImage(picture));
        self->m_reading = -1;
        self->m_wanted.removeOne(row);
        self->readNext();
        Q_EMIT self->dataChanged(self->index(row), self->index(row), {Qt::DecorationRole});
    });
}

} // namespace galley

#include "moc_unusedlist.cpp"
