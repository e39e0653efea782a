// Where a run of text may break: litehtml asks for words and spaces and breaks only between them.
#pragma once

#include <functional>

namespace galley::preview {

using TextSink = std::function<void(const char *utf8)>;

/// Splits UTF-8 into words and single spaces in order. A word ends also where Unicode allows a line to break
/// (after a hyphen or a slash, between Chinese characters), and a run longer than a narrow column is cut, so
/// that no address runs out of the page.
void splitText(const char *utf8, const TextSink &onWord, const TextSink &onSpace);

} // namespace galley::preview
