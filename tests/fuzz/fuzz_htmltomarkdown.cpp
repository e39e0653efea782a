// Any bytes are HTML from a clipboard: what they become is Markdown without raw HTML but that of a few marks, and leads
// nowhere that a post may not.
#include "core/markdown/cmarkdoc.h"
#include "core/markdown/htmltomarkdown.h"
#include "core/markdown/rewrite.h"

#include <cstdint>
#include <cstdlib>

using namespace galley;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto converted = markdown::htmlToMarkdown(QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!converted)
        return 0;
    static const QList<QByteArray> marks{"<br>",    "<sub>", "</sub>", "<sup>", "</sup>", "<strong>", "</strong>",
                                         "<em>", "</em>", "<del>",  "</del>"};
    const markdown::NodePtr tree = markdown::parseTree(converted->markdown.toUtf8());
    for (cmark_node *node : markdown::descendants(tree.get())) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HTML_BLOCK)
            std::abort();
        if (type == CMARK_NODE_HTML_INLINE && !marks.contains(cmark_node_get_literal(node)))
            std::abort();
        if ((type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) && !markdown::hasAllowedTarget(node))
            std::abort();
    }
    return 0;
}
