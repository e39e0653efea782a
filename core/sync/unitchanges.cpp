#include "core/sync/unitchanges.h"

#include "core/store/drafttable.h"
#include "core/store/imagetable.h"
#include "core/store/seriestable.h"

namespace galley::unitchanges {

namespace {

using imagetable::Side;

void append(std::vector<Statement> &list, std::vector<Statement> more)
{
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// `column = …`, with the argument twice. What is there and is no integer (a site's own text key) was never shown
/// to the author as one, so "none" must not wipe it out.
QString integerUnlessUnreadable(const QString &column)
{
    return QStringLiteral("%1 = CASE WHEN ? IS NULL AND CAST(CAST(%1 AS INTEGER) AS TEXT) <> CAST(%1 AS TEXT) THEN %1 ELSE ? END")
        .arg(column);
}

/// UPDATE and then INSERT where there was none, not an upsert: an upsert is refused for a column of the site's
/// own that is NOT NULL, even where the row exists.
std::vector<Statement> writePost(const PublishUnit &unit)
{
    const PostFields &f = unit.fields;
    const Value date = f.publishedAt.isEmpty() ? Value() : Value(f.publishedAt);
    std::vector<Value> values{f.title, f.subtitle, f.slug, f.content, f.excerpt, f.tags, unit.preview, f.seriesId,
                              f.seriesPosition, date};
    Statement update{QStringLiteral("UPDATE posts SET title = ?, subtitle = ?, slug = ?, content = ?, excerpt = ?, tags = ?, "
                                    "preview = ?, %2, %3, published_at = coalesce(?, published_at, %1), "
                                    "published = ?, updated_at = %1 WHERE id = ?")
                         .arg(ledger::serverNow(), integerUnlessUnreadable(QStringLiteral("series_id")),
                              integerUnlessUnreadable(QStringLiteral("series_position"))),
                     {f.title, f.subtitle, f.slug, f.content, f.excerpt, f.tags, unit.preview, f.seriesId, f.seriesId,
                      f.seriesPosition, f.seriesPosition, date, unit.isPublished, unit.postId}};
    Statement insert{QStringLiteral("INSERT INTO posts (title, subtitle, slug, content, excerpt, tags, preview, series_id, "
                                    "series_position, published_at, published, inserted_at, updated_at, id) "
                                    "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, %1), ?, %1, %1, ? "
                                    "WHERE NOT EXISTS (SELECT 1 FROM posts WHERE id = ?)").arg(ledger::serverNow()),
                     values};
    insert.args.emplace_back(unit.isPublished);
    insert.args.emplace_back(unit.postId);
    insert.args.emplace_back(unit.postId);
    return {std::move(update), std::move(insert)};
}

/// Before the redirects of a post that `column` finds change: redirects travel with their post, whose row may be another than
/// the unit's, or gone, and so tell the feed nothing.
std::vector<Statement> announceOwner(const QString &column, const Value &value)
{
    const QString owner = QStringLiteral("(SELECT post_id FROM galley_redirects WHERE %1 = ? LIMIT 1)").arg(column);
    return {{QStringLiteral("DELETE FROM galley_changes WHERE entity = 'posts' AND entity_id = %1").arg(owner), {value}},
            {QStringLiteral("INSERT INTO galley_changes (entity, entity_id, version) "
                            "SELECT 'posts', o.post_id, lower(hex(randomblob(8))) FROM %1 o").arg(owner), {value}}};
}

/// The address leads to nowhere else from now on.
std::vector<Statement> freeAddress(const QString &slug)
{
    std::vector<Statement> list = announceOwner(QStringLiteral("old_slug"), slug);
    list.push_back({QStringLiteral("DELETE FROM galley_redirects WHERE old_slug = ?"), {slug}});
    return list;
}

std::vector<Statement> publishChanges(const PublishUnit &unit)
{
    std::vector<Statement> list;
    if (unit.fields.seriesId)
        append(list, seriestable::publish(*unit.fields.seriesId));
    append(list, writePost(unit));
    for (const qint64 id : unit.images)
        append(list, imagetable::move(id, unit.postId, Side::Desk, Side::Public));
    append(list, freeAddress(unit.fields.slug)); // a redirect yields to a live address
    if (!unit.formerSlug.isEmpty() && unit.formerSlug != unit.fields.slug) {
        append(list, freeAddress(unit.formerSlug));
        list.push_back({QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) VALUES (?, ?)"), {unit.formerSlug, unit.postId}});
    }
    return list;
}

/// The post's images leave the public side: one that another public post shows is handed on to that post, the
/// others return to the desk. Then the post itself; children first, for a server may enforce foreign keys.
std::vector<Statement> withdrawChanges(const PublishUnit &unit)
{
    // GLOB, for the id must end there: /images/55 is not /images/5.
    const QString other = QStringLiteral("p.id <> ? AND (p.content || ' ') GLOB '*/images/' || images.id || '[^0-9]*'");
    std::vector<Statement> list;
    list.push_back({QStringLiteral("UPDATE images SET post_id = (SELECT min(p.id) FROM posts p WHERE %1) "
                                   "WHERE post_id = ? AND EXISTS (SELECT 1 FROM posts p WHERE %1)").arg(other),
                    {unit.postId, unit.postId, unit.postId}});
    list.push_back(imagetable::bringBack(unit.postId));
    list.push_back({QStringLiteral("DELETE FROM images WHERE post_id = ?"), {unit.postId}});
    append(list, announceOwner(QStringLiteral("post_id"), unit.postId));
    list.push_back({QStringLiteral("DELETE FROM galley_redirects WHERE post_id = ?"), {unit.postId}});
    list.push_back({QStringLiteral("DELETE FROM posts WHERE id = ?"), {unit.postId}});
    return list;
}

/// An undo takes back what it had published, but for what another public post shows.
std::vector<Statement> returnImages(const PublishUnit &unit)
{
    std::vector<Statement> list;
    for (const qint64 id : unit.returnedImages) {
        Statement back = imagetable::bringBackOne(id);
        back.sql += QStringLiteral(" AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id <> ? AND (p.content || ' ') GLOB ?)");
        back.args.emplace_back(unit.postId);
        back.args.emplace_back(QStringLiteral("*/images/%1[^0-9]*").arg(id));
        list.push_back(std::move(back));
        list.push_back({QStringLiteral("DELETE FROM images WHERE id = ? AND EXISTS (SELECT 1 FROM galley_draft_images WHERE id = ?)"), {id, id}});
    }
    return list;
}

/// An undo gives back the former addresses that it finds free, of posts that are still there.
std::vector<Statement> returnRedirects(const PublishUnit &unit)
{
    std::vector<Statement> list;
    for (const auto &[address, postId] : unit.redirects) {
        list.push_back({QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) SELECT ?, ? "
                                       "WHERE EXISTS (SELECT 1 FROM posts WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM posts WHERE slug = ?) "
                                       "AND NOT EXISTS (SELECT 1 FROM galley_redirects WHERE old_slug = ?)"),
                        {address, postId, postId, address, address}});
        append(list, announceOwner(QStringLiteral("old_slug"), address));
    }
    return list;
}

std::vector<Statement> removeImages(const PublishUnit &unit)
{
    std::vector<Statement> list;
    for (const qint64 id : unit.images) {
        for (const Side side : {Side::Public, Side::Desk})
            list.push_back({QStringLiteral("DELETE FROM %1 WHERE id = ?").arg(imagetable::tableName(side)), {id}});
    }
    return list;
}

Statement changeSeries(const Series &series)
{
    return {QStringLiteral("UPDATE series SET title = ?, slug = ?, description = ?, updated_at = %1 WHERE id = ?").arg(ledger::serverNow()),
            {series.title, series.slug, series.description, series.id}};
}

} // namespace

std::vector<Statement> publicSide(const PublishUnit &unit)
{
    std::vector<Statement> list;
    switch (unit.kind) {
    case PublishUnit::Kind::Publish:
        list = publishChanges(unit);
        append(list, returnImages(unit));
        append(list, returnRedirects(unit));
        break;
    case PublishUnit::Kind::Unpublish:
    case PublishUnit::Kind::Delete:
        list = withdrawChanges(unit);
        append(list, returnRedirects(unit));
        break;
    case PublishUnit::Kind::Series:
        if (unit.series)
            list.push_back(changeSeries(*unit.series));
        break;
    case PublishUnit::Kind::RemoveImages: list = removeImages(unit); break;
    }
    return list;
}

std::vector<Statement> livingDraft(const PublishUnit &unit)
{
    switch (unit.kind) {
    case PublishUnit::Kind::Publish:
        return {drafttable::removeIfUnmoved(unit.postId, unit.draftVersion), drafttable::setFork(unit.postId, unit.fields)};
    case PublishUnit::Kind::Unpublish: {
        Draft returned;
        returned.postId = unit.postId;
        returned.fields = unit.fields;
        returned.updatedAt = unit.askedAt;
        return {drafttable::insertIfAbsent(returned), drafttable::setFork(unit.postId, std::nullopt)};
    }
    case PublishUnit::Kind::Delete:
        return {drafttable::removeIfUnmoved(unit.postId, unit.draftVersion), drafttable::setFork(unit.postId, std::nullopt)};
    case PublishUnit::Kind::Series:
    case PublishUnit::Kind::RemoveImages: break;
    }
    return {};
}

std::vector<Statement> agreedDraft(const PublishUnit &unit)
{
    return {unit.rest ? drafttable::put(*unit.rest) : drafttable::remove(unit.postId)};
}

} // namespace galley::unitchanges
