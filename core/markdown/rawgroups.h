// Raw HTML that opens an element in one top-level block and closes it in a later one: `<details>`, Markdown,
// `</details>`. Such blocks are one piece of HTML.
#pragma once

#include <string_view>
#include <vector>

namespace galley::markdown {

/// Blocks `first` to `last`, both included.
struct BlockRange
{
    std::size_t first;
    std::size_t last;

    bool operator==(const BlockRange &) const = default;
};

/// `rawHtml` holds, for each top-level block, its raw HTML, and nothing for any other block. All blocks are
/// in the answer, in order; an element that is never closed groups nothing.
std::vector<BlockRange> groupByRawHtml(const std::vector<std::string_view> &rawHtml);

} // namespace galley::markdown
