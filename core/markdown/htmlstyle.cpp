#include "core/markdown/htmlstyle.h"

#include <QList>

namespace galley::markdown {

namespace {

std::optional<double> pixels(QByteArray value)
{
    value = value.trimmed();
    if (value.endsWith("px"))
        value.chop(2);
    bool ok = false;
    const double number = value.toDouble(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

void read(const QByteArray &property, const QByteArray &value, HtmlStyle &style)
{
    if (property == "font-weight") {
        bool isNumber = false;
        const int weight = value.toInt(&isNumber);
        style.bold = isNumber ? weight >= 600 : value.startsWith("bold");
    } else if (property == "font-style") {
        style.italic = value.startsWith("italic") || value.startsWith("oblique");
    } else if (property == "text-decoration" || property == "text-decoration-line") {
        style.struck = value.contains("line-through");
    } else if (property == "vertical-align") {
        style.raised = value == "super";
        style.lowered = value == "sub";
    } else if (property == "display") {
        style.isHidden = style.isHidden || value == "none";
    } else if (property == "visibility") {
        style.isHidden = style.isHidden || value == "hidden";
    } else if (property == "mso-hide") {
        style.isHidden = style.isHidden || value == "all";
    } else if (property == "white-space") {
        style.keepsLines = value == "pre";
    } else if (property == "text-align") {
        style.textAlign = value;
    } else if (property == "width") {
        style.width = pixels(value);
    } else if (property == "height") {
        style.height = pixels(value);
    } else if (property == "mso-list") {
        style.isListMarker = value.startsWith("ignore");
        if (const qsizetype level = value.indexOf("level"); level >= 0)
            style.listLevel = qBound(1, value.mid(level + 5, 1).toInt(), 9);
    }
}

} // namespace

QByteArray attributeOf(const GumboElement &element, const char *name)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&element.attributes, name);
    return attribute ? QByteArray(attribute->value) : QByteArray();
}

HtmlStyle styleOf(const GumboElement &element)
{
    HtmlStyle style;
    style.width = pixels(attributeOf(element, "width"));
    style.height = pixels(attributeOf(element, "height"));
    style.textAlign = attributeOf(element, "align").toLower();
    for (const QByteArray &part : attributeOf(element, "style").toLower().split(';')) {
        const qsizetype colon = part.indexOf(':');
        if (colon > 0)
            read(part.first(colon).trimmed(), part.sliced(colon + 1).trimmed(), style);
    }
    style.isHidden = style.isHidden || gumbo_get_attribute(&element.attributes, "hidden")
                     || attributeOf(element, "aria-hidden") == "true";
    return style;
}

} // namespace galley::markdown
