#include "core/markdown/richwriter.h"

#include "core/markdown/runwriter.h"

#include <algorithm>

namespace galley::markdown {

namespace {

QStringList blockLines(const std::vector<RichBlock> &blocks, bool tight, bool inList);

QStringList paragraph(const RichBlock &block)
{
    return writeRuns(block.runs, RunPlace::Paragraph).split(u'\n');
}

QStringList heading(const RichBlock &block)
{
    Runs line = block.runs;
    for (Run &run : line) { // a heading is one line
        if (run.kind == Run::Kind::Break)
            run = {.kind = Run::Kind::Text, .text = QStringLiteral(" "), .marks = run.marks, .link = run.link};
    }
    return {QString(block.level, u'#') + u' ' + writeRuns(line, RunPlace::Line)};
}

QStringList code(const RichBlock &block)
{
    qsizetype longest = 2;
    for (qsizetype i = 0, length = 0; i < block.text.size(); ++i) {
        length = block.text[i] == u'`' ? length + 1 : 0;
        longest = std::max(longest, length);
    }
    const QString fence(longest + 1, u'`');
    return QStringList{fence + block.language} + block.text.split(u'\n') + QStringList{fence};
}

QStringList table(const RichBlock &block)
{
    Table table{block.alignments, {}};
    for (const std::vector<Runs> &row : block.rows) {
        QStringList cells;
        for (const Runs &cell : row)
            cells += writeRuns(cell, RunPlace::Line).replace(u'|', QStringLiteral("\\|"));
        table.rows.append(cells);
    }
    return writeTable(table);
}

QStringList quote(const RichBlock &block)
{
    QStringList lines;
    for (const QString &line : blockLines(block.children, false, false))
        lines += line.isEmpty() ? QStringLiteral(">") : QStringLiteral("> ") + line;
    return lines;
}

// Whether the list can follow a line of text at once.
bool mayInterrupt(const RichBlock &list)
{
    const RichBlock &first = list.children.front();
    return !(list.ordered && list.number != 1) && !first.children.empty();
}

// Each item is one paragraph, perhaps with lists below it.
bool isTight(const RichBlock &list)
{
    return std::ranges::all_of(list.children, [](const RichBlock &item) {
        for (std::size_t i = 0; i < item.children.size(); ++i) {
            const bool isList = item.children[i].kind == RichBlock::Kind::List;
            if (isList && i > 0 && !mayInterrupt(item.children[i]))
                return false;
            if (!isList && (i > 0 || item.children[i].kind != RichBlock::Kind::Paragraph))
                return item.children.size() == 1;
        }
        return true;
    });
}

enum class Marker
{
    First,
    Other, // beside another list of the same kind, which it would join
};

QStringList list(const RichBlock &block, Marker marker)
{
    const bool tight = isTight(block);
    QStringList lines;
    int number = block.number;
    for (const RichBlock &item : block.children) {
        const QString ordered = QString::number(number++) + (marker == Marker::Other ? u')' : u'.');
        const QString bullet = marker == Marker::Other ? QStringLiteral("*") : QStringLiteral("-");
        const QString sign = (block.ordered ? ordered : bullet) + u' ';
        const QString task = !item.done ? QString() : *item.done ? QStringLiteral("[x] ") : QStringLiteral("[ ] ");
        const QString indent(sign.size(), u' ');
        const QStringList content = blockLines(item.children, tight, true);
        if (!tight && !lines.isEmpty())
            lines += QString();
        lines += (sign + task + content.value(0)).trimmed();
        for (qsizetype i = 1; i < content.size(); ++i)
            lines += content[i].isEmpty() ? QString() : indent + content[i];
    }
    return lines;
}

QStringList linesOf(const RichBlock &block, Marker marker, bool inList)
{
    switch (block.kind) {
    case RichBlock::Kind::Paragraph:
        return paragraph(block);
    case RichBlock::Kind::Heading:
        return heading(block);
    case RichBlock::Kind::Code:
        return code(block);
    case RichBlock::Kind::Quote:
        return quote(block);
    case RichBlock::Kind::List:
        return list(block, marker);
    case RichBlock::Kind::Item:
        return blockLines(block.children, false, inList);
    case RichBlock::Kind::Table:
        return table(block);
    case RichBlock::Kind::Rule:
        return {inList ? QStringLiteral("___") : QStringLiteral("---")}; // `- ---` would be one rule
    }
    return {};
}

QStringList blockLines(const std::vector<RichBlock> &blocks, bool tight, bool inList)
{
    QStringList lines;
    Marker marker = Marker::First;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool touches = i > 0 && blocks[i].kind == RichBlock::Kind::List && blocks[i - 1].kind == blocks[i].kind &&
                             blocks[i - 1].ordered == blocks[i].ordered;
        marker = touches && marker == Marker::First ? Marker::Other : Marker::First;
        const QStringList more = linesOf(blocks[i], marker, inList);
        if (more.isEmpty())
            continue;
        if (!lines.isEmpty() && !tight)
            lines += QString();
        lines += more;
    }
    return lines;
}

} // namespace

QString writeRich(const std::vector<RichBlock> &blocks)
{
    return blockLines(blocks, false, false).join(u'\n');
}

} // namespace galley::markdown
