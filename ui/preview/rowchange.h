// What is new in a table of which one row has changed, or one cell of it. Pure function, any thread.
#pragma once

#include "ui/preview/runchange.h"

#include <QByteArray>

#include <optional>

namespace galley::preview {

struct RowChange
{
    int row = 0;     ///< counted from 0 through the whole table
    QByteArray html; ///< "<tr>…</tr>"
    /// Where only what stands in one cell is new: which, counted from 0, and "<tr><td>…</td></tr>" of it alone.
    int cell = -1;
    QByteArray cellHtml;
    std::optional<RunChange> run; ///< within that cell, where no tag in it is new
};

/// One table, without another in it.
bool isPlainTable(QByteArrayView html);

/// `from` is a plain table; none unless `to` differs within one row, and that holds nothing nested. Then `to` is one as well.
std::optional<RowChange> rowChange(QByteArrayView from, QByteArrayView to);

} // namespace galley::preview
