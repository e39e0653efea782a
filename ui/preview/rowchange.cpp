#include "ui/preview/rowchange.h"

#include "ui/preview/alike.h"
#include "ui/preview/bytes.h"

#include <algorithm>

namespace galley::preview {

namespace {

const QByteArray rowStart = QByteArrayLiteral("<tr");
const QByteArray rowEnd = QByteArrayLiteral("</tr>");

// The row that holds all from `first` to before `last`; empty if there is none.
QByteArrayView rowAround(QByteArrayView html, qsizetype first, qsizetype last)
{
    const qsizetype start = html.lastIndexOf(rowStart, first);
    const qsizetype end = html.indexOf(rowEnd, std::max(start, first - rowEnd.size() + 1));
    if (start < 0 || end < 0 || last > end || first < start + rowStart.size() + 1)
        return {};
    return html.sliced(start, end + rowEnd.size() - start);
}

// The cell that holds all from `first` to before `last`, behind its opening tag; empty if there is none.
QByteArrayView cellAround(QByteArrayView row, qsizetype first, qsizetype last)
{
    const qsizetype start = std::max(row.first(first).lastIndexOf("<td"), row.first(first).lastIndexOf("<th"));
    const qsizetype opened = start < 0 ? -1 : row.indexOf('>', start);
    const qsizetype end = opened < 0 ? -1 : row.indexOf(row.sliced(start, 3) == "<td" ? "</td>" : "</th>", opened);
    if (end < 0 || first <= opened || last > end)
        return {};
    return row.sliced(start, end + 5 - start);
}

// `tail` is how many bytes at the end of the two rows are the same.
RowChange changeWithin(QByteArrayView old, QByteArrayView row, qsizetype head, qsizetype tail)
{
    const QByteArrayView was = cellAround(old, head, old.size() - tail);
    const QByteArrayView is = cellAround(row, head, row.size() - tail);
    if (was.isEmpty() || is.isEmpty() || was.data() - old.data() != is.data() - row.data())
        return {0, row.toByteArray(), -1, {}, {}};
    const QByteArrayView before = row.first(is.data() - row.data());
    return {0, row.toByteArray(), occurrences(before, "<td") + occurrences(before, "<th"), "<tr>" + is.toByteArray() + "</tr>",
            runChange(was, is)};
}

} // namespace

bool isPlainTable(QByteArrayView html)
{
    return html.startsWith("<table") && occurrences(html, "<table") == 1 && occurrences(html, "<caption") == 0; // which would come twice
}

std::optional<RowChange> rowChange(QByteArrayView from, QByteArrayView to)
{
    const auto [prefix, suffix] = alike(from, to);
    const QByteArrayView old = rowAround(from, prefix, from.size() - suffix);
    const QByteArrayView row = rowAround(to, prefix, to.size() - suffix);
    const auto isPlain = [](QByteArrayView html) {
        return occurrences(html, rowStart) == 1 && occurrences(html, rowEnd) == 1 && occurrences(html, "<li") == 0 &&
               occurrences(html, "<table") == 0 && occurrences(html, "<caption") == 0;
    };
    if (!isPlain(old) || !isPlain(row))
        return std::nullopt;
    const qsizetype start = row.data() - to.data();
    const qsizetype behind = to.size() - start - row.size();
    RowChange change = changeWithin(old, row, prefix - start, std::max<qsizetype>(0, suffix - behind));
    change.row = occurrences(to.first(start), rowStart);
    return change;
}

} // namespace galley::preview
