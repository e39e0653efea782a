// cmark-gfm, with its ownership and its rules for threads kept in one place.
#pragma once

#include <QByteArray>
#include <QString>

#include <cmark-gfm.h>

#include <memory>
#include <vector>

namespace galley::markdown {

struct NodeDeleter
{
    void operator()(cmark_node *node) const { cmark_node_free(node); }
};
using NodePtr = std::unique_ptr<cmark_node, NodeDeleter>;

/// The syntax tree of `utf8`, with the extensions of markdown.h. Never null.
NodePtr parseTree(const QByteArray &utf8);

/// `node` and all below it, in the order of the text; deep trees included.
std::vector<cmark_node *> descendants(cmark_node *node);

/// How many levels of nodes lie under `node`; 0 for a leaf.
int depthOf(cmark_node *node);

/// The HTML of `node`, raw HTML as written.
QByteArray renderNode(cmark_node *node);

/// The text inside `node`; line breaks inside a paragraph are spaces.
QString textOf(cmark_node *node);

} // namespace galley::markdown
