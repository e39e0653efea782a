// `galley_drafts`: rows and statements.
#pragma once

#include "core/base/result.h"
#include "core/db/statement.h"
#include "core/model/post.h"

namespace galley::drafttable {

Statement select(const QString &where, std::vector<Value> args);
Result<Draft> decode(const Row &row);

Statement insert(const Draft &draft);
/// Writes only while no other post has its slug; RETURNING post_id tells whether it did.
Statement insertIfSlugFree(const Draft &draft);
Statement insertIfAbsent(const Draft &draft);

/// These write only if the version of the draft still is `version`; RETURNING post_id tells whether they did.
Statement insertIfUnmoved(const Draft &draft, const QString &version);
Statement updateIfUnmoved(const Draft &draft, const QString &version);
Statement removeIfUnmoved(qint64 postId, const QString &version);
/// The same, but not while a publish unit of the post is asked for or under way: what it froze is not public yet, so the
/// author's words must stay beside it. Local files only.
Statement removeIfIdle(qint64 postId, const QString &version);

/// Inserted or updated, whatever stands there.
Statement put(const Draft &draft);
Statement remove(qint64 postId);
Statement setFork(qint64 postId, const std::optional<PostFields> &fork);

} // namespace galley::drafttable
