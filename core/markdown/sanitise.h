// Raw HTML made harmless: parsed the way a browser does (gumbo) and written anew from an allow-list.
#pragma once

#include <QByteArray>

namespace galley::markdown {

/// What is on the list of elements and attributes is kept, what can only harm (script, style, svg, iframe, …)
/// goes with all it holds, any other element goes and leaves its content. Event handlers, `style`, and URLs
/// that url.h refuses are dropped. Comments are dropped. The answer is a complete fragment. Elements nested
/// deeper than 150 levels leave their content.
QByteArray sanitise(const QByteArray &html);

/// How many elements the raw HTML opens at most.
int countOpened(const QByteArray &html);

} // namespace galley::markdown
