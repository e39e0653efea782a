// The list of posts over both sides: what readers see by its date, also where a draft was begun on top of it, and drafts by the
// date that they will have or, where they have none yet, by when they were written, newest first. On a local file each half walks a covering index, so a page costs its own length and
// not the blog's; another order costs a sort of all that is found.
#pragma once

#include "core/db/statement.h"
#include "core/model/post.h"
#include "core/store/searchwords.h"

namespace galley {

enum class PostOrder {
    ByDate, // public posts, edited or not, by the date that readers see; drafts by the moment they are scheduled for, by a date of
            // their own, or by when they were written; newest first
    Edited, // by when they were last written, newest first
    Title,  // from A to Z, where A is any letter of SQLite's NOCASE
};

struct PostQuery
{
    std::optional<PostStatus> status{}; // Published also finds edited ones: readers see both
    QString text{};                   // words, as searchwords.h finds them
    QString tag{};
    PostOrder order = PostOrder::ByDate;
    int limit = 100; // -1: all
    int offset = 0;
    bool wantsGlimpses = false; // see PostSummary; a page of them costs its own length
};

struct PostCounts
{
    qint64 all = 0;
    qint64 drafts = 0;
    qint64 scheduled = 0;
    qint64 published = 0; // with or without a draft on top
};

namespace listquery {

/// Of the posts that hold the words.
enum class Part {
    All,
    ByHeading,   // title and tags hold them all
    ByText,      // the others
    ByTextAlone, // the others where ByHeading has none: all of them, at less cost
};
/// The posts that the index has for the words, where they are known and few: these are looked up and sorted. Else the
/// list is walked in its order until the page is full.
struct Hits
{
    std::optional<QList<qint64>> posts{};
    std::optional<QList<qint64>> byHeading{};
};

/// `words` are those of `query.text`, with a `match` only where `galley_search` is there and complete.
Statement select(const PostQuery &query, const SearchWords &words = {}, Part part = Part::All, const Hits &hits = {});
PostSummary decode(const Row &row);
/// All rows that `select` has for Part::All, whatever the page.
Statement count(const PostQuery &query, const SearchWords &words = {}, const Hits &hits = {});

Statement counts();
PostCounts decodeCounts(const Row &row);

/// SQL that is 1 for a published row of `posts`, whatever form the site gave the boolean.
QString isPublished(const QString &alias);

} // namespace listquery
} // namespace galley
