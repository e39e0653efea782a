#include "core/markdown/rewrite.h"

#include "core/markdown/escape.h"
#include "core/markdown/url.h"

namespace galley::markdown {

namespace {

bool isKind(cmark_node *node, cmark_node_type type)
{
    return node && cmark_node_get_type(node) == type;
}

void replaceByChildren(cmark_node *node)
{
    while (cmark_node *child = cmark_node_first_child(node))
        cmark_node_insert_before(node, child);
    cmark_node_free(node);
}

void replaceByHtml(cmark_node *node, cmark_node_type type, const QByteArray &html)
{
    cmark_node *literal = cmark_node_new(type);
    cmark_node_set_literal(literal, html.constData());
    cmark_node_replace(node, literal);
    cmark_node_free(node);
}

/// cmark writes a tight item's paragraph without <p>, so there is nothing that a figure could replace.
bool isTight(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    cmark_node *list = item ? cmark_node_parent(item) : nullptr;
    return isKind(list, CMARK_NODE_LIST) && cmark_node_get_list_tight(list);
}

cmark_node *onlyChild(cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    return child && !cmark_node_next(child) ? child : nullptr;
}

/// The image that is all a paragraph holds, with a link around it or without.
cmark_node *loneImage(cmark_node *paragraph)
{
    cmark_node *child = onlyChild(paragraph);
    if (isKind(child, CMARK_NODE_LINK))
        child = onlyChild(child);
    return isKind(child, CMARK_NODE_IMAGE) ? child : nullptr;
}

bool isInsideImage(cmark_node *node)
{
    for (cmark_node *parent = cmark_node_parent(node); parent; parent = cmark_node_parent(parent)) {
        if (isKind(parent, CMARK_NODE_IMAGE))
            return true;
    }
    return false;
}

QByteArray imageHtml(cmark_node *image)
{
    QByteArray html = renderNode(image);
    if (html.endsWith(" />"))
        html.insert(html.size() - 3, " loading=\"lazy\" decoding=\"async\"");
    return html;
}

/// `paragraph` holds one image and perhaps a link around it.
void rewriteAsFigure(cmark_node *paragraph, cmark_node *image)
{
    const QByteArray caption = escaped(textOf(image).toUtf8().toStdString());
    replaceByHtml(image, CMARK_NODE_HTML_INLINE, imageHtml(image));
    QByteArray html = "<figure>" + renderNode(cmark_node_first_child(paragraph));
    if (!caption.isEmpty())
        html += "<figcaption>" + caption + "</figcaption>";
    replaceByHtml(paragraph, CMARK_NODE_HTML_BLOCK, html + "</figure>\n");
}

QString anchorOf(const QString &text)
{
    const QString lower = text.toLower();
    QString anchor;
    anchor.reserve(lower.size());
    for (qsizetype i = 0; i < lower.size(); ++i) {
        const bool isPair =
            lower[i].isHighSurrogate() && i + 1 < lower.size() && lower[i + 1].isLowSurrogate();
        const char32_t c = isPair ? QChar::surrogateToUcs4(lower[i], lower[i + 1]) : lower[i].unicode();
        if (QChar::isLetterOrNumber(c) || QChar::isMark(c))
            anchor += QStringView(lower).mid(i, isPair ? 2 : 1);
        else if (!anchor.isEmpty() && !anchor.endsWith(u'-'))
            anchor += u'-';
        i += isPair;
    }
    while (anchor.endsWith(u'-'))
        anchor.chop(1);
    return anchor.isEmpty() ? QStringLiteral("section") : anchor;
}

} // namespace

bool hasAllowedTarget(cmark_node *linkOrImage)
{
    const UrlUse use = isKind(linkOrImage, CMARK_NODE_IMAGE) ? UrlUse::Media : UrlUse::Link;
    return isAllowedUrl(cmark_node_get_url(linkOrImage), use);
}

void Rewriter::rewrite(cmark_node *node)
{
    std::vector<cmark_node *> images;
    std::vector<cmark_node *> paragraphs;
    std::vector<cmark_node *> headings;
    std::vector<cmark_node *> refused;
    for (cmark_node *n : descendants(node)) {
        switch (cmark_node_get_type(n)) {
        case CMARK_NODE_LINK:
        case CMARK_NODE_IMAGE:
            if (!hasAllowedTarget(n))
                refused.push_back(n);
            else if (isKind(n, CMARK_NODE_IMAGE))
                images.push_back(n);
            break;
        case CMARK_NODE_PARAGRAPH:
            paragraphs.push_back(n);
            break;
        case CMARK_NODE_HEADING:
            headings.push_back(n);
            break;
        default:
            break;
        }
    }
    for (cmark_node *n : refused)
        replaceByChildren(n);
    // What stands inside another image is its alt text, and goes with it.
    std::erase_if(images, isInsideImage);
    for (cmark_node *paragraph : paragraphs) {
        cmark_node *image = isTight(paragraph) ? nullptr : loneImage(paragraph);
        if (!image)
            continue;
        std::erase(images, image);
        rewriteAsFigure(paragraph, image);
    }
    for (cmark_node *image : images)
        replaceByHtml(image, CMARK_NODE_HTML_INLINE, imageHtml(image));
    for (cmark_node *heading : headings)
        rewriteHeading(heading);
}

void Rewriter::rewriteHeading(cmark_node *heading)
{
    const QString text = textOf(heading);
    const QString anchor = uniqueAnchor(text);
    const int level = cmark_node_get_heading_level(heading);
    m_outline.push_back({level, text, anchor, cmark_node_get_start_line(heading) - 1});
    QByteArray html = renderNode(heading);
    html.insert(3, " id=\"" + anchor.toUtf8() + '"'); // after "<h1"
    replaceByHtml(heading, CMARK_NODE_HTML_BLOCK, html);
}

QString Rewriter::uniqueAnchor(const QString &text)
{
    const QString wanted = anchorOf(text);
    QString anchor = wanted;
    for (int &n = m_uses[wanted]; m_anchors.contains(anchor);)
        anchor = wanted + u'-' + QString::number(++n + 1);
    m_anchors.insert(anchor);
    return anchor;
}

} // namespace galley::markdown
