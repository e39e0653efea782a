// The document after an edit within one line that is a row of a table or an item of a list, from the document before it:
// of a block of hundreds of them, only that one is parsed. Pure, any thread.
#pragma once

#include "core/markdown/markdown.h"

#include <QStringView>

#include <optional>

namespace galley::preview {

struct LineEdit
{
    int line;           ///< counted from 0, the only one that changed
    qsizetype start;    ///< where it begins in the text, as it does in the one before
    QStringView before; ///< as a whole, without its end
    QStringView after;
};

/// `before` is what the text was parsed to, `text` is as it is now; `definitions` are its links', each a paragraph. Empty
/// where not every line of the block is a row or an item, or this one is none any more, is the table's head, or holds raw
/// HTML.
std::optional<markdown::Document> lineParse(const markdown::Document &before, QStringView text, const LineEdit &edit,
                                            const QString &definitions);

} // namespace galley::preview
