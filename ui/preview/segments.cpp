#include "ui/preview/segments.h"

#include "core/base/direction.h"
#include "ui/preview/bytes.h"

#include <algorithm>
#include <string_view>

namespace galley::preview {

namespace {

struct Tag
{
    std::size_t start; // of '<'
    std::size_t end;   // past '>'
    std::string_view name;
    bool closing;
};

bool isVoid(std::string_view name)
{
    constexpr std::string_view known[] = {"br", "img", "hr", "input", "wbr", "col"};
    constexpr std::string_view initials = "bihwc"; // most tags are told apart by theirs
    return initials.find(name.front()) != initials.npos && std::ranges::find(known, name) != std::end(known);
}

// std::isalnum() asks the locale.
bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Attribute values are quoted and may hold '>'.
bool nextTag(std::string_view html, std::size_t from, Tag &tag)
{
    while (true) {
        const std::size_t start = html.find('<', from);
        if (start == std::string_view::npos)
            return false;
        std::size_t at = start + 1;
        const bool closing = at < html.size() && html[at] == '/';
        if (closing)
            ++at;
        const std::size_t nameStart = at;
        while (at < html.size() && isLetterOrDigit(html[at]))
            ++at;
        if (at == nameStart) {
            from = start + 1;
            continue;
        }
        const std::string_view name = html.substr(nameStart, at - nameStart);
        char quote = 0;
        for (; at < html.size(); ++at) {
            if (quote != 0) {
                if (html[at] == quote)
                    quote = 0;
            } else if (html[at] == '"' || html[at] == '\'') {
                quote = html[at];
            } else if (html[at] == '>') {
                break;
            }
        }
        if (at >= html.size())
            return false;
        tag = {start, at + 1, name, closing};
        return true;
    }
}

bool isCode(std::string_view html)
{
    return html.starts_with("<pre") && html.size() > 4 && (html[4] == '>' || html[4] == ' ') &&
           html.find("</pre>") >= html.find_last_not_of("\n ") - 5;
}

struct ListItems
{
    std::string_view opening;            // "<ul>" or "<ol start="3">"
    std::vector<std::string_view> items; // "<li>…</li>"
};

// The items of a list that is the whole of `html`; none if it is anything else.
ListItems itemsOf(std::string_view html)
{
    Tag tag;
    ListItems list;
    if (!nextTag(html, 0, tag) || tag.start != 0 || tag.closing || (tag.name != "ul" && tag.name != "ol"))
        return {};
    list.opening = html.substr(0, tag.end);
    int depth = 1;
    std::size_t itemStart = 0;
    std::size_t at = tag.end;
    while (nextTag(html, at, tag)) {
        at = tag.end;
        if (isVoid(tag.name))
            continue;
        if (!tag.closing) {
            if (++depth == 2) {
                if (tag.name != "li")
                    return {};
                itemStart = tag.start;
            }
            continue;
        }
        if (depth == 2)
            list.items.push_back(html.substr(itemStart, tag.end - itemStart));
        if (--depth == 0)
            break;
    }
    const bool endsHere = html.find_first_not_of(" \n", at) == std::string_view::npos;
    return depth == 0 && endsHere ? list : ListItems{};
}

int startOf(std::string_view opening)
{
    const std::size_t at = opening.find("start=\"");
    return at == std::string_view::npos ? 1 : std::atoi(opening.data() + at + 7);
}

// Each item stands in a list of its own. Hidden neighbours keep "li + li" and ":first-child" rules true.
QByteArray itemHtml(const ListItems &list, std::size_t index)
{
    const bool ordered = list.opening.starts_with("<ol");
    const bool first = index == 0;
    const bool last = index + 1 == list.items.size();
    QByteArray html = ordered ? QByteArrayLiteral("<ol") : QByteArrayLiteral("<ul");
    if (ordered)
        html += " start=\"" + QByteArray::number(startOf(list.opening) + int(index) - (first ? 0 : 1)) + '"';
    html += QByteArrayLiteral(" style=\"");
    if (!first)
        html += "margin-top:0;";
    if (!last)
        html += "margin-bottom:0;";
    html += "\">";
    if (!first)
        html += "<li style=\"display:none\"></li>";
    html.append(list.items[index].data(), qsizetype(list.items[index].size()));
    if (!last)
        html += "<li style=\"display:none\"></li>";
    html += ordered ? "</ol>" : "</ul>";
    return html;
}

// Where items begin in the source isn't known; how much text each has says it nearly.
void appendItems(const markdown::Block &block, const ListItems &list, std::vector<Segment> &segments)
{
    double total = 0;
    for (std::string_view item : list.items)
        total += 1.0 + double(std::ranges::count(item, '\n'));
    const double lines = block.lastLine - block.firstLine + 1;
    double before = 0;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const double share = 1.0 + double(std::ranges::count(list.items[i], '\n'));
        Segment segment;
        segment.firstLine = block.firstLine + int(before / total * lines + 0.001);
        before += share;
        segment.lastLine =
            std::max(segment.firstLine, block.firstLine + int(before / total * lines + 0.001) - 1);
        segment.html = itemHtml(list, i);
        segments.push_back(std::move(segment));
    }
}

} // namespace

