#include "core/sync/publishunit.h"

#include "core/base/timestamp.h"
#include "core/migrate/migration.h"
#include "core/store/drafttable.h"
#include "core/store/imagetable.h"
#include "core/store/posttable.h"
#include "core/store/seriestable.h"

#include <algorithm>

namespace galley {

namespace {

using imagetable::Side;

// The server's clock, so that no time a reader sees rests on the author's.
constexpr auto Now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')";

void append(std::vector<Statement> &list, std::vector<Statement> more)
{
    list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Those of the unit's images that are on either side.
Statement selectImages(const PublishUnit &unit)
{
    const QString marks = QStringList(unit.images.size(), QStringLiteral("?")).join(QStringLiteral(", "));
    Statement statement{QStringLiteral("SELECT id FROM images WHERE id IN (%1) UNION "
                                       "SELECT id FROM galley_draft_images WHERE id IN (%1)").arg(marks), {}};
    for (int side = 0; side < 2; ++side)
        statement.args.insert(statement.args.end(), unit.images.begin(), unit.images.end());
    return statement;
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
                                    "published = 1, updated_at = %1 WHERE id = ?")
                         .arg(QLatin1String(Now), integerUnlessUnreadable(QStringLiteral("series_id")),
                              integerUnlessUnreadable(QStringLiteral("series_position"))),
                     {f.title, f.subtitle, f.slug, f.content, f.excerpt, f.tags, unit.preview, f.seriesId, f.seriesId,
                      f.seriesPosition, f.seriesPosition, date, unit.postId}};
    Statement insert{QStringLiteral("INSERT INTO posts (title, subtitle, slug, content, excerpt, tags, preview, series_id, "
                                    "series_position, published_at, published, inserted_at, updated_at, id) "
                                    "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, %1), 1, %1, %1, ? "
                                    "WHERE NOT EXISTS (SELECT 1 FROM posts WHERE id = ?)").arg(QLatin1String(Now)),
                     values};
    insert.args.emplace_back(unit.postId);
    insert.args.emplace_back(unit.postId);
    return {std::move(update), std::move(insert)};
}

std::vector<Statement> publishChanges(const PublishUnit &unit)
{
    std::vector<Statement> list;
    if (unit.fields.seriesId)
        append(list, seriestable::publish(*unit.fields.seriesId));
    append(list, writePost(unit));
    for (const qint64 id : unit.images)
        append(list, imagetable::move(id, unit.postId, Side::Desk, Side::Public));
    // A redirect yields to a live address.
    list.push_back({QStringLiteral("DELETE FROM galley_redirects WHERE old_slug = ?"), {unit.fields.slug}});
    if (!unit.formerSlug.isEmpty() && unit.formerSlug != unit.fields.slug)
        list.push_back({QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) VALUES (?, ?) "
                                       "ON CONFLICT(old_slug) DO UPDATE SET post_id = excluded.post_id"),
                        {unit.formerSlug, unit.postId}});
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
    list.push_back({QStringLiteral("DELETE FROM galley_redirects WHERE post_id = ?"), {unit.postId}});
    list.push_back({QStringLiteral("DELETE FROM posts WHERE id = ?"), {unit.postId}});
    return list;
}

Draft returnedDraft(const PublishUnit &unit)
{
    Draft draft;
    draft.postId = unit.postId;
    draft.fields = unit.fields;
    draft.updatedAt = unit.askedAt;
    return draft;
}

/// The draft where the author may have written on since the freeze.
std::vector<Statement> livingDraftChanges(const PublishUnit &unit)
{
    switch (unit.kind) {
    case PublishUnit::Kind::Publish:
        return {drafttable::removeIfUnmoved(unit.postId, unit.draftVersion), drafttable::setFork(unit.postId, unit.fields)};
    case PublishUnit::Kind::Unpublish:
        return {drafttable::insertIfAbsent(returnedDraft(unit)), drafttable::setFork(unit.postId, std::nullopt)};
    case PublishUnit::Kind::Delete:
        return {drafttable::removeIfUnmoved(unit.postId, unit.draftVersion), drafttable::setFork(unit.postId, std::nullopt)};
    }
    return {};
}

/// The draft that the guard holds still.
std::vector<Statement> agreedDraftChanges(const PublishUnit &unit)
{
    std::vector<Statement> list{drafttable::remove(unit.postId)};
    if (unit.kind == PublishUnit::Kind::Unpublish)
        list.push_back(drafttable::insert(returnedDraft(unit)));
    return list;
}

std::vector<Statement> publicChanges(const PublishUnit &unit)
{
    return unit.kind == PublishUnit::Kind::Publish ? publishChanges(unit) : withdrawChanges(unit);
}

bool guardsDraft(const PublishUnit &unit)
{
    return std::any_of(unit.guard.begin(), unit.guard.end(),
                       [](const EntityVersion &entity) { return entity.entity == QLatin1String("drafts"); });
}

