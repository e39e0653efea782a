// `series` and `galley_draft_series`: a series is on the desk until a post of it is published.
#pragma once

#include "core/db/statement.h"
#include "core/model/post.h"

namespace galley::seriestable {

/// All of both sides, each once, by title.
Statement selectAll();
Series decode(const Row &row);

/// Into form, with the slug that follows, and no id yet.
Series titled(const QString &title);
/// The one that `wanted` would be, by its title or its slug; else nullptr.
const Series *find(const std::vector<Series> &all, const Series &wanted);

/// Unless the id is on either side already: harmless twice.
Statement insertDraftIfAbsent(const Series &series, const QString &now);

/// Moves a desk series to the public side, if it is only on the desk.
std::vector<Statement> publish(qint64 id);

} // namespace galley::seriestable
