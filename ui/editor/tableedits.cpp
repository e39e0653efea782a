#include "ui/editor/tableedits.h"

#include "ui/editor/highlighter.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <optional>

namespace galley {

using markdown::Alignment;
using markdown::CellRange;
using markdown::Table;

namespace {

constexpr int kMostTableLines = 5000;

// A table in the text, and the cell at the cursor. Rows count as in Table: 0 is the header.
struct Place
{
    int firstBlock = 0;
    int lines = 0;
    QString prefix; // indentation and quotation marks, the same for each line
    Table table;
    int row = 0;
    int column = 0;
};

QString prefixOf(const QString &line)
{
    qsizetype end = 0;
    while (end < line.size() && (line[end] == u' ' || line[end] == u'>'))
        ++end;
    return line.left(end);
}

bool mayBelong(const QTextBlock &block)
{
    return block.isValid() && block.text().contains(u'|') && !Highlighter::isCode(block);
}

bool isDelimiter(const QTextBlock &block)
{
    const QString line = block.text();
    return mayBelong(block) && markdown::delimiterRow(QStringView(line).sliced(prefixOf(line).size()));
}

// The delimiter row of the lines that `block` stands among.
std::optional<int> delimiterFor(const QTextBlock &block)
{
    if (!mayBelong(block))
        return std::nullopt;
    if (isDelimiter(block.next())) // from the header
        return block.next().blockNumber();
    int looked = 0;
    for (QTextBlock line = block; mayBelong(line) && looked++ < kMostTableLines; line = line.previous()) {
        if (isDelimiter(line))
            return line.blockNumber();
    }
    return std::nullopt;
}

int cellAt(const QString &line, int column)
{
    const QList<CellRange> cells = markdown::cellsOf(line);
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const qsizetype bar = i + 1 < cells.size() ? line.indexOf(u'|', cells[i].to) : line.size();
        if (column <= qMax(bar, cells[i].to))
            return int(i);
    }
    return int(cells.size()) - 1;
}

std::optional<Place> placeOf(const QTextCursor &cursor)
{
    const QTextBlock here = cursor.block();
    const std::optional<int> delimiter = delimiterFor(here);
    if (!delimiter || *delimiter == 0)
        return std::nullopt;
    const QTextDocument *document = cursor.document();
    Place place;
    place.firstBlock = *delimiter - 1;
    place.prefix = prefixOf(document->findBlockByNumber(place.firstBlock).text());
    QStringList lines;
    for (QTextBlock line = document->findBlockByNumber(place.firstBlock); mayBelong(line) && lines.size() < kMostTableLines; line = line.next()) {
        if (prefixOf(line.text()) != place.prefix)
            break;
        lines += line.text().sliced(place.prefix.size());
    }
    const auto table = markdown::readTable(lines);
    const int at = here.blockNumber() - place.firstBlock;
    if (!table || at < 0 || at >= lines.size())
        return std::nullopt;
    place.lines = int(lines.size());
    place.table = *table;
    place.row = at == 0 ? 0 : at - 1;
    place.column = qBound(0, cellAt(lines[at], cursor.positionInBlock() - int(place.prefix.size())), int(table->alignments.size()) - 1);
    return place;
}

void replaceLine(const QTextBlock &block, const QString &text)
{
    if (block.text() == text)
        return;
    QTextCursor edit(block);
    edit.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    edit.insertText(text);
}

void selectCell(QTextCursor &cursor, const Place &place, int row, int column)
{
    const QTextBlock block = cursor.document()->findBlockByNumber(place.firstBlock + (row == 0 ? 0 : row + 1));
    const QString line = block.text().sliced(place.prefix.size());
    const CellRange cell = markdown::cellsOf(line).value(column);
    const int start = block.position() + int(place.prefix.size());
    cursor.setPosition(start + int(cell.from));
    cursor.setPosition(start + int(cell.to), QTextCursor::KeepAnchor);
}

// Brings the lines of `place` to what `table` says; the cursor selects that cell.
void write(QTextCursor &cursor, const Place &place, const Table &table, int row, int column)
{
    const QStringList lines = markdown::writeTable(table);
    QTextDocument *document = cursor.document();
    cursor.beginEditBlock();
    QTextCursor edit(document);
    for (int i = place.lines; i > lines.size(); --i) {
        const QTextBlock last = document->findBlockByNumber(place.firstBlock + i - 1);
        edit.setPosition(last.position() - 1);
        edit.setPosition(last.position() + last.length() - 1, QTextCursor::KeepAnchor);
        edit.removeSelectedText();
    }
    for (int i = 0; i < lines.size(); ++i) {
        const QString text = place.prefix + lines[i];
        if (i < place.lines) {
            replaceLine(document->findBlockByNumber(place.firstBlock + i), text);
            continue;
        }
        const QTextBlock before = document->findBlockByNumber(place.firstBlock + i - 1);
        edit.setPosition(before.position() + before.length() - 1);
        edit.insertText(u'\n' + text);
    }
    selectCell(cursor, place, row, column);
    cursor.endEditBlock();
}

} // namespace

