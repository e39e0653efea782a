// Addresses inside the site, and the same under a prefix.
#pragma once

#include "core/site/postreader.h"

namespace galley::site {

/// "/blog/SLUG", percent-encoded.
QByteArray postPath(const SitePost &post);
QByteArray tagPath(const QString &tag);
QByteArray seriesPath(const Series &series);

/// `html` (of our own making) with `prefix` before every address in it that begins with a single '/'.
QByteArray withPrefix(QByteArray html, const QByteArray &prefix);

} // namespace galley::site
