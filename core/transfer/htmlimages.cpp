#include "core/transfer/htmlimages.h"

#include <gumbo.h>

#include <memory>

namespace galley {

std::vector<QByteArray> imageSources(const QByteArray &html)
{
    const auto destroy = [](GumboOutput *output) { gumbo_destroy_output(&kGumboDefaultOptions, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> output(
        gumbo_parse_with_options(&kGumboDefaultOptions, html.constData(), size_t(html.size())), destroy);
    std::vector<QByteArray> sources;
    std::vector<const GumboNode *> open{
        output->root}; // not recursion: the tree is as deep as its author likes
    while (!open.empty()) {
        const GumboNode *node = open.back();
        open.pop_back();
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
            continue;
        const GumboElement &element = node->v.element;
        if (element.tag == GUMBO_TAG_IMG) {
            if (const GumboAttribute *source = gumbo_get_attribute(&element.attributes, "src"))
                sources.emplace_back(source->value);
        }
        for (unsigned i = element.children.length; i > 0; --i)
            open.push_back(static_cast<const GumboNode *>(element.children.data[i - 1]));
    }
    return sources;
}

} // namespace galley
