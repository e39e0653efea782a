// Three texts, whatever they are: a merge has all of them in its pieces, an unchanged side gives way, and a diff
// joins to both texts.
#include "core/merge/textdiff.h"
#include "core/merge/textmerge.h"

#include <QStringList>

#include <cstdint>
#include <cstdlib>

using namespace galley;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

QString withLf(QString text)
{
    return text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

QString merged(const QString &base, const QString &mine, const QString &theirs)
{
    const auto merge = mergeText(base, mine, theirs);
    require(merge && merge->isClean);
    return merge->text;
}

void checkPieces(const QString &base, const QString &mine, const QString &theirs)
{
    const auto pieces = mergePieces(base, mine, theirs);
    require(pieces.has_value());
    MergePiece all;
    QString result;
    bool isClean = true;
    for (const MergePiece &piece : *pieces) {
        all.base += piece.base;
        all.mine += piece.mine;
        all.theirs += piece.theirs;
        result += piece.result();
        isClean = isClean && piece.kind != MergePiece::Kind::Clash;
    }
    require(withLf(all.base) == withLf(base));
    require(withLf(all.mine) == withLf(mine));
    require(withLf(all.theirs) == withLf(theirs));
    const auto merge = mergeText(base, mine, theirs);
    require(merge && merge->text == result && merge->isClean == isClean);
    const auto swapped = mergeText(base, theirs, mine);
    require(swapped && swapped->isClean == isClean);
    require(!isClean || swapped->text == result);
}

void checkDiff(const QString &before, const QString &after)
{
    QString old;
    QString now;
    const auto runs = wordDiff(before, after);
    for (const DiffRun &run : runs) {
        require(!run.text.isEmpty());
        if (run.kind != DiffRun::Kind::Added)
            old += run.text;
        if (run.kind != DiffRun::Kind::Removed)
            now += run.text;
    }
    require(old == before && now == after);
    const WordCount count = wordCount(runs);
    require(count.added >= 0 && count.removed >= 0);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // Information separators keep the three apart in the corpus.
    QStringList texts = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size)).split(u'\x1e');
    while (texts.size() < 3)
        texts += texts.last();
    const QString &base = texts[0];
    const QString &mine = texts[1];
    const QString &theirs = texts[2];

    checkPieces(base, mine, theirs);
    checkPieces({}, mine, theirs);
    require(merged(base, mine, base) == mine);
    require(merged(base, base, mine) == mine);
    require(merged(base, mine, mine) == mine);
    checkDiff(base, mine);
    checkDiff(mine, theirs);
    return 0;
}
