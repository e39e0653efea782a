#include "core/markdown/escape.h"

namespace galley::markdown {

void appendEscaped(QByteArray &html, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        default:
            html += c;
        }
    }
}

QByteArray escaped(std::string_view text)
{
    QByteArray html;
    html.reserve(qsizetype(text.size()) + 16);
    appendEscaped(html, text);
    return html;
}

} // namespace galley::markdown
