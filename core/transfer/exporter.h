// A blog as a folder of Markdown files with their images: what readFolder() takes in again, and what site generators read.
//
// `SLUG.md` for each post, as its author sees it (what was written since it was published is in it), with its fields as YAML
// front matter; `images/NAME` for each image that a text shows. Texts stay as they are but for their paths: `/images/ID` and
// `/blog/SLUG` lead to those files. Posts in the trash, and images that no text shows, are not among them.
#pragma once

#include "core/db/database.h"
#include "core/transfer/folder.h"

namespace galley {

class Desk;

struct ExportReport
{
    int posts = 0;
    int images = 0;
    QStringList notices; // one sentence each for what could not come along

    /// "3 posts and 5 images exported."
    QString summary() const;
};

/// `folder` is made, or must be empty. Whole or not at all: on an error, or stopped, what was written goes again. `progress`
/// counts posts. NotFound: there are no posts. InvalidInput: something is there. Io, Cancelled, or as the database
/// fails. On the thread of the desk's database.
Result<ExportReport> exportFolder(Desk &desk, const QString &folder, const CallOptions &options = {},
                                  const ImportProgress &progress = {});

} // namespace galley
