#include "core/site/site.h"

#include "core/base/ids.h"
#include "core/site/conditional.h"
#include "core/site/feeds.h"
#include "core/site/imageresponse.h"
#include "core/site/links.h"
#include "resources/resource.h"

namespace galley::site {

namespace {

constexpr int kFeedLength = 20;
constexpr int kSitemapLength = 50'000; // the most that one sitemap may hold
constexpr int kMaxPage = 100'000;

/// The decoded parts of "/blog/slug"; empty for "/".
QStringList partsOf(const QByteArray &path)
{
    QStringList parts;
    for (const QByteArray &part : path.mid(1).split('/'))
        parts += QString::fromUtf8(QByteArray::fromPercentEncoding(part));
    return parts == QStringList{QString()} ? QStringList() : parts;
}

Response data(const QByteArray &contentType, QByteArray body)
{
    Response response;
    response.contentType = contentType;
    response.body = std::move(body);
    return response;
}

Response redirect(const QByteArray &path)
{
    Response response;
    response.status = 301;
    response.contentType = "text/plain; charset=utf-8";
    response.body = "This page has moved.\n";
    response.setHeader("Location", path);
    return response;
}

int pageOf(const Request &request)
{
    bool isNumber = false;
    const int page = request.item(QStringLiteral("page")).toInt(&isNumber);
    return isNumber ? std::clamp(page, 1, kMaxPage) : 1;
}

std::optional<qint64> idOf(const QString &text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    // One address for each: "007" and "+7" are none.
    return isNumber && QString::number(id) == text ? std::optional(id) : std::nullopt;
}

} // namespace

Site::Site(SiteConfig config, Database &database)
    : m_config(std::move(config)), m_database(database), m_posts(database, m_config.mode), m_pages(m_config)
{
}

Response Site::handle(const Request &request)
{
    m_nonce = m_config.mode == Mode::Proof ? randomToken().toUtf8() : QByteArray();
    Response response;
    if (request.method != "GET" && request.method != "HEAD") {
        response = message(405, QStringLiteral("Only reading is possible here"),
                           QStringLiteral("This address answers GET and HEAD."));
        response.setHeader("Allow", "GET, HEAD");
    } else if (Answer answer = route(request); !answer) {
        response = message(503, QStringLiteral("The blog can't be read just now"),
                           QStringLiteral("Please try again in a minute."));
        response.setHeader("Retry-After", "30");
        response.problem = answer.error().message + u' ' + answer.error().detail;
    } else if (!*answer) {
        response = message(404, QStringLiteral("There is no such page"),
                           QStringLiteral("It may have moved, or the address may have a slip in it."));
    } else {
        response = std::move(**answer);
    }
    finish(request, response);
    return response;
}

Site::Answer Site::route(const Request &request)
{
    if (!request.path.startsWith('/') || request.path.startsWith("//"))
        return std::nullopt;
    if (request.path.size() > 1 && request.path.endsWith('/'))
        return redirect(request.path.chopped(1));
    const QStringList path = partsOf(request.path);
    if (path.isEmpty())
        return index(request);
    const QString &first = path.front();
    if (path.size() == 2 && first == u"blog")
        return post(path[1]);
    if (path.size() == 2 && first == u"tags")
        return tag(request, path[1]);
    if (path.size() == 2 && first == u"series")
        return series(path[1]);
    if (first == u"images")
        return image(request, path);
    if (first == u"api")
        return api(request, path);
    return path.size() == 1 ? file(request, first) : Answer(std::nullopt);
}

Site::Answer Site::listPage(ListPage page, PostFilter filter, const Request &request)
{
    page.page = pageOf(request);
    filter.limit = m_config.postsPerPage + 1;
    filter.offset = (page.page - 1) * m_config.postsPerPage;
    auto posts = m_posts.list(filter);
    if (!posts)
        return failure(posts);
    if (posts->empty() && page.page > 1)
        return std::nullopt;
    page.hasOlder = posts->size() > std::size_t(m_config.postsPerPage);
    if (page.hasOlder)
        posts->pop_back();
    page.posts = std::move(*posts);
    return html(m_pages.list(page, m_nonce));
}

Site::Answer Site::index(const Request &request)
{
    const QString tagName = request.item(QStringLiteral("tag")).trimmed();
    if (!tagName.isEmpty())
        return tag(request, tagName);
    ListPage page;
    page.hasSearch = true;
    page.query = request.item(QStringLiteral("q")).trimmed().left(200);
    page.path = "/";
    page.heading = m_config.title;
    page.about = m_config.tagline;
    page.empty = QStringLiteral("Nothing has been published yet.");
    if (!page.query.isEmpty()) {
        page.heading = QStringLiteral("Posts with “%1”").arg(page.query);
        page.about.clear();
        page.empty = QStringLiteral("No post has these words.");
        page.path = "/?q=" + QUrl::toPercentEncoding(page.query);
        page.isHidden = true;
    }
    PostFilter filter;
    filter.text = page.query;
    return listPage(std::move(page), filter, request);
}

Site::Answer Site::tag(const Request &request, const QString &name)
{
    ListPage page;
    page.kind = QStringLiteral("Posts about");
    page.heading = name;
    page.path = tagPath(name);
    PostFilter filter;
    filter.tag = name;
    if (const auto any = m_posts.list({.text = {}, .tag = name, .limit = 1, .offset = 0}); !any)
        return failure(any);
    else if (any->empty())
        return std::nullopt;
    return listPage(std::move(page), filter, request);
}

Site::Answer Site::series(const QString &slug)
{
    const auto found = m_posts.series(slug);
    if (!found)
        return failure(found);
    if (!*found)
        return std::nullopt;
    auto posts = m_posts.ofSeries((*found)->id);
    if (!posts)
        return failure(posts);
    if (posts->empty()) // a series nobody can read anything of is nobody's business
        return std::nullopt;
    ListPage page;
    page.kind = QStringLiteral("Series");
    page.heading = (*found)->title;
    page.about = (*found)->description;
    page.path = seriesPath(**found);
    page.posts = std::move(*posts);
    return html(m_pages.list(page, m_nonce));
}

Site::Answer Site::post(const QString &address)
{
    auto found = m_posts.byAddress(address);
    if (!found)
        return failure(found);
    if (!*found) {
        const auto moved = m_posts.byFormerSlug(address);
        if (!moved)
            return failure(moved);
        return *moved ? std::optional(redirect(postPath(**moved))) : std::nullopt;
    }
    PostPage page;
    page.post = std::move(**found);
    if (const auto seriesId = page.post.fields.seriesId) {
        auto series = m_posts.series(*seriesId);
        if (!series)
            return failure(series);
        page.series = std::move(*series);
        auto posts = m_posts.ofSeries(*seriesId);
        if (!posts)
            return failure(posts);
        page.seriesPosts = std::move(*posts);
    }
    return html(m_pages.post(page, m_nonce));
}

Site::Answer Site::image(const Request &request, const QStringList &path)
{
    const bool isThumbnail = path.size() == 3 && path[2] == u"thumb";
    const auto id = path.size() == 2 || isThumbnail ? idOf(path[1]) : std::nullopt;
    if (!id)
        return std::nullopt;
    return imageResponse(m_database, m_config.mode, request, *id,
                         isThumbnail ? ImageForm::Thumbnail : ImageForm::Whole);
}

Site::Answer Site::feed(const QByteArray &contentType,
                        QByteArray (*write)(const SiteConfig &, const std::vector<SitePost> &))
{
    PostFilter filter;
    filter.limit = kFeedLength;
    const auto posts = m_posts.listWhole(filter);
    if (!posts)
        return failure(posts);
    return data(contentType, write(m_config, *posts));
}

Site::Answer Site::siteMap()
{
    PostFilter filter;
    filter.limit = kSitemapLength;
    const auto posts = m_posts.list(filter);
    if (!posts)
        return failure(posts);
    return data("application/xml; charset=utf-8", sitemap(m_config, *posts));
}

Site::Answer Site::api(const Request &request, const QStringList &path)
{
    const QByteArray json = "application/json; charset=utf-8";
    if (path.value(1) != u"posts" || path.size() > 3)
        return std::nullopt;
    if (path.size() == 2) {
        const int page = pageOf(request);
        PostFilter filter;
        filter.text = request.item(QStringLiteral("q")).trimmed().left(200);
        filter.tag = request.item(QStringLiteral("tag")).trimmed();
        filter.limit = m_config.postsPerPage + 1;
        filter.offset = (page - 1) * m_config.postsPerPage;
        auto posts = m_posts.list(filter);
        if (!posts)
            return failure(posts);
        const bool hasMore = posts->size() > std::size_t(m_config.postsPerPage);
        if (hasMore)
            posts->pop_back();
        return data(json, apiList(m_config, *posts, page, hasMore));
    }
    const auto id = idOf(path[2]);
    if (!id)
        return std::nullopt;
    const auto post = m_posts.byId(*id);
    if (!post)
        return failure(post);
    return *post ? std::optional(data(json, apiPost(m_config, **post))) : std::nullopt;
}

Site::Answer Site::file(const Request &request, const QString &name)
{
    if (name == u"feed.xml")
        return feed("application/atom+xml; charset=utf-8", atomFeed);
    if (name == u"feed.json")
        return feed("application/feed+json; charset=utf-8", jsonFeed);
    if (name == u"sitemap.xml")
        return siteMap();
    if (name == u"robots.txt")
        return data("text/plain; charset=utf-8", robots(m_config));
    const bool isTheme = name == u"theme.css";
    if (!isTheme && name != u"icon.svg")
        return std::nullopt;
    Response response = isTheme ? data("text/css; charset=utf-8", m_pages.themeCss())
                                : data("image/svg+xml", resource(QStringLiteral("theme/icon.svg")));
    const bool isVersioned = isTheme && request.item(QStringLiteral("v")).toUtf8() == m_pages.themeVersion();
    response.setHeader("Cache-Control",
                       isVersioned ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    return response;
}

Response Site::html(QByteArray body, int status) const
{
    Response response = data("text/html; charset=utf-8", std::move(body));
    response.status = status;
    response.setHeader("Content-Security-Policy", pagePolicy());
    return response;
}

Response Site::message(int status, const QString &heading, const QString &about)
{
    return html(m_pages.message(heading, about, m_nonce), status);
}

QByteArray Site::pagePolicy() const
{
    QByteArray policy = "default-src 'none'; img-src 'self' https: http:; media-src 'self' https: http:; "
                        "style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    // An author who keeps raw HTML may style and embed with it; scripts stay out even then.
    if (m_config.render.rawHtml == markdown::RenderOptions::RawHtml::Keep)
        policy += "; style-src-attr 'unsafe-inline'; frame-src https:";
    if (m_config.mode == Mode::Proof)
        policy += "; script-src 'nonce-" + m_nonce + "'; connect-src 'self'";
    return policy;
}

void Site::finish(const Request &request, Response &response) const
{
    if (!m_config.linkPrefix.isEmpty()) {
        const QByteArray prefix = m_config.linkPrefix.toUtf8();
        if (response.contentType.startsWith("text/html"))
            response.body = withPrefix(std::move(response.body), prefix);
        if (const QByteArray location = response.header("Location"); !location.isEmpty())
            response.setHeader("Location", prefix + location);
    }
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy",
                       m_config.mode == Mode::Proof ? "no-referrer" : "strict-origin-when-cross-origin");
    if (response.header("Content-Security-Policy").isEmpty())
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (response.header("Cache-Control").isEmpty()) {
        const bool isKept = m_config.mode == Mode::Public && response.status == 200;
        response.setHeader("Cache-Control", isKept ? "no-cache" : "no-store");
    }
    // A proof's page holds a nonce, so no two are alike.
    if (response.status == 200 && m_config.mode == Mode::Public && response.header("ETag").isEmpty())
        response.setHeader("ETag", etagOfBytes(response.body));
    applyConditions(request, response);
}

} // namespace galley::site
