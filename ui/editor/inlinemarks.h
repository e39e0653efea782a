// What each character of one line of Markdown is, for colouring. Not a parser: it sees one line, and where
// CommonMark would need more to decide it prefers to leave the text plain. Pure functions, any thread.
#pragma once

#include <QList>
#include <QStringView>

namespace galley {

/// Bits for one character.
enum Mark : quint16 {
    MarkNone = 0,
    MarkSyntax = 1 << 0, // the markers themselves: * [ ]( ` > #
    MarkStrong = 1 << 1,
    MarkEmphasis = 1 << 2,
    MarkCode = 1 << 3,
    MarkLink = 1 << 4,   // a link's text and any address
    MarkStrike = 1 << 5,
    MarkHeading = 1 << 6,
    MarkQuote = 1 << 7,
    MarkHtml = 1 << 8,
    MarkAddress = 1 << 9, // beside MarkLink: no text, but where it leads
    MarkFenced = 1 << 11, // beside MarkCode: of a block of code
    MarkImage = 1 << 12,  // beside the others: all of ![…](…)
    MarkSigns = 1 << 10,  // signs side by side, of which a typeface may make one: != ->
};

/// Adds the marks of the inline text in line[from…] to `marks`, which has one entry for each character.
void markInline(QStringView line, qsizetype from, QList<quint16> &marks);

/// A code fence that opens or closes at this line: its character and length, or length 0 for none.
struct Fence
{
    QChar character;
    int length = 0;
    bool bare = false; // nothing follows, so it can close
};
Fence fenceAt(QStringView line);

/// Marks a whole line that stands outside of code.
void markLine(QStringView line, QList<quint16> &marks);

/// Adds MarkSigns to `marks`, which has one entry for each character.
void markSigns(QStringView line, QList<quint16> &marks);

} // namespace galley
