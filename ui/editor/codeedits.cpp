#include "ui/editor/codeedits.h"

#include "ui/editor/formatting.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/inlinemarks.h"
#include "ui/editor/lineprefix.h"

#include <QStringList>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

namespace galley {

namespace {

constexpr int kLeastFence = 3;
constexpr int kMostIndent = 3; // of a fence

bool opensFence(const QTextBlock &line)
{
    return Highlighter::isOpenCode(line) && !Highlighter::isOpenCode(line.previous());
}

QTextBlock openingLineOf(QTextBlock line)
{
    while (Highlighter::isOpenCode(line.previous()))
        line = line.previous();
    return line;
}

// The line that closes the code which begins at `opening`; invalid where it goes on to the end of the text.
QTextBlock closingLineOf(const QTextBlock &opening)
{
    QTextBlock line = opening;
    while (line.isValid() && Highlighter::isOpenCode(line))
        line = line.next();
    return line;
}

QString closingFence(const QTextBlock &opening)
{
    const QString text = opening.text();
    const Fence fence = fenceAt(text);
    return text.left(text.indexOf(fence.character)) + QString(fence.length, fence.character);
}

// Whether the lines from this one on have as many fences that open as close.
bool isBalanced(QTextBlock line)
{
    Fence open;
    for (; line.isValid(); line = line.next()) {
        const Fence fence = fenceAt(line.text());
        if (open.length == 0)
            open = fence;
        else if (fence.bare && fence.character == open.character && fence.length >= open.length)
            open = {};
    }
    return open.length == 0;
}

bool lacksText(const QString &text)
{
    return text.trimmed().isEmpty();
}

// Indentation and quotation marks that all these lines begin with.
QString commonLead(const QStringList &lines)
{
    QString lead;
    bool any = false;
    for (const QString &line : lines) {
        qsizetype end = 0;
        while (end < line.size() && (line[end] == u' ' || line[end] == u'>'))
            ++end;
        if (end == line.size() && lines.size() > 1)
            continue;
        qsizetype same = 0;
        while (any && same < qMin(end, lead.size()) && line[same] == lead[same])
            ++same;
        lead = any ? lead.left(same) : line.left(end);
        any = true;
    }
    return lead;
}

// Far in, only what belongs to a list item can be fenced: elsewhere such a fence would be code itself.
bool mayStandAt(const QString &lead, QTextBlock line)
{
    const auto depth = [](const QString &text) { return text.size() - QStringView(text).trimmed().size(); };
    if (lead.contains(u'>') || lead.size() <= kMostIndent)
        return true;
    do
        line = line.previous();
    while (line.isValid() && (lacksText(line.text()) || depth(line.text()) >= lead.size()));
    return line.isValid() && linePrefix(line.text()).markerLength > 0;
}

int fenceFor(const QStringList &lines)
{
    int length = kLeastFence;
    for (const QString &line : lines) {
        int run = 0;
        for (const QChar c : line) {
            run = c == u'`' ? run + 1 : 0;
            length = qMax(length, run + 1);
        }
    }
    return length;
}

void fenceIn(QTextCursor &cursor, int first, int last)
{
    const QTextDocument *document = cursor.document();
    const auto line = [document](int number) { return document->findBlockByNumber(number); };
    QStringList lines;
    for (int i = first; i <= last; ++i)
        lines += line(i).text();
    QString lead = commonLead(lines);
    if (!mayStandAt(lead, line(first)))
        lead.clear();
    const QString fence = lead + QString(fenceFor(lines), u'`');
    const QString gap = u'\n' + lead.trimmed();
    const bool textAbove = first > 0 && !lacksText(line(first - 1).text().mid(lead.size()));
    const bool textBelow = line(last + 1).isValid() && !lacksText(line(last + 1).text().mid(lead.size()));

    cursor.beginEditBlock(); // the author's: an undo goes back to where that one was
    QTextCursor edit(line(last));
    edit.movePosition(QTextCursor::EndOfBlock);
    edit.insertText(u'\n' + fence + (textBelow ? gap : QString()));
    edit.setPosition(line(first).position());
    edit.insertText((textAbove ? lead.trimmed() + u'\n' : QString()) + fence + u'\n');
    const int from = first + (textAbove ? 2 : 1);
    const QTextBlock end = line(from + last - first);
    cursor.setPosition(line(from).position() + int(lead.size()));
    cursor.setPosition(end.position() + end.length() - 1, QTextCursor::KeepAnchor);
    cursor.endEditBlock();
}

void unfence(QTextCursor &cursor)
{
    const QTextBlock opening = openingLineOf(cursor.document()->findBlock(cursor.selectionStart()));
    const QTextBlock closing = closingLineOf(opening);
    cursor.beginEditBlock();
    QTextCursor edit(cursor.document());
    if (closing.isValid()) {
        edit.setPosition(closing.position() - 1);
        edit.setPosition(closing.position() + closing.length() - 1, QTextCursor::KeepAnchor);
        edit.removeSelectedText();
    }
    edit.setPosition(opening.position());
    if (opening.next().isValid())
        edit.setPosition(opening.next().position(), QTextCursor::KeepAnchor);
    else
        edit.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    edit.removeSelectedText();
    cursor.endEditBlock();
}

// A selection that ends before the first letter of a line doesn't mean that line.
int lastLine(const QTextCursor &cursor)
{
    const QTextBlock block = cursor.document()->findBlock(cursor.selectionEnd());
    const bool none = cursor.hasSelection() && cursor.selectionEnd() == block.position();
    return block.blockNumber() - (none ? 1 : 0);
}

} // namespace

void toggleCodeBlock(QTextCursor &cursor)
{
    const QTextBlock first = cursor.document()->findBlock(cursor.selectionStart());
    const int last = lastLine(cursor);
    if (Highlighter::isCode(first) && openingLineOf(first) == openingLineOf(cursor.document()->findBlockByNumber(last)))
        unfence(cursor);
    else
        fenceIn(cursor, first.blockNumber(), last);
}

void toggleCode(QTextCursor &cursor)
{
    const QString line = cursor.block().text();
    const bool several = cursor.selectedText().contains(QChar::ParagraphSeparator);
    if (several || (!cursor.hasSelection() && commonLead({line}).size() == line.size()))
        toggleCodeBlock(cursor);
    else
        toggleMark(cursor, QStringLiteral("`"));
}

bool closeFence(QTextCursor &cursor)
{
    const QTextBlock opening = cursor.block();
    if (cursor.hasSelection() || !cursor.atBlockEnd() || !opensFence(opening) || !isBalanced(opening.next()))
        return false;
    cursor.beginEditBlock();
    cursor.insertText(QStringLiteral("\n\n") + closingFence(opening));
    cursor.movePosition(QTextCursor::PreviousBlock);
    cursor.endEditBlock();
    return true;
}

bool typeOverFence(QTextCursor &cursor, QChar typed)
{
    const QTextBlock line = cursor.block();
    if (cursor.hasSelection() || !cursor.atBlockEnd() || !Highlighter::isOpenCode(line) || opensFence(line))
        return false;
    const QTextBlock closing = closingLineOf(line);
    const Fence fence = fenceAt(line.text() + typed);
    const Fence below = fenceAt(closing.text());
    // A fence below that is missed further on is meant to open the next block.
    if (!closing.isValid() || closing != line.next() || !fence.bare || fence.character != below.character || fence.length != below.length
        || !isBalanced(closing.next()))
        return false;
    cursor.beginEditBlock();
    cursor.setPosition(line.position());
    cursor.setPosition(closing.position(), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    cursor.movePosition(QTextCursor::EndOfBlock);
    cursor.endEditBlock();
    return true;
}

bool leaveCode(QTextCursor &place)
{
    if (!Highlighter::isCode(place.block()))
        return false;
    const QTextBlock opening = openingLineOf(place.block());
    const QTextBlock closing = closingLineOf(opening);
    if (closing.isValid()) {
        place.setPosition(closing.position() + closing.length() - 1);
        return true;
    }
    place.movePosition(QTextCursor::End);
    place.insertText((lacksText(place.block().text()) ? QString() : QStringLiteral("\n")) + closingFence(opening));
    return true;
}

} // namespace galley
