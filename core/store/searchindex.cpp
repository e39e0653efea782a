#include "core/store/searchindex.h"

#include "core/store/settingstable.h"

namespace galley {

namespace {

constexpr qint64 MaxCharactersAtATime = 500'000;

QString seqKey()
{
    return QStringLiteral("search.seq");
}

QString createSql()
{
    return QStringLiteral("CREATE VIRTUAL TABLE galley_search USING fts5(title, subtitle, tags, content, "
                          "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')");
}

Statement plain(const QString &sql)
{
    return {sql, {}};
}

/// Of the feed, what changes a text. The + keeps SQLite from walking the index by entity, which is as long as
/// the blog.
QString ofPosts()
{
    return QStringLiteral("+entity IN ('posts', 'drafts')");
}

/// The posts in the feed after one seq up to another; `sql` names them %1, `times` times.
Statement ofChanged(const QString &sql, int times, qint64 from, qint64 upTo)
{
    Statement statement{
        sql.arg(QStringLiteral("(SELECT entity_id FROM galley_changes WHERE seq > ? AND seq <= ? AND %1)")
                    .arg(ofPosts())),
        {}};
    for (int i = 0; i < times; ++i)
        statement.args.insert(statement.args.end(), {Value(from), Value(upTo)});
    return statement;
}

bool isDamage(const Error &error)
{
    // "No such table" and a constructor of FTS5 that fails have no code of their own.
    return error.code == ErrorCode::Corrupt || error.code == ErrorCode::Protocol ||
           error.code == ErrorCode::Constraint;
}

} // namespace

SearchIndex::SearchIndex(Database &database) : m_database(database) {}

Result<SearchIndex::Standing> SearchIndex::look(const CallOptions &options)
{
    auto rows = m_database.read(
        {plain(QStringLiteral("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'")),
         plain(QStringLiteral("SELECT seq FROM galley_changes WHERE %1 ORDER BY seq DESC LIMIT 1")
                   .arg(ofPosts())),
         plain(QStringLiteral("SELECT sql FROM sqlite_master WHERE name = 'galley_search'")),
         settingstable::select(seqKey())},
        options);
    if (!rows)
        return failure(rows);
    Standing standing;
    if ((*rows)[0].front().front().integer() == 0)
        return standing;
    if (const Rows &newest = (*rows)[1]; !newest.empty())
        standing.newest = newest.front().front().integer();
    const Rows &table = (*rows)[2];
    const Rows &seq = (*rows)[3];
    bool isNumber = false;
    if (!seq.empty())
        standing.from = seq.front().front().text().toLongLong(&isNumber);
    standing.isNew = m_isDamaged || table.empty() || table.front().front().text() != createSql() ||
                     !isNumber || standing.from > standing.newest;
    if (standing.isNew)
        standing.from = 0;
    standing.state =
        standing.isNew || standing.from < standing.newest ? SearchState::Behind : SearchState::Complete;
    return standing;
}

Result<SearchState> SearchIndex::state(const CallOptions &options)
{
    auto standing = look(options);
    if (!standing)
        return failure(standing);
    return standing->state;
}

Result<SearchState> SearchIndex::catchUp(int maxChanges, const CallOptions &options)
{
    auto standing = look(options);
    if (!standing)
        return failure(standing);
    if (standing->state != SearchState::Behind)
        return standing->state;
    auto done = advance(*standing, maxChanges, options);
    if (done || standing->isNew || !isDamage(done.error()))
        return done;
    standing->isNew = true;
    standing->from = 0;
    return advance(*standing, maxChanges, options);
}

Result<qint64> SearchIndex::endOfChunk(const Standing &standing, int maxChanges, const CallOptions &options)
{
    auto rows = m_database.execute(
        {QStringLiteral(
             "SELECT seq, coalesce((SELECT length(content) FROM galley_drafts WHERE post_id = entity_id), "
             "(SELECT length(content) FROM posts WHERE id = entity_id), 0) "
             "FROM galley_changes WHERE seq > ? AND %1 ORDER BY seq LIMIT ?")
             .arg(ofPosts()),
         {standing.from, maxChanges}},
        options);
    if (!rows)
        return failure(rows);
    qint64 end = standing.from;
    qint64 characters = 0;
    for (const Row &row : *rows) {
        characters += row[1].integer();
        if (characters > MaxCharactersAtATime && end > standing.from)
            return end;
        end = row[0].integer();
    }
    return end;
}

Result<SearchState> SearchIndex::advance(const Standing &standing, int maxChanges, const CallOptions &options)
{
    auto end = endOfChunk(standing, maxChanges, options);
    if (!end)
        return failure(end);
    std::vector<Statement> statements;
    if (standing.isNew) {
        statements.push_back(plain(QStringLiteral("DROP TABLE IF EXISTS galley_search")));
        statements.push_back(plain(createSql()));
    }
    statements.push_back(
        ofChanged(QStringLiteral("DELETE FROM galley_search WHERE rowid IN %1"), 1, standing.from, *end));
    statements.push_back(ofChanged(
        QStringLiteral(
            "INSERT INTO galley_search (rowid, title, subtitle, tags, content) "
            "SELECT post_id, title, subtitle, tags, content FROM galley_drafts WHERE post_id IN %1 UNION ALL "
            "SELECT id, title, subtitle, tags, content FROM posts p WHERE id IN %1 "
            "AND NOT EXISTS (SELECT 1 FROM galley_drafts d WHERE d.post_id = p.id)"),
        2, standing.from, *end));
    statements.push_back(settingstable::set(seqKey(), QString::number(*end)));
    if (auto done = m_database.transaction(std::move(statements), options); !done)
        return failure(done);
    m_isDamaged = false;
    return *end < standing.newest ? SearchState::Behind : SearchState::Complete;
}

QList<qint64> SearchIndex::find(const QString &match, int most, const CallOptions &options)
{
    const auto standing = state(options);
    if (match.isEmpty() || !standing || *standing != SearchState::Complete)
        return {};
    const auto rows = m_database.execute(
        {QStringLiteral("SELECT rowid FROM galley_search WHERE galley_search MATCH ? LIMIT ?"), {match, most}}, options);
    if (!rows) {
        distrust(rows.error());
        return {};
    }
    QList<qint64> posts;
    for (const Row &row : *rows)
        posts += row.front().integer();
    return posts;
}

void SearchIndex::distrust(const Error &error)
{
    m_isDamaged = m_isDamaged || isDamage(error);
}

} // namespace galley
