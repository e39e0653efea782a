// What the three-way merge of a text promises for any text, and git's own merge as a second opinion.

#include "core/merge/sentences.h"
#include "core/merge/textmerge.h"
#include "tests/core/merge/randomtext.h"
#include "tests/support/fixedseed.h"

#include <QRegularExpression>
#include <QTest>

#include <git2.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace galley;
using namespace galley::test;

namespace {

bool hasClash(const std::vector<MergePiece> &pieces)
{
    return std::any_of(pieces.begin(), pieces.end(),
                       [](const MergePiece &piece) { return piece.kind == MergePiece::Kind::Clash; });
}

QString joined(const std::vector<MergePiece> &pieces, QString MergePiece::*side)
{
    QString text;
    for (const MergePiece &piece : pieces)
        text += piece.*side;
    return text;
}

QString withLf(QString text)
{
    return text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

/// What the header promises of the pieces.
bool keepsItsPromise(const MergePiece &piece)
{
    switch (piece.kind) {
    case MergePiece::Kind::Same: return piece.base == piece.mine && piece.base == piece.theirs && !piece.base.isEmpty();
    case MergePiece::Kind::Mine: return piece.base == piece.theirs && piece.base != piece.mine;
    case MergePiece::Kind::Theirs: return piece.base == piece.mine && piece.base != piece.theirs;
    case MergePiece::Kind::Both: return piece.mine == piece.theirs && piece.base != piece.mine;
    case MergePiece::Kind::Clash: return piece.mine != piece.theirs;
    }
    return false;
}

/// For git: a line for each piece, which it can't take for anything else.
class Lines
{
public:
    QByteArray of(const QString &text)
    {
        QByteArray lines;
        for (const QStringView piece : splitSentences(text)) {
            if (!m_pieces.contains(piece))
                m_pieces += piece.toString();
            lines += "piece " + QByteArray::number(m_pieces.indexOf(piece)) + '\n';
        }
        return lines;
    }

    QString textOf(const QByteArray &lines) const
    {
        QString text;
        for (const QByteArray &line : lines.split('\n')) {
            if (!line.isEmpty())
                text += m_pieces.at(line.mid(6).toInt());
        }
        return text;
    }

private:
    QStringList m_pieces;
};

struct GitMerge
{
    QByteArray lines;
    bool isClean = false;
};

GitMerge gitMerge(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs, git_merge_file_favor_t favor)
{
    const auto inputOf = [](const QByteArray &lines) {
        git_merge_file_input input = GIT_MERGE_FILE_INPUT_INIT;
        input.ptr = lines.constData();
        input.size = std::size_t(lines.size());
        return input;
    };
    const git_merge_file_input inputs[] = {inputOf(base), inputOf(mine), inputOf(theirs)};
    git_merge_file_options options = GIT_MERGE_FILE_OPTIONS_INIT;
    options.favor = favor;
    git_merge_file_result result{};
    if (git_merge_file(&result, &inputs[0], &inputs[1], &inputs[2], &options) != 0)
        qFatal("git could not merge");
    GitMerge merge{QByteArray(result.ptr, qsizetype(result.len)), result.automergeable != 0};
    git_merge_file_result_free(&result);
    return merge;
}

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression space(QStringLiteral("\\s+"), QRegularExpression::UseUnicodePropertiesOption);
    return text.split(space, Qt::SkipEmptyParts);
}

/// Git counts as clean what undoes a removal: a word that one side took out stands in the result, and not for having
/// been put in once more.
bool bringsBack(const RandomEdits &texts, const QString &result)
{
    const QStringList base = wordsOf(texts.base);
    const QStringList mine = wordsOf(texts.mine);
    const QStringList theirs = wordsOf(texts.theirs);
    const QStringList merged = wordsOf(result);
    return std::any_of(base.begin(), base.end(), [&](const QString &word) {
        return base.count(word) == 1 && mine.contains(word) != theirs.contains(word)
               && merged.count(word) > mine.count(word) + theirs.count(word) - 1;
    });
}

/// Git counts as clean what loses a sentence: it stood there twice, and each side has kept another of the two.
bool losesWhatBothKept(const RandomEdits &texts, const QString &result)
{
    const auto sentencesOf = [](const QString &text) {
        QStringList sentences;
        for (const QStringView piece : splitSentences(text)) {
            if (!piece.trimmed().isEmpty())
                sentences += piece.toString();
        }
        return sentences;
    };
    const QStringList theirs = sentencesOf(texts.theirs);
    const QStringList merged = sentencesOf(result);
    const QStringList mine = sentencesOf(texts.mine);
    return std::any_of(mine.begin(), mine.end(), [&](const QString &sentence) { return theirs.contains(sentence) && !merged.contains(sentence); });
}

} // namespace

class TestMergeProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void splitsAndJoins();
    void keepsUnchangedSides();
    void keepsEveryPiece();
    void doesNotDependOnTheSide();
    void keepsWhatBothKept();
    void agreesWithGit();
};

void TestMergeProperties::initTestCase()
{
    useFixedSeed();
    git_libgit2_init(); // for what is compared with
}

