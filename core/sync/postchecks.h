// What is looked at in a post before readers see it, beside its fields: where its links and images lead, which other
// posts lead to it, and what its photographs tell. Asks one database.
#pragma once

#include "core/db/database.h"

#include <QStringList>

namespace galley {

struct PostChecks
{
    int links = 0;             // to posts of this blog
    QStringList deadLinks;     // of those, the paths that lead to no post
    QStringList absentImages;  // targets of images in the text that lead neither into the blog nor to another site
    int longRows = 0;          // of tables, with more cells than the head, which no reader sees
    int linkingPosts = 0;      // that lead to `formerSlug`
    QList<qint64> located;     // images that tell where they were taken
};

/// `formerSlug` may be null. `images` are those whose bytes are looked at.
Result<PostChecks> checkPost(Database &database, qint64 postId, const QString &content, const QString &formerSlug,
                             const QList<qint64> &images, const CallOptions &options = {});

} // namespace galley
