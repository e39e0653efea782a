// `posts`: rows and the statements that read them. Only a publish unit writes this table (core/sync).
#pragma once

#include "core/db/statement.h"
#include "core/model/post.h"

namespace galley::posttable {

/// A SELECT of the columns that `decode` reads; `where` follows it: "id = ?".
Statement select(const QString &where, std::vector<Value> args);
Post decode(const Row &row);

/// Columns of PostFields in the order of `fieldValues`; shared with galley_drafts.
QString fieldColumns();
std::vector<Value> fieldValues(const PostFields &fields);
PostFields decodeFields(const Row &row, std::size_t from);

} // namespace galley::posttable
