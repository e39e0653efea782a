// One Markdown file of another blog as a post of ours; pure values, nothing is written.
#pragma once

#include "core/base/result.h"
#include "core/model/post.h"
#include "core/transfer/references.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace galley {

struct PostFile
{
    PostFields fields;  // without seriesId; `publishedAt` is normalised
    bool draft = false; // `draft: true`, or a file in a folder "_drafts"
    QString seriesTitle;
    QByteArray text;   // of `fields.content`, UTF-8: what the references count in
    int firstLine = 1; // the line of the file that `text` starts on
    std::vector<Reference> references;
    QStringList unknownKeys;
};

/// `name` is the file's path inside the folder. Line ends become LF; nothing else of the text changes, but a
/// heading that opens the text and gives the title leaves it, since every page shows its title anyway.
/// - title: front matter, else the first `# heading`, else the file's name
/// - slug: front matter, else the file's name (of "index.md" the folder's), else the title
/// - date: front matter, else the one that Jekyll's file names begin with
/// Errors are one sentence without the file's name: "line 3: …".
Result<PostFile> readPostFile(QByteArray bytes, const QString &name);

} // namespace galley
