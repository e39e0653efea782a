#include "core/store/drafttable.h"

#include "core/store/changetable.h"
#include "core/store/fieldsjson.h"
#include "core/store/posttable.h"

namespace galley::drafttable {

namespace {

Value forkValue(const std::optional<PostFields> &fork)
{
    return fork ? Value(fieldsToText(*fork)) : Value();
}

QString versionOfDraft()
{
    return changetable::versionOf(QStringLiteral("drafts"));
}

QString ifUnmoved()
{
    return QStringLiteral(" WHERE post_id = ? AND %1 = ? RETURNING post_id").arg(versionOfDraft());
}

Statement insertWhere(const Draft &draft, const QString &condition)
{
    Statement statement{
        QStringLiteral("INSERT INTO galley_drafts (post_id, fork, publish_at, updated_at, %1) "
                       "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?%2")
            .arg(posttable::fieldColumns(), condition),
        {draft.postId, forkValue(draft.fork), draft.publishAt, draft.updatedAt}};
    for (Value &value : posttable::fieldValues(draft.fields))
        statement.args.push_back(std::move(value));
    return statement;
}

} // namespace

Statement select(const QString &where, std::vector<Value> args)
{
    return {QStringLiteral("SELECT post_id, fork, publish_at, updated_at, %1 FROM galley_drafts WHERE %2")
                .arg(posttable::fieldColumns(), where),
            std::move(args)};
}

Result<Draft> decode(const Row &row)
{
    Draft draft;
    draft.postId = row[0].integer();
    if (row[1].isText()) {
        auto fork = fieldsFromText(row[1].text());
        if (!fork)
            return failure(fork);
        draft.fork = std::move(*fork);
    }
    draft.publishAt = row[2].displayText();
    draft.updatedAt = row[3].displayText();
    draft.fields = posttable::decodeFields(row, 4);
    return draft;
}

Statement insert(const Draft &draft)
{
    return insertWhere(draft, QString());
}

Statement insertIfSlugFree(const Draft &draft)
{
    Statement statement = insertWhere(draft, QStringLiteral(" WHERE NOT EXISTS (SELECT 1 FROM posts WHERE slug = ?) AND NOT EXISTS "
                                                            "(SELECT 1 FROM galley_drafts WHERE slug = ?) RETURNING post_id"));
    statement.args.emplace_back(draft.fields.slug);
    statement.args.emplace_back(draft.fields.slug);
    return statement;
}

Statement insertIfAbsent(const Draft &draft)
{
    Statement statement = insertWhere(draft, QStringLiteral(" WHERE NOT EXISTS (SELECT 1 FROM galley_drafts WHERE post_id = ?)"));
    statement.args.emplace_back(draft.postId);
    return statement;
}

Statement insertIfUnmoved(const Draft &draft, const QString &version)
{
    Statement statement = insertWhere(draft, QStringLiteral(" WHERE %1 = ? RETURNING post_id").arg(versionOfDraft()));
    statement.args.emplace_back(draft.postId);
    statement.args.emplace_back(version);
    return statement;
}

Statement updateIfUnmoved(const Draft &draft, const QString &version)
{
    Statement statement{
        QStringLiteral("UPDATE galley_drafts SET title = ?, subtitle = ?, slug = ?, content = ?, excerpt = ?, tags = ?, "
                       "published_at = ?, series_id = ?, series_position = ?, fork = ?, publish_at = ?, updated_at = ?")
            + ifUnmoved(),
        posttable::fieldValues(draft.fields)};
    for (Value value : {forkValue(draft.fork), Value(draft.publishAt), Value(draft.updatedAt), Value(draft.postId),
                        Value(draft.postId), Value(version)})
        statement.args.push_back(std::move(value));
    return statement;
}

Statement put(const Draft &draft)
{
    Statement statement = insertWhere(draft, QStringLiteral(" WHERE true ON CONFLICT(post_id) DO UPDATE SET ")); // WHERE: else ON is a join's
    QStringList columns;
    for (const QString &column : (QStringLiteral("fork, publish_at, updated_at, ") + posttable::fieldColumns()).split(QStringLiteral(", ")))
        columns += QStringLiteral("%1 = excluded.%1").arg(column);
    statement.sql += columns.join(QStringLiteral(", "));
    return statement;
}

Statement remove(qint64 postId)
{
    return {QStringLiteral("DELETE FROM galley_drafts WHERE post_id = ?"), {postId}};
}

Statement removeIfUnmoved(qint64 postId, const QString &version)
{
    return {QStringLiteral("DELETE FROM galley_drafts") + ifUnmoved(), {postId, postId, version}};
}

Statement removeIfIdle(qint64 postId, const QString &version)
{
    return {QStringLiteral("DELETE FROM galley_drafts WHERE post_id = ? AND %1 = ? "
                           "AND NOT EXISTS (SELECT 1 FROM galley_units WHERE state = 'waiting' AND post_id = ?) AND NOT EXISTS "
                           "(SELECT 1 FROM galley_ops WHERE state = 'sent' AND json_extract(payload, '$.post_id') = ?) RETURNING post_id")
                .arg(versionOfDraft()),
            {postId, postId, version, postId, QString::number(postId)}};
}

Statement setFork(qint64 postId, const std::optional<PostFields> &fork)
{
    return {QStringLiteral("UPDATE galley_drafts SET fork = ? WHERE post_id = ?"), {forkValue(fork), postId}};
}

} // namespace galley::drafttable
