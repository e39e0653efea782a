// The three-way merge of a text. A paragraph is one line in Markdown, so lines are too coarse: the text is taken apart
// into sentences and what stands between them (see sentences.h), and these are compared and merged as git merges
// lines. Changes that overlap or touch clash; the same change on both sides does not, unless it takes out what one
// side has put elsewhere (see broughtback.h), and nothing goes that both sides have kept (keptbyboth.h). No marker is ever put into a text, and none that an author wrote has a
// meaning.
//
// Line ends are the text's, not the sentences': where one side has LF and another CRLF throughout, that alone is no
// change of any sentence; the merged text has the line ends of the side that changed them, or LF. All else is exact:
// trailing spaces, a missing last line end, U+2028.
//
// Any thread may call any of this. The work grows with the size of the texts and the number of their differences;
// 1 MB takes about a tenth of a second.
#pragma once

#include "core/base/result.h"

#include <QString>

#include <vector>

namespace galley {

/// In order, the pieces are each of the three texts: their `base` joined is the base, their `mine` joined is mine,
/// their `theirs` joined is theirs (each with the line ends of the merged text), and their `result()` joined is the
/// merged text.
struct MergePiece
{
    enum class Kind {
        Same,   // untouched: base, mine and theirs are equal
        Mine,   // changed here only: base and theirs are equal
        Theirs, // changed there only: base and mine are equal
        Both,   // the same change on both sides: mine and theirs are equal
        Clash,  // changed here and there, differently
    };

    Kind kind = Kind::Same;
    QString base;
    QString mine;
    QString theirs;

    /// What stands in the merged text; of a clash, mine.
    const QString &result() const { return kind == Kind::Theirs ? theirs : mine; }

    bool operator==(const MergePiece &) const = default;
};

/// Neighbouring pieces differ in kind, and none is empty on all three sides; no pieces for three empty texts.
/// TooLarge for texts past the limit of libgit2 (1 GB).
Result<std::vector<MergePiece>> mergePieces(const QString &base, const QString &mine, const QString &theirs);

/// Where it is not clean, mine stands in the places that clash, and everything else is merged.
struct TextMerge
{
    QString text;
    bool isClean = true;
};

/// `mergePieces`, joined.
Result<TextMerge> mergeText(const QString &base, const QString &mine, const QString &theirs);

} // namespace galley
