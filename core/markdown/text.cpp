#include "core/markdown/cmarkdoc.h"
#include "core/markdown/markdown.h"
#include "core/markdown/rewrite.h"

#include <QSet>

#include <algorithm>
#include <initializer_list>

namespace galley::markdown {

namespace {

bool endsLine(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_CODE_BLOCK:
        return true;
    default:
        return qstrcmp(cmark_node_get_type_string(node), "table_cell") == 0;
    }
}

QStringList targetsIn(const QString &markdown, std::initializer_list<cmark_node_type> wanted)
{
    const NodePtr root = parseTree(markdown.toUtf8());
    QStringList targets;
    QSet<QString> seen;
    for (cmark_node *node : descendants(root.get())) {
        if (std::ranges::find(wanted, cmark_node_get_type(node)) == wanted.end() || !hasAllowedTarget(node))
            continue;
        const QString target = QString::fromUtf8(cmark_node_get_url(node));
        if (target.isEmpty() || seen.contains(target))
            continue;
        seen.insert(target);
        targets += target;
    }
    return targets;
}

} // namespace

QString plainText(const QString &markdown)
{
    const NodePtr root = parseTree(markdown.toUtf8());
    QStringList lines;
    for (cmark_node *node : descendants(root.get())) {
        if (!endsLine(node))
            continue;
        const QString line = cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK
                                 ? QString::fromUtf8(cmark_node_get_literal(node)).trimmed()
                                 : textOf(node);
        if (!line.isEmpty())
            lines += line;
    }
    return lines.join(u'\n');
}

QStringList links(const QString &markdown)
{
    return targetsIn(markdown, {CMARK_NODE_LINK, CMARK_NODE_IMAGE});
}

QStringList imageTargets(const QString &markdown)
{
    return targetsIn(markdown, {CMARK_NODE_IMAGE});
}

} // namespace galley::markdown
