#include "core/markdown/cmarkdoc.h"

#include <cmark-gfm-core-extensions.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>

namespace galley::markdown {

namespace {

struct IteratorDeleter
{
    void operator()(cmark_iter *iterator) const { cmark_iter_free(iterator); }
};

// While it parses, cmark-gfm adds the special characters of its extensions to tables that the whole process
// shares and takes them out again afterwards: two parsers at once would miss each other's characters.
std::mutex &parserMutex()
{
    static std::mutex mutex;
    return mutex;
}

// The kinds that cmark's iterator enters and never exits.
bool isLeaf(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
        return true;
    default:
        return false;
    }
}

template <typename Visit>
void walk(cmark_node *root, Visit visit)
{
    const std::unique_ptr<cmark_iter, IteratorDeleter> iterator(cmark_iter_new(root));
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get()))
        visit(event, cmark_iter_get_node(iterator.get()));
}

} // namespace

NodePtr parseTree(const QByteArray &utf8)
{
    const std::lock_guard lock(parserMutex());
    cmark_gfm_core_extensions_ensure_registered();
    const std::unique_ptr<cmark_parser, void (*)(cmark_parser *)> parser(cmark_parser_new(CMARK_OPT_DEFAULT),
                                                                         cmark_parser_free);
    for (const char *name : {"table", "strikethrough", "autolink", "tasklist"}) {
        if (cmark_syntax_extension *extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
    cmark_parser_feed(parser.get(), utf8.constData(), std::size_t(utf8.size()));
    return NodePtr(cmark_parser_finish(parser.get()));
}

std::vector<cmark_node *> descendants(cmark_node *node)
{
    std::vector<cmark_node *> nodes;
    walk(node, [&nodes](cmark_event_type event, cmark_node *n) {
        if (event == CMARK_EVENT_ENTER)
            nodes.push_back(n);
    });
    return nodes;
}

int depthOf(cmark_node *node)
{
    int depth = -1;
    int deepest = 0;
    walk(node, [&](cmark_event_type event, cmark_node *n) {
        if (event == CMARK_EVENT_ENTER)
            deepest = std::max(deepest, ++depth);
        if (event == CMARK_EVENT_EXIT || isLeaf(n))
            --depth;
    });
    return deepest;
}

QByteArray renderNode(cmark_node *node)
{
    char *html = cmark_render_html(node, CMARK_OPT_UNSAFE, nullptr);
    const QByteArray result(html);
    std::free(html);
    return result;
}

QString textOf(cmark_node *node)
{
    QByteArray text;
    walk(node, [&text](cmark_event_type event, cmark_node *n) {
        if (event != CMARK_EVENT_ENTER)
            return;
        switch (cmark_node_get_type(n)) {
        case CMARK_NODE_TEXT:
        case CMARK_NODE_CODE:
            text += cmark_node_get_literal(n);
            break;
        case CMARK_NODE_SOFTBREAK:
        case CMARK_NODE_LINEBREAK:
            text += ' ';
            break;
        default:
            break;
        }
    });
    return QString::fromUtf8(text).trimmed();
}

} // namespace galley::markdown
