#include "ui/preview/quickparse.h"

#include "ui/preview/alike.h"
#include "ui/preview/bytes.h"
#include "ui/preview/lineparse.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace galley::preview {

namespace {

using markdown::Block;
using markdown::Document;
using markdown::Heading;

constexpr qsizetype largestPiece = 100 * 1024;

// Several times as fast as counting, which looks at one letter after the other.
int newlines(QStringView text)
{
    int count = 0;
    for (qsizetype at = text.indexOf(u'\n'); at >= 0; at = text.indexOf(u'\n', at + 1))
        ++count;
    return count;
}

// Where line `line` starts, looking from `at`, the start of line `from` (not after it).
qsizetype lineStart(QStringView text, int line, qsizetype at = 0, int from = 0)
{
    for (; from < line && at >= 0; ++from) {
        const qsizetype end = text.indexOf(u'\n', at);
        if (end < 0)
            return text.size();
        at = end + 1;
    }
    return at;
}

// The line that begins at `start`, without its end.
QStringView lineAt(QStringView text, qsizetype start)
{
    const qsizetype end = text.indexOf(u'\n', start);
    return text.mid(start, (end < 0 ? text.size() : end) - start);
}

// Definitions of links may stand anywhere but inside a paragraph; they show nothing themselves.
QString definitions(QStringView text)
{
    QString found;
    qsizetype at = 0;
    qsizetype accepted = -1; // end of the last definition
    while ((at = text.indexOf(u':', at)) >= 0) {
        if (at++ == 0 || text[at - 2] != u']')
            continue;
        const qsizetype start = at == 0 ? 0 : text.lastIndexOf(u'\n', at - 1) + 1;
        qsizetype end = text.indexOf(u'\n', at);
        end = end < 0 ? text.size() : end;
        at = end;
        const QStringView line = text.mid(start, end - start);
        const qsizetype above = start < 2 ? 0 : text.lastIndexOf(u'\n', start - 2) + 1;
        const bool free =
            start == 0 || accepted == start - 1 || text.mid(above, start - above).trimmed().isEmpty();
        if (!free || !line.trimmed().startsWith(u'['))
            continue;
        accepted = end;
        found += line.toString() + QStringLiteral("\n\n");
    }
    return found;
}

// Raw HTML at the start of a line may open an element that a line far below closes, and all between is one block.
bool mayHoldRawBlocks(QStringView text)
{
    for (qsizetype at = text.indexOf(u'<'); at >= 0; at = text.indexOf(u'<', at + 1)) {
        const qsizetype start = at == 0 ? 0 : text.lastIndexOf(u'\n', at - 1) + 1;
        const bool tag = at + 1 < text.size() && (text[at + 1].isLetter() || text[at + 1] == u'/' || text[at + 1] == u'!');
        if (tag && text.mid(start, at - start).trimmed().isEmpty())
            return true;
    }
    return false;
}

// A heading's anchor depends on all headings before it.
std::string_view withoutAnchor(const QByteArray &html)
{
    const std::string_view view = viewOf(html);
    return view.starts_with("<h") && view.size() > 3 && view[2] >= '1' && view[2] <= '6'
               ? view.substr(view.find('>'))
               : view;
}

struct Range
{
    std::size_t first; // blocks that are parsed anew
    std::size_t end;
};

// The blocks that the changed lines touch, one more before and two behind: those must come out as they were.
Range blocksAbout(const std::vector<Block> &blocks, int firstLine, int lastLine)
{
    const auto behind = [](int line, const Block &block) { return line < block.firstLine; };
    const auto first = std::upper_bound(blocks.begin(), blocks.end(), firstLine, behind) - blocks.begin();
    const auto end = std::upper_bound(blocks.begin(), blocks.end(), lastLine, behind) - blocks.begin();
    return {std::size_t(std::max<std::ptrdiff_t>(0, first - 2)),
            std::min(blocks.size(), std::size_t(end) + 2)};
}

} // namespace

