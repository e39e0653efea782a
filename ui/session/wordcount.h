// How long a text is, as a reader meets it. Pure functions, any thread.
#pragma once

#include <QStringView>

namespace galley {

/// Words of Markdown as a reader would count them: marks, addresses and code fences left out.
qint64 countWords(QStringView markdown);

/// Characters that a reader sees, spaces included: no marks of Markdown's at the start of lines, no line ends.
qint64 countCharacters(QStringView markdown);

struct TextCount
{
    qint64 words = 0;
    qint64 characters = 0;
};

/// At an easy pace, and never less than one.
qint64 minutesToRead(qint64 words);

} // namespace galley