/// 1 when the date of the post is in the future by the server's clock; the site would show the row at once.
Statement isInFuture(const PublishUnit &unit)
{
    const bool dated = unit.kind == PublishUnit::Kind::Publish && !unit.fields.publishedAt.isEmpty();
    return {QStringLiteral("SELECT ? > %1").arg(QLatin1String(Now)),
            {dated ? normalizedTimestamp(unit.fields.publishedAt) : QStringLiteral("")}};
}

Statement enterLedger(const PublishUnit &unit)
{
    Statement statement;
    QStringList conditions;
    for (const EntityVersion &entity : unit.guard) {
        conditions += changetable::versionOf(entity.entity) + QStringLiteral(" = ?");
        statement.args.emplace_back(entity.id);
        statement.args.emplace_back(entity.version);
    }
    // One condition for all of them: SQLite refuses a chain of a thousand.
    const Statement images = selectImages(unit);
    conditions += QStringLiteral("(SELECT count(*) FROM (%1)) = ?").arg(images.sql);
    statement.args.insert(statement.args.end(), images.args.begin(), images.args.end());
    statement.args.emplace_back(qint64(unit.images.size()));
    const Statement future = isInFuture(unit);
    conditions += QStringLiteral("NOT (%1)").arg(future.sql);
    statement.args.push_back(future.args.front());
    conditions += QStringLiteral("(SELECT max(version) FROM galley_migrations WHERE \"set\" = 'shared') <= ?");
    statement.args.emplace_back(newestSharedVersion());
    statement.sql = QStringLiteral("INSERT INTO galley_pushes (op_id, guard, pushed_at) SELECT ?, CASE WHEN %1 THEN 1 END, %2")
                        .arg(conditions.join(QStringLiteral(" AND ")), QLatin1String(Now));
    statement.args.insert(statement.args.begin(), Value(unit.opId));
    return statement;
}

/// Which of the unit's reasons to be refused is the one; read after the rollback, from what then stands.
enum After : std::size_t {
    Ledger, Burn, PostVersion, DraftVersion, PostRow, DraftRow, Schema, SlugOwner, PlaceOwner, SiteColumn, Images, Future
};
constexpr std::size_t AfterCount = Future + 1;

Error refusalOf(const PublishUnit &unit, const Outcome &outcome, const UnitReceipt &receipt)
{
    const auto rows = [&](After which) -> const Rows & { return *outcome.after[which]; };
    const auto refuse = [](ErrorCode code, const QString &sentence) { return Error{code, sentence, {}}; };
    if (rows(Schema).front().front().integer() > newestSharedVersion())
        return refuse(ErrorCode::SchemaTooNew,
                      QStringLiteral("The site's database was changed by a newer Galley; update Galley, then publish again."));
    for (const EntityVersion &expected : unit.guard) {
        for (const EntityVersion &actual : receipt.versions) {
            if (actual.entity == expected.entity && actual.id == expected.id && actual.version != expected.version)
                return refuse(ErrorCode::Conflict,
                              QStringLiteral("“%1” was changed elsewhere since you last saw it; nothing was published. "
                                             "Look at that version first, then publish again.").arg(unit.fields.title));
        }
    }
    if (!rows(SlugOwner).empty())
        return refuse(ErrorCode::Conflict,
                      QStringLiteral("Another post on the site already has the address “%1”; change this one's "
                                     "address and publish again.").arg(unit.fields.slug));
    if (!rows(PlaceOwner).empty())
        return refuse(ErrorCode::Conflict,
                      QStringLiteral("“%1” already has place %2 in the series; give “%3” another place and publish again.")
                          .arg(rows(PlaceOwner).front().front().displayText(),
                               QString::number(unit.fields.seriesPosition.value_or(0)), unit.fields.title));
    if (unit.kind == PublishUnit::Kind::Publish && rows(PostRow).empty() && !rows(SiteColumn).empty())
        return refuse(ErrorCode::Constraint,
                      QStringLiteral("The site's table of posts wants a value for its own column “%1”, which Galley doesn't "
                                     "know; give that column a default there, then publish again.")
                          .arg(rows(SiteColumn).front().front().text()));
    if (qsizetype(rows(Images).size()) < unit.images.size())
        return refuse(ErrorCode::NotFound,
                      QStringLiteral("An image named in “%1” is not on the site yet; publish again to send it.")
                          .arg(unit.fields.title));
    if (rows(Future).front().front().truthy())
        return refuse(ErrorCode::InvalidInput,
                      QStringLiteral("The date of “%1” is in the future; clear it to publish now.").arg(unit.fields.title));
    return outcome.body.error();
}

} // namespace

std::vector<Statement> deskChangesOf(const PublishUnit &unit)
{
    std::vector<Statement> list = publicChanges(unit);
    append(list, livingDraftChanges(unit));
    return list;
}

