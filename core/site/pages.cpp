#include "core/site/pages.h"

#include "core/base/direction.h"
#include "core/base/text.h"
#include "core/markdown/markdown.h"
#include "core/markdown/wordcount.h"
#include "core/site/links.h"
#include "core/site/meta.h"
#include "core/site/theme.h"
#include "resources/resource.h"

#include <QCryptographicHash>

#include <algorithm>

namespace galley::site {

namespace {

QString titleOf(const SitePost &post)
{
    return post.fields.title.isEmpty() ? QStringLiteral("Untitled") : post.fields.title;
}

QString markOf(const SitePost &post)
{
    switch (post.status) {
    case PostStatus::Draft:
        return QStringLiteral("Draft");
    case PostStatus::Scheduled:
        return QStringLiteral("Scheduled");
    case PostStatus::Edited:
        return QStringLiteral("Edited");
    case PostStatus::Published:
        break;
    }
    return {};
}

QByteArray pagePath(const QByteArray &path, int page)
{
    if (page <= 1)
        return path;
    return path + (path.contains('?') ? "&page=" : "?page=") + QByteArray::number(page);
}

TemplateData link(const SitePost &post)
{
    TemplateData data;
    data.set("href", postPath(post).toStdString());
    setText(data, "title", titleOf(post));
    return data;
}

} // namespace

Pages::Pages(SiteConfig config) : m_config(std::move(config)), m_themeCss(pageCss())
{
    m_themeVersion = QCryptographicHash::hash(m_themeCss, QCryptographicHash::Sha256).toHex().left(12);
    if (m_config.mode == Mode::Proof)
        m_script = resource(QStringLiteral("theme/proof.js"));
}

QByteArray Pages::list(const ListPage &page, const QByteArray &nonce)
{
    TemplateData data;
    setText(data, "kind", page.kind);
    setText(data, "heading", page.heading);
    setText(data, "about", page.about);
    setText(data, "empty", page.empty);
    data.set("search", page.hasSearch);
    data.set("query", page.query.toStdString());
    TemplateData items{TemplateData::type::list};
    for (const SitePost &post : page.posts)
        items.push_back(listItem(post));
    data.set("hasPosts", !page.posts.empty());
    data.set("posts", items);
    data.set("hasPages", page.page > 1 || page.hasOlder);
    if (page.page > 1)
        data.set("newer", pagePath(page.path, page.page - 1).toStdString());
    if (page.hasOlder)
        data.set("older", pagePath(page.path, page.page + 1).toStdString());

    Shell shell;
    const bool isFront = page.kind.isEmpty() && page.query.isEmpty();
    if (!isFront)
        shell.title = page.heading;
    if (page.page > 1)
        shell.title +=
            (isFront ? QString() : QStringLiteral(", ")) + QStringLiteral("page %1").arg(page.page);
    shell.description = page.about;
    shell.path = pagePath(page.path, page.page);
    shell.isHidden = page.isHidden;
    shell.isFront = isFront;
    return inLayout(shell, m_templates.render("list", data), nonce);
}

QByteArray Pages::post(const PostPage &page, const QByteArray &nonce)
{
    const PostFields &fields = page.post.fields;
    TemplateData data;
    setText(data, "mark", markOf(page.post));
    const QByteArray meta = metaHtml(fields.publishedAt, markdown::readingMinutes(fields.content),
                                     splitTags(fields.tags), m_config.language);
    const QByteArray header = postHeaderHtml(titleOf(page.post), fields.subtitle, meta);
    const QByteArray content = markdown::toHtml(markdown::parse(fields.content, m_config.render));
    const bool mirrored = directionOfHtml(header + content) == TextDirection::RightToLeft;
    data.set("direction", mirrored ? "rtl" : "ltr");
    if (mirrored)
        data.set("mirrored", true);
    data.set("header", header.toStdString());
    data.set("content", content.toStdString());
    if (page.series)
        data.set("series", seriesPart(page));

    Shell shell;
    shell.title = titleOf(page.post);
    shell.description = summaryOf(page.post);
    shell.path = postPath(page.post);
    shell.ogType = "article";
    shell.published = isoTime(fields.publishedAt);
    const QList<qint64> images = imagesNamedIn(fields.content);
    if (!images.isEmpty())
        shell.ogImage = absolute(imagePath(images.front()).toUtf8());
    return inLayout(shell, m_templates.render("post", data), nonce);
}

QByteArray Pages::message(const QString &heading, const QString &about, const QByteArray &nonce)
{
    TemplateData data;
    setText(data, "heading", heading);
    setText(data, "about", about);
    Shell shell;
    shell.title = heading;
    shell.isHidden = true;
    return inLayout(shell, m_templates.render("message", data), nonce);
}

QByteArray Pages::inLayout(const Shell &shell, const QByteArray &main, const QByteArray &nonce)
{
    TemplateData data;
    data.set("lang", m_config.language.toStdString());
    data.set("siteTitle", m_config.title.toStdString());
    setText(data, "tagline", m_config.tagline);
    data.set("pageTitle",
             (shell.title.isEmpty() ? m_config.title : shell.title + QStringLiteral(" · ") + m_config.title)
                 .toStdString());
    data.set("ogTitle", (shell.title.isEmpty() ? m_config.title : shell.title).toStdString());
    setText(data, "description", shell.description);
    setText(data, "canonical", shell.path.isEmpty() ? QByteArray() : absolute(shell.path));
    data.set("ogType", shell.ogType.toStdString());
    setText(data, "ogImage", shell.ogImage);
    setText(data, "published", shell.published);
    data.set("hidden", shell.isHidden || m_config.mode == Mode::Proof);
    data.set("front", shell.isFront);
    data.set("themeVersion", m_themeVersion.toStdString());
    if (m_config.mode == Mode::Proof)
        data.set("events", (m_config.linkPrefix + QStringLiteral("/events")).toStdString());
    setText(data, "nonce", nonce);
    setText(data, "script", m_script);
    data.set("main", main.toStdString());
    return m_templates.render("layout", data);
}

TemplateData Pages::listItem(const SitePost &post) const
{
    TemplateData item = link(post);
    setText(item, "iso", isoTime(post.fields.publishedAt));
    setText(item, "date", dateInWords(post.fields.publishedAt, m_config.language));
    setText(item, "mark", markOf(post));
    item.set("about", summaryOf(post).toStdString());
    TemplateData tags{TemplateData::type::list};
    const QStringList names = splitTags(post.fields.tags);
    for (const QString &name : names) {
        TemplateData tag;
        tag.set("href", tagPath(name).toStdString());
        tag.set("name", name.toStdString());
        tags.push_back(tag);
    }
    item.set("hasTags", !names.isEmpty());
    item.set("tags", tags);
    return item;
}

TemplateData Pages::seriesPart(const PostPage &page) const
{
    TemplateData data;
    data.set("seriesTitle", page.series->title.toStdString());
    data.set("seriesHref", seriesPath(*page.series).toStdString());
    const auto self = std::ranges::find(page.seriesPosts, page.post.id, &SitePost::id);
    if (self == page.seriesPosts.end())
        return data;
    data.set("part", std::to_string(self - page.seriesPosts.begin() + 1));
    data.set("parts", std::to_string(page.seriesPosts.size()));
    if (self != page.seriesPosts.begin())
        data.set("previous", link(*std::prev(self)));
    if (std::next(self) != page.seriesPosts.end())
        data.set("next", link(*std::next(self)));
    return data;
}

QByteArray Pages::absolute(const QByteArray &path) const
{
    return m_config.baseUrl.isEmpty() ? QByteArray() : m_config.baseUrl.toUtf8() + path;
}

} // namespace galley::site
