#include "core/store/postsearch.h"

#include "core/store/searchindex.h"

namespace galley {

namespace {

using listquery::Found;
using listquery::Part;
using Posts = std::vector<PostSummary>;

// Up to here each post is looked up by its id and the few are sorted; beyond, the walk in the order of the list ends
// as soon as the page is full.
constexpr int kFew = 200;

class Search
{
public:
    Search(Database &database, const PostQuery &query, SearchWords words, const CallOptions &options)
        : m_database(database), m_query(query), m_words(std::move(words)), m_options(options)
    {
    }

    /// How many posts the index has for the words, and how many by title and tags; at most kFew.
    void setFound(int posts, int byHeading)
    {
        m_posts = posts;
        m_byHeading = byHeading;
    }

    Result<Posts> run()
    {
        auto posts = m_byHeading == 0 ? Result<Posts>(Posts()) : select(Part::ByHeading, m_query.limit, m_query.offset);
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
    Result<Posts> select(Part part, int limit, int offset)
    {
        PostQuery page = m_query;
        page.limit = limit;
        page.offset = offset;
        const int found = part == Part::ByHeading ? m_byHeading : m_posts;
        auto rows = m_database.execute(listquery::select(page, m_words, part, found < kFew ? Found::Few : Found::Many), m_options);
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
        if (onThisPage > 0 || m_query.offset == 0 || m_byHeading == 0)
            return onThisPage > 0 ? m_query.offset + onThisPage : 0;
        auto posts = select(Part::ByHeading, m_query.offset, 0);
        if (!posts)
            return failure(posts);
        return int(posts->size());
    }

    Database &m_database;
    const PostQuery &m_query;
    SearchWords m_words;
    const CallOptions &m_options;
    int m_posts = kFew;
    int m_byHeading = kFew;
};

} // namespace

Result<std::vector<PostSummary>> searchPosts(Database &database, SearchIndex *index, const PostQuery &query,
                                             const CallOptions &options)
{
    const SearchWords words = SearchWords::byIndex(query.text);
    if (const int found = index ? index->count(words.match, kFew, options) : 0; found > 0) {
        Search search(database, query, words, options);
        search.setFound(found, index->count(words.headingMatch(), kFew, options));
        auto posts = search.run();
        if (posts)
            return posts;
        index->distrust(posts.error());
    }
    return Search(database, query, SearchWords::anywhere(query.text), options).run();
}

} // namespace galley
