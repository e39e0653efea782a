#include "core/site/theme.h"

#include "resources/resource.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace galley::site {

namespace {

QByteArray paragraph(const char *element, const char *className, const QByteArray &html)
{
    if (html.isEmpty())
        return {};
    return QByteArray("<") + element + " class=\"" + className + "\">" + html + "</" + element + ">\n";
}

QByteArray rootVariables(Scheme scheme)
{
    const QHash<QString, QString> colours = palette(scheme);
    QStringList names = colours.keys();
    names.sort();
    QByteArray css = ":root {";
    for (const QString &name : std::as_const(names))
        css += " --" + name.toUtf8() + ": " + colours[name].toUtf8() + ';';
    return css + " }\n";
}

} // namespace

QHash<QString, QString> palette(Scheme scheme)
{
    const QJsonObject palettes =
        QJsonDocument::fromJson(resource(QStringLiteral("theme/palette.json"))).object();
    const QJsonObject chosen = palettes[scheme == Scheme::Light ? u"light" : u"dark"].toObject();
    QHash<QString, QString> colours;
    for (auto it = chosen.begin(); it != chosen.end(); ++it)
        colours.insert(it.key(), it.value().toString());
    return colours;
}

QByteArray contentCss(Scheme scheme)
{
    const QHash<QString, QString> colours = palette(scheme);
    QStringList names = colours.keys();
    // "$accent-ink" before "$accent".
    std::ranges::sort(names, [](const QString &a, const QString &b) { return a.size() > b.size(); });
    QByteArray css = resource(QStringLiteral("theme/content.css"));
    for (const QString &name : std::as_const(names))
        css.replace('$' + name.toUtf8(), colours[name].toUtf8());
    return css;
}

QByteArray pageCss()
{
    // The page's own rules come last: some of them say more about content than litehtml would understand.
    return rootVariables(Scheme::Light) + contentCss(Scheme::Light) +
           "\n@media (prefers-color-scheme: dark) {\n" + rootVariables(Scheme::Dark) +
           contentCss(Scheme::Dark) + "}\n" + resource(QStringLiteral("theme/page.css"));
}

QByteArray postHeaderHtml(const QString &title, const QString &subtitle, const QByteArray &metaHtml)
{
    return "<header class=\"post-header\">\n" +
           paragraph("h1", "post-title", title.toHtmlEscaped().toUtf8()) +
           paragraph("p", "post-subtitle", subtitle.toHtmlEscaped().toUtf8()) +
           paragraph("p", "post-meta", metaHtml) + "</header>\n";
}

} // namespace galley::site
