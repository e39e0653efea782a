// Looking through the texts of all posts, as the author sees them, and replacing what was found. A few posts at a
// time: a save never waits long, and whoever asks may stop in between.
#pragma once

#include "core/base/textsearch.h"
#include "core/db/database.h"
#include "core/model/post.h"

#include <optional>
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

/// One of them, to be replaced in.
struct FoundPost
{
    qint64 id = 0;
    QByteArray mark;
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

/// Replaces in these posts and saves them as drafts, in one transaction. Nothing is written of one whose text is no longer the
/// one that its mark stands for: it has no value in the answer, which is as long as `posts`.
Result<std::vector<std::optional<ReplacedPost>>> replaceInPosts(Desk &desk, const std::vector<FoundPost> &posts, const TextSearch &search,
                                                               const QString &with, const CallOptions &options = {});

/// Brings posts back to what they were before, in one transaction; one that had no draft then has none now. False, and nothing of
/// it is written, for one that was changed or published since.
Result<std::vector<bool>> undoReplacements(Desk &desk, const std::vector<ReplacedPost> &posts, const CallOptions &options = {});

} // namespace galley
