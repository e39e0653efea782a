#include "core/site/feeds.h"

#include "core/base/text.h"
#include "core/markdown/markdown.h"
#include "core/site/links.h"
#include "core/site/meta.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamWriter>

namespace galley::site {

namespace {

/// Text without what XML 1.0 can't hold.
QString xmlText(QString text)
{
    text.removeIf([](QChar c) {
        return (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c == QChar(0xfffe) ||
               c == QChar(0xffff);
    });
    return text;
}

QString urlOf(const SiteConfig &config, const SitePost &post)
{
    return config.baseUrl + QString::fromUtf8(postPath(post));
}

/// A feed is read elsewhere: addresses in it say where they lead.
QString contentOf(const SiteConfig &config, const SitePost &post)
{
    const QByteArray html = markdown::toHtml(markdown::parse(post.fields.content, config.render));
    return QString::fromUtf8(withPrefix(html, config.baseUrl.toUtf8()));
}

QString timeOr(const QString &raw, const QString &otherRaw)
{
    const QByteArray time = isoTime(raw);
    return QString::fromUtf8(time.isEmpty() ? isoTime(otherRaw) : time);
}

QString newestUpdate(const std::vector<SitePost> &posts)
{
    QString newest;
    for (const SitePost &post : posts)
        newest = std::max(newest, timeOr(post.updatedAt, post.fields.publishedAt));
    return newest.isEmpty() ? QStringLiteral("1970-01-01T00:00:00Z") : newest;
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject apiObject(const SiteConfig &config, const SitePost &post)
{
    return {{QStringLiteral("id"), post.id},
            {QStringLiteral("slug"), orNull(post.fields.slug)},
            {QStringLiteral("title"), post.fields.title},
            {QStringLiteral("subtitle"), orNull(post.fields.subtitle)},
            {QStringLiteral("excerpt"), orNull(summaryOf(post))},
            {QStringLiteral("tags"), QJsonArray::fromStringList(splitTags(post.fields.tags))},
            {QStringLiteral("published_at"), orNull(QString::fromUtf8(isoTime(post.fields.publishedAt)))},
            {QStringLiteral("updated_at"), orNull(QString::fromUtf8(isoTime(post.updatedAt)))},
            {QStringLiteral("url"), urlOf(config, post)}};
}

void writeEntry(QXmlStreamWriter &xml, const SiteConfig &config, const SitePost &post)
{
    xml.writeStartElement(QStringLiteral("entry"));
    xml.writeTextElement(QStringLiteral("title"), xmlText(post.fields.title));
    xml.writeEmptyElement(QStringLiteral("link"));
    xml.writeAttribute(QStringLiteral("href"), urlOf(config, post));
    xml.writeTextElement(QStringLiteral("id"), urlOf(config, post));
    const QString published = timeOr(post.fields.publishedAt, post.updatedAt);
    if (!published.isEmpty())
        xml.writeTextElement(QStringLiteral("published"), published);
    xml.writeTextElement(QStringLiteral("updated"), newestUpdate({post}));
    if (const QString summary = summaryOf(post); !summary.isEmpty())
        xml.writeTextElement(QStringLiteral("summary"), xmlText(summary));
    for (const QString &tag : splitTags(post.fields.tags)) {
        xml.writeEmptyElement(QStringLiteral("category"));
        xml.writeAttribute(QStringLiteral("term"), xmlText(tag));
    }
    xml.writeStartElement(QStringLiteral("content"));
    xml.writeAttribute(QStringLiteral("type"), QStringLiteral("html"));
    xml.writeCharacters(xmlText(contentOf(config, post)));
    xml.writeEndElement();
    xml.writeEndElement();
}

} // namespace

QByteArray atomFeed(const SiteConfig &config, const std::vector<SitePost> &posts)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("feed"));
    xml.writeDefaultNamespace(QStringLiteral("http://www.w3.org/2005/Atom"));
    xml.writeTextElement(QStringLiteral("title"), xmlText(config.title));
    if (!config.tagline.isEmpty())
        xml.writeTextElement(QStringLiteral("subtitle"), xmlText(config.tagline));
    xml.writeEmptyElement(QStringLiteral("link"));
    xml.writeAttribute(QStringLiteral("href"), config.baseUrl + u'/');
    xml.writeEmptyElement(QStringLiteral("link"));
    xml.writeAttribute(QStringLiteral("rel"), QStringLiteral("self"));
    xml.writeAttribute(QStringLiteral("href"), config.baseUrl + QStringLiteral("/feed.xml"));
    xml.writeTextElement(QStringLiteral("id"), config.baseUrl + u'/');
    xml.writeTextElement(QStringLiteral("updated"), newestUpdate(posts));
    xml.writeStartElement(QStringLiteral("author"));
    xml.writeTextElement(QStringLiteral("name"), xmlText(config.title));
    xml.writeEndElement();
    for (const SitePost &post : posts)
        writeEntry(xml, config, post);
    xml.writeEndDocument();
    return out;
}

QByteArray jsonFeed(const SiteConfig &config, const std::vector<SitePost> &posts)
{
    QJsonArray items;
    for (const SitePost &post : posts) {
        QJsonObject item{{QStringLiteral("id"), urlOf(config, post)},
                         {QStringLiteral("url"), urlOf(config, post)},
                         {QStringLiteral("title"), post.fields.title},
                         {QStringLiteral("summary"), summaryOf(post)},
                         {QStringLiteral("content_html"), contentOf(config, post)},
                         {QStringLiteral("tags"), QJsonArray::fromStringList(splitTags(post.fields.tags))}};
        if (const QString time = timeOr(post.fields.publishedAt, post.updatedAt); !time.isEmpty())
            item.insert(QStringLiteral("date_published"), time);
        items.append(item);
    }
    QJsonObject feed{{QStringLiteral("version"), QStringLiteral("https://jsonfeed.org/version/1.1")},
                     {QStringLiteral("title"), config.title},
                     {QStringLiteral("home_page_url"), QString(config.baseUrl + u'/')},
                     {QStringLiteral("feed_url"), QString(config.baseUrl + QStringLiteral("/feed.json"))},
                     {QStringLiteral("language"), config.language},
                     {QStringLiteral("items"), items}};
    if (!config.tagline.isEmpty())
        feed.insert(QStringLiteral("description"), config.tagline);
    return QJsonDocument(feed).toJson(QJsonDocument::Compact);
}

QByteArray sitemap(const SiteConfig &config, const std::vector<SitePost> &posts)
{
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("urlset"));
    xml.writeDefaultNamespace(QStringLiteral("http://www.sitemaps.org/schemas/sitemap/0.9"));
    xml.writeStartElement(QStringLiteral("url"));
    xml.writeTextElement(QStringLiteral("loc"), config.baseUrl + u'/');
    xml.writeEndElement();
    for (const SitePost &post : posts) {
        xml.writeStartElement(QStringLiteral("url"));
        xml.writeTextElement(QStringLiteral("loc"), urlOf(config, post));
        if (const QString time = timeOr(post.updatedAt, post.fields.publishedAt); !time.isEmpty())
            xml.writeTextElement(QStringLiteral("lastmod"), time);
        xml.writeEndElement();
    }
    xml.writeEndDocument();
    return out;
}

QByteArray robots(const SiteConfig &config)
{
    if (config.mode == Mode::Proof)
        return "User-agent: *\nDisallow: /\n";
    QByteArray text = "User-agent: *\nAllow: /\n";
    if (!config.baseUrl.isEmpty())
        text += "Sitemap: " + config.baseUrl.toUtf8() + "/sitemap.xml\n";
    return text;
}

QByteArray apiList(const SiteConfig &config, const std::vector<SitePost> &posts, int page, bool hasMore)
{
    QJsonArray list;
    for (const SitePost &post : posts)
        list.append(apiObject(config, post));
    const QJsonValue next =
        hasMore ? QJsonValue(config.baseUrl + QStringLiteral("/api/posts?page=%1").arg(page + 1))
                : QJsonValue();
    return QJsonDocument(QJsonObject{{QStringLiteral("posts"), list},
                                     {QStringLiteral("page"), page},
                                     {QStringLiteral("next"), next}})
        .toJson(QJsonDocument::Compact);
}

QByteArray apiPost(const SiteConfig &config, const SitePost &post)
{
    QJsonObject object = apiObject(config, post);
    object.insert(QStringLiteral("content"), post.fields.content);
    object.insert(QStringLiteral("html"), contentOf(config, post));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace galley::site
