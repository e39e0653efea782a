// The places of a Markdown text that name a file beside it, exact to the byte.
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace galley {

struct Reference
{
    qsizetype start = 0; // of the destination, in bytes; without quotes and angle brackets
    qsizetype length = 0;
    QString target;       // as a browser would be given it: escapes and entities resolved, %XX not
    bool isImage = false; // ![…](…), <img src>; else a link
    QString altText;      // of an image in Markdown

    bool operator==(const Reference &) const = default;
};

/// Every inline link and image, every definition of a reference that is used, and every <img src> in raw HTML
/// whose destination is a path (no scheme, no "//", no "#"), in the order of the text. What stands in code,
/// or only looks like a link, is not among them: each is proved with the parser (see references.cpp).
/// `markdown` is UTF-8. Any thread.
std::vector<Reference> findReferences(const QByteArray &markdown);

} // namespace galley
