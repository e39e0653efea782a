// The plain values of a blog. Text that the site's tables hold as NULL is a null QString (`isNull()`): shown as
// "no title" or "no address", and written back as NULL.
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace galley {

/// Every field of a post that an author edits: what a draft holds, what a merge compares and what a publish
/// freezes. `publishedAt` is the raw text of the database (see timestamp.h); empty means "when published".
struct PostFields
{
    QString title;
    QString subtitle;
    QString slug;
    QString content;
    QString excerpt;
    QString tags; // "a, b"
    QString publishedAt;
    std::optional<qint64> seriesId;
    std::optional<qint64> seriesPosition;

    bool operator==(const PostFields &) const = default;
};

/// A row of `posts`: the public side.
struct Post
{
    qint64 id = 0;
    PostFields fields;
    bool published = false;
    QString preview;
    QString insertedAt;
    QString updatedAt;
    QStringList unreadable; // the fields whose value is no text; they look empty, and are not
};

/// A row of `galley_drafts`: the desk side. `fork` are the public fields it was forked from; empty for a post
/// that has no public row. `publishAt` is set for a scheduled draft.
struct Draft
{
    qint64 postId = 0;
    PostFields fields;
    std::optional<PostFields> fork;
    QString publishAt;
    QString updatedAt;
};

enum class PostStatus {
    Draft,     // no public row, or one that is not published
    Scheduled,
    Published,
    Edited,    // a published row and a draft on top of it
};

/// "draft", "scheduled", "published", "edited".
QString statusName(PostStatus status);
std::optional<PostStatus> statusFromName(const QString &name);

struct PostSummary
{
    qint64 id = 0;
    QString slug;
    QString title;
    QString subtitle;
    QString tags;
    PostStatus status = PostStatus::Draft;
    QString publishedAt; // raw
    QString updatedAt;   // raw; of the draft where there is one
    QString date;        // raw; where it stands in a list by date
    bool isFoundByText = false; // of a search: title and tags do not hold all the words
    QString glimpse;     // Markdown, where a list asks for it: words of the text around what was sought, else its first
};

/// One post as the author sees it: the draft where there is one, else the public row.
struct PostView
{
    qint64 id = 0;
    PostFields fields;
    PostStatus status = PostStatus::Draft;
    std::optional<Post> publicPost;
    std::optional<Draft> draft;
    /// The version of the draft (of its deletion, where it had one; else empty): handed back with the next
    /// save, so that a save computed from something older is noticed.
    QString draftVersion;
    /// The version of the public row that was read with it.
    QString publicVersion;
};

/// An image without its bytes.
struct ImageInfo
{
    qint64 id = 0;
    qint64 postId = 0;
    QString filename;
    QString contentType;
    QString altText;
    qint64 fileSize = 0;
    bool isPublic = false; // in `images`, not in `galley_draft_images`
    QString insertedAt;
};

struct Image
{
    ImageInfo info;
    QByteArray data;
    QByteArray thumbnail; // empty when there is none
};

struct Series
{
    qint64 id = 0;
    QString title;
    QString slug;
    QString description;
};

/// Every `/images/ID` that the Markdown names, in order, each once.
QList<qint64> imagesNamedIn(const QString &markdown);

/// The path of an image in a post: "/images/ID".
QString imagePath(qint64 id);

} // namespace galley
