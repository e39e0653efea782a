#include "ui/preview/lineparse.h"

#include "ui/preview/bytes.h"

#include <QRegularExpression>

#include <algorithm>

namespace galley::preview {

namespace {

using markdown::Block;

// A kind of block that has a part for each line.
struct Kind
{
    QByteArray start; // of a part
    QByteArray end;
    int headParts;  // in front, that the others depend on
    int otherLines; // behind those, that make no part
};

std::optional<Kind> kindOf(const QByteArray &html)
{
    if (html.startsWith("<table>"))
        return Kind{"<tr>", "</tr>", 1, 1};
    if (html.startsWith("<ul>") || html.startsWith("<ol>") || html.startsWith("<ol "))
        return Kind{"<li>", "</li>", 0, 0};
    return std::nullopt;
}

bool hasPartForEachLine(const Block &block, const Kind &kind)
{
    return occurrences(block.html, kind.start) == block.lastLine - block.firstLine + 1 - kind.otherLines;
}

// Empty if there is none of this index.
QByteArrayView partOf(const QByteArray &html, const Kind &kind, int index)
{
    const std::string_view all = viewOf(html);
    std::size_t start = all.find(viewOf(kind.start));
    for (int i = 0; i < index && start != all.npos; ++i)
        start = all.find(viewOf(kind.start), start + 1);
    const std::size_t end = start == all.npos ? start : all.find(viewOf(kind.end), start);
    return end == all.npos ? QByteArrayView() : QByteArrayView(all.substr(start, end + viewOf(kind.end).size() - start));
}

// The first `count` of the lines that begin `above` lines above the one at `start`, with their ends.
QStringView linesAbove(QStringView text, qsizetype start, int above, int count)
{
    for (int i = 0; i < above; ++i)
        start = text.first(start - 1).lastIndexOf(u'\n') + 1;
    qsizetype end = start;
    for (int i = 0; i < count; ++i)
        end = text.indexOf(u'\n', end) + 1;
    return text.sliced(start, end - start);
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

// What it belongs to depends on this, and on the items before it.
QString markerOf(QStringView line)
{
    static const QRegularExpression marker(QStringLiteral("^ {0,3}(?:[-*+]|\\d{1,9}[.)]) {1,4}(?=\\S)"));
    return marker.match(line).captured();
}

bool keepsMarker(const LineEdit &edit)
{
    const QString marker = markerOf(edit.before);
    return !marker.isEmpty() && marker == markerOf(edit.after);
}

} // namespace

std::optional<markdown::Document> lineParse(const markdown::Document &before, QStringView text, const LineEdit &edit,
                                            const QString &definitions)
{
    const auto behind = [](int line, const Block &block) { return line < block.firstLine; };
    const auto next = std::upper_bound(before.blocks.begin(), before.blocks.end(), edit.line, behind);
    if (next == before.blocks.begin() || mayHoldRawHtml(edit.before) || mayHoldRawHtml(edit.after))
        return std::nullopt;
    const Block &block = *(next - 1);
    const std::optional<Kind> kind = kindOf(block.html);
    if (!kind || edit.line > block.lastLine || !hasPartForEachLine(block, *kind))
        return std::nullopt;
    const int part = edit.line - block.firstLine - kind->otherLines;
    if (part < kind->headParts || (kind->headParts == 0 && !keepsMarker(edit)))
        return std::nullopt;
    // The line as it was comes along: where that does not come out as it did, there is more to it than the line alone.
    QString small = definitions;
    small += linesAbove(text, edit.start, edit.line - block.firstLine, kind->headParts + kind->otherLines);
    small += edit.before.toString() + u'\n' + edit.after.toString() + u'\n';
    const std::vector<Block> parsed = markdown::parse(small).blocks;
    if (parsed.empty() || !hasPartForEachLine(parsed.back(), *kind))
        return std::nullopt;
    const QByteArray &html = parsed.back().html;
    const QByteArrayView old = partOf(block.html, *kind, part);
    const QByteArrayView fresh = partOf(html, *kind, kind->headParts + 1);
    if (occurrences(html, kind->start) != kind->headParts + 2 || old.isEmpty() || old != partOf(html, *kind, kind->headParts))
        return std::nullopt;
    markdown::Document result = before;
    QByteArray &changed = result.blocks[std::size_t(next - before.blocks.begin()) - 1].html;
    changed.replace(old.data() - block.html.data(), old.size(), fresh.toByteArray());
    return result;
}

} // namespace galley::preview
