// Looking through the texts of all posts, as the author sees them, and replacing what was found. A few posts at a
// time: a save never waits long, and whoever asks may stop in between.
#pragma once

#include "core/base/textsearch.h"
#include "core/db/database.h"

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

/// The posts that follow `after` in the order of their ids. `with` may be empty: then places would be emptied.
Result<SweepPart> sweep(Database &database, const TextSearch &search, const QString &with, qint64 after,
                        const CallOptions &options = {});

/// Replaces in one post and saves it as a draft. False, and nothing is written, when its text is no longer the
/// one that `mark` stands for.
Result<bool> replaceInPost(Desk &desk, qint64 postId, const QByteArray &mark, const TextSearch &search, const QString &with,
                           const CallOptions &options = {});

} // namespace galley
