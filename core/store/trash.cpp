#include "core/store/trash.h"

#include "core/base/ids.h"
#include "core/base/timestamp.h"
#include "core/store/desk.h"
#include "core/store/imagetable.h"
#include "core/store/posttable.h"
#include "core/store/settingstable.h"

#include <map>

namespace galley {

namespace {

using imagetable::Side;

namespace source { // the tables that an entry has rows of
const auto Posts = QStringLiteral("posts");
const auto Drafts = QStringLiteral("galley_drafts");
const auto Redirects = QStringLiteral("galley_redirects"); // only the addresses
const auto Images = QStringLiteral("images");              // only the ids
} // namespace source

QString quoted(QString name)
{
    return QLatin1Char('"') + name.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

Statement selectColumns(const QString &table)
{
    return {QStringLiteral("SELECT name FROM pragma_table_info('%1')").arg(table), {}};
}

/// One column of the rows that `key` finds.
Statement keep(const QString &trash, const QString &table, const QString &column, const QString &key, qint64 postId)
{
    return {QStringLiteral("INSERT INTO galley_trash_values (trash, source, row_key, name, value) SELECT ?, ?, rowid, ?, %1 FROM %2 WHERE %3 = ?")
                .arg(quoted(column), table, key),
            {trash, table, column, postId}};
}

/// What the trash holds of one post, for a look at it; the rows themselves go from table to table.
struct Entry
{
    QString id;
    qint64 postId = 0;
    QString title;
    std::map<QString, QStringList> columns; // of each table
    std::map<QString, Value> post;
    std::map<QString, Value> draft;
    QList<qint64> publicImages;

    bool hasPost() const { return !post.empty(); }
    bool hasDraft() const { return !draft.empty(); }
};

Value valueOf(const std::map<QString, Value> &row, const char *column)
{
    const auto found = row.find(QLatin1String(column));
    return found == row.end() ? Value() : found->second;
}

Result<std::optional<Entry>> readEntry(Database &database, const QString &id, const CallOptions &options)
{
    auto answers = database.read({{QStringLiteral("SELECT post_id, title FROM galley_trash WHERE id = ?"), {id}},
                                  {QStringLiteral("SELECT source, name, value FROM galley_trash_values WHERE trash = ?"), {id}}},
                                 options);
    if (!answers)
        return failure(answers);
    std::optional<Entry> entry;
    if ((*answers)[0].empty())
        return entry;
    entry.emplace();
    entry->id = id;
    entry->postId = (*answers)[0].front()[0].integer();
    entry->title = (*answers)[0].front()[1].displayText();
    for (const Row &row : (*answers)[1]) {
        const QString table = row[0].text();
        const QString name = row[1].text();
        if (table == source::Images)
            entry->publicImages += row[2].integer();
        else if (table == source::Posts)
            entry->post[name] = row[2];
        else if (table == source::Drafts)
            entry->draft[name] = row[2];
        if (table == source::Posts || table == source::Drafts)
            entry->columns[table] += name;
    }
    return entry;
}

/// The one row of `from`: these columns of it, beside `fixed`, become a row of `table`.
Statement putBack(const QString &trash, const QString &from, const QString &table, const QStringList &columns,
                  const std::vector<std::pair<QString, Value>> &fixed = {})
{
    Statement statement;
    QStringList names;
    QStringList values;
    for (const auto &[column, value] : fixed) {
        names += quoted(column);
        values += QStringLiteral("?");
        statement.args.push_back(value);
    }
    for (const QString &column : columns) {
        names += quoted(column);
        values += QStringLiteral("(SELECT value FROM galley_trash_values WHERE trash = ? AND source = ? AND name = ?)");
        statement.args.insert(statement.args.end(), {trash, from, column});
    }
    statement.sql = QStringLiteral("INSERT INTO %1 (%2) SELECT %3")
                        .arg(table, names.join(QStringLiteral(", ")), values.join(QStringLiteral(", ")));
    return statement;
}

// SQL conditions.

/// No other post has the address.
Statement isUnused(const Value &slug, qint64 postId)
{
    return {QStringLiteral("NOT EXISTS (SELECT 1 FROM posts WHERE slug = ? AND id <> ?) "
                           "AND NOT EXISTS (SELECT 1 FROM galley_drafts WHERE slug = ? AND post_id <> ?)"),
            {slug, postId, slug, postId}};
}

/// Nor are readers led from it to another.
Statement isFree(const Value &slug, qint64 postId)
{
    Statement condition = isUnused(slug, postId);
    condition.sql += QStringLiteral(" AND NOT EXISTS (SELECT 1 FROM galley_redirects WHERE old_slug = ?)");
    condition.args.emplace_back(slug);
    return condition;
}

Statement isPlaceFree(const Entry &entry)
{
    return {QStringLiteral("NOT EXISTS (SELECT 1 FROM posts WHERE series_id = ? AND series_position = ? AND id <> ?)"),
            {valueOf(entry.post, "series_id"), valueOf(entry.post, "series_position"), entry.postId}};
}

Statement isAbsent(qint64 postId)
{
    return {QStringLiteral("NOT EXISTS (SELECT 1 FROM posts WHERE id = ?) AND NOT EXISTS (SELECT 1 FROM galley_drafts WHERE post_id = ?)"),
            {postId, postId}};
}

/// The file is its own public side: with a remote, only a publish unit changes what readers see.
Statement hasNoRemote()
{
    return {QStringLiteral("NOT EXISTS (SELECT 1 FROM galley_settings WHERE key = ? AND value <> '')"), {settingstable::remoteUrl()}};
}

/// Undoes the transaction unless this is still so.
Statement claim(const Statement &condition)
{
    return {QStringLiteral("INSERT INTO galley_claims (holds) SELECT NULL WHERE NOT (%1)").arg(condition.sql), condition.args};
}

/// What readers saw: the post, its former addresses that are free, and its images, also those that went over to another post.
void restorePublicSide(const Entry &entry, std::vector<Statement> &list)
{
    list.push_back(putBack(entry.id, source::Posts, source::Posts, entry.columns.at(source::Posts)));
    list.push_back({QStringLiteral("INSERT INTO galley_redirects (old_slug, post_id) SELECT v.value, ? FROM galley_trash_values v "
                                   "WHERE v.trash = ? AND v.source = ? AND NOT EXISTS (SELECT 1 FROM posts WHERE slug = v.value) "
                                   "AND NOT EXISTS (SELECT 1 FROM galley_redirects WHERE old_slug = v.value)"),
                    {entry.postId, entry.id, source::Redirects}});
    for (const qint64 image : entry.publicImages) {
        for (Statement &statement : imagetable::move(image, entry.postId, Side::Desk, Side::Public))
            list.push_back(std::move(statement));
        list.push_back({QStringLiteral("UPDATE images SET post_id = ? WHERE id = ? AND post_id <> ?"), {entry.postId, image, entry.postId}});
    }
}

} // namespace

Trash::Trash(Database &database, const Clock &clock, qint64 mostBytes)
    : m_database(database),
      m_clock(clock),
      m_mostBytes(mostBytes)
{}

/// The newest stays whatever its size: its Undo is just being offered.
Statement Trash::expired(const QString &what) const
{
    return {QStringLiteral("%1 FROM galley_trash WHERE deleted_at < ? OR (place < (SELECT max(place) FROM galley_trash) AND place IN "
                           "(SELECT place FROM (SELECT place, sum(bytes) OVER (ORDER BY place DESC) AS so_far FROM galley_trash) WHERE so_far > ?))")
                .arg(what),
            {trash::keptSince(m_clock.now()), m_mostBytes}};
}

Result<Discard> Trash::discard(qint64 postId, const CallOptions &options)
{
    auto known = m_database.read({{QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'galley_trash'"), {}},
                                  selectColumns(source::Posts), selectColumns(source::Drafts)}, options);
    if (!known)
        return failure(known);
    Discard discard;
    if ((*known)[0].empty())
        return discard;
    discard.id = randomToken();
    auto &list = discard.statements;
    list.push_back({QStringLiteral("INSERT INTO galley_trash (id, post_id, title, deleted_at) SELECT ?, ?, "
                                   "coalesce((SELECT title FROM galley_drafts WHERE post_id = ?), (SELECT title FROM posts WHERE id = ?)), ? WHERE NOT (%1)")
                        .arg(isAbsent(postId).sql),
                    {discard.id, postId, postId, postId, formatTimestamp(m_clock.now()), postId, postId}});
    for (const Row &column : (*known)[1])
        list.push_back(keep(discard.id, source::Posts, column[0].text(), QStringLiteral("id"), postId));
    for (const Row &column : (*known)[2])
        list.push_back(keep(discard.id, source::Drafts, column[0].text(), QStringLiteral("post_id"), postId));
    list.push_back(keep(discard.id, source::Redirects, QStringLiteral("old_slug"), QStringLiteral("post_id"), postId));
    list.push_back(keep(discard.id, source::Images, QStringLiteral("id"), QStringLiteral("post_id"), postId));
    list.push_back({QStringLiteral("UPDATE galley_trash SET bytes = (SELECT sum(length(CAST(value AS BLOB))) FROM galley_trash_values "
                                   "WHERE trash = ? AND value IS NOT NULL) WHERE id = ?"), {discard.id, discard.id}});
    list.push_back(expired(QStringLiteral("DELETE")));
    return discard;
}

Result<std::optional<Restored>> Trash::restore(const QString &id, const CallOptions &options)
{
    auto found = readEntry(m_database, id, options);
    if (!found)
        return failure(found);
    if (!*found)
        return std::optional<Restored>();
    const Entry &entry = **found;
    const Value publicSlug = valueOf(entry.post, "slug");
    const Value seenSlug = entry.hasDraft() ? valueOf(entry.draft, "slug") : publicSlug;
    enum : std::size_t { Absent, PublicAddress, Place, OwnPublicSide, Address };
    const std::vector<Statement> conditions{isAbsent(entry.postId), isFree(publicSlug, entry.postId), isPlaceFree(entry), hasNoRemote(),
                                            isUnused(seenSlug, entry.postId)};
    std::vector<Statement> questions;
    for (const Statement &condition : conditions)
        questions.push_back({QStringLiteral("SELECT ") + condition.sql, condition.args});
    auto answers = m_database.read(std::move(questions), options);
    if (!answers)
        return failure(answers);
    const auto holds = [&](std::size_t which) { return (*answers)[which].front().front().truthy(); };
    if (!holds(Absent))
        return fail(ErrorCode::Conflict, QStringLiteral("“%1” is here again already; nothing was brought back.").arg(entry.title));
    const bool isPublic = entry.hasPost() && holds(PublicAddress) && holds(Place) && holds(OwnPublicSide);
    const bool leavesReaders = entry.hasPost() && !isPublic;

    Restored restored{entry.postId, entry.title, seenSlug.displayText(), {}};
    std::vector<Statement> list{claim({QStringLiteral("EXISTS (SELECT 1 FROM galley_trash WHERE id = ?)"), {id}}), claim(conditions[Absent])};
    if (isPublic) {
        for (const auto which : {PublicAddress, Place, OwnPublicSide})
            list.push_back(claim(conditions[which]));
        restorePublicSide(entry, list);
    }
    if (entry.hasDraft())
        list.push_back(putBack(id, source::Drafts, source::Drafts, entry.columns.at(source::Drafts)));
    else if (leavesReaders)
        list.push_back(putBack(id, source::Posts, source::Drafts, posttable::fieldColumns().split(QStringLiteral(", ")),
                               {{QStringLiteral("post_id"), entry.postId}, {QStringLiteral("updated_at"), formatTimestamp(m_clock.now())}}));
    if (leavesReaders)
        list.push_back({QStringLiteral("UPDATE galley_drafts SET fork = NULL, publish_at = NULL WHERE post_id = ?"), {entry.postId}});
    if (!holds(Address)) {
        auto slug = Desk(m_database, m_clock).freeSlug(restored.slug, entry.postId, options);
        if (!slug)
            return failure(slug);
        restored.slug = *slug;
        list.push_back({QStringLiteral("UPDATE galley_drafts SET slug = ? WHERE post_id = ?"), {*slug, entry.postId}});
    }
    if (leavesReaders)
        restored.notice = (!holds(OwnPublicSide)   ? QStringLiteral("The blog has a site by now, where readers don't see it, so it is a draft; its address is “%1”.")
                           : !holds(PublicAddress) ? QStringLiteral("Its address leads to another post by now, so it is a draft; its address is “%1”.")
                                                   : QStringLiteral("Its place in the series is another post's by now, so it is a draft; its address is “%1”."))
                              .arg(restored.slug);
    else if (!holds(Address))
        restored.notice = QStringLiteral("Its address is another post's by now; it has the address “%1”.").arg(restored.slug);
    // Its hour has passed: it would be public the next moment, and nobody asked for that.
    list.push_back({QStringLiteral("UPDATE galley_drafts SET publish_at = NULL WHERE post_id = ? AND publish_at <= ?"),
                    {entry.postId, formatTimestamp(m_clock.now())}});
    list.push_back({QStringLiteral("DELETE FROM galley_trash WHERE id = ?"), {id}});
    auto done = m_database.transaction(std::move(list), options);
    if (!done && done.error().code == ErrorCode::Constraint)
        return fail(ErrorCode::Conflict, QStringLiteral("Another program changed the file while “%1” was brought back; try again.").arg(entry.title));
    if (!done)
        return failure(done);
    return std::optional(std::move(restored));
}

Result<std::vector<TrashEntry>> Trash::entries(const CallOptions &options)
{
    auto rows = m_database.execute(
        {QStringLiteral("SELECT id, post_id, title, deleted_at, EXISTS (SELECT 1 FROM galley_trash_values WHERE trash = t.id AND source = ? "
                        "AND name = 'published' AND lower(value) IN ('1', 'true', 't')) FROM galley_trash t ORDER BY place DESC"),
         {source::Posts}},
        options);
    if (!rows)
        return failure(rows);
    std::vector<TrashEntry> entries;
    for (const Row &row : *rows)
        entries.push_back({row[0].text(), row[1].integer(), row[2].displayText(), row[3].displayText(), row[4].truthy()});
    return entries;
}

Result<QString> Trash::newest(const CallOptions &options)
{
    auto rows = m_database.execute({QStringLiteral("SELECT id FROM galley_trash ORDER BY place DESC LIMIT 1"), {}}, options);
    if (!rows)
        return failure(rows);
    return rows->empty() ? QString() : rows->front().front().text();
}

Status Trash::purge(const CallOptions &options)
{
    auto old = m_database.execute(expired(QStringLiteral("SELECT 1")), options);
    if (!old)
        return failure(old);
    if (old->empty())
        return {};
    auto done = m_database.transaction({expired(QStringLiteral("DELETE"))}, options);
    if (!done)
        return failure(done);
    return {};
}

QString trash::keptSince(const QDateTime &now)
{
    return formatTimestamp(now.addDays(-Trash::DaysKept));
}

Statement trash::empty()
{
    return {QStringLiteral("DELETE FROM galley_trash"), {}};
}

} // namespace galley
