// Statements that make the public tables of the local file those of the remote. A value that clashes with a row that
// is still stale here parks that row: it loses the value until its own change comes, and is marked to be read again.
#pragma once

#include "core/db/statement.h"
#include "core/sync/familyrows.h"
#include "core/sync/imagerows.h"
#include "core/sync/seriesrows.h"

#include <QDateTime>

namespace galley::mirror {

/// The public row, or its absence, and the addresses that lead to it.
std::vector<Statement> post(const FamilyRows &there, const QString &remote);

/// Where the image's bytes come from.
enum class Bytes { Here, Fetched };

/// The image stands on `there`'s side and on no other.
std::vector<Statement> image(const ImageRows &there, Bytes from, const ImageBytes &bytes);

/// A public image that is gone there: to the desk if a text here still names it (imagenames.h), else away.
std::vector<Statement> withdrawImage(qint64 id, const QDateTime &now);
/// Before that: to the desk if a text that was agreed on with `remote` still names it. The author may have taken it out of
/// the one here, but who has that text elsewhere may hold on to it, and not have the bytes.
Statement keepAgreedImage(qint64 id, const QString &remote);
/// To the desk whether it is named or not.
std::vector<Statement> returnImage(qint64 id);
/// A desk image that is gone there: away, unless a text here still names it.
Statement dropDeskImage(qint64 id, const QDateTime &now);

std::vector<Statement> series(const SeriesRows &there, const QString &remote);
/// A public series that is gone there: to the desk if a post or draft here still belongs to it, else away.
std::vector<Statement> withdrawSeries(qint64 id);

} // namespace galley::mirror
