#include "core/markdown/markdown.h"

#include "core/markdown/cmarkdoc.h"
#include "core/markdown/escape.h"
#include "core/markdown/rewrite.h"
#include "core/markdown/sanitise.h"
#include "core/markdown/sourcelines.h"

#include <algorithm>

namespace galley::markdown {

namespace {

constexpr int kMaxDepth = 100;
// Unclosed elements nest: beyond this an HTML parser takes stack and memory without bound.
constexpr int kMaxRawElements = 5000;

/// A top-level block of the tree before anything in it is rewritten.
struct Section
{
    cmark_node *node = nullptr;
    int firstLine = 0;
    int lastLine = 0;
    bool hasRawHtml = false;
    bool asSource = false; // too deep for a renderer
};

void findRawHtml(Section &section)
{
    int opened = 0;
    for (cmark_node *node : descendants(section.node)) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_HTML_INLINE)
            continue;
        section.hasRawHtml = true;
        opened += countOpened(cmark_node_get_literal(node));
    }
    section.asSource = section.asSource || opened > kMaxRawElements;
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
        section.asSource = depthOf(node) > kMaxDepth;
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

QByteArray sourceHtml(const SourceLines &lines, const Section &section)
{
    return "<pre><code>" + escaped(lines.text(section.firstLine, section.lastLine)) + "\n</code></pre>\n";
}

} // namespace

Document parse(const QString &markdown, const RenderOptions &options)
{
    const QByteArray source = markdown.toUtf8();
    const SourceLines lines(source);
    const NodePtr root = parseTree(source);
    const std::vector<Section> sections = sectionsOf(root.get(), lines);
    Rewriter rewriter;
    for (const Section &section : sections) {
        if (!section.asSource)
            rewriter.rewrite(section.node);
    }

    Document document;
    document.outline = rewriter.takeOutline();
    document.blocks.reserve(sections.size());
    // Rewriting puts one block in the place of another, so the children still stand in the order of
    // `sections`.
    cmark_node *node = cmark_node_first_child(root.get());
    for (const Section &section : sections) {
        QByteArray html;
        if (section.asSource) {
            html = sourceHtml(lines, section);
        } else {
            html = renderNode(node);
            if (section.hasRawHtml && options.rawHtml == RenderOptions::RawHtml::Sanitise)
                html = sanitise(html);
        }
        document.blocks.push_back({section.firstLine, section.lastLine, std::move(html)});
        node = cmark_node_next(node);
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
