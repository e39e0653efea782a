// The full-text index of one local file: `galley_search`, an FTS5 table whose rowid is the id of a post and
// whose text is what the author sees: the draft, or else the public row. It follows the change feed and is no
// part of the schema: made when it is first wanted, made anew when it is damaged, of another form or ahead of
// the feed. Without FTS5, or where SQLite can't even drop what is left of it, LIKE serves. How far it follows
// the feed stands in `galley_settings`, written in the same transaction.
#pragma once

#include "core/db/database.h"

namespace galley {

enum class SearchState
{
    Absent, // this SQLite has no FTS5
    Behind, // the feed has changes of posts that the index has not
    Complete,
};

/// Confined to the thread of its database, which must be a local file (or memory) and outlive it.
class SearchIndex
{
public:
    explicit SearchIndex(Database &database);

    Result<SearchState> state(const CallOptions &options = {});

    /// One transaction: at most `maxChanges` of the feed, fewer where posts are long, so that a save never
    /// waits long for it. Writes nothing unless the state is Behind; to be called again while it still is.
    Result<SearchState> catchUp(int maxChanges, const CallOptions &options = {});

    /// Posts that the index has for `match` (SearchWords::match), in no order and at most `most`; none while it is not
    /// complete. Where there is none, LIKE is to be asked, which also finds what stands inside a word.
    QList<qint64> find(const QString &match, int most, const CallOptions &options = {});

    /// Call it when a statement on the index failed: damage makes the next `catchUp` build it anew.
    void distrust(const Error &error);

private:
    struct Standing
    {
        SearchState state = SearchState::Absent;
        bool isNew = false; // to be made, or made anew
        qint64 from = 0;
        qint64 newest = 0;
    };
    Result<Standing> look(const CallOptions &options);
    Result<SearchState> advance(const Standing &standing, int maxChanges, const CallOptions &options);
    Result<qint64> endOfChunk(const Standing &standing, int maxChanges, const CallOptions &options);

    Database &m_database;
    bool m_isDamaged = false;
};

} // namespace galley
