// An image as one statement finds it: on the public side, on the desk, or on neither, without its bytes. The same
// statement over a remote and over the local file.
#pragma once

#include "core/db/statement.h"
#include "core/model/post.h"

#include <map>

namespace galley {

struct ImageRows
{
    /// What of a row may change while its bytes stay.
    struct Description
    {
        qint64 postId = 0;
        QString filename;
        QString contentType;
        QString altText;

        bool operator==(const Description &) const = default;
    };
    struct Side
    {
        Description description;
        qint64 dataBytes = 0;
        qint64 thumbnailBytes = 0;
        Value fileSize; // as the table holds it
        QString insertedAt;
        QString updatedAt;
    };

    qint64 id = 0;
    QString publicVersion; // '' : never seen
    QString deskVersion;
    std::optional<Side> publicSide;
    std::optional<Side> deskSide;

    /// The side that readers see wins, should both be there.
    const Side *shown() const { return publicSide ? &*publicSide : deskSide ? &*deskSide : nullptr; }
};

struct ImageBytes
{
    QByteArray data;
    QByteArray thumbnail; // empty when there is none
};

namespace imagerows {

/// At most IdsAtATime ids.
Statement select(const QList<qint64> &ids);

/// One entry for each of `ids`, also where nothing is there.
std::map<qint64, ImageRows> decode(const Rows &rows, const QList<qint64> &ids);

/// Rows (id, data, thumbnail) from whichever side has them.
Statement selectBytes(const QList<qint64> &ids);

/// As a base holds it; a null string is no image.
QString toText(const ImageRows::Description &description);
std::optional<ImageRows::Description> fromText(const QString &text);

} // namespace imagerows
} // namespace galley
