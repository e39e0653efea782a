#include "core/sync/feedpage.h"

#include "core/migrate/migration.h"
#include "core/store/changetable.h"
#include "core/sync/ledger.h"

#include <algorithm>

namespace galley::feedpage {

namespace {

constexpr int EntriesAtATime = 1000;
enum Question { Marker, Standing, Stands, Entries, Deleted };

QString databaseId()
{
    return QStringLiteral("(SELECT id FROM galley_database)");
}

/// NULL where the row is gone. length() of a text counts characters; that is near enough. Turso's engine evaluates all
/// arms of a CASE, so each says again what it is for: it reads no image of a post's id.
QString bytesThere()
{
    const QString size = QStringLiteral("WHEN '%1' THEN (SELECT %3 FROM %2 WHERE %4 = c.entity_id AND c.entity = '%1') ");
    const QString text = QStringLiteral("coalesce(length(content), 0)");
    const QString image = QStringLiteral("coalesce(file_size, length(image_data), 0)");
    return QStringLiteral("CASE c.entity ")
           + size.arg(QStringLiteral("posts"), QStringLiteral("posts"), text, QStringLiteral("id"))
           + size.arg(QStringLiteral("drafts"), QStringLiteral("galley_drafts"), text, QStringLiteral("post_id"))
           + size.arg(QStringLiteral("images"), QStringLiteral("images"), image, QStringLiteral("id"))
           + size.arg(QStringLiteral("draft_images"), QStringLiteral("galley_draft_images"), image, QStringLiteral("id"))
           + size.arg(QStringLiteral("series"), QStringLiteral("series"), QStringLiteral("1"), QStringLiteral("id"))
           + size.arg(QStringLiteral("draft_series"), QStringLiteral("galley_draft_series"), QStringLiteral("1"), QStringLiteral("id"))
           + QStringLiteral("END");
}

} // namespace

Statement selectStands(const Acquaintance &known)
{
    Statement statement{QStringLiteral("SELECT 1"), {}};
    if (!known.database.isEmpty()) {
        statement.sql += QStringLiteral(" AND %1 = ?").arg(databaseId());
        statement.args.emplace_back(known.database);
    }
    for (const QString &mark : {known.marker, known.lastOp}) {
        if (mark.isNull())
            continue;
        statement.sql += QStringLiteral(" AND EXISTS (SELECT 1 FROM galley_pushes WHERE op_id = ?)");
        statement.args.emplace_back(mark);
    }
    return statement;
}

Transaction ask(const Acquaintance &known, const QString &marker, Deletions deletions)
{
    const Statement stands = selectStands(known);
    Statement enter{QStringLiteral("INSERT INTO galley_pushes (op_id, guard, pushed_at) SELECT ?, 1, %1 "
                                   "WHERE EXISTS (SELECT 1 FROM galley_changes WHERE seq > ?) "
                                   "AND NOT EXISTS (SELECT 1 FROM galley_pushes WHERE op_id = ?) AND (%2) <= ?")
                        .arg(ledger::serverNow(), ledger::selectSchema().sql),
                    {marker, known.seq, marker, newestSharedVersion()}};
    if (!known.isAnew) {
        enter.sql += QStringLiteral(" AND (%1) = 1").arg(stands.sql);
        enter.args.insert(enter.args.end(), stands.args.begin(), stands.args.end());
    }
    Transaction transaction;
    transaction.twice = Transaction::Twice::Harmless;
    transaction.body = {
        std::move(enter),
        {QStringLiteral("SELECT %1, (%2), (%3)")
             .arg(databaseId(), ledger::selectSchema().sql, changetable::countTriggers().sql), {}},
        stands,
        {QStringLiteral("SELECT c.seq, c.entity, c.entity_id, c.version, %1 FROM galley_changes c WHERE c.seq > ? "
                        "ORDER BY c.seq LIMIT ?").arg(bytesThere()),
         {known.seq, EntriesAtATime}},
    };
    if (deletions == Deletions::Ask)
        transaction.body.push_back({QStringLiteral("SELECT c.entity_id FROM galley_changes c WHERE c.seq > ? AND +c.entity = 'posts' " // by seq, not through every post
                                                   "AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = c.entity_id)"),
                                    {known.seq}});
    return transaction;
}

Result<FeedSlice> decode(const Outcome &outcome, const QString &marker)
{
    if (!outcome.body)
        return failure(outcome.body);
    const std::vector<Rows> &rows = *outcome.body;
    FeedSlice slice;
    const Row &standing = rows[Standing].front();
    const auto isFeedRow = [](const Row &row) { return row[0].isInteger() && row[1].isText() && row[2].isInteger() && row[3].isText(); };
    if (!standing[0].isText() || !standing[1].isInteger() || !standing[2].isInteger() || !rows[Stands].front().front().isInteger()
        || !std::all_of(rows[Entries].begin(), rows[Entries].end(), isFeedRow))
        return fail(ErrorCode::Protocol, QStringLiteral("The database answered what was not asked; try again."));
    slice.database = standing[0].text();
    slice.schema = standing[1].integer();
    slice.triggers = standing[2].integer();
    slice.knowsOurMarks = rows[Stands].front().front().truthy();
    slice.marker = marker;
    for (const Row &row : rows[Entries]) {
        FeedEntry entry{row[0].integer(), row[1].text(), row[2].integer(), row[3].text(), !row[4].isNull(), row[4].integer()};
        slice.entries.push_back(std::move(entry));
    }
    slice.isLast = slice.entries.size() < EntriesAtATime;
    if (rows.size() > Deleted) {
        for (const Row &row : rows[Deleted])
            slice.deletedPosts += row[0].integer();
    }
    return slice;
}

Status allAnswered(const Result<Outcome> &outcome)
{
    if (!outcome)
        return failure(outcome);
    if (!outcome->body)
        return failure(outcome->body);
    for (const Result<Rows> &answer : outcome->after) {
        if (!answer)
            return failure(answer);
    }
    return {};
}

} // namespace galley::feedpage