void TestMergeProperties::splitsAndJoins()
{
    QVERIFY(rc::check("the pieces of a split are the text", [] {
        const QString text = *randomText();
        QString together;
        for (const QStringView piece : splitSentences(text)) {
            RC_ASSERT(!piece.isEmpty());
            together += piece;
        }
        RC_ASSERT(together == text);
    }));
}

void TestMergeProperties::keepsUnchangedSides()
{
    QVERIFY(rc::check("where one side or both changed nothing, the other stands to the letter", [] {
        const RandomEdits texts = *randomEdits();
        const QString b = texts.base;
        const QString x = texts.mine;
        for (const auto &merge : {mergeText(b, x, b), mergeText(b, b, x), mergeText(b, x, x)})
            RC_ASSERT(merge && merge->isClean && merge->text == x);
    }));
}

void TestMergeProperties::keepsEveryPiece()
{
    QVERIFY(rc::check("the pieces are all of base, mine and theirs, and keep the promise of their kind", [] {
        const RandomEdits texts = *randomEdits();
        const auto pieces = mergePieces(texts.base, texts.mine, texts.theirs);
        RC_ASSERT(pieces.has_value());
        // All that is new is thereby in the result or in a clash: only what stands in the base can be gone.
        RC_ASSERT(withLf(joined(*pieces, &MergePiece::base)) == withLf(texts.base));
        RC_ASSERT(withLf(joined(*pieces, &MergePiece::mine)) == withLf(texts.mine));
        RC_ASSERT(withLf(joined(*pieces, &MergePiece::theirs)) == withLf(texts.theirs));
        QString result;
        for (std::size_t i = 0; i < pieces->size(); ++i) {
            const MergePiece &piece = (*pieces)[i];
            RC_ASSERT(keepsItsPromise(piece));
            if (i > 0) // not an || in the assertion: it takes that apart, and evaluates both sides
                RC_ASSERT(piece.kind != (*pieces)[i - 1].kind);
            result += piece.result();
        }
        RC_ASSERT(mergeText(texts.base, texts.mine, texts.theirs)->text == result);
        RC_CLASSIFY(hasClash(*pieces), "clash");
    }));
}

void TestMergeProperties::doesNotDependOnTheSide()
{
    QVERIFY(rc::check("both computers come to the same text, or both see a clash", [] {
        const RandomEdits texts = *randomEdits();
        const auto here = mergeText(texts.base, texts.mine, texts.theirs);
        const auto there = mergeText(texts.base, texts.theirs, texts.mine);
        RC_ASSERT(here.has_value() && there.has_value());
        RC_ASSERT(here->isClean == there->isClean);
        RC_ASSERT(!here->isClean || here->text == there->text);
    }));
}

void TestMergeProperties::keepsWhatBothKept()
{
    QVERIFY(rc::check("a sentence that both sides have stands in the merged text, or a clash is seen", [] {
        const auto letters = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4));
        const auto edited = [&](const char *who) {
            QString text;
            for (std::size_t i = 0; i < letters.size(); ++i) {
                const int what = *rc::gen::inRange(0, 6);
                if (what > 1)
                    text += QStringLiteral("%1.\n\n").arg(QChar(u'A' + letters[i]));
                else if (what == 1)
                    text += QStringLiteral("%1 %2.\n\n").arg(QLatin1String(who)).arg(i);
            }
            return text;
        };
        RandomEdits texts;
        for (const int letter : letters)
            texts.base += QStringLiteral("%1.\n\n").arg(QChar(u'A' + letter));
        texts.mine = edited("Mine");
        texts.theirs = edited("Theirs");
        const auto merge = mergeText(texts.base, texts.mine, texts.theirs);
        RC_ASSERT(merge.has_value());
        RC_CLASSIFY(merge->isClean, "clean");
        RC_ASSERT(!merge->isClean || !losesWhatBothKept(texts, merge->text));
    }));
}

void TestMergeProperties::agreesWithGit()
{
    QVERIFY(rc::check("git merges the same sentences to the same result", [] {
        const RandomEdits texts = *randomEdits(RandomKind::Prose);
        Lines lines;
        const QByteArray base = lines.of(texts.base);
        const QByteArray mine = lines.of(texts.mine);
        const QByteArray theirs = lines.of(texts.theirs);
        const auto ours = mergeText(texts.base, texts.mine, texts.theirs);
        RC_ASSERT(ours.has_value());
        const QString gits = lines.textOf(gitMerge(base, mine, theirs, GIT_MERGE_FILE_FAVOR_OURS).lines);
        const bool isUndone = bringsBack(texts, gits);
        const bool isLost = losesWhatBothKept(texts, gits);
        RC_CLASSIFY(isUndone, "brings back");
        RC_CLASSIFY(isLost, "loses");
        if (isUndone || isLost) {
            RC_ASSERT(!ours->isClean);
            return;
        }
        RC_ASSERT(gitMerge(base, mine, theirs, GIT_MERGE_FILE_FAVOR_NORMAL).isClean == ours->isClean);
        // Where it is not clean, mine stands.
        RC_ASSERT(gits == ours->text);
    }));
}

QTEST_GUILESS_MAIN(TestMergeProperties)
#include "test_mergeproperties.moc"