std::optional<Document> quickParse(const QString &oldText, const Document &before, const QString &newText)
{
    const std::vector<Block> &blocks = before.blocks;
    if (blocks.empty())
        return std::nullopt;
    const QStringView oldView(oldText);
    const QStringView newView(newText);
    const auto [prefix, suffix] = alike(oldView, newView);
    if (prefix == oldView.size() && prefix == newView.size())
        return before;

    const int firstLine = newlines(oldView.left(prefix));
    const int oldLines = newlines(oldView.mid(prefix, oldView.size() - suffix - prefix));
    const int newLines = newlines(newView.mid(prefix, newView.size() - suffix - prefix));
    const QString links = definitions(newView);
    if (oldLines == 0 && newLines == 0) {
        const qsizetype start = prefix == 0 ? 0 : newView.lastIndexOf(u'\n', prefix - 1) + 1;
        const LineEdit edit{firstLine, start, lineAt(oldView, start), lineAt(newView, start)};
        if (std::optional<Document> document = lineParse(before, newView, edit, links))
            return document;
    }
    const int shift = newLines - oldLines;
    const Range range = blocksAbout(blocks, firstLine, firstLine + oldLines);
    const bool toTheEnd = range.end == blocks.size();

    const int pieceLine = range.first == 0 ? 0 : blocks[range.first].firstLine;
    const qsizetype pieceStart = lineStart(newView, pieceLine);
    const qsizetype pieceEnd =
        toTheEnd ? newView.size()
                 : lineStart(newView, blocks[range.end].firstLine + shift, pieceStart, pieceLine);
    if (pieceEnd - pieceStart > largestPiece)
        return std::nullopt;
    const QString piece = newView.mid(pieceStart, pieceEnd - pieceStart).toString();
    const qsizetype oldStart = lineStart(oldView, pieceLine);
    const qsizetype oldEnd = toTheEnd ? oldView.size() : lineStart(oldView, blocks[range.end].firstLine, oldStart, pieceLine);
    if (mayHoldRawBlocks(piece) || mayHoldRawBlocks(oldView.mid(oldStart, oldEnd - oldStart)))
        return std::nullopt;
    // In front: behind an unclosed fence they would be code.
    const int linkLines = newlines(links);
    Document parsed = markdown::parse(links + piece);
    std::erase_if(parsed.blocks, [linkLines](const Block &block) { return block.firstLine < linkLines; });
    std::erase_if(parsed.outline, [linkLines](const Heading &heading) { return heading.line < linkLines; });

    const auto shifted = [](auto value, int lines) {
        if constexpr (requires { value.line; }) {
            value.line += lines;
        } else {
            value.firstLine += lines;
            value.lastLine += lines;
        }
        return value;
    };
    for (Block &block : parsed.blocks)
        block = shifted(std::move(block), pieceLine - linkLines);
    const auto isAsBefore = [&](const Block &now, const Block &then) {
        return now.firstLine == then.firstLine + shift && now.lastLine == then.lastLine + shift &&
               withoutAnchor(now.html) == withoutAnchor(then.html);
    };
    if (!toTheEnd && (parsed.blocks.empty() || !isAsBefore(parsed.blocks.back(), blocks[range.end - 1])))
        return std::nullopt;

    Document result;
    result.blocks.reserve(blocks.size() + parsed.blocks.size());
    result.blocks.assign(blocks.begin(), blocks.begin() + std::ptrdiff_t(range.first));
    std::move(parsed.blocks.begin(), parsed.blocks.end(), std::back_inserter(result.blocks));
    const int behindLine = toTheEnd ? -1 : blocks[range.end].firstLine;
    for (std::size_t i = range.end; i < blocks.size(); ++i)
        result.blocks.push_back(shifted(blocks[i], shift));
    for (const Heading &heading : before.outline) {
        if (heading.line < pieceLine)
            result.outline.push_back(heading);
    }
    for (Heading &heading : parsed.outline)
        result.outline.push_back(shifted(std::move(heading), pieceLine - linkLines));
    for (const Heading &heading : before.outline) {
        if (!toTheEnd && heading.line >= behindLine)
            result.outline.push_back(shifted(heading, shift));
    }
    return result;
}

} // namespace galley::preview
