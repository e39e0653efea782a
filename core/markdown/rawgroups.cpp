#include "core/markdown/rawgroups.h"

#include <algorithm>
#include <array>
#include <string>

namespace galley::markdown {

namespace {

// Elements that people write around Markdown.
constexpr std::array<std::string_view, 14> kContainers{"address", "article", "aside", "blockquote", "center",
                                                       "details", "div",     "dl",    "figure",     "ol",
                                                       "section", "table",   "ul",    "video"};
constexpr std::size_t kMaxOpen = 100; // more than anybody nests; bounds the search for what a tag closes

struct Tag
{
    std::string name;
    bool isClosing = false;
};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// The next container's tag at or after `at`, which is moved behind it. An attribute's value that looks like
/// a tag is taken for one: the worst that follows is a larger or a smaller group.
bool nextTag(std::string_view html, std::size_t &at, Tag &tag)
{
    while ((at = html.find('<', at)) != html.npos) {
        if (html.substr(at, 4) == "<!--") {
            at = std::min(html.find("-->", at + 4), html.size());
            continue;
        }
        ++at;
        tag.isClosing = at < html.size() && html[at] == '/';
        at += tag.isClosing;
        tag.name.clear();
        for (; at < html.size() && lower(html[at]) >= 'a' && lower(html[at]) <= 'z'; ++at)
            tag.name += lower(html[at]);
        if (std::ranges::find(kContainers, tag.name) != kContainers.end())
            return true;
    }
    return false;
}

struct Open
{
    std::string name;
    std::size_t block;
};

} // namespace

std::vector<BlockRange> groupByRawHtml(const std::vector<std::string_view> &rawHtml)
{
    std::vector<std::size_t> lastOf(rawHtml.size()); // the block that closes what this one opens
    std::vector<Open> open;
    for (std::size_t block = 0; block < rawHtml.size(); ++block) {
        lastOf[block] = block;
        Tag tag;
        for (std::size_t at = 0; nextTag(rawHtml[block], at, tag);) {
            if (!tag.isClosing) {
                if (open.size() < kMaxOpen)
                    open.push_back({tag.name, block});
                continue;
            }
            const auto opener = std::ranges::find(open.rbegin(), open.rend(), tag.name, &Open::name);
            if (opener == open.rend())
                continue;
            lastOf[opener->block] = block;
            open.erase(std::prev(opener.base()), open.end());
        }
    }

    std::vector<BlockRange> groups;
    for (std::size_t first = 0; first < rawHtml.size();) {
        std::size_t last = lastOf[first];
        for (std::size_t block = first; block <= last; ++block)
            last = std::max(last, lastOf[block]);
        groups.push_back({first, last});
        first = last + 1;
    }
    return groups;
}

} // namespace galley::markdown
