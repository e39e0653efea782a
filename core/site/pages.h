// The HTML pages. They are given what they show and read nothing themselves.
#pragma once

#include "core/site/config.h"
#include "core/site/postreader.h"
#include "core/site/templates.h"

namespace galley::site {

/// A list of posts: the front page, the hits of a search, a tag, a series.
struct ListPage
{
    QString kind; // "Tag", "Series"; empty on the front page
    QString heading;
    QString about;
    QString empty; // what is said when there are no posts
    QString query; // of the search field
    bool hasSearch = false;
    bool isHidden = false; // from search engines
    QByteArray path;       // of its first page, for addresses: "/tags/harbours", "/?q=sea"
    int page = 1;
    bool hasOlder = false;
    std::vector<SitePost> posts;
};

struct PostPage
{
    SitePost post;
    std::optional<Series> series;
    std::vector<SitePost> seriesPosts; // in the order of reading, this one among them
};

/// One for each thread.
class Pages
{
public:
    explicit Pages(SiteConfig config);

    QByteArray list(const ListPage &page, const QByteArray &nonce);
    QByteArray post(const PostPage &page, const QByteArray &nonce);
    QByteArray message(const QString &heading, const QString &about, const QByteArray &nonce);

    /// Of the style sheet's bytes: a part of its address, so that it can be cached for ever.
    QByteArray themeVersion() const { return m_themeVersion; }
    QByteArray themeCss() const { return m_themeCss; }

private:
    struct Shell // what the layout shows around `main`
    {
        QString title; // empty on the front page
        QString description;
        QByteArray path; // canonical; empty: none
        QByteArray ogType = "website";
        QByteArray ogImage;
        QByteArray published;
        bool isHidden = false;
        bool isFront = false; // its heading already is the blog's title
    };

    QByteArray inLayout(const Shell &shell, const QByteArray &main, const QByteArray &nonce);
    TemplateData listItem(const SitePost &post) const;
    TemplateData seriesPart(const PostPage &page) const;
    QByteArray absolute(const QByteArray &path) const;

    SiteConfig m_config;
    Templates m_templates;
    QByteArray m_themeCss;
    QByteArray m_themeVersion;
    QByteArray m_script;
};

} // namespace galley::site
