// The one theme: what the preview pane and the served pages take their look from (resources/theme).
// Pure functions of what is built in; any thread.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace galley::site {

enum class Scheme
{
    Light,
    Dark
};

/// Colours by name ("ink", "paper", "accent", …) as "#rrggbb".
QHash<QString, QString> palette(Scheme scheme);

/// The CSS of a post, in litehtml's subset. It applies to what stands in an element of class "prose", and to
/// the head of a post (postHeaderHtml).
QByteArray contentCss(Scheme scheme);

/// The style sheet of the served pages: light, and dark where the reader's system asks for it.
QByteArray pageCss();

/// The head of a post as the page and the pane show it. Each part may be empty; `metaHtml` is HTML.
QByteArray postHeaderHtml(const QString &title, const QString &subtitle, const QByteArray &metaHtml);

} // namespace galley::site
