#include "core/markdown/htmlreader.h"

#include "core/markdown/allowlist.h"
#include "core/markdown/htmlpieces.h"
#include "core/markdown/htmlstyle.h"
#include "core/markdown/runcollector.h"
#include "core/markdown/url.h"
#include "core/markdown/wordlists.h"

#include <gumbo.h>

#include <memory>

namespace galley::markdown {

namespace {

constexpr int kMaxReadDepth = 150;  // below that, only text
constexpr double kPixel = 2.5;  // a picture not larger than this counts readers, it shows nothing

class HtmlReader
{
public:
    explicit HtmlReader(int depth) : m_depth(depth) {}

    void children(const GumboElement &element, const Run &dress)
    {
        for (const GumboNode *child : childrenOf(element))
            node(*child, dress);
    }

    std::vector<RichBlock> take()
    {
        endParagraph();
        return nestWordLists(std::move(m_blocks));
    }

private:
    void node(const GumboNode &node, const Run &dress)
    {
        switch (node.type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_WHITESPACE:
        case GUMBO_NODE_CDATA:
            m_runs.addText(QString::fromUtf8(node.v.text.text), dress);
            break;
        case GUMBO_NODE_ELEMENT:
            if (m_depth >= kMaxReadDepth) {
                m_runs.addText(textOf(node, TextLines::Joined), dress);
                break;
            }
            ++m_depth;
            element(node, dress);
            --m_depth;
            break;
        default:
            break;
        }
    }

    void element(const GumboNode &node, Run dress)
    {
        const GumboElement &e = node.v.element;
        const HtmlStyle style = styleOf(e);
        const bool dropped = e.tag_namespace != GUMBO_NAMESPACE_HTML || elementRule(e.tag) == ElementRule::Drop;
        if (dropped || style.isHidden || style.isListMarker)
            return;
        mark(e, style, dress);
        if (style.keepsLines && isBlock(e.tag) && e.tag != GUMBO_TAG_PRE) {
            code(node);
            return;
        }
        switch (e.tag) {
        case GUMBO_TAG_BR:
            lineBreak(e, dress);
            break;
        case GUMBO_TAG_HR:
            block({.kind = RichBlock::Kind::Rule});
            break;
        case GUMBO_TAG_IMG:
            image(e, style, dress);
            break;
        case GUMBO_TAG_CODE:
        case GUMBO_TAG_KBD:
        case GUMBO_TAG_SAMP:
        case GUMBO_TAG_TT:
            dress.kind = Run::Kind::Code;
            m_runs.addCode(textOf(node, TextLines::Joined), dress);
            break;
        case GUMBO_TAG_PRE:
            code(node);
            break;
        case GUMBO_TAG_H1:
        case GUMBO_TAG_H2:
        case GUMBO_TAG_H3:
        case GUMBO_TAG_H4:
        case GUMBO_TAG_H5:
        case GUMBO_TAG_H6:
            heading(e, e.tag - GUMBO_TAG_H1 + 1);
            break;
        case GUMBO_TAG_BLOCKQUOTE:
            block({.kind = RichBlock::Kind::Quote, .children = inside(e, dress)});
            break;
        case GUMBO_TAG_UL:
        case GUMBO_TAG_OL:
            list(e, dress);
            break;
        case GUMBO_TAG_LI: // outside of any list
            block({.kind = RichBlock::Kind::List, .children = {item(e, dress)}});
            break;
        case GUMBO_TAG_TABLE:
            table(node, dress);
            break;
        case GUMBO_TAG_P:
            if (attributeOf(e, "class") == "MsoTitle") {
                heading(e, 1);
                break;
            }
            paragraph(node, style, dress);
            break;
        default:
            if (isBlock(e.tag)) {
                endParagraph();
                children(e, dress);
                endParagraph();
            } else {
                children(e, dress);
            }
        }
    }

    static void mark(const GumboElement &e, const HtmlStyle &style, Run &dress)
    {
        const auto set = [&dress](RunMark mark, bool on) { dress.marks = quint8(on ? dress.marks | mark : dress.marks & ~mark); };
        if (e.tag == GUMBO_TAG_B || e.tag == GUMBO_TAG_STRONG)
            set(RunStrong, true);
        if (e.tag == GUMBO_TAG_I || e.tag == GUMBO_TAG_EM || e.tag == GUMBO_TAG_CITE || e.tag == GUMBO_TAG_DFN)
            set(RunEmphasis, true);
        if (e.tag == GUMBO_TAG_S || e.tag == GUMBO_TAG_STRIKE || e.tag == GUMBO_TAG_DEL || style.struck)
            set(RunStrike, true);
        if (e.tag == GUMBO_TAG_SUB || style.lowered)
            set(RunSubscript, true);
        if (e.tag == GUMBO_TAG_SUP || style.raised)
            set(RunSuperscript, true);
        if (style.bold)
            set(RunStrong, *style.bold);
        if (style.italic)
            set(RunEmphasis, *style.italic);
        if (const QByteArray to = attributeOf(e, "href").trimmed(); e.tag == GUMBO_TAG_A && isAllowedUrl(to, UrlUse::Link))
            dress.link = QString::fromUtf8(to);
    }

    void lineBreak(const GumboElement &e, const Run &dress)
    {
        if (attributeOf(e, "class") == "Apple-interchange-newline")
            return;
        if (m_runs.endsWithBreak())
            endParagraph();
        else
            m_runs.addBreak(dress);
    }

