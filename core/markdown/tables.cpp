#include "core/markdown/tables.h"

#include <algorithm>
#include <array>

namespace galley::markdown {

namespace {

constexpr int kLeastWidth = 3; // `---`

struct CodeRange
{
    char32_t from;
    char32_t to;
};

// Wide and fullwidth in Unicode's EastAsianWidth, with the emoji that are shown as pictures by themselves.
constexpr std::array kWide{
    CodeRange{0x1100, 0x115F},   CodeRange{0x231A, 0x231B},   CodeRange{0x23E9, 0x23EC},   CodeRange{0x2614, 0x2615},
    CodeRange{0x26BD, 0x26BE},   CodeRange{0x2705, 0x2705},   CodeRange{0x270A, 0x270B},   CodeRange{0x2728, 0x2728},
    CodeRange{0x274C, 0x274C},   CodeRange{0x2753, 0x2755},   CodeRange{0x2757, 0x2757},   CodeRange{0x2B50, 0x2B50},
    CodeRange{0x2E80, 0x303E},   CodeRange{0x3041, 0x4DBF},   CodeRange{0x4E00, 0xA4CF},   CodeRange{0xA960, 0xA97F},
    CodeRange{0xAC00, 0xD7A3},   CodeRange{0xF900, 0xFAFF},   CodeRange{0xFE30, 0xFE6F},   CodeRange{0xFF01, 0xFF60},
    CodeRange{0xFFE0, 0xFFE6},   CodeRange{0x1F300, 0x1F64F}, CodeRange{0x1F680, 0x1F6FF}, CodeRange{0x1F900, 0x1F9FF},
    CodeRange{0x1FA70, 0x1FAFF}, CodeRange{0x20000, 0x3FFFD}};

bool isWide(char32_t c)
{
    if (c < kWide.front().from)
        return false;
    return std::ranges::any_of(kWide, [c](const CodeRange &range) { return c >= range.from && c <= range.to; });
}

CellRange trimmed(QStringView line, qsizetype from, qsizetype to)
{
    const qsizetype start = from;
    while (from < to && line[from].isSpace())
        ++from;
    if (from == to) { // an empty cell: text goes after the first space, not against a bar
        const qsizetype place = qMin(start + 1, to);
        return {place, place};
    }
    while (line[to - 1].isSpace())
        --to;
    return {from, to};
}

QString padded(const QString &text, int width, Alignment alignment)
{
    const int room = width - columnsOf(text);
    const int before = alignment == Alignment::Right ? room : alignment == Alignment::Centre ? room / 2 : 0;
    return QString(before, u' ') + text + QString(room - before, u' ');
}

QString delimiter(int width, Alignment alignment)
{
    QString text(width, u'-');
    if (alignment == Alignment::Left || alignment == Alignment::Centre)
        text[0] = u':';
    if (alignment == Alignment::Right || alignment == Alignment::Centre)
        text[width - 1] = u':';
    return text;
}

} // namespace

QList<CellRange> cellsOf(QStringView line)
{
    qsizetype end = line.size();
    while (end > 0 && line[end - 1].isSpace())
        --end;
    qsizetype from = 0;
    while (from < end && line[from].isSpace())
        ++from;
    if (from < end && line[from] == u'|')
        ++from;
    QList<CellRange> cells;
    for (qsizetype i = from; i < end; ++i) {
        if (line[i] == u'\\' && i + 1 < end && line[i + 1] == u'|') {
            ++i;
        } else if (line[i] == u'|') {
            cells.append(trimmed(line, from, i));
            from = i + 1;
        }
    }
    if (from < end || cells.isEmpty())
        cells.append(trimmed(line, from, end));
    return cells;
}

std::optional<QList<Alignment>> delimiterRow(QStringView line)
{
    if (!line.contains(u'-') || (!line.contains(u'|') && !line.contains(u':')))
        return std::nullopt;
    QList<Alignment> alignments;
    for (const CellRange &cell : cellsOf(line)) {
        QStringView text = line.sliced(cell.from, cell.to - cell.from);
        const bool left = text.startsWith(u':');
        if (left)
            text = text.sliced(1);
        const bool right = text.endsWith(u':');
        if (right)
            text.chop(1);
        if (text.isEmpty() || std::ranges::any_of(text, [](QChar c) { return c != u'-'; }))
            return std::nullopt;
        alignments.append(left && right ? Alignment::Centre
                          : left        ? Alignment::Left
                          : right       ? Alignment::Right
                                        : Alignment::None);
    }
    return alignments;
}

std::optional<Table> readTable(const QStringList &lines)
{
    if (lines.size() < 2)
        return std::nullopt;
    const auto alignments = delimiterRow(lines[1]);
    if (!alignments || cellsOf(lines[0]).size() != alignments->size())
        return std::nullopt;
    Table table{*alignments, {}};
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i == 1)
            continue;
        QStringList row;
        for (const CellRange &cell : cellsOf(lines[i]))
            row += lines[i].mid(cell.from, cell.to - cell.from);
        table.alignments.resize(qMax(table.alignments.size(), row.size()));
        table.rows.append(row);
    }
    for (QStringList &row : table.rows)
        row.resize(table.alignments.size());
    return table;
}

QStringList writeTable(const Table &table)
{
    QList<int> widths(table.alignments.size(), kLeastWidth);
    for (const QStringList &row : table.rows) {
        for (qsizetype i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(row.value(i)));
    }
    const auto line = [&widths](const auto &cell) {
        QString text = QStringLiteral("|");
        for (qsizetype i = 0; i < widths.size(); ++i)
            text += u' ' + cell(i) + QStringLiteral(" |");
        return text;
    };
    QStringList lines;
    for (const QStringList &row : table.rows) {
        lines += line([&](qsizetype i) { return padded(row.value(i), widths[i], table.alignments[i]); });
        if (lines.size() == 1)
            lines += line([&](qsizetype i) { return delimiter(widths[i], table.alignments[i]); });
    }
    return lines;
}

int columnsOf(QStringView text)
{
    int columns = 0;
    for (const char32_t c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Other_Format)
            continue;
        columns += isWide(c) ? 2 : 1;
    }
    return columns;
}

} // namespace galley::markdown
