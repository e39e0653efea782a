#include "ui/editor/lineedits.h"

#include "ui/editor/listedits.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace galley {

namespace {

// Block numbers: a block itself may not outlive the removal of its neighbour.
struct Lines
{
    int first;
    int last;
};

QTextBlock line(const QTextCursor &cursor, int number)
{
    return cursor.document()->findBlockByNumber(number);
}

// A selection that ends before the first letter of a line doesn't mean that line.
Lines linesOf(const QTextCursor &cursor)
{
    const QTextDocument *document = cursor.document();
    const QTextBlock last = document->findBlock(cursor.selectionEnd());
    Lines lines{document->findBlock(cursor.selectionStart()).blockNumber(), last.blockNumber()};
    if (lines.last > lines.first && last.position() == cursor.selectionEnd())
        --lines.last;
    return lines;
}

// Takes the line out with one of its ends, and answers what stood there.
QString takeLine(const QTextBlock &block)
{
    const QString text = block.text();
    QTextCursor edit(block);
    if (block.next().isValid()) {
        edit.setPosition(block.next().position(), QTextCursor::KeepAnchor);
    } else {
        edit.setPosition(block.position() - 1);
        edit.setPosition(block.position() + int(text.size()), QTextCursor::KeepAnchor);
    }
    edit.removeSelectedText();
    return text;
}

void renumberAround(const QTextCursor &cursor, const Lines &lines)
{
    for (const int number : {lines.first, lines.last, lines.first - 1, lines.last + 1})
        renumber(line(cursor, number));
}

enum class Direction { Up, Down };

void moveLines(QTextCursor &cursor, Direction direction)
{
    const Lines lines = linesOf(cursor);
    const QTextBlock neighbour = line(cursor, direction == Direction::Up ? lines.first - 1 : lines.last + 1);
    if (!neighbour.isValid())
        return;
    const int start = line(cursor, lines.first).position();
    const int anchor = cursor.anchor() - start;
    const int position = cursor.position() - start;
    cursor.beginEditBlock();
    const QString text = takeLine(neighbour);
    QTextCursor edit(cursor.document());
    if (direction == Direction::Up) {
        const QTextBlock last = line(cursor, lines.last - 1);
        edit.setPosition(last.position() + last.length() - 1);
        edit.insertText(u'\n' + text);
    } else {
        edit.setPosition(line(cursor, lines.first).position());
        edit.insertText(text + u'\n');
    }
    const int by = direction == Direction::Up ? -1 : 1;
    const int moved = line(cursor, lines.first + by).position();
    cursor.setPosition(moved + anchor);
    cursor.setPosition(moved + position, QTextCursor::KeepAnchor);
    renumberAround(cursor, {lines.first + by, lines.last + by});
    cursor.endEditBlock();
}

} // namespace

void moveLinesUp(QTextCursor &cursor)
{
    moveLines(cursor, Direction::Up);
}

void moveLinesDown(QTextCursor &cursor)
{
    moveLines(cursor, Direction::Down);
}

void duplicateLines(QTextCursor &cursor)
{
    const Lines lines = linesOf(cursor);
    const QTextBlock last = line(cursor, lines.last);
    const int from = line(cursor, lines.first).position();
    const int to = last.position() + last.length() - 1;
    const int anchor = cursor.anchor();
    const int position = cursor.position();
    cursor.beginEditBlock();
    QTextCursor edit(cursor.document());
    edit.setPosition(from);
    edit.setPosition(to, QTextCursor::KeepAnchor);
    const QString text = edit.selectedText().replace(QChar::ParagraphSeparator, u'\n');
    edit.setPosition(to);
    edit.insertText(u'\n' + text);
    const int by = to - from + 1;
    cursor.setPosition(anchor + by);
    cursor.setPosition(position + by, QTextCursor::KeepAnchor);
    renumber(line(cursor, lines.last + 1));
    cursor.endEditBlock();
}

} // namespace galley
