#include "core/markdown/markdown.h"

#include "core/markdown/cmarkdoc.h"
#include "core/markdown/escape.h"
#include "core/markdown/rawgroups.h"
#include "core/markdown/rewrite.h"
#include "core/markdown/sanitise.h"
#include "core/markdown/sourcelines.h"

#include <algorithm>
#include <span>
#include <string_view>

namespace galley::markdown {

namespace {

constexpr int kMaxSectionDepth = 100;
// Unclosed elements nest: beyond this an HTML parser takes stack and memory without bound.
constexpr int kMaxRawElements = 5000;

/// A top-level block of the tree before anything in it is rewritten.
struct Section
{
    cmark_node *node = nullptr;
    int firstLine = 0;
    int lastLine = 0;
    bool hasRawHtml = false;
    int rawElements = 0; // opened by raw HTML, at most
    bool isTooDeep = false;
    std::string_view rawBlock; // where it is a block of raw HTML
};

void findRawHtml(Section &section)
{
    for (cmark_node *node : descendants(section.node)) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE)
            continue;
        const char *literal = cmark_node_get_literal(node);
        section.hasRawHtml = true;
        section.rawElements += countOpened(literal);
        if (node == section.node)
            section.rawBlock = literal;
    }
}

std::vector<Section> sectionsOf(cmark_node *root, const SourceLines &lines)
{
    std::vector<Section> sections;
    int nextFree = 0;
    for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node)) {
        Section section;
        section.node = node;
        section.firstLine = std::max(nextFree, cmark_node_get_start_line(node) - 1);
        section.lastLine = std::max(section.firstLine, cmark_node_get_end_line(node) - 1);
        section.isTooDeep = depthOf(node) > kMaxSectionDepth;
        findRawHtml(section);
        if (!sections.empty() && sections.back().lastLine >= section.firstLine)
            sections.back().lastLine = std::max(sections.back().firstLine, section.firstLine - 1);
        nextFree = section.firstLine + 1;
        sections.push_back(section);
    }
    // The ends that cmark gives take in the blank lines behind a list.
    for (Section &section : sections) {
        while (section.lastLine > section.firstLine && lines.isBlank(section.lastLine))
            --section.lastLine;
    }
    return sections;
}

std::vector<BlockRange> groupsOf(const std::vector<Section> &sections)
{
    std::vector<std::string_view> rawHtml;
    rawHtml.reserve(sections.size());
    for (const Section &section : sections)
        rawHtml.push_back(section.rawBlock);
    return groupByRawHtml(rawHtml);
}

QByteArray sourceHtml(const SourceLines &lines, int first, int last)
{
    return "<pre><code>" + escaped(lines.text(first, last)) + "\n</code></pre>\n";
}

/// The HTML of sections that belong together. `node` is where the first of them stands in the rewritten tree;
/// it is moved behind the last.
QByteArray groupHtml(std::span<const Section> group, cmark_node *&node, const SourceLines &lines,
                     RenderOptions::RawHtml rawHtml)
{
    QByteArray html;
    bool hasRawHtml = false;
    int rawElements = 0;
    for (const Section &section : group) {
        html += section.isTooDeep ? sourceHtml(lines, section.firstLine, section.lastLine) : renderNode(node);
        hasRawHtml = hasRawHtml || (section.hasRawHtml && !section.isTooDeep);
        rawElements += section.rawElements;
        node = cmark_node_next(node);
    }
    if (rawElements > kMaxRawElements)
        return sourceHtml(lines, group.front().firstLine, group.back().lastLine);
    return hasRawHtml && rawHtml == RenderOptions::RawHtml::Sanitise ? sanitise(html) : html;
}

} // namespace

Document parse(const QString &markdown, const RenderOptions &options)
{
    const QByteArray source = markdown.toUtf8();
    const SourceLines lines(source);
    const NodePtr root = parseTree(source);
    const std::vector<Section> sections = sectionsOf(root.get(), lines);
    const std::vector<BlockRange> groups = groupsOf(sections);
    Rewriter rewriter;
    for (const Section &section : sections) {
        if (!section.isTooDeep)
            rewriter.rewrite(section.node);
    }

    Document document;
    document.outline = rewriter.takeOutline();
    document.blocks.reserve(sections.size());
    // Rewriting puts one block in the place of another, so the children still stand in the order of
    // `sections`.
    cmark_node *node = cmark_node_first_child(root.get());
    for (const BlockRange &range : groups) {
        const std::span group(sections.begin() + std::ptrdiff_t(range.first), range.last - range.first + 1);
        QByteArray html = groupHtml(group, node, lines, options.rawHtml);
        document.blocks.push_back({group.front().firstLine, group.back().lastLine, std::move(html)});
    }
    return document;
}

QByteArray toHtml(const Document &document)
{
    QByteArray html;
    for (const Block &block : document.blocks)
        html += block.html;
    return html;
}

} // namespace galley::markdown
