#include "core/site/links.h"

#include <QUrl>

namespace galley::site {

namespace {

QByteArray under(const char *folder, const QString &name)
{
    return folder + QUrl::toPercentEncoding(name);
}

} // namespace

QByteArray postPath(const SitePost &post)
{
    return under("/blog/", post.address());
}

QByteArray tagPath(const QString &tag)
{
    return under("/tags/", tag);
}

QByteArray seriesPath(const Series &series)
{
    return under("/series/", series.slug);
}

QByteArray withPrefix(QByteArray html, const QByteArray &prefix)
{
    if (prefix.isEmpty())
        return html;
    // A raw quote stands in our HTML only around an attribute's value, so this meets nothing else.
    for (const char *attribute : {" href=\"/", " src=\"/", " action=\"/", " poster=\"/", " cite=\"/"}) {
        const QByteArray start(attribute);
        for (qsizetype at = html.indexOf(start); at >= 0; at = html.indexOf(start, at + start.size())) {
            const qsizetype slash = at + start.size() - 1;
            if (slash + 1 < html.size() && (html[slash + 1] == '/' || html[slash + 1] == '\\'))
                continue;
            html.insert(slash, prefix);
        }
    }
    return html;
}

} // namespace galley::site
