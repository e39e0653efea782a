#include "ui/preview/lineparse.h"

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
    return block.html.count(kind.start) == block.lastLine - block.firstLine + 1 - kind.otherLines;
}

// Empty if there is none of this index.
QByteArrayView partOf(const QByteArray &html, const Kind &kind, int index)
{
    qsizetype start = -1;
    for (int i = 0; i <= index; ++i) {
        start = html.indexOf(kind.start, start + 1);
        if (start < 0)
            return {};
    }
    const qsizetype end = html.indexOf(kind.end, start);
    return end < 0 ? QByteArrayView() : QByteArrayView(html).sliced(start, end + kind.end.size() - start);
}

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
    for (int i = 0; i < kind->headParts + kind->otherLines; ++i)
        small += lineOf(text, block.firstLine + i).toString() + u'\n';
    small += edit.before.toString() + u'\n' + edit.after.toString() + u'\n';
    const std::vector<Block> parsed = markdown::parse(small).blocks;
    if (parsed.empty() || !hasPartForEachLine(parsed.back(), *kind))
        return std::nullopt;
    const QByteArray &html = parsed.back().html;
    const QByteArrayView old = partOf(block.html, *kind, part);
    const QByteArrayView fresh = partOf(html, *kind, kind->headParts + 1);
    if (html.count(kind->start) != kind->headParts + 2 || old.isEmpty() || old != partOf(html, *kind, kind->headParts))
        return std::nullopt;
    markdown::Document result = before;
    QByteArray &changed = result.blocks[std::size_t(next - before.blocks.begin()) - 1].html;
    changed.replace(old.data() - block.html.data(), old.size(), fresh.toByteArray());
    return result;
}

} // namespace galley::preview
