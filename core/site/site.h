// The blog as a web site: (request, database) -> response. No sockets, so everything about what readers may
// see can be tested by calling it; core/server puts HTTP around it.
#pragma once

#include "core/db/database.h"
#include "core/site/config.h"
#include "core/site/pages.h"
#include "core/site/request.h"

namespace galley::site {

/// One for each thread, with that thread's database, which must outlive it. Reads only.
///
/// GET / (?page ?q ?tag), /blog/:slug, /tags/:tag, /series/:slug, /images/:id, /images/:id/thumb, /feed.xml,
/// /feed.json, /sitemap.xml, /robots.txt, /api/posts (?page), /api/posts/:id, /theme.css, /icon.svg. A former
/// slug is a 301, whatever isn't there a 404, a database that can't be read a 503, another method than GET
/// and HEAD a 405.
class Site
{
public:
    Site(SiteConfig config, Database &database);

    Response handle(const Request &request);

private:
    using Answer = Result<std::optional<Response>>; // empty: there is no such page

    Answer route(const Request &request);
    Answer index(const Request &request);
    Answer tag(const Request &request, const QString &name);
    Answer series(const QString &slug);
    Answer post(const QString &address);
    Answer image(const Request &request, const QStringList &path);
    Answer feed(const QByteArray &contentType,
                QByteArray (*write)(const SiteConfig &, const std::vector<SitePost> &));
    Answer siteMap();
    Answer api(const Request &request, const QStringList &path);
    Answer file(const Request &request, const QString &name);
    Answer listPage(ListPage page, PostFilter filter, const Request &request);

    Response html(QByteArray body, int status = 200) const;
    Response message(int status, const QString &heading, const QString &about);
    void finish(const Request &request, Response &response) const;
    QByteArray pagePolicy() const;

    SiteConfig m_config;
    Database &m_database;
    PostReader m_posts;
    Pages m_pages;
    QByteArray m_nonce; // of the page being made
};

} // namespace galley::site