int nestingDepth(const QByteArray &html)
{
    const std::string_view view = viewOf(html);
    int depth = 0;
    int deepest = 0;
    Tag tag;
    for (std::size_t at = 0; nextTag(view, at, tag); at = tag.end) {
        if (isVoid(tag.name))
            continue;
        depth = tag.closing ? std::max(0, depth - 1) : depth + 1;
        deepest = std::max(deepest, depth);
    }
    return deepest;
}

void appendSegments(const markdown::Block &block, std::vector<Segment> &segments)
{
    const std::string_view html = viewOf(block.html);
    if (html.find_first_not_of(" \n") == std::string_view::npos)
        return; // a comment: a block of no height would still keep the gaps around it apart
    Segment segment{Segment::Kind::Html, block.firstLine, block.lastLine, block.html};
    if (isCode(html)) {
        segment.kind = Segment::Kind::Code;
    } else if (block.html.size() > maxDepth * 3 && nestingDepth(block.html) > maxDepth) {
        segment.kind = Segment::Kind::Plain;
    } else if (html.starts_with("<ul") || html.starts_with("<ol")) {
        const ListItems list = itemsOf(html);
        if (list.items.size() > std::size_t(wholeListItems)) {
            appendItems(block, list, segments);
            return;
        }
    }
    segments.push_back(std::move(segment));
}

std::vector<Segment> segmentsOf(const markdown::Document &document)
{
    return SegmentCutter().cut(document);
}

std::vector<Segment> SegmentCutter::cut(const markdown::Document &document)
{
    const std::vector<markdown::Block> &blocks = document.blocks;
    std::vector<Segment> segments;
    std::vector<std::size_t> ends;
    segments.reserve(std::max(blocks.size(), m_segments.size()) + 1);
    ends.reserve(blocks.size());
    std::size_t former = 0; // the block that would be this one
    for (std::size_t i = 0; i < blocks.size(); ++i, ++former) {
        const auto isFormer = [&](std::size_t index) {
            return index < m_blocks.size() && m_blocks[index].html.constData() == blocks[i].html.constData();
        };
        // Behind what was edited all stand as many places from the end as they did.
        if (!isFormer(former) && m_blocks.size() + i >= blocks.size())
            former = m_blocks.size() + i - blocks.size();
        if (isFormer(former)) {
            const int shift = blocks[i].firstLine - m_blocks[former].firstLine;
            for (std::size_t at = former == 0 ? 0 : m_ends[former - 1]; at < m_ends[former]; ++at) {
                segments.push_back(m_segments[at]);
                segments.back().firstLine += shift;
                segments.back().lastLine += shift;
            }
        } else {
            appendSegments(blocks[i], segments);
        }
        ends.push_back(segments.size());
    }
    m_blocks = blocks;
    m_segments = segments;
    m_ends = std::move(ends);
    return segments;
}

bool readsRightToLeft(const std::vector<Segment> &segments)
{
    for (const Segment &segment : segments) {
        if (const TextDirection direction = directionOfHtml(segment.html); direction != TextDirection::None)
            return direction == TextDirection::RightToLeft;
    }
    return false;
}

} // namespace galley::preview
