#include "ui/editor/imageedits.h"

#include "core/markdown/tables.h"
#include "ui/editor/codeedits.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/inlinemarks.h"
#include "ui/editor/lineprefix.h"
#include "ui/editor/tableedits.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>

namespace galley {

namespace {

QString withoutEndSpaces(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

qsizetype spacesAt(QStringView line, qsizetype at)
{
    qsizetype end = at;
    while (end < line.size() && line[end] == u' ')
        ++end;
    return end - at;
}

bool hasText(QStringView line)
{
    return !line.trimmed().isEmpty();
}

// What goes in before the image, and behind it.
struct Gaps
{
    QString before;
    QString after;
};

Gaps inCell(QStringView line, qsizetype column)
{
    const auto gap = [](QStringView side, QChar neighbour) {
        return side.isEmpty() || neighbour == u' ' ? QString() : QStringLiteral(" ");
    };
    const QStringView left = line.first(column);
    const QStringView right = line.sliced(column);
    return {gap(left, left.isEmpty() ? QChar() : left.back()), gap(right, right.isEmpty() ? QChar() : right.front())};
}

// A paragraph of its own, within the item or the quotation that the line belongs to.
Gaps inParagraphs(const QTextBlock &block, qsizetype column)
{
    const QString line = block.text();
    const LinePrefix prefix = linePrefix(line);
    const bool within = prefix.quoted || prefix.markerLength > 0;
    const QString margin = line.first(prefix.quoteLength) + QString(spacesAt(line, prefix.quoteLength) + prefix.markerLength, u' ');
    const QString gap = u'\n' + withoutEndSpaces(margin);
    const qsizetype textStart = std::min(within ? prefix.length : 0, column);
    Gaps gaps;
    if (hasText(QStringView(line).first(column).sliced(textStart)))
        gaps.before = gap + u'\n' + margin;
    else if (!within && block.previous().isValid() && hasText(block.previous().text()))
        gaps.before = QStringLiteral("\n");
    const QTextBlock next = block.next();
    if (hasText(QStringView(line).sliced(column)))
        gaps.after = gap + u'\n' + margin;
    else if (next.isValid() && hasText(QStringView(next.text()).sliced(linePrefix(next.text()).quoteLength))
             && linePrefix(next.text()).markerLength == 0)
        gaps.after = gap;
    return gaps;
}

bool isWithinImage(const QTextCursor &place)
{
    const QString line = place.block().text();
    const int column = place.positionInBlock();
    if (column == 0 || column == line.size())
        return false;
    QList<quint16> marks;
    markLine(line, marks);
    return marks[column - 1] & marks[column] & MarkImage;
}

// Whether `next`, the line after `line`, goes on with its paragraph.
bool goesOn(const QTextBlock &line, const QTextBlock &next)
{
    if (!next.isValid() || Highlighter::isCode(line) || Highlighter::isCode(next) || isInTable(QTextCursor(next)))
        return false;
    const QString above = line.text();
    const QString below = next.text();
    const LinePrefix prefix = linePrefix(above);
    const LinePrefix nextPrefix = linePrefix(below);
    const QStringView text = QStringView(below).sliced(nextPrefix.length).trimmed();
    if (!hasText(QStringView(above).sliced(prefix.length)) || prefix.heading > 0 || prefix.rule || text.isEmpty())
        return false;
    const bool underlines = nextPrefix.rule && text.count(u'-') == text.size();
    return nextPrefix.heading == 0 && nextPrefix.markerLength == 0 && (!nextPrefix.rule || underlines)
           && (!nextPrefix.quoted || prefix.quoted);
}

int endOfCell(const QTextCursor &place)
{
    const int column = place.positionInBlock();
    for (const markdown::CellRange &cell : markdown::cellsOf(place.block().text())) {
        if (cell.from <= column && column <= cell.to)
            return place.block().position() + int(cell.to);
    }
    return place.position();
}

} // namespace

void leaveParagraph(QTextCursor &place)
{
    const int end = place.selectionEnd();
    const bool endsAbove = place.hasSelection() && place.document()->findBlock(end).position() == end; // before a line's first letter
    place.setPosition(endsAbove ? end - 1 : end);
    if (isInTable(place)) {
        place.setPosition(endOfCell(place));
        return;
    }
    QTextBlock line = place.block();
    while (goesOn(line, line.next()))
        line = line.next();
    place.setPosition(line.position() + line.length() - 1);
}

QTextCursor insertImage(QTextCursor &place, const QString &path)
{
    place.beginEditBlock();
    if (place.hasSelection() || isWithinImage(place))
        leaveParagraph(place);
    leaveCode(place);
    const Gaps gaps = isInTable(place) ? inCell(place.block().text(), place.positionInBlock())
                                       : inParagraphs(place.block(), place.positionInBlock());
    QTextCursor description(place);
    const int start = place.position() + int(gaps.before.size());
    place.insertText(gaps.before + QStringLiteral("![](%1)").arg(path) + gaps.after);
    description.setPosition(start + 2);
    place.endEditBlock();
    return description;
}

} // namespace galley
