#include "core/store/postsearch.h"

#include "core/store/searchindex.h"

namespace galley {

namespace {

using listquery::Hits;
using listquery::Part;
using Posts = std::vector<PostSummary>;

constexpr int kFew = 200; // fewer are looked up by their ids

std::optional<QList<qint64>> ifFew(const QList<qint64> &posts)
{
    return posts.size() < kFew ? std::optional(posts) : std::nullopt;
}

class Search
{
public:
    Search(Database &database, const PostQuery &query, SearchWords words, Hits hits, const CallOptions &options)
        : m_database(database), m_query(query), m_words(std::move(words)), m_hits(std::move(hits)), m_options(options)
    {
    }

    Result<Posts> run()
    {
        auto posts = !mayHaveHeadings() ? Result<Posts>(Posts()) : select(Part::ByHeading, m_query.limit, m_query.offset);
        if (!posts || int(posts->size()) == m_query.limit)
            return posts;
        auto before = headings(int(posts->size()));
        if (!before)
            return failure(before);
        const int limit = m_query.limit < 0 ? -1 : m_query.limit - int(posts->size());
        auto rest = select(*before > 0 ? Part::ByText : Part::ByTextAlone, limit, std::max(0, m_query.offset - *before));
        if (!rest)
            return rest;
        posts->insert(posts->end(), std::make_move_iterator(rest->begin()), std::make_move_iterator(rest->end()));
        return posts;
    }

private:
    bool mayHaveHeadings() const { return !m_hits.byHeading || !m_hits.byHeading->isEmpty(); }

    Result<Posts> select(Part part, int limit, int offset)
    {
        PostQuery page = m_query;
        page.limit = limit;
        page.offset = offset;
        auto rows = m_database.execute(listquery::select(page, m_words, part, m_hits), m_options);
        if (!rows)
            return failure(rows);
        Posts posts;
        for (const Row &row : *rows)
            posts.push_back(listquery::decode(row));
        return posts;
    }

    /// All that are found by title and tags, when this page has so many of them, and is not full.
    Result<int> headings(int onThisPage)
    {
        if (onThisPage > 0 || m_query.offset == 0 || !mayHaveHeadings())
            return onThisPage > 0 ? m_query.offset + onThisPage : 0;
        auto posts = select(Part::ByHeading, m_query.offset, 0);
        if (!posts)
            return failure(posts);
        return int(posts->size());
    }

    Database &m_database;
    const PostQuery &m_query;
    SearchWords m_words;
    Hits m_hits;
    const CallOptions &m_options;
};

} // namespace

Result<std::vector<PostSummary>> searchPosts(Database &database, SearchIndex *index, const PostQuery &query,
                                             const CallOptions &options)
{
    const SearchWords words = SearchWords::byIndex(query.text);
    if (const auto found = index ? index->find(words.match, kFew, options) : QList<qint64>(); !found.isEmpty()) {
        const Hits hits{ifFew(found), ifFew(index->find(words.headingMatch(), kFew, options))};
        auto posts = Search(database, query, words, hits, options).run();
        if (posts)
            return posts;
        index->distrust(posts.error());
    }
    return Search(database, query, SearchWords::anywhere(query.text), {}, options).run();
}

Result<qint64> countPosts(Database &database, SearchIndex *index, const PostQuery &query, const CallOptions &options)
{
    const auto count = [&](const SearchWords &words, const Hits &hits) -> Result<qint64> {
        auto rows = database.execute(listquery::count(query, words, hits), options);
        if (!rows)
            return failure(rows);
        return rows->front().front().integer();
    };
    const SearchWords words = SearchWords::byIndex(query.text);
    if (const auto found = index ? index->find(words.match, kFew, options) : QList<qint64>(); !found.isEmpty()) {
        const auto posts = count(words, {ifFew(found), {}});
        if (posts)
            return posts;
        index->distrust(posts.error());
    }
    return count(SearchWords::anywhere(query.text), {});
}

} // namespace galley
