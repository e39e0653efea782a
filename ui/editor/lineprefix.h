// What stands before the text of a Markdown line: quote marks, a list marker with its task box, heading marks.
// Pure functions, any thread.
#pragma once

#include <QString>
#include <QStringView>

namespace galley {

struct LinePrefix
{
    qsizetype length = 0;      // characters before the text
    qsizetype quoteLength = 0; // of them, "> > " with what precedes it
    qsizetype indent = 0;      // spaces between the quote marks and the list marker
    qsizetype markerLength = 0; // "- " is 2, "12. " is 4; 0 when this is no list item
    bool quoted = false;
    bool task = false;
    bool rule = false;         // --- or *** or ___
    int heading = 0;           // 1…6
    int number = -1;           // of an ordered item
    QChar marker;              // - * + . )
};

LinePrefix linePrefix(QStringView line);

/// What Enter does at the end of (or within) a list item or a quotation.
struct Continuation
{
    enum class Kind {
        Plain,   // an ordinary new line
        Insert,  // a new line that begins with `prefix`
        EndItem, // the item is empty: the line becomes `prefix` and no new line is made
    };
    Kind kind = Kind::Plain;
    QString prefix;
};

Continuation continuationOf(QStringView line, qsizetype column);

/// `line` moved one step in or out if it is a list item, as deep as its own marker is wide; unchanged otherwise.
enum class Shift { In, Out };
QString shiftedItem(const QString &line, Shift shift);

} // namespace galley
