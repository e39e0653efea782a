#include "core/site/postreader.h"

#include "core/db/like.h"
#include "core/store/listquery.h"

namespace galley::site {

namespace {

constexpr int kOpeningLength = 800;

QString publicSource()
{
    return QStringLiteral(
               "(SELECT p.id, p.title, p.subtitle, p.slug, p.content, p.excerpt, p.tags, p.published_at, "
               "p.series_id, p.series_position, p.updated_at, p.published_at AS moment, 'published' AS "
               "status "
               "FROM posts p WHERE p.slug <> '' AND %1) v")
        .arg(listquery::isPublished(QStringLiteral("p")));
}

/// A draft stands in the place of its public row. What has no date yet stands where it was last written.
QString proofSource()
{
    return QStringLiteral("(SELECT d.post_id AS id, d.title, d.subtitle, d.slug, d.content, d.excerpt, "
                          "d.tags, d.published_at, "
                          "d.series_id, d.series_position, d.updated_at, coalesce(nullif(d.published_at, "
                          "''), d.updated_at) AS "
                          "moment, CASE WHEN d.publish_at IS NOT NULL THEN 'scheduled' WHEN %1 THEN 'edited' "
                          "ELSE 'draft' END AS status "
                          "FROM galley_drafts d LEFT JOIN posts p ON p.id = d.post_id UNION ALL "
                          "SELECT p.id, p.title, p.subtitle, p.slug, p.content, p.excerpt, p.tags, "
                          "p.published_at, p.series_id, "
                          "p.series_position, p.updated_at, coalesce(p.published_at, p.updated_at), CASE "
                          "WHEN %1 THEN 'published' "
                          "ELSE 'draft' END FROM posts p WHERE NOT EXISTS (SELECT 1 FROM galley_drafts d "
                          "WHERE d.post_id = p.id)) v")
        .arg(listquery::isPublished(QStringLiteral("p")));
}

QStringList conditions(const PostFilter &filter, std::vector<Value> &args)
{
    QStringList all;
    if (!filter.text.isEmpty()) {
        QStringList any;
        for (const char *column : {"title", "subtitle", "tags", "content"}) {
            any += QStringLiteral(R"(v.%1 LIKE ? ESCAPE '\')").arg(QLatin1String(column));
            args.emplace_back(QString(u'%' + escapedForLike(filter.text) + u'%'));
        }
        all += u'(' + any.join(QStringLiteral(" OR ")) + u')';
    }
    if (!filter.tag.isEmpty()) {
        all += QStringLiteral(
            R"(',' || replace(replace(v.tags, ', ', ','), ' ,', ',') || ',' LIKE ? ESCAPE '\')");
        args.emplace_back(QStringLiteral("%,") + escapedForLike(filter.tag) + QStringLiteral(",%"));
    }
    return all;
}

SitePost decode(const Row &row)
{
    SitePost post;
    post.id = row[0].integer();
    post.fields.title = row[1].displayText();
    post.fields.subtitle = row[2].displayText();
    post.fields.slug = row[3].displayText();
    post.fields.content = row[4].displayText();
    post.fields.excerpt = row[5].displayText();
    post.fields.tags = row[6].displayText();
    post.fields.publishedAt = row[7].displayText();
    post.fields.seriesId = row[8].optionalInteger();
    post.fields.seriesPosition = row[9].optionalInteger();
    post.updatedAt = row[10].displayText();
    post.status = statusFromName(row[11].text()).value_or(PostStatus::Draft);
    return post;
}

std::optional<qint64> idOfAddress(const QString &address)
{
    if (!address.startsWith(u"post-"))
        return {};
    bool isNumber = false;
    const qint64 id = address.mid(5).toLongLong(&isNumber);
    return isNumber ? std::optional(id) : std::nullopt;
}

} // namespace

QString SitePost::address() const
{
    return fields.slug.isEmpty() ? QStringLiteral("post-%1").arg(id) : fields.slug;
}

PostReader::PostReader(Database &database, Mode mode) : m_database(database), m_mode(mode) {}

Result<std::vector<SitePost>> PostReader::list(const PostFilter &filter)
{
    return selectList(Content::Opening, filter);
}

Result<std::vector<SitePost>> PostReader::listWhole(const PostFilter &filter)
{
    return selectList(Content::Whole, filter);
}

Result<std::optional<SitePost>> PostReader::byAddress(const QString &address)
{
    auto post = selectOne(QStringLiteral("v.slug = ?"), address);
    const std::optional<qint64> id = idOfAddress(address);
    if (!post || *post || !id || m_mode != Mode::Proof)
        return post;
    return byId(*id);
}

Result<std::optional<SitePost>> PostReader::byId(qint64 id)
{
    return selectOne(QStringLiteral("v.id = ?"), id);
}

Result<std::optional<SitePost>> PostReader::byFormerSlug(const QString &slug)
{
    return selectOne(QStringLiteral("v.id = (SELECT post_id FROM galley_redirects WHERE old_slug = ?)"),
                     slug);
}

Result<std::optional<Series>> PostReader::series(const QString &slug)
{
    return selectSeries(QStringLiteral("slug"), slug);
}

Result<std::optional<Series>> PostReader::series(qint64 id)
{
    return selectSeries(QStringLiteral("id"), id);
}

Result<std::vector<SitePost>> PostReader::ofSeries(qint64 id)
{
    return select(
        Content::Opening,
        QStringLiteral(
            "WHERE v.series_id = ? ORDER BY v.series_position IS NULL, v.series_position, v.moment"),
        {id});
}

Result<std::vector<SitePost>> PostReader::select(Content content, const QString &rest,
                                                 std::vector<Value> args)
{
    const QString text = content == Content::Whole
                             ? QStringLiteral("v.content")
                             : QStringLiteral("substr(v.content, 1, %1)").arg(kOpeningLength);
    const auto rows = m_database.execute(
        {QStringLiteral("SELECT v.id, v.title, v.subtitle, v.slug, %1, v.excerpt, v.tags, v.published_at, "
                        "v.series_id, v.series_position, v.updated_at, v.status FROM %2 %3")
             .arg(text, m_mode == Mode::Public ? publicSource() : proofSource(), rest),
         std::move(args)});
    if (!rows)
        return failure(rows);
    std::vector<SitePost> posts;
    posts.reserve(rows->size());
    for (const Row &row : *rows)
        posts.push_back(decode(row));
    return posts;
}

Result<std::optional<SitePost>> PostReader::selectOne(const QString &where, const Value &arg)
{
    const auto posts = select(Content::Whole, QStringLiteral("WHERE %1 LIMIT 1").arg(where), {arg});
    if (!posts)
        return failure(posts);
    return posts->empty() ? std::optional<SitePost>() : posts->front();
}

Result<std::vector<SitePost>> PostReader::selectList(Content content, const PostFilter &filter)
{
    std::vector<Value> args;
    const QStringList all = conditions(filter, args);
    const QString where =
        all.isEmpty() ? QString() : QStringLiteral("WHERE ") + all.join(QStringLiteral(" AND "));
    args.emplace_back(filter.limit);
    args.emplace_back(filter.offset);
    return select(content, where + QStringLiteral(" ORDER BY v.moment DESC, v.id LIMIT ? OFFSET ?"),
                  std::move(args));
}

Result<std::optional<Series>> PostReader::selectSeries(const QString &column, const Value &arg)
{
    QString source =
        QStringLiteral("SELECT id, title, slug, description FROM series WHERE %1 = ?").arg(column);
    std::vector<Value> args{arg};
    if (m_mode == Mode::Proof) {
        source += QStringLiteral(
                      " UNION ALL SELECT id, title, slug, description FROM galley_draft_series WHERE %1 = ?")
                      .arg(column);
        args.push_back(arg);
    }
    const auto rows = m_database.execute({source + QStringLiteral(" LIMIT 1"), std::move(args)});
    if (!rows)
        return failure(rows);
    if (rows->empty())
        return std::optional<Series>();
    const Row &row = rows->front();
    return Series{row[0].integer(), row[1].displayText(), row[2].displayText(), row[3].displayText()};
}

} // namespace galley::site
