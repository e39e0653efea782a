#include "ui/preview/rowparse.h"

#include <algorithm>

namespace galley::preview {

namespace {

using markdown::Block;

QStringView lineOf(QStringView text, int line)
{
    qsizetype at = 0;
    for (int i = 0; i < line; ++i)
        at = text.indexOf(u'\n', at) + 1;
    const qsizetype end = text.indexOf(u'\n', at);
    return text.mid(at, end < 0 ? -1 : end - at);
}

bool mayHoldRawHtml(QStringView line)
{
    for (qsizetype at = line.indexOf(u'<'); at >= 0; at = line.indexOf(u'<', at + 1)) {
        const QChar next = at + 1 < line.size() ? line[at + 1] : QChar();
        if (next.isLetter() || next == u'/' || next == u'!' || next == u'?')
            return true;
    }
    return false;
}

// The row of this index, "<tr>…</tr>"; empty if there is none.
QByteArrayView rowOf(const QByteArray &table, int index)
{
    qsizetype start = -1;
    for (int i = 0; i <= index; ++i) {
        start = table.indexOf("<tr>", start + 1);
        if (start < 0)
            return {};
    }
    const qsizetype end = table.indexOf("</tr>", start);
    return end < 0 ? QByteArrayView() : QByteArrayView(table).sliced(start, end + 5 - start);
}

bool isTableOf(const Block &block, qsizetype rows)
{
    return block.html.startsWith("<table>") && block.html.count("<table") == 1 && block.html.count("<tr>") == rows;
}

} // namespace

std::optional<markdown::Document> rowParse(const markdown::Document &before, QStringView text, const LineEdit &edit,
                                           const QString &definitions)
{
    const auto behind = [](int line, const Block &block) { return line < block.firstLine; };
    const auto next = std::upper_bound(before.blocks.begin(), before.blocks.end(), edit.line, behind);
    if (next == before.blocks.begin())
        return std::nullopt;
    const Block &table = *(next - 1);
    const int row = edit.line - table.firstLine - 1; // the line below the head is none
    if (row < 1 || edit.line > table.lastLine || !isTableOf(table, table.lastLine - table.firstLine) ||
        mayHoldRawHtml(edit.before) || mayHoldRawHtml(edit.after))
        return std::nullopt;
    // The row as it was comes along: where it does not come out as it did, there is more to it than the row alone.
    QString small = definitions;
    for (const QStringView line : {lineOf(text, table.firstLine), lineOf(text, table.firstLine + 1), edit.before, edit.after}) {
        small += line;
        small += u'\n';
    }
    const std::vector<Block> parsed = markdown::parse(small).blocks;
    if (parsed.empty() || !isTableOf(parsed.back(), 3) || parsed.back().lastLine - parsed.back().firstLine != 3)
        return std::nullopt;
    const QByteArrayView old = rowOf(table.html, row);
    const QByteArrayView fresh = rowOf(parsed.back().html, 2);
    if (old.isEmpty() || old != rowOf(parsed.back().html, 1))
        return std::nullopt;
    markdown::Document result = before;
    QByteArray &html = result.blocks[std::size_t(next - before.blocks.begin()) - 1].html;
    html.replace(old.data() - table.html.data(), old.size(), fresh.toByteArray());
    return result;
}

} // namespace galley::preview
