// Looking through the texts of all posts, as the author sees them, and replacing what was found. A few posts at a
// time: a save never waits long, and whoever asks may stop in between.
#pragma once

#include "core/base/textsearch.h"
#include "core/db/database.h"
#include "core/model/post.h"

#include <vector>

namespace galley {

class Desk;

/// One place in a text, with the words around it in its line.
struct TextHit
{
    int line = 0; // from 0
    QString before;
    QString found;
    QString after;
    QString replacement; // what would stand there
};

struct PostHits
{
    qint64 id = 0;
    QString title;
    QByteArray mark; // of the text that was looked at, to notice that it has changed since
    int count = 0;
    QList<TextHit> hits; // the first hundred
};

struct SweepPart
{
    std::vector<PostHits> posts; // those that have any
    int looked = 0;
    qint64 last = 0; // the id to go on after
    bool isEnd = false;
};

/// A post whose text was replaced, and what it takes to bring it back to what it was.
struct ReplacedPost
{
    qint64 id = 0;
    int places = 0;
    PostFields before;
    QString publishAt;
    bool hadDraft = false;
    bool hasDraft = true; // false: by the replacement it became what readers see
    QByteArray mark;      // of the text that stands there now
};

/// The posts that follow `after` in the order of their ids. `with` may be empty: then places would be emptied.
Result<SweepPart> sweep(Database &database, const TextSearch &search, const QString &with, qint64 after,
                        const CallOptions &options = {});

/// Replaces in one post and saves it as a draft. Nothing, and nothing is written, when its text is no longer the
/// one that `mark` stands for.
Result<std::optional<ReplacedPost>> replaceInPost(Desk &desk, qint64 postId, const QByteArray &mark, const TextSearch &search,
                                                  const QString &with, const CallOptions &options = {});

/// Brings a post back to what it was before; one that had no draft then has none now. False, and nothing is written,
/// when it was changed or published since.
Result<bool> undoReplacement(Desk &desk, const ReplacedPost &post, const CallOptions &options = {});

} // namespace galley
