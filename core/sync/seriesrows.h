// A series as one statement finds it: on the public side, on the desk, or on neither.
#pragma once

#include "core/db/statement.h"
#include "core/model/post.h"

#include <map>

namespace galley {

struct SeriesRows
{
    qint64 id = 0;
    QString publicVersion; // '' : never seen
    QString deskVersion;
    std::optional<Series> publicSide;
    QString insertedAt; // of the public row
    QString updatedAt;
    std::optional<Series> deskSide;

    const Series *shown() const { return publicSide ? &*publicSide : deskSide ? &*deskSide : nullptr; }
};

namespace seriesrows {

/// At most IdsAtATime ids.
Statement select(const QList<qint64> &ids);
std::map<qint64, SeriesRows> decode(const Rows &rows, const QList<qint64> &ids);

/// As a base and a unit hold it.
QString toText(const Series &series);
std::optional<Series> fromText(const QString &text);

bool equal(const Series &a, const Series &b);

} // namespace seriesrows
} // namespace galley
