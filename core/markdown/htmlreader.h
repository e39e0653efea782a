// HTML as rich text: what a reader would see of it, and nothing else.
#pragma once

#include "core/markdown/richtext.h"

#include <QByteArray>

namespace galley::markdown {

/// `html` is UTF-8: a page, or a piece of one from the clipboard. Scripts, styles, hidden elements and pictures of
/// a pixel or two are left out, and so are pictures whose address is no web address (their words stay).
/// Unknown elements give their text.
std::vector<RichBlock> readHtml(const QByteArray &html);

} // namespace galley::markdown
