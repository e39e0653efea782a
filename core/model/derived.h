// `excerpt` and `preview` are often not written but derived from the content; three derivations are in use
// at the site. A derived one is made anew at each publish, and it is never NULL.
#pragma once

#include <QString>

namespace galley {

enum class Derivation {
    FirstLines,      // the first three lines, cut to 200 characters
    OpeningLines,    // the first six lines
    FirstCharacters, // the first 500 characters
};

QString derive(Derivation derivation, const QString &content);

/// Whether `text` is what one of the derivations makes of `content`.
bool isDerived(const QString &text, const QString &content);

/// `current` made anew for `content` when it is empty or a known derivation of `formerContent` (of that kind,
/// else `fallback`); otherwise the author wrote it, and it stays.
QString rederived(const QString &current, const QString &formerContent, const QString &content, Derivation fallback);

} // namespace galley
