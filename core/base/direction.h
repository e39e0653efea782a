// Which way text is read: its first letter that has a direction decides (Unicode Standard Annex #9, rule P2), as
// `dir="auto"` does in a browser. Pure functions, any thread.
#pragma once

#include <QByteArrayView>
#include <QStringView>

namespace galley {

enum class TextDirection { None, LeftToRight, RightToLeft }; // None: digits, signs or nothing

TextDirection directionOf(QStringView text);

/// Of what stands between the tags of well-formed HTML in UTF-8, which shows its references as they are.
TextDirection directionOfHtml(QByteArrayView html);

/// Whether UTF-8 holds anything that is read from right to left.
bool hasRightToLeft(QByteArrayView utf8);

} // namespace galley
