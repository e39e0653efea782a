// Runs of text with marks as the inline Markdown that a parser reads back as the same runs.
#pragma once

#include "core/markdown/richtext.h"

namespace galley::markdown {

enum class RunPlace
{
    Paragraph, // a Break is a backslash at the end of its line; what would begin another block is escaped
    Line,      // a heading or a cell: a Break is `<br>`, and all stands in one line
};

/// The answer is checked with the parser. Where stars would be misread, other marks are tried, then punctuation
/// leaves its mark, and last the marks are written as HTML.
QString writeRuns(const Runs &runs, RunPlace place);

/// `text` with a backslash before everything that Markdown would take for a mark; one line.
QString escapedText(const QString &text);

} // namespace galley::markdown
