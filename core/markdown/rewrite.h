// What Galley changes in cmark's tree before it is rendered.
#pragma once

#include "core/markdown/cmarkdoc.h"
#include "core/markdown/markdown.h"

#include <QHash>
#include <QSet>

namespace galley::markdown {

/// One for each document: it remembers the anchors it has given.
class Rewriter
{
public:
    /// Links and images with a refused scheme leave their text, headings get their anchors, images load
    /// lazily and those alone in a paragraph become figures. `node` is a block in a tree; it may be freed and
    /// another stand in its place.
    void rewrite(cmark_node *node);

    std::vector<Heading> takeOutline() { return std::move(m_outline); }

private:
    void rewriteHeading(cmark_node *heading);
    QString uniqueAnchor(const QString &text);

    QSet<QString> m_anchors;
    QHash<QString, int>
        m_uses; // how often a text has been numbered, so that the next number is found at once
    std::vector<Heading> m_outline;
};

/// Whether a post may lead to the target of this link or image.
bool hasAllowedTarget(cmark_node *linkOrImage);

} // namespace galley::markdown
