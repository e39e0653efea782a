#include "core/markdown/sanitise.h"

#include "core/markdown/allowlist.h"
#include "core/markdown/escape.h"

#include <cstdlib>
#include <memory>
#include <span>

namespace galley::markdown {

namespace {

constexpr int kMaxElementDepth = 150;

std::span<GumboNode *> items(const GumboVector &vector)
{
    return {reinterpret_cast<GumboNode **>(vector.data), vector.length};
}

class SafeWriter
{
public:
    void children(const GumboElement &element, int depth)
    {
        for (const GumboNode *child : items(element.children))
            node(*child, depth);
    }

    QByteArray take() { return std::move(m_html); }

private:
    void node(const GumboNode &node, int depth)
    {
        switch (node.type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_WHITESPACE:
        case GUMBO_NODE_CDATA:
            appendEscaped(m_html, node.v.text.text);
            break;
        case GUMBO_NODE_ELEMENT:
            element(node.v.element, depth);
            break;
        default: // comments, templates and the document itself
            break;
        }
    }

    void element(const GumboElement &element, int depth)
    {
        // Foreign content (SVG, MathML) follows other rules of parsing: what is harmless here may not be
        // there.
        const ElementRule rule =
            element.tag_namespace == GUMBO_NAMESPACE_HTML ? elementRule(element.tag) : ElementRule::Drop;
        if (rule == ElementRule::Drop || (element.tag == GUMBO_TAG_INPUT && !isCheckbox(element)))
            return;
        if (rule == ElementRule::Unwrap || depth >= kMaxElementDepth) {
            children(element, depth);
            return;
        }
        const char *name = gumbo_normalized_tagname(element.tag);
        m_html += '<';
        m_html += name;
        attributes(element);
        m_html += '>';
        if (isVoidElement(element.tag))
            return;
        children(element, depth + 1);
        m_html += "</";
        m_html += name;
        m_html += '>';
    }

    static bool isCheckbox(const GumboElement &element)
    {
        const GumboAttribute *type = gumbo_get_attribute(&element.attributes, "type");
        return type && qstricmp(type->value, "checkbox") == 0;
    }

    void attributes(const GumboElement &element)
    {
        for (unsigned i = 0; i < element.attributes.length; ++i) {
            const auto *attribute = static_cast<const GumboAttribute *>(element.attributes.data[i]);
            if (attribute->attr_namespace != GUMBO_ATTR_NAMESPACE_NONE ||
                !isAllowedAttribute(element.tag, attribute->name, attribute->value))
                continue;
            m_html += ' ';
            m_html += attribute->name;
            m_html += "=\"";
            appendEscaped(m_html, attribute->value);
            m_html += '"';
        }
        // A task list's box shows a state; it is no control.
        if (element.tag == GUMBO_TAG_INPUT && !gumbo_get_attribute(&element.attributes, "disabled"))
            m_html += " disabled=\"\"";
    }

    QByteArray m_html;
};

} // namespace

QByteArray sanitise(const QByteArray &html)
{
    GumboOptions options = kGumboDefaultOptions;
    options.fragment_context = GUMBO_TAG_BODY;
    options.max_errors = 0;
    // Empty memory: gumbo leaves it open whether a fragment is of a page in quirks mode, and reads what is there. 0: it is not.
    options.allocator = [](void *, std::size_t size) { return std::calloc(1, size); };
    const auto destroy = [&options](GumboOutput *output) { gumbo_destroy_output(&options, output); };
    const std::unique_ptr<GumboOutput, decltype(destroy)> output(
        gumbo_parse_with_options(&options, html.constData(), std::size_t(html.size())), destroy);
    SafeWriter writer;
    writer.children(output->root->v.element, 0);
    return writer.take();
}

int countOpened(const QByteArray &html)
{
    int opened = 0;
    for (qsizetype i = 0; i + 1 < html.size(); ++i) {
        const char next = html[i + 1];
        if (html[i] == '<' && ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')))
            ++opened;
    }
    return opened;
}

} // namespace galley::markdown
