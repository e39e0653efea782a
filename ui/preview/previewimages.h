// The pictures of a preview: which are known, how large they are, and a small cache of decoded ones.
// UI thread. It never reads a file or a socket; whoever listens to `needed` decodes elsewhere and answers.
#pragma once

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QSize>
#include <QString>

#include <list>
#include <optional>

namespace galley::preview {

/// The id in "/images/ID"; none for any other address.
std::optional<qint64> imageIdOf(const QString &src);

class PreviewImages : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype cacheBytes = 16 * 1024 * 1024;

    explicit PreviewImages(QObject *parent = nullptr);

    /// Size in the file's pixels; space is kept for it before the picture is there.
    void setSize(qint64 id, QSize intrinsic);
    std::optional<QSize> size(qint64 id) const;

    /// A null image says that there is no such picture.
    void setImage(qint64 id, const QImage &image);
    bool isAbsent(qint64 id) const { return m_absent.contains(id); }

    /// The picture, fit to be drawn at `deviceSize`; null while it isn't here, after asking for it once.
    QImage image(qint64 id, QSize deviceSize);

    /// Forgets what was asked for and what is absent (another post, or a picture was added); sizes and
    /// decoded pictures stay.
    void retry();
    void clear();

    qsizetype bytes() const { return m_bytes; }

Q_SIGNALS:
    /// `deviceSize` is how large it is shown; decoding to that size is enough.
    void needed(qint64 id, QSize deviceSize);
    void sizeChanged(qint64 id);
    void imageChanged(qint64 id);

private:
    struct Entry
    {
        qint64 id;
        QImage image;
    };
    void remove(qint64 id);

    QHash<qint64, QSize> m_sizes;
    QHash<qint64, QSize> m_asked;
    QSet<qint64> m_absent;
    std::list<Entry> m_recent; // most recently drawn first
    QHash<qint64, std::list<Entry>::iterator> m_entries;
    qsizetype m_bytes = 0;
};

} // namespace galley::preview
