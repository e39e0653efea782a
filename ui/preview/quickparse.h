// The document of a long text after an edit in one place, from the document before it: only the blocks about
// the edit are parsed, or only a row or an item of one. Pure, any thread.
#pragma once

#include "core/markdown/markdown.h"

#include <optional>

namespace galley::preview {

/// `before` is what `oldText` parses to. Empty where the edit reaches further than the blocks about it (a
/// fence was opened), or may (they hold raw HTML), or too much changed: then the whole text must be parsed.
/// Otherwise the blocks are those of the whole parse, but for two things that depend on places far away: anchors of headings with equal
/// text, and links whose definition is being edited. A whole parse should follow when there is time.
std::optional<markdown::Document> quickParse(const QString &oldText, const markdown::Document &before,
                                             const QString &newText);

} // namespace galley::preview
