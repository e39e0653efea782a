#include "core/workspace/heldimages.h"

#include "core/sync/imagenames.h"

namespace galley {

void HeldImages::add(qint64 image)
{
    const std::scoped_lock lock(m_mutex);
    m_images.insert(image);
}

void HeldImages::addNamedIn(const QString &text)
{
    const std::scoped_lock lock(m_mutex);
    imagenames::collect(text, m_images);
}

QSet<qint64> HeldImages::all() const
{
    const std::scoped_lock lock(m_mutex);
    return m_images;
}

} // namespace galley
