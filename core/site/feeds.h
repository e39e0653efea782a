// The posts for programs: feeds, sitemap, JSON. Bodies only; the site sets the headers.
#pragma once

#include "core/site/config.h"
#include "core/site/postreader.h"

namespace galley::site {

/// Atom (RFC 4287) with whole contents.
QByteArray atomFeed(const SiteConfig &config, const std::vector<SitePost> &posts);

/// JSON Feed 1.1.
QByteArray jsonFeed(const SiteConfig &config, const std::vector<SitePost> &posts);

QByteArray sitemap(const SiteConfig &config, const std::vector<SitePost> &posts);

QByteArray robots(const SiteConfig &config);

/// {"posts":[{id, slug, title, subtitle, tags, excerpt, published_at, updated_at, url}], "page", "next"}.
QByteArray apiList(const SiteConfig &config, const std::vector<SitePost> &posts, int page, bool hasMore);

/// One post with content (Markdown) and html besides.
QByteArray apiPost(const SiteConfig &config, const SitePost &post);

} // namespace galley::site
