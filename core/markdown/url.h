// Which addresses a post may lead to. A URL without a scheme is always allowed: it stays on the site.
#pragma once

#include <QByteArray>

namespace galley::markdown {

enum class UrlUse
{
    Link,  // http https mailto tel sms xmpp
    Media, // http https: what a page loads by itself
};

/// `url` is as an HTML parser would hand it over: entities and Markdown escapes already resolved. What a
/// browser ignores inside a scheme (control characters, white space) is ignored here too.
bool isAllowedUrl(const QByteArray &url, UrlUse use);

} // namespace galley::markdown
