// A Markdown text taken apart for a merge: into sentences and what stands between them. Sentences are those of
// Unicode (UAX 29), so 。！？ end one too; a full stop also ends one before a small letter (there Unicode sees an
// abbreviation), for some authors write no capitals, and a paragraph would be one sentence. Spaces after a sentence and the end of a line are pieces of their own: a
// sentence is then the same whether or not another follows it. A line of code or of a table is one piece, and no
// inline code is cut.
// Pure; any thread.
#pragma once

#include <QStringView>

#include <vector>

namespace galley {

/// None is empty; joined they are exactly the text. They point into it.
std::vector<QStringView> splitSentences(QStringView text);

} // namespace galley
