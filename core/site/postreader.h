// Posts and series as one mode of the site may see them. This is the only place of the site that reads posts:
// what isn't published stays unseen in public mode because no statement here can select it.
#pragma once

#include "core/db/database.h"
#include "core/model/post.h"
#include "core/site/config.h"

namespace galley::site {

struct SitePost
{
    qint64 id = 0;
    PostFields fields; // in a list `content` is only its opening, some hundred characters
    QString updatedAt; // raw
    PostStatus status = PostStatus::Published;

    /// The last part of the post's address: its slug, or in a proof "post-ID" where there is none yet.
    QString address() const;
};

struct PostFilter
{
    QString text; // somewhere in title, subtitle, tags or content
    QString tag;
    int limit = 20;
    int offset = 0;
};

class PostReader
{
public:
    /// On the thread of `database`, which must outlive the reader.
    PostReader(Database &database, Mode mode);

    /// Newest first.
    Result<std::vector<SitePost>> list(const PostFilter &filter);
    /// The same with whole contents.
    Result<std::vector<SitePost>> listWhole(const PostFilter &filter);
    Result<std::optional<SitePost>> byAddress(const QString &address);
    Result<std::optional<SitePost>> byId(qint64 id);
    /// The post that had this slug once.
    Result<std::optional<SitePost>> byFormerSlug(const QString &slug);

    Result<std::optional<Series>> series(const QString &slug);
    Result<std::optional<Series>> series(qint64 id);
    /// In the order of reading, without contents.
    Result<std::vector<SitePost>> ofSeries(qint64 id);

private:
    enum class Content
    {
        Opening,
        Whole
    };

    Result<std::vector<SitePost>> select(Content content, const QString &rest, std::vector<Value> args);
    Result<std::optional<SitePost>> selectOne(const QString &where, const Value &arg);
    Result<std::vector<SitePost>> selectList(Content content, const PostFilter &filter);
    Result<std::optional<Series>> selectSeries(const QString &column, const Value &arg);

    Database &m_database;
    Mode m_mode;
};

} // namespace galley::site
