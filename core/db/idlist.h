// A list of ids in SQL: "id IN (?, ?)" and its arguments.
#pragma once

#include "core/db/statement.h"

#include <QList>
#include <QStringList>

namespace galley {

/// Servers cap the number of arguments; callers take ids in groups of this size.
constexpr qsizetype IdsAtATime = 200;

inline QString placeholders(qsizetype count)
{
    return QStringList(count, QStringLiteral("?")).join(QStringLiteral(", "));
}

inline void appendIds(std::vector<Value> &args, const QList<qint64> &ids)
{
    args.insert(args.end(), ids.begin(), ids.end());
}

} // namespace galley
