// A folder of Markdown files, read and checked whole before anything is written: what `galleyctl import`
// would do.
#pragma once

#include "core/base/result.h"
#include "core/image/intake.h"
#include "core/model/post.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <functional>
#include <stop_token>
#include <vector>

namespace galley {

struct ImportedImage
{
    QString filename; // "low-water.jpg", its ending as core/image made it
    QString altText;  // of the first place that shows it
    TakenImage taken;
};

/// A stretch of a post's text to be replaced by a path of the blog.
struct ImportedLink
{
    enum class To
    {
        Image,
        Post
    };

    qsizetype start = 0; // in bytes of ImportedPost::text
    qsizetype length = 0;
    To to = To::Image;
    size_t index = 0; // into ImportedPost::images, or into ImportPlan::posts
    QString fragment; // "#part" of a link to a post
};

struct ImportedPost
{
    PostFields fields;  // `content` still names the images as the file does; no seriesId yet
    bool draft = false; // as the file says; every post is imported as a draft
    QString seriesTitle;
    QString sourceFile; // its path inside the folder
    QDateTime fileTime; // when the file was last written
    QByteArray text;    // UTF-8 of fields.content
    std::vector<ImportedImage> images;
    std::vector<ImportedLink> links; // in the order of the text
    QStringList notices;     // one sentence each for what stays as it is: a missing image, a link to a file that stayed out
    QStringList unknownKeys; // of the front matter

    /// The text with `/images/ID` and `/blog/SLUG`, when the post has this id.
    QString contentFor(qint64 postId, const std::vector<ImportedPost> &all) const;
    /// Whether `content` is that text, also where a link to another post still stands as in the file: that one was not there.
    bool isContent(const QString &content, qint64 postId, const std::vector<ImportedPost> &all) const;

private:
    QByteArray pathOf(const ImportedLink &link, qint64 postId, const std::vector<ImportedPost> &all) const;
};

/// Holds the bytes of all images as they will be stored.
struct ImportPlan
{
    std::vector<ImportedPost> posts; // by their files' paths
    QStringList problems;   // one sentence each for what keeps a file out; its post is not among `posts`
    QStringList emptyFiles; // which are no posts either
};

/// How many of the files are done.
using ImportProgress = std::function<void(int done, int of)>;

/// Reads every `.md` and `.markdown` file under `folder` (hidden folders and symbolic links left out) and the
/// images they name; `folder` may be one of Qt's resources. An image is found as localfile.h says; one that
/// is missing or outside of the folder stays as it is, with a notice; one that core/image refuses is a
/// problem. A file of nothing but white space is no post. Remote addresses stay as they are. Links to another Markdown file of the folder will lead to its
/// post.
///
/// NotFound: no such folder, or no Markdown file in it. Io, Cancelled. Any thread but the UI's.
Result<ImportPlan> readFolder(const QString &folder, const IntakeOptions &options = {},
                              std::stop_token stop = {}, const ImportProgress &progress = {});

/// The same of these files alone; `names` are paths inside `folder`.
Result<ImportPlan> readFiles(const QString &folder, const QStringList &names, const IntakeOptions &options = {},
                             std::stop_token stop = {}, const ImportProgress &progress = {});

} // namespace galley
