// An image comes into the text. UI thread.
#pragma once

#include <QString>

class QTextCursor;

namespace galley {

/// Puts the image at `path` into the text as a paragraph of its own: with blank lines around it, within the item or quotation
/// where `place` stands in one, and below the code where it stands in some. In a table it goes into the cell. A selection and the
/// image that `place` stands within stay whole: it goes in after their paragraph. `place` is then at its end. Returns where its
/// description is to be written. One step of undo.
QTextCursor insertImage(QTextCursor &place, const QString &path);

/// Moves `place`, without its selection, to the end of the paragraph where it ends, or of the cell; on an empty line it stays.
void leaveParagraph(QTextCursor &place);

} // namespace galley