bool standsAsSent(const PublishUnit &unit, const UnitReceipt &receipt, const QString &entity)
{
    if (entity == QLatin1String("drafts")) {
        if (unit.kind != PublishUnit::Kind::Unpublish)
            return !receipt.draft;
        return receipt.draft && receipt.draft->fields == unit.fields;
    }
    if (unit.kind != PublishUnit::Kind::Publish || !receipt.publicPost)
        return unit.kind != PublishUnit::Kind::Publish && !receipt.publicPost;
    PostFields sent = unit.fields;
    if (sent.publishedAt.isEmpty())
        sent.publishedAt = receipt.publicPost->fields.publishedAt; // the server's clock
    return receipt.publicPost->published && receipt.publicPost->fields == sent;
}

Transaction transactionOf(const PublishUnit &unit)
{
    Transaction transaction;
    transaction.body.push_back(enterLedger(unit));
    append(transaction.body, publicChanges(unit));
    append(transaction.body, guardsDraft(unit) ? agreedDraftChanges(unit) : livingDraftChanges(unit));

    auto &after = transaction.after;
    after.resize(AfterCount);
    after[Ledger] = {QStringLiteral("SELECT guard FROM galley_pushes WHERE op_id = ?"), {unit.opId}};
    after[Burn] = {QStringLiteral("INSERT INTO galley_pushes (op_id, guard, pushed_at) SELECT ?, 0, %1 "
                                  "WHERE NOT EXISTS (SELECT 1 FROM galley_pushes WHERE op_id = ?)").arg(QLatin1String(Now)),
                   {unit.opId, unit.opId}};
    after[PostVersion] = changetable::selectVersion(QStringLiteral("posts"), unit.postId);
    after[DraftVersion] = changetable::selectVersion(QStringLiteral("drafts"), unit.postId);
    after[PostRow] = posttable::select(QStringLiteral("id = ?"), {unit.postId});
    after[DraftRow] = drafttable::select(QStringLiteral("post_id = ?"), {unit.postId});
    after[Schema] = {QStringLiteral("SELECT max(version) FROM galley_migrations WHERE \"set\" = 'shared'"), {}};
    after[SlugOwner] = {QStringLiteral("SELECT id FROM posts WHERE slug = ? AND id <> ?"), {unit.fields.slug, unit.postId}};
    after[PlaceOwner].sql = QStringLiteral("SELECT title FROM posts WHERE series_id = ? AND series_position = ? AND id <> ?");
    after[PlaceOwner].args.emplace_back(unit.fields.seriesId);
    after[PlaceOwner].args.emplace_back(unit.fields.seriesPosition);
    after[PlaceOwner].args.emplace_back(unit.postId);
    after[SiteColumn] = {QStringLiteral("SELECT name FROM pragma_table_info('posts') WHERE \"notnull\" = 1 AND dflt_value IS NULL "
                                        "AND pk = 0 AND name NOT IN ('title', 'slug', 'content', 'excerpt', 'tags', 'published', "
                                        "'published_at', 'inserted_at', 'updated_at', 'subtitle', 'series_id', 'series_position', "
                                        "'preview') LIMIT 1"), {}};
    after[Images] = selectImages(unit);
    after[Future] = isInFuture(unit);
    return transaction;
}

Result<UnitReceipt> send(Database &database, const PublishUnit &unit, const CallOptions &options)
{
    auto outcome = database.run(transactionOf(unit), options);
    if (!outcome)
        return failure(outcome);
    for (const Result<Rows> &rows : outcome->after) {
        if (!rows)
            return failure(rows);
    }
    const auto rows = [&](After which) -> const Rows & { return *outcome->after[which]; };
    UnitReceipt receipt;
    receipt.landed = !rows(Ledger).empty() && rows(Ledger).front().front().integer() == 1;
    receipt.versions = {{QStringLiteral("posts"), unit.postId, rows(PostVersion).front().front().text()},
                        {QStringLiteral("drafts"), unit.postId, rows(DraftVersion).front().front().text()}};
    if (!rows(PostRow).empty())
        receipt.publicPost = posttable::decode(rows(PostRow).front());
    if (!rows(DraftRow).empty()) {
        auto draft = drafttable::decode(rows(DraftRow).front());
        if (!draft)
            return failure(draft);
        receipt.draft = std::move(*draft);
    }
    // Committed, and yet not in the ledger: no database says both. Not known, so that nothing is decided on it.
    if (!receipt.landed && outcome->body)
        return fail(ErrorCode::Protocol,
                    QStringLiteral("%1 did not say whether the post was published; publish again.").arg(database.location()));
    if (!receipt.landed)
        receipt.refusal = refusalOf(unit, *outcome, receipt);
    return receipt;
}

} // namespace galley
