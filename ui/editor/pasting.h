// What a clipboard or a drag brings in, as Markdown in its place; and what leaves by a copy. UI thread.
#pragma once

#include <QString>

class QMimeData;
class QTextCursor;

namespace galley {

/// Puts the text of `source` at the cursor, over its selection, as one step of undo. A web address over a
/// selection makes it a link. HTML becomes Markdown, unless it came out of Galley, the cursor stands in code, or
/// it is nothing but code, as editors copy; lines after the first keep the quotation or list item they land in, and in the
/// cell of a table all becomes one line.
void paste(QTextCursor &cursor, const QMimeData &source);

/// The text alone, as it is; but for a cell.
void pastePlain(QTextCursor &cursor, const QMimeData &source);

/// The selection as Markdown, as plain text (the same) and as HTML for programs that show it. The caller owns it.
QMimeData *copied(const QTextCursor &cursor);

/// The same text for other programs: its HTML as text to paste into a source, or as what it looks like.
QMimeData *asHtmlSource(const QString &markdown);
QMimeData *asFormattedText(const QString &markdown);

} // namespace galley
