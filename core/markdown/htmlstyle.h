// What an element's `style` and class say that matters to Markdown: how office programs and browsers mark text.
#pragma once

#include <QByteArray>

#include <gumbo.h>

#include <optional>

namespace galley::markdown {

struct HtmlStyle
{
    std::optional<bool> bold;
    std::optional<bool> italic;
    bool struck = false;
    bool raised = false;
    bool lowered = false;
    bool isHidden = false;
    bool keepsLines = false;       // white-space: pre, as code editors give it
    bool isListMarker = false;     // Word's own bullet or number, written out
    int listLevel = 0;             // of a paragraph that Word means as a list item; 0: none
    QByteArray textAlign;          // "left", "center", "right" or empty
    std::optional<double> width;   // pixels, from the style or the attribute
    std::optional<double> height;
};

HtmlStyle styleOf(const GumboElement &element);

/// The value of an attribute; empty when there is none.
QByteArray attributeOf(const GumboElement &element, const char *name);

} // namespace galley::markdown
