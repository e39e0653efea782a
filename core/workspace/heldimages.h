// The images of the texts that this program has opened or written since it opened the blog. Undo may bring any of these texts
// back, so their images are in use as long as the program holds them. Any thread.
#pragma once

#include <QSet>
#include <QString>

#include <mutex>

namespace galley {

class HeldImages
{
public:
    void add(qint64 image);
    void addNamedIn(const QString &text);

    QSet<qint64> all() const;

private:
    mutable std::mutex m_mutex;
    QSet<qint64> m_images;
};

} // namespace galley
