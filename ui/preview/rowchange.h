// What is new in a table of which one row has changed, or one cell of it. Pure function, any thread.
#pragma once

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
};

/// `from` and `to` are each one `<table>`; none unless they differ within one row, and that holds nothing nested.
std::optional<RowChange> rowChange(const QByteArray &from, const QByteArray &to);

} // namespace galley::preview
