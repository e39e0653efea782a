#include "core/markdown/htmlpieces.h"

#include "core/markdown/allowlist.h"
#include "core/markdown/htmlstyle.h"

#include <algorithm>
#include <array>

namespace galley::markdown {

namespace {

constexpr int kMostColumns = 200;

constexpr std::array kBlocks{
    GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,   GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,    GUMBO_TAG_CAPTION,
    GUMBO_TAG_CENTER,  GUMBO_TAG_DD,      GUMBO_TAG_DETAILS, GUMBO_TAG_DIV,        GUMBO_TAG_DL,      GUMBO_TAG_DT,
    GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_FOOTER, GUMBO_TAG_FORM,     GUMBO_TAG_H1,      GUMBO_TAG_H2,
    GUMBO_TAG_H3,      GUMBO_TAG_H4,      GUMBO_TAG_H5,      GUMBO_TAG_H6,         GUMBO_TAG_HEADER,  GUMBO_TAG_HR,
    GUMBO_TAG_HTML,    GUMBO_TAG_LI,      GUMBO_TAG_MAIN,    GUMBO_TAG_NAV,        GUMBO_TAG_OL,      GUMBO_TAG_P,
    GUMBO_TAG_PRE,     GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY, GUMBO_TAG_TABLE,      GUMBO_TAG_TBODY,   GUMBO_TAG_TD,
    GUMBO_TAG_TFOOT,   GUMBO_TAG_TH,      GUMBO_TAG_THEAD,   GUMBO_TAG_TR,         GUMBO_TAG_UL};

// Visits `node` and all below it, in order, without a stack of calls; `visit` answers whether to go below.
template <typename Enter, typename Leave>
void walk(const GumboNode &node, Enter enter, Leave leave)
{
    struct Step
    {
        const GumboNode *node;
        bool isEnd;
    };
    std::vector<Step> steps{{&node, false}};
    while (!steps.empty()) {
        const Step step = steps.back();
        steps.pop_back();
        if (step.isEnd) {
            leave(*step.node);
            continue;
        }
        if (!enter(*step.node) || step.node->type != GUMBO_NODE_ELEMENT)
            continue;
        steps.push_back({step.node, true});
        const auto children = childrenOf(step.node->v.element);
        for (std::size_t i = children.size(); i > 0; --i)
            steps.push_back({children[i - 1], false});
    }
}

bool isText(const GumboNode &node)
{
    return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

bool isElement(const GumboNode &node, GumboTag tag)
{
    return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag;
}

bool holdsTable(const GumboNode &cell)
{
    bool found = false;
    walk(
        cell,
        [&found](const GumboNode &node) {
            found = found || isElement(node, GUMBO_TAG_TABLE);
            return !found;
        },
        [](const GumboNode &) {});
    return found;
}

} // namespace

std::span<GumboNode *> childrenOf(const GumboElement &element)
{
    return {reinterpret_cast<GumboNode **>(element.children.data), element.children.length};
}

bool isBlock(GumboTag tag)
{
    return std::ranges::find(kBlocks, tag) != kBlocks.end();
}

QString textOf(const GumboNode &node, TextLines lines)
{
    QString text;
    const auto endLine = [&text, lines] {
        if (lines == TextLines::Joined)
            text += u' ';
        else if (!text.isEmpty() && !text.endsWith(u'\n'))
            text += u'\n';
    };
    walk(
        node,
        [&](const GumboNode &n) {
            if (isText(n)) {
                text += QString::fromUtf8(n.v.text.text);
                return false;
            }
            if (n.type != GUMBO_NODE_ELEMENT)
                return false;
            const GumboTag tag = n.v.element.tag;
            if (tag == GUMBO_TAG_BR)
                text += lines == TextLines::Kept ? u'\n' : u' ';
            else if (isBlock(tag))
                endLine();
            return elementRule(tag) != ElementRule::Drop;
        },
        [&](const GumboNode &n) {
            if (isBlock(n.v.element.tag))
                endLine();
        });
    if (lines == TextLines::Kept) {
        text.replace(QChar::Nbsp, u' ');
        text.remove(u'\r');
    }
    return text;
}

QString languageOf(const GumboNode &node)
{
    QString language;
    walk(
        node,
        [&language](const GumboNode &n) {
            if (n.type != GUMBO_NODE_ELEMENT || !language.isEmpty())
                return false;
            for (const QByteArray &name : attributeOf(n.v.element, "class").simplified().split(' ')) {
                for (const char *prefix : {"language-", "lang-", "highlight-source-"}) {
                    const QByteArray rest = name.startsWith(prefix) ? name.sliced(qstrlen(prefix)) : QByteArray();
                    const auto isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr("+#-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ", c); };
                    if (!rest.isEmpty() && std::ranges::all_of(rest, isPlain))
                        language = QString::fromLatin1(rest);
                }
            }
            return language.isEmpty();
        },
        [](const GumboNode &) {});
    return language;
}

int startOf(const GumboElement &list)
{
    bool ok = false;
    const int number = attributeOf(list, "start").toInt(&ok);
    return ok ? number : 1;
}

std::optional<bool> taskOf(const GumboElement &item)
{
    if (attributeOf(item, "role") == "checkbox")
        return attributeOf(item, "aria-checked") == "true";
    std::span<GumboNode *> children = childrenOf(item);
    for (int depth = 0; depth < 3; ++depth) {
        const auto first = std::ranges::find_if(children, [](const GumboNode *n) { return n->type == GUMBO_NODE_ELEMENT; });
        if (first == children.end() || std::any_of(children.begin(), first, [](const GumboNode *n) { return n->type == GUMBO_NODE_TEXT; }))
            return std::nullopt;
        const GumboElement &element = (*first)->v.element;
        if (element.tag == GUMBO_TAG_INPUT && qstricmp(attributeOf(element, "type").constData(), "checkbox") == 0)
            return gumbo_get_attribute(&element.attributes, "checked") != nullptr;
        if (element.tag != GUMBO_TAG_P && element.tag != GUMBO_TAG_LABEL && element.tag != GUMBO_TAG_DIV)
            return std::nullopt;
        children = childrenOf(element);
    }
    return std::nullopt;
}

std::vector<HtmlRow> rowsOf(const GumboNode &table)
{
    std::vector<HtmlRow> rows;
    walk(
        table,
        [&](const GumboNode &n) {
            if (isElement(n, GUMBO_TAG_TR))
                rows.emplace_back();
            if (isElement(n, GUMBO_TAG_TD) || isElement(n, GUMBO_TAG_TH)) {
                if (!rows.empty())
                    rows.back().cells.push_back(&n);
                return false;
            }
            return n.type == GUMBO_NODE_ELEMENT && (&n == &table || n.v.element.tag != GUMBO_TAG_TABLE);
        },
        [](const GumboNode &) {});
    std::erase_if(rows, [](const HtmlRow &row) { return row.cells.empty(); });
    return rows;
}

bool isLayout(const std::vector<HtmlRow> &rows)
{
    std::size_t columns = 0;
    for (const HtmlRow &row : rows) {
        columns = std::max(columns, row.cells.size());
        if (std::ranges::any_of(row.cells, [](const GumboNode *cell) { return holdsTable(*cell); }))
            return true;
    }
    return columns <= 1 || columns > kMostColumns;
}

int spanOf(const GumboElement &cell)
{
    return qBound(1, attributeOf(cell, "colspan").toInt(), kMostColumns);
}

Alignment alignmentOf(const GumboElement &cell)
{
    const QByteArray align = styleOf(cell).textAlign;
    return align == "center"                  ? Alignment::Centre
           : align == "right" || align == "end" ? Alignment::Right
           : align == "left"                  ? Alignment::Left
                                              : Alignment::None;
}

Runs joined(const std::vector<RichBlock> &blocks)
{
    Runs runs;
    const auto append = [&runs](const Runs &more) {
        if (!runs.empty() && !more.empty())
            runs.push_back({.kind = Run::Kind::Break});
        runs.insert(runs.end(), more.begin(), more.end());
    };
    for (const RichBlock &block : blocks) {
        append(block.runs);
        if (block.kind == RichBlock::Kind::Code)
            append({{.kind = Run::Kind::Code, .text = QString(block.text).replace(u'\n', u' ')}});
        append(joined(block.children));
        for (const std::vector<Runs> &row : block.rows) {
            for (const Runs &cell : row)
                append(cell);
        }
    }
    return runs;
}

} // namespace galley::markdown
