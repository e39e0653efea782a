// What the site is told about the blog it shows.
#pragma once

#include "core/markdown/markdown.h"

#include <QString>

namespace galley::site {

enum class Mode
{
    Public, // published posts and their images, nothing else
    Proof,  // what the author has on the desk: drafts are shown and marked
};

struct SiteConfig
{
    QString title;
    QString tagline;
    QString language = QStringLiteral("en"); // BCP 47
    /// "https://example.org", without a slash at the end: for canonical addresses and feeds. Empty when
    /// unknown; such addresses are then left out or relative.
    QString baseUrl;
    Mode mode = Mode::Public;
    /// What every address of the site begins with, "/TOKEN" in a proof; empty otherwise. Requests come
    /// without it.
    QString linkPrefix;
    markdown::RenderOptions render;
    int postsPerPage = 20;
};

} // namespace galley::site
