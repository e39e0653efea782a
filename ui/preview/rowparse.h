// The document after an edit within one row of a table, from the document before it: only that row is parsed, below the
// table's head. Pure, any thread.
#pragma once

#include "core/markdown/markdown.h"

#include <QStringView>

#include <optional>

namespace galley::preview {

struct LineEdit
{
    int line;            ///< counted from 0, the only one that changed
    QStringView before;  ///< as a whole, without its end
    QStringView after;
};

/// `before` is what the text was parsed to, `text` is as it is now; `definitions` are its links', each a paragraph. Empty where
/// the line is no row of a table below its head, or isn't one any more, or holds raw HTML.
std::optional<markdown::Document> rowParse(const markdown::Document &before, QStringView text, const LineEdit &edit,
                                           const QString &definitions);

} // namespace galley::preview