    void image(const GumboElement &e, const HtmlStyle &style, Run dress)
    {
        const bool isPixel = (style.width && *style.width < kPixel) || (style.height && *style.height < kPixel);
        if (isPixel)
            return;
        const QByteArray source = attributeOf(e, "src").trimmed();
        const QString words = QString::fromUtf8(attributeOf(e, "alt")).simplified();
        if (source.isEmpty() || !isAllowedUrl(source, UrlUse::Media)) {
            m_runs.addText(words, dress);
            return;
        }
        dress.kind = Run::Kind::Image;
        dress.text = words;
        dress.source = QString::fromUtf8(source);
        m_runs.add(dress);
    }

    void code(const GumboNode &node)
    {
        RichBlock block_{.kind = RichBlock::Kind::Code};
        block_.text = textOf(node, TextLines::Kept);
        while (block_.text.endsWith(u'\n'))
            block_.text.chop(1);
        block_.language = languageOf(node);
        if (!block_.text.isEmpty())
            block(std::move(block_));
    }

    void heading(const GumboElement &e, int level)
    {
        RichBlock block_{.kind = RichBlock::Kind::Heading, .runs = joined(inside(e, {})), .level = level};
        bool allStrong = true;
        for (const Run &run : block_.runs)
            allStrong = allStrong && (run.marks & RunStrong);
        for (Run &run : block_.runs) // a heading is bold by itself
            run.marks = quint8(allStrong ? run.marks & ~RunStrong : run.marks);
        if (!block_.runs.empty())
            block(std::move(block_));
    }

    void paragraph(const GumboNode &node, const HtmlStyle &style, const Run &dress)
    {
        endParagraph();
        children(node.v.element, dress);
        const std::size_t before = m_blocks.size();
        endParagraph();
        if (style.listLevel > 0 && m_blocks.size() == before + 1)
            markWordItem(m_blocks.back(), style.listLevel, wordMarkerIn(node));
    }

    void list(const GumboElement &e, const Run &dress)
    {
        RichBlock list_{.kind = RichBlock::Kind::List, .ordered = e.tag == GUMBO_TAG_OL};
        list_.number = qBound(0, startOf(e), 999'999'999);
        for (const GumboNode *child : childrenOf(e)) {
            if (child->type != GUMBO_NODE_ELEMENT)
                continue;
            if (child->v.element.tag == GUMBO_TAG_LI) {
                list_.children.push_back(item(child->v.element, dress));
                continue;
            }
            // A list right inside a list, as old Word and Google Docs have it, belongs to the item before it.
            HtmlReader stray(m_depth);
            stray.node(*child, dress);
            std::vector<RichBlock> blocks = stray.take();
            if (list_.children.empty() && !blocks.empty())
                list_.children.push_back({.kind = RichBlock::Kind::Item});
            for (RichBlock &b : blocks)
                list_.children.back().children.push_back(std::move(b));
        }
        if (!list_.children.empty())
            block(std::move(list_));
    }

    RichBlock item(const GumboElement &e, const Run &dress)
    {
        return {.kind = RichBlock::Kind::Item, .children = inside(e, dress), .done = taskOf(e)};
    }

    void table(const GumboNode &node, const Run &dress)
    {
        const std::vector<HtmlRow> rows = rowsOf(node);
        if (isLayout(rows)) {
            endParagraph();
            for (const HtmlRow &row : rows) {
                for (const GumboNode *cell : row.cells) {
                    children(cell->v.element, dress);
                    endParagraph();
                }
            }
            return;
        }
        RichBlock table_{.kind = RichBlock::Kind::Table};
        for (const HtmlRow &row : rows) {
            std::vector<Runs> cells;
            for (const GumboNode *cell : row.cells) {
                cells.push_back(joined(inside(cell->v.element, {})));
                for (int i = 1; i < spanOf(cell->v.element); ++i)
                    cells.push_back({});
            }
            while (table_.alignments.size() < qsizetype(cells.size()))
                table_.alignments.append(Alignment::None);
            table_.rows.push_back(std::move(cells));
        }
        const auto align = [&table_](const HtmlRow &row) {
            for (std::size_t i = 0; i < row.cells.size() && qsizetype(i) < table_.alignments.size(); ++i)
                table_.alignments[qsizetype(i)] = alignmentOf(row.cells[i]->v.element);
        };
        align(rows.back()); // a header is often centred by itself
        block(std::move(table_));
    }

    std::vector<RichBlock> inside(const GumboElement &e, const Run &dress)
    {
        HtmlReader reader(m_depth);
        reader.children(e, dress);
        return reader.take();
    }

    void endParagraph()
    {
        Runs runs = m_runs.take();
        if (!runs.empty())
            m_blocks.push_back({.kind = RichBlock::Kind::Paragraph, .runs = std::move(runs)});
    }

    void block(RichBlock block_)
    {
        endParagraph();
        m_blocks.push_back(std::move(block_));
    }

    int m_depth;
    RunCollector m_runs;
    std::vector<RichBlock> m_blocks;
};

} // namespace

std::vector<RichBlock> readHtml(const QByteArray &html)
{
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    const auto destroy = [&options](GumboOutput *output) { gumbo_destroy_output(&options, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> output(
        gumbo_parse_with_options(&options, html.constData(), std::size_t(html.size())), destroy);
    HtmlReader reader(0);
    reader.children(output->root->v.element, {});
    return reader.take();
}

} // namespace galley::markdown
