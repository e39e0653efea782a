// Text as HTML.
#pragma once

#include <QByteArray>

#include <string_view>

namespace galley::markdown {

/// Appends `text` (UTF-8) with & < > and " escaped: safe as content and inside a double-quoted attribute.
void appendEscaped(QByteArray &html, std::string_view text);

QByteArray escaped(std::string_view text);

} // namespace galley::markdown
