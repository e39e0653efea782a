#include "ui/preview/rowchange.h"

#include <algorithm>

namespace galley::preview {

namespace {

const QByteArray rowStart = QByteArrayLiteral("<tr");
const QByteArray rowEnd = QByteArrayLiteral("</tr>");

// The row that holds all from `first` to before `last`; empty if there is none.
QByteArrayView rowAround(const QByteArray &html, qsizetype first, qsizetype last)
{
    const qsizetype start = html.lastIndexOf(rowStart, first);
    const qsizetype end = html.indexOf(rowEnd, std::max(start, first - rowEnd.size() + 1));
    if (start < 0 || end < 0 || last > end || first < start + rowStart.size() + 1)
        return {};
    return QByteArrayView(html).sliced(start, end + rowEnd.size() - start);
}

} // namespace

std::optional<RowChange> rowChange(const QByteArray &from, const QByteArray &to)
{
    const auto isPlainTable = [](const QByteArray &html) {
        return html.startsWith("<table") && html.count("<table") == 1 && !html.contains("<caption"); // which would come twice
    };
    if (!isPlainTable(from) || !isPlainTable(to))
        return std::nullopt;
    const qsizetype shorter = std::min(from.size(), to.size());
    const qsizetype prefix = std::mismatch(from.begin(), from.begin() + shorter, to.begin()).first - from.begin();
    qsizetype suffix = 0;
    while (suffix < shorter - prefix && from[from.size() - 1 - suffix] == to[to.size() - 1 - suffix])
        ++suffix;
    const QByteArrayView old = rowAround(from, prefix, from.size() - suffix);
    const QByteArrayView row = rowAround(to, prefix, to.size() - suffix);
    const auto isPlain = [](QByteArrayView html) {
        const QByteArray bytes = html.toByteArray();
        return !html.isEmpty() && bytes.count(rowStart) == 1 && bytes.count(rowEnd) == 1 && !bytes.contains("<li");
    };
    if (!isPlain(old) || !isPlain(row))
        return std::nullopt;
    return RowChange{int(to.first(row.data() - to.data()).count(rowStart)), row.toByteArray()};
}

} // namespace galley::preview