bool isInTable(const QTextCursor &cursor)
{
    return placeOf(cursor).has_value();
}

void insertTable(QTextCursor &cursor, int columns, int rows)
{
    Table table{QList<Alignment>(columns, Alignment::None), {}};
    for (int i = 0; i < rows; ++i)
        table.rows.append(QStringList(QList<QString>(columns, QString())));
    cursor.beginEditBlock();
    cursor.clearSelection();
    cursor.movePosition(QTextCursor::EndOfBlock);
    const QString prefix = prefixOf(cursor.block().text());
    const QString text = prefix + markdown::writeTable(table).join(u'\n' + prefix);
    if (cursor.block().text().size() > prefix.size()) {
        cursor.insertText(u'\n' + prefix.trimmed() + u'\n');
    } else {
        cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
        if (cursor.block().previous().isValid() && !cursor.block().previous().text().trimmed().isEmpty())
            cursor.insertText(prefix.trimmed() + u'\n');
    }
    const int first = cursor.blockNumber();
    const bool more = cursor.block().next().isValid() && !cursor.block().next().text().trimmed().isEmpty();
    cursor.insertText(text + (more ? QStringLiteral("\n") : QString()));
    Place place;
    place.firstBlock = first;
    place.prefix = prefix;
    selectCell(cursor, place, 0, 0);
    cursor.endEditBlock();
}

bool stepCell(QTextCursor &cursor, CellStep step)
{
    std::optional<Place> place = placeOf(cursor);
    if (!place)
        return false;
    const int columns = int(place->table.alignments.size());
    int cell = place->row * columns + place->column + (step == CellStep::Next ? 1 : -1);
    cell = qMax(0, cell);
    if (cell / columns >= place->table.rows.size())
        place->table.rows.append(QStringList(QList<QString>(columns, QString())));
    write(cursor, *place, place->table, cell / columns, cell % columns);
    return true;
}

bool continueTable(QTextCursor &cursor)
{
    const std::optional<Place> place = placeOf(cursor);
    if (!place || cursor.hasSelection() || !cursor.block().text().first(cursor.positionInBlock()).contains(u'|'))
        return false;
    const bool isLastLine = cursor.blockNumber() == place->firstBlock + place->lines - 1;
    if (isLastLine && cursor.atBlockEnd())
        return false;
    Table table = place->table;
    table.rows.insert(place->row + 1, QStringList(QList<QString>(table.alignments.size(), QString())));
    write(cursor, *place, table, place->row + 1, 0);
    return true;
}

void changeTable(QTextCursor &cursor, TableChange change)
{
    const std::optional<Place> place = placeOf(cursor);
    if (!place)
        return;
    Table table = place->table;
    int row = place->row;
    int column = place->column;
    const QStringList empty(QList<QString>(table.alignments.size(), QString()));
    const auto insertColumn = [&table](int at) {
        table.alignments.insert(at, Alignment::None);
        for (QStringList &cells : table.rows)
            cells.insert(at, QString());
    };
    const auto align = [&](Alignment alignment) {
        table.alignments[column] = table.alignments[column] == alignment ? Alignment::None : alignment;
    };
    switch (change) {
    case TableChange::AddRowAbove:
        row = qMax(1, row); // above the header there is nothing
        table.rows.insert(row, empty);
        break;
    case TableChange::AddRowBelow: table.rows.insert(++row, empty); break;
    case TableChange::AddColumnLeft: insertColumn(column); break;
    case TableChange::AddColumnRight: insertColumn(++column); break;
    case TableChange::DeleteRow:
        if (row == 0)
            return;
        table.rows.removeAt(row);
        row = qMin(row, int(table.rows.size()) - 1);
        break;
    case TableChange::DeleteColumn:
        if (table.alignments.size() == 1)
            return;
        table.alignments.removeAt(column);
        for (QStringList &cells : table.rows)
            cells.removeAt(column);
        column = qMin(column, int(table.alignments.size()) - 1);
        break;
    case TableChange::AlignLeft: align(Alignment::Left); break;
    case TableChange::AlignCentre: align(Alignment::Centre); break;
    case TableChange::AlignRight: align(Alignment::Right); break;
    case TableChange::LayOut: break;
    }
    write(cursor, *place, table, row, column);
}

} // namespace galley
