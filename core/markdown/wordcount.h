// How long a text is, as a reader meets it. All of Markdown's source, without parsing it: the editor asks after each
// key. Pure functions, any thread.
#pragma once

#include <QStringView>

namespace galley::markdown {

/// Words of Markdown as a reader would count them: marks, addresses and code fences left out.
qint64 countWords(QStringView markdown);

/// Characters that a reader sees, spaces included: no marks of Markdown's at the start of lines, no line ends.
qint64 countCharacters(QStringView markdown);

/// Minutes at 220 words, or 500 Chinese, Japanese or Korean characters, a minute; at least 1. The one that the editor, the proof and
/// the served page all show.
int readingMinutes(QStringView markdown);

} // namespace galley::markdown
