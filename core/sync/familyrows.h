// A post's family (its public row, its draft, the addresses that lead to it) as one statement reads it, so that all
// of it is of one moment. The same statement over a remote and over the local file.
#pragma once

#include "core/base/result.h"
#include "core/db/statement.h"
#include "core/model/post.h"

#include <QList>
#include <QStringList>

#include <map>

namespace galley {

struct FamilyRows
{
    qint64 id = 0;
    QString postVersion; // '' : never seen
    QString draftVersion;
    std::optional<Post> post;
    Row postValues; // as the table holds them, in the order of `publicColumns()`: a mirror must change nothing
    std::optional<Draft> draft;
    QStringList redirects;
};

namespace familyrows {

/// published, preview, inserted_at, updated_at and the fields.
QString publicColumns();

/// At most IdsAtATime ids.
Statement select(const QList<qint64> &ids);

/// One entry for each of `ids`, also where nothing is there.
Result<std::map<qint64, FamilyRows>> decode(const Rows &rows, const QList<qint64> &ids);

} // namespace familyrows
} // namespace galley
