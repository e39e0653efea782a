// HTML from a clipboard (a browser, Word, Google Docs, a mail) as clean Markdown. Any thread.
#pragma once

#include <QString>

#include <optional>

namespace galley::markdown {

struct ConvertedHtml
{
    QString markdown; // no line end at its end
    /// Begins, and ends, with a paragraph, which can go on a line that has text already.
    bool beginsWithText = false;
    bool endsWithText = false;
    /// Nothing but one piece of preformatted text, as code editors copy everything.
    bool isCodeOnly = false;
};

/// Nothing for a page so large or so deep that it would stop the editor: its plain text is there instead.
std::optional<ConvertedHtml> htmlToMarkdown(const QString &html);

} // namespace galley::markdown
