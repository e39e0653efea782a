// What `galleyctl check` and `galleyctl stats` read out of any database.
#pragma once

#include "core/db/database.h"

#include <QStringList>

namespace galley {

struct BlogFigures
{
    qint64 posts = 0; // rows of the public side
    qint64 published = 0;
    qint64 drafts = 0;
    qint64 images = 0;
    qint64 draftImages = 0;
    qint64 imageBytes = 0; // of both sides, thumbnails included
    qint64 textBytes = 0;  // of both sides
    qint64 series = 0;
};

Result<BlogFigures> readFigures(Database &database, const CallOptions &options = {});

struct Storage
{
    /// Of the whole database as its pages say; where a server doesn't tell, the texts and images alone.
    enum class Measure
    {
        Pages,
        Content
    };
    qint64 bytes = 0;
    Measure measure = Measure::Pages;
};

Result<Storage> readStorage(Database &database, const CallOptions &options = {});

/// One sentence for each thing that is wrong or will surprise: images without a post, posts that name an
/// image that isn't there, posts without an address, dates that can't be read, a feed that isn't kept.
Result<QStringList> audit(Database &database, const CallOptions &options = {});

} // namespace galley
