// The author's desk over any database: what there is to see, and the writing of drafts. It never changes what
// readers see; that is the work of a publish unit (core/sync/publisher.h).
#pragma once

#include "core/base/clock.h"
#include "core/db/database.h"
#include "core/store/listquery.h"

#include <QHash>

namespace galley {

class SearchIndex;

struct DraftSave
{
    qint64 postId = 0;
    PostFields fields;
    QString publishAt;    // null: not scheduled
    QString draftVersion; // from the PostView or SaveResult that the fields were computed from
};

struct SaveResult
{
    enum class Kind {
        Saved,
        Cleared, // the draft equalled its public post, so there is no draft any more
        Moved,   // another writer was first; nothing was written: read again and merge
    };
    Kind kind = Kind::Saved;
    QString draftVersion; // for the next save
};

/// Confined to the thread of its database, which must outlive it.
class Desk
{
public:
    /// `search` indexes the same database and outlives this object. Without one (over a remote there is none), or
    /// while it is not complete, a text is looked for by LIKE.
    Desk(Database &database, const Clock &clock, SearchIndex *search = nullptr);

    Result<std::vector<PostSummary>> list(const PostQuery &query, const CallOptions &options = {});
    Result<PostCounts> counts(const CallOptions &options = {});
    /// How many posts `list` would have for the query, whatever its page.
    Result<qint64> count(const PostQuery &query, const CallOptions &options = {});

    /// NotFound when neither side has it.
    Result<PostView> post(qint64 id, const CallOptions &options = {});
    /// The posts that have these addresses, where the author or where readers see them; a free address is not among them.
    Result<QHash<QString, qint64>> postsAt(const QStringList &slugs, const CallOptions &options = {});
    /// By the address that the author sees, else by a former one.
    Result<PostView> postBySlug(const QString &slug, const CallOptions &options = {});

    /// A new draft. Without a slug one is made from the title. A given slug that is taken is a Conflict; a
    /// made one gets "-2", "-3", ….
    Result<PostView> create(const PostFields &fields, const CallOptions &options = {});

    /// All fields are checked for what no database may hold; a changed slug is put into form and must be free
    /// (Conflict); a cleared one is made from the title.
    Result<SaveResult> save(const DraftSave &save, const CallOptions &options = {});
    /// Several posts, whose addresses stay, in one transaction; none is written where one of them is refused.
    Result<std::vector<SaveResult>> saveAll(const std::vector<DraftSave> &saves, const CallOptions &options = {});

    /// Forgets what was written since the post was published; a post that never was public is gone. Its images
    /// stay on the desk.
    Status discardDraft(qint64 postId, const CallOptions &options = {});

    /// The same, unless somebody has written since `draftVersion` or the draft is on its way to readers.
    Status discardIfUnmoved(qint64 postId, const QString &draftVersion, const CallOptions &options = {});

    /// A slug that no other post has: `wanted` put into form, with "-2", "-3", … where it is taken.
    Result<QString> freeSlug(const QString &wanted, qint64 postId, const CallOptions &options = {});

    /// `image` as core/image took it in; `info.id` and `info.fileSize` are made here. The same bytes twice are one.
    Result<ImageInfo> addImage(qint64 postId, Image image, const CallOptions &options = {});
    Result<std::vector<ImageInfo>> imagesOf(qint64 postId, const CallOptions &options = {});
    /// Those of `ids` that are on either side.
    Result<QList<qint64>> knownImages(const QList<qint64> &ids, const CallOptions &options = {});
    Result<Image> image(qint64 id, const CallOptions &options = {});
    Status setImageAltText(qint64 id, const QString &altText, const CallOptions &options = {});

    Result<std::vector<Series>> series(const CallOptions &options = {});
    /// The series of that title, made on the desk when there is none.
    Result<Series> seriesTitled(const QString &title, const CallOptions &options = {});

private:
    struct Prepared;
    Result<Prepared> prepare(const DraftSave &save, const CallOptions &options);
    Result<std::vector<PostSummary>> allPosts(const PostQuery &query, const CallOptions &options);
    Result<Statement> removalOf(qint64 postId, const QString &draftVersion, const CallOptions &options);
    Result<bool> isSlugTaken(const QString &slug, qint64 byOtherThan, const CallOptions &options);
    QString now() const;

    Database &m_database;
    const Clock &m_clock;
    SearchIndex *m_search;
};

/// Refuses what no database may hold.
Status validateFields(const PostFields &fields);

} // namespace galley
