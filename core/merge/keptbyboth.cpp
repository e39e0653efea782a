#include "core/merge/keptbyboth.h"

#include "core/merge/pieceruns.h"
#include "core/merge/sentences.h"

#include <string_view>
#include <unordered_set>

namespace galley {

namespace {

std::u16string_view viewOf(QStringView text)
{
    return {text.utf16(), std::size_t(text.size())};
}

} // namespace

std::vector<MergePiece> clashWhatBothKept(std::vector<MergePiece> pieces, const std::vector<QString> &sentences)
{
    if (sentences.empty())
        return pieces;
    QString merged;
    for (const MergePiece &piece : pieces)
        merged += piece.result();
    std::unordered_set<std::u16string_view> standing;
    for (const QStringView sentence : splitSentences(merged))
        standing.insert(viewOf(sentence));
    std::vector<PieceRun> runs;
    for (const QString &sentence : sentences) {
        if (standing.contains(viewOf(sentence)))
            continue;
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const bool isOneSided = pieces[i].kind == MergePiece::Kind::Mine || pieces[i].kind == MergePiece::Kind::Theirs;
            if (isOneSided && pieces[i].base.contains(sentence))
                places.push_back(i);
        }
        if (!places.empty())
            runs.push_back({places.front(), places.back()});
    }
    return clashRuns(std::move(pieces), std::move(runs));
}

} // namespace galley
