#include "core/sync/conflicttable.h"

namespace galley::conflicttable {

Statement note(qint64 postId, const FieldClash &clash, const QString &now)
{
    const QString field = postFieldName(clash.field);
    return {QStringLiteral("INSERT INTO galley_conflicts (post_id, field, base, mine, theirs, found_at, state) "
                           "SELECT ?, ?, ?, ?, ?, ?, 'open' WHERE NOT EXISTS (SELECT 1 FROM galley_conflicts "
                           "WHERE post_id = ? AND field = ? AND mine IS ? AND theirs IS ?)"),
            {postId, field, clash.base, clash.mine, clash.theirs, now, postId, field, clash.mine, clash.theirs}};
}

Statement settle(qint64 postId, std::optional<qint64> last)
{
    Statement statement{QStringLiteral("UPDATE galley_conflicts SET state = 'settled' WHERE post_id = ? AND state = 'open'"), {postId}};
    if (last) {
        statement.sql += QStringLiteral(" AND id <= ?");
        statement.args.emplace_back(*last);
    }
    return statement;
}

Statement settleThere(qint64 postId)
{
    Statement statement = settle(postId);
    statement.sql += QStringLiteral(" AND known_there = 1");
    return statement;
}

Statement forgetThere()
{
    return {QStringLiteral("UPDATE galley_conflicts SET known_there = 0 WHERE state = 'open'"), {}};
}

Statement selectOpen(std::optional<qint64> postId)
{
    Statement statement{QStringLiteral("SELECT id, post_id, field, base, mine, theirs, found_at FROM galley_conflicts "
                                       "WHERE state = 'open'"), {}};
    if (postId) {
        statement.sql += QStringLiteral(" AND post_id = ?");
        statement.args.emplace_back(*postId);
    }
    statement.sql += QStringLiteral(" ORDER BY id");
    return statement;
}

Conflict decode(const Row &row)
{
    return {row[0].integer(), row[1].integer(), postFieldFromName(row[2].text()).value_or(PostField::Content),
            row[3].text(), row[4].text(), row[5].text(), row[6].text()};
}

Statement countOpenPosts()
{
    return {QStringLiteral("SELECT count(DISTINCT post_id) FROM galley_conflicts WHERE state = 'open'"), {}};
}

} // namespace galley::conflicttable
