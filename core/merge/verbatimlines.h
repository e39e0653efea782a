// Which lines of a Markdown text mean what they say to the letter: code (fenced or indented) and tables. Decides only
// where a merge may cut a line; read line by line, without a parse, so that an edit changes the answer for its own
// block alone: a fence that is never closed is none. Pure; any thread.
#pragma once

#include <QStringView>

#include <vector>

namespace galley {

/// A line without its end, and what ends it: "\n", "\r\n", "\r", or nothing at the end of the text.
struct TextLine
{
    QStringView text;
    QStringView end;
};

/// All of the text; none for an empty one.
std::vector<TextLine> linesOf(QStringView text);

/// One answer for each line.
std::vector<bool> verbatimLines(const std::vector<TextLine> &lines);

} // namespace galley
