#include "core/markdown/runreader.h"

#include "core/markdown/cmarkdoc.h"

#include <optional>

namespace galley::markdown {

namespace {

bool isAddressOf(const QString &link, const QString &text)
{
    return link == text || link == QStringLiteral("http://") + text || link == QStringLiteral("mailto:") + text;
}

// So that two lists of runs can be compared: alike ones joined, bare addresses without their link.
Runs comparable(const Runs &runs)
{
    Runs result;
    for (Run run : runs) {
        if (run.kind == Run::Kind::Text && isAddressOf(run.link, run.text))
            run.link.clear();
        if (!result.empty() && run.kind == Run::Kind::Text && result.back().kind == run.kind &&
            result.back().marks == run.marks && result.back().link == run.link)
            result.back().text += run.text;
        else
            result.push_back(run);
    }
    return result;
}

class Reader
{
public:
    /// False when something stands there that no run can be.
    bool read(cmark_node *node, Run dress)
    {
        for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
            if (!readOne(child, dress))
                return false;
        }
        return true;
    }

    Runs runs;

private:
    bool readOne(cmark_node *node, Run dress)
    {
        dress.marks |= m_html;
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            dress.kind = cmark_node_get_type(node) == CMARK_NODE_CODE ? Run::Kind::Code : Run::Kind::Text;
            dress.text = QString::fromUtf8(cmark_node_get_literal(node));
            runs.push_back(dress);
            return true;
        case CMARK_NODE_LINEBREAK:
            dress.kind = Run::Kind::Break;
            runs.push_back(dress);
            return true;
        case CMARK_NODE_HTML_INLINE:
            return readHtml(cmark_node_get_literal(node), dress);
        case CMARK_NODE_EMPH:
            dress.marks |= RunEmphasis;
            return read(node, dress);
        case CMARK_NODE_STRONG:
            dress.marks |= RunStrong;
            return read(node, dress);
        case CMARK_NODE_LINK:
            dress.link = QString::fromUtf8(cmark_node_get_url(node));
            return read(node, dress);
        case CMARK_NODE_IMAGE:
            dress.kind = Run::Kind::Image;
            dress.text = textOf(node);
            dress.source = QString::fromUtf8(cmark_node_get_url(node));
            runs.push_back(dress);
            return true;
        default:
            if (qstrcmp(cmark_node_get_type_string(node), "strikethrough") != 0)
                return false;
            dress.marks |= RunStrike;
            return read(node, dress);
        }
    }

    bool readHtml(const QByteArray &tag, Run dress)
    {
        if (tag == "<br>") {
            dress.kind = Run::Kind::Break;
            runs.push_back(dress);
            return true;
        }
        const quint8 mark = tag.endsWith("sub>") ? RunSubscript : tag.endsWith("sup>") ? RunSuperscript : RunPlain;
        m_html = tag.startsWith("</") ? quint8(m_html & ~mark) : quint8(m_html | mark);
        return mark != RunPlain;
    }

    quint8 m_html = RunPlain;
};

} // namespace

bool readsAs(const QString &text, RunPlace place, const Runs &runs)
{
    const QString source = place == RunPlace::Line ? QStringLiteral("# ") + text : text;
    const NodePtr root = parseTree(source.toUtf8());
    cmark_node *block = cmark_node_first_child(root.get());
    const cmark_node_type wanted = place == RunPlace::Line ? CMARK_NODE_HEADING : CMARK_NODE_PARAGRAPH;
    if (!block)
        return runs.empty();
    if (cmark_node_next(block) || cmark_node_get_type(block) != wanted)
        return false;
    Reader reader;
    return reader.read(block, {}) && comparable(reader.runs) == comparable(runs);
}

} // namespace galley::markdown
