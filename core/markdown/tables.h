// The source of tables: rows and cells where they stand in their lines, and a table written tidily, its bars
// below each other. Pure functions, any thread.
#pragma once

#include <QList>
#include <QStringList>

#include <optional>

namespace galley::markdown {

enum class Alignment
{
    None,
    Left,
    Centre,
    Right,
};

/// Cells hold Markdown without the spaces around it; a bar inside a cell stands as `\|`. The first row is the
/// header; every row has as many cells as `alignments` has entries.
struct Table
{
    QList<Alignment> alignments;
    QList<QStringList> rows;

    bool operator==(const Table &) const = default;
};

/// A cell's text within its line, without the spaces around it; empty at the place where text would go.
struct CellRange
{
    qsizetype from = 0;
    qsizetype to = 0;

    bool operator==(const CellRange &) const = default;
};

/// The cells of a line as GitHub's Markdown cuts them, whether or not the line belongs to a table.
QList<CellRange> cellsOf(QStringView line);

/// Of a line such as `| --- | :-: |`; nothing when it is none.
std::optional<QList<Alignment>> delimiterRow(QStringView line);

/// Header, delimiter row and body; nothing when the first two lines make no table. Rows that are too short
/// get empty cells; one that is too long makes the table wider, so that nothing is lost.
std::optional<Table> readTable(const QStringList &lines);

/// Header, delimiter row, body.
QStringList writeTable(const Table &table);

/// How many columns a fixed-width font needs: 2 for what East Asian scripts write wide, and for emoji.
int columnsOf(QStringView text);

} // namespace galley::markdown
