#include "ui/editor/listedits.h"

#include "ui/editor/highlighter.h"
#include "ui/editor/lineprefix.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace galley {

namespace {

constexpr int kMostLines = 5000; // of one list, looked at after a key

void replace(const QTextBlock &block, qsizetype from, qsizetype length, const QString &text)
{
    QTextCursor edit(block);
    edit.setPosition(block.position() + int(from));
    edit.setPosition(block.position() + int(from + length), QTextCursor::KeepAnchor);
    edit.insertText(text);
}

bool isBlank(const QTextBlock &block, qsizetype from)
{
    return QStringView(block.text()).sliced(qMin(from, qsizetype(block.text().size()))).trimmed().isEmpty();
}

enum class Kinship { Sibling, Within, Stranger };

// How a line stands to the ordered item whose prefix is `item`.
Kinship kinship(const QTextBlock &line, const LinePrefix &item)
{
    const LinePrefix other = linePrefix(line.text());
    if (isBlank(line, other.quoteLength))
        return Kinship::Within;
    if (other.quoteLength != item.quoteLength)
        return Kinship::Stranger;
    if (other.indent >= item.indent + item.markerLength)
        return Kinship::Within;
    return other.number >= 0 && other.indent == item.indent && other.marker == item.marker ? Kinship::Sibling
                                                                                           : Kinship::Stranger;
}

QList<QTextBlock> siblingsOf(const QTextBlock &line)
{
    const LinePrefix item = linePrefix(line.text());
    if (item.number < 0 || Highlighter::isCode(line))
        return {};
    QList<QTextBlock> siblings{line};
    int looked = 0;
    for (QTextBlock block = line.previous(); block.isValid() && looked++ < kMostLines; block = block.previous()) {
        const Kinship kin = kinship(block, item);
        if (kin == Kinship::Stranger)
            break;
        if (kin == Kinship::Sibling)
            siblings.prepend(block);
    }
    for (QTextBlock block = line.next(); block.isValid() && looked++ < kMostLines; block = block.next()) {
        const Kinship kin = kinship(block, item);
        if (kin == Kinship::Stranger)
            break;
        if (kin == Kinship::Sibling)
            siblings.append(block);
    }
    return siblings;
}

// As written, `007` has three.
qsizetype digitsIn(const LinePrefix &item)
{
    return item.markerLength - 2; // without its sign and the space after it
}

// A list below a line of text that does not begin with 1 would be no list.
void beginAtOne(const QTextBlock &line)
{
    const LinePrefix prefix = linePrefix(line.text());
    const QList<QTextBlock> siblings = siblingsOf(line);
    if (prefix.number > 1 && siblings.value(0) == line)
        replace(line, prefix.quoteLength + prefix.indent, digitsIn(prefix), QStringLiteral("1"));
}

int numberOf(const QTextBlock &block)
{
    return linePrefix(block.text()).number;
}

// The number for the item after this one: the same again where the list is written so.
int numberAfter(const QTextBlock &line)
{
    const QList<QTextBlock> siblings = siblingsOf(line);
    const qsizetype here = siblings.indexOf(line);
    const int number = numberOf(line);
    return here > 0 && numberOf(siblings[here - 1]) == number ? number : number + 1;
}

} // namespace

bool continueLine(QTextCursor &cursor)
{
    const QTextBlock block = cursor.block();
    if (cursor.hasSelection() || Highlighter::isCode(block))
        return false;
    Continuation next = continuationOf(block.text(), cursor.positionInBlock());
    if (next.kind == Continuation::Kind::Plain)
        return false;
    const LinePrefix prefix = linePrefix(block.text());
    cursor.beginEditBlock();
    if (next.kind == Continuation::Kind::Insert) {
        if (prefix.number >= 0) {
            const qsizetype digits = QString::number(prefix.number + 1).size();
            next.prefix.replace(prefix.quoteLength + prefix.indent, digits, QString::number(numberAfter(block)));
        }
        cursor.insertBlock();
        cursor.insertText(next.prefix);
        renumber(cursor.block());
    } else {
        replace(block, 0, block.length() - 1, next.prefix);
        cursor.movePosition(QTextCursor::EndOfBlock);
        renumber(cursor.block());
    }
    cursor.endEditBlock();
    return true;
}

bool shiftItems(QTextCursor &cursor, Shift shift)
{
    const QTextDocument *document = cursor.document();
    const QTextBlock first = document->findBlock(cursor.selectionStart());
    const int last = document->findBlock(cursor.selectionEnd()).blockNumber();
    bool anyItem = false;
    for (QTextBlock block = first; block.isValid() && block.blockNumber() <= last; block = block.next())
        anyItem = anyItem || linePrefix(block.text()).markerLength > 0;
    if (!anyItem)
        return false;
    cursor.beginEditBlock();
    for (QTextBlock block = first; block.isValid() && block.blockNumber() <= last; block = block.next()) {
        const QString before = block.text();
        const qsizetype more = shiftedItem(before, shift).size() - before.size();
        const qsizetype at = linePrefix(before).quoteLength;
        if (more > 0)
            replace(block, at, 0, QString(more, u' '));
        else if (more < 0)
            replace(block, at, -more, {});
    }
    for (QTextBlock block = first; block.isValid() && block.blockNumber() <= last; block = block.next()) {
        if (shift == Shift::In)
            beginAtOne(block);
        renumber(block);
    }
    renumber(document->findBlockByNumber(last).next()); // the items that these have left
    cursor.endEditBlock();
    return true;
}

void renumber(const QTextBlock &line)
{
    if (!line.isValid())
        return;
    const QList<QTextBlock> siblings = siblingsOf(line);
    if (siblings.size() < 2)
        return;
    bool same = siblings.size() > 2;
    for (const QTextBlock &block : siblings)
        same = same && numberOf(block) == numberOf(siblings.first());
    int number = qMin(numberOf(siblings[0]), numberOf(siblings[1])); // the first may have been moved there
    for (const QTextBlock &block : siblings) {
        const LinePrefix prefix = linePrefix(block.text());
        if (prefix.number != number)
            replace(block, prefix.quoteLength + prefix.indent, digitsIn(prefix), QString::number(number));
        number += same ? 0 : 1;
    }
}

void toggleTask(QTextCursor &cursor)
{
    const QTextDocument *document = cursor.document();
    const int last = document->findBlock(cursor.selectionEnd()).blockNumber();
    const QTextBlock first = document->findBlock(cursor.selectionStart());
    const bool oneLine = first.blockNumber() == last;
    cursor.beginEditBlock();
    for (QTextBlock block = first; block.isValid() && block.blockNumber() <= last; block = block.next()) {
        const LinePrefix prefix = linePrefix(block.text());
        if (!oneLine && isBlank(block, prefix.quoteLength))
            continue;
        const qsizetype marker = prefix.quoteLength + prefix.indent;
        if (prefix.task) {
            const qsizetype box = block.text().indexOf(u'[', marker) + 1;
            replace(block, box, 1, block.text().at(box) == u' ' ? QStringLiteral("x") : QStringLiteral(" "));
        } else if (prefix.markerLength > 0) {
            replace(block, prefix.length, 0, QStringLiteral("[ ] "));
        } else if (prefix.heading == 0) {
            replace(block, marker, 0, QStringLiteral("- [ ] "));
        }
    }
    cursor.endEditBlock();
}

} // namespace galley
