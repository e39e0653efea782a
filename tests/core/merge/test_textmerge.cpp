// The three-way merge of a text: a table of what authors do. test_mergeproperties.cpp has what holds for any text.

#include "core/merge/sentences.h"
#include "core/merge/textmerge.h"

#include <QTest>

using namespace galley;

namespace {

/// A clash as the table writes it: "base¦mine¦theirs".
QString written(const MergePiece &piece)
{
    return QStringList{piece.base, piece.mine, piece.theirs}.join(u'¦');
}

QStringList clashesOf(const std::vector<MergePiece> &pieces)
{
    QStringList clashes;
    for (const MergePiece &piece : pieces) {
        if (piece.kind == MergePiece::Kind::Clash)
            clashes += written(piece);
    }
    return clashes;
}

} // namespace

class TestTextMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void merges_data();
    void merges();
    void splits_data();
    void splits();
    void mergesAMegabyte();
    void mergesUnlikeMegabytes();
};

void TestTextMerge::merges_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("mine");
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<QString>("merged");
    QTest::addColumn<QStringList>("clashes");
    const auto row = [](const char *name, const QString &base, const QString &mine, const QString &theirs,
                        const QString &merged, const QStringList &clashes = {}) {
        QTest::newRow(name) << base << mine << theirs << merged << clashes;
    };
#define T QStringLiteral

    // Nothing, one side, the same on both.
    row("all empty", {}, {}, {}, {});
    row("unchanged", T("A.\n"), T("A.\n"), T("A.\n"), T("A.\n"));
    row("mine only", T("A. B.\n"), T("A. C.\n"), T("A. B.\n"), T("A. C.\n"));
    row("theirs only", T("A. B.\n"), T("A. B.\n"), T("D. B.\n"), T("D. B.\n"));
    row("the same edit on both sides", T("A. B.\n"), T("A. C.\n"), T("A. C.\n"), T("A. C.\n"));
    row("the same edit on both sides and another", T("A. B. C. D.\n"), T("A2. B. C. D2.\n"), T("A2. B. C. D.\n"),
        T("A2. B. C. D2.\n"));
    row("no base, one side", {}, T("A.\n"), {}, T("A.\n"));
    row("no base, the same text", {}, T("A. B.\n"), T("A. B.\n"), T("A. B.\n"));
    row("no base, unlike texts", {}, T("A"), T("B"), T("A"), {T("¦A¦B")});
    row("no base, alike but for one sentence", {}, T("A. B. C.\n"), T("A. X. C.\n"), T("A. B. C.\n"), {T("¦B.¦X.")});
    row("no base, alike but for two sentences", {}, T("A. B. C. D. E.\n"), T("A. X. C. Y. E.\n"), T("A. B. C. D. E.\n"),
        {T("¦B.¦X."), T("¦D.¦Y.")});

    // Sentences of one paragraph.
    row("far edits in a paragraph", T("One. Two. Three. Four.\n"), T("1. Two. Three. Four.\n"), T("One. Two. Three. 4.\n"),
        T("1. Two. Three. 4.\n"));
    row("edits in neighbouring sentences", T("The boat left. It rained."), T("The boat had left. It rained."),
        T("The boat left. It poured."), T("The boat had left. It poured."));
    row("two edits in one sentence", T("A. The boat left. B."), T("A. The ship left. B."), T("A. The boat sank. B."),
        T("A. The ship left. B."), {T("The boat left.¦The ship left.¦The boat sank.")});
    row("a sentence added, another edited", T("One. Two."), T("One. Two. Three."), T("Uno. Two."), T("Uno. Two. Three."));
    row("a sentence added after the edited one", T("One. Two."), T("One. Two. Three."), T("One. Dos."), T("One. Two. Three."),
        {T("Two.¦Two. Three.¦Dos.")});
    row("both add a sentence", T("One."), T("One. Two."), T("One. Three."), T("One. Two."), {T("¦Two.¦Three.")});
    row("both add the same sentence", T("One."), T("One. Two."), T("One. Two."), T("One. Two."));
    row("both add, the beginning alike", T("One."), T("One. Two. Three."), T("One. Two. Four."), T("One. Two. Three."),
        {T("¦Three.¦Four.")});
    row("a sentence deleted, another edited", T("One. Two. Three."), T("Two. Three."), T("One. Two. Tres."), T("Two. Tres."));
    row("a sentence deleted here, edited there", T("One. Two. Three."), T("One. Three."), T("One. Dos. Three."),
        T("One. Three."), {T("Two. ¦¦Dos. ")});
    row("a sentence put between, another edited", T("One. Two. Three."), T("One. New. Two. Three."), T("One. Two. Tres."),
        T("One. New. Two. Tres."));
    row("abbreviations and numbers", T("It cost 3.50 at example.com, e.g. in May. So what? Go!"),
        T("It cost 3.60 at example.com, e.g. in May. So what? Go!"), T("It cost 3.50 at example.com, e.g. in May. So what? Stay!"),
        T("It cost 3.60 at example.com, e.g. in May. So what? Stay!"));
    row("quotes", T("“Is it?” he asked. “Yes.” “Good.”"), T("“Is it so?” he asked. “Yes.” “Good.”"),
        T("“Is it?” he asked. “Yes.” “Bad.”"), T("“Is it so?” he asked. “Yes.” “Bad.”"));
    row("two sentences made one", T("One. Two. Three. Four."), T("One and two. Three. Four."), T("One. Two. Three. Cuatro."),
        T("One and two. Three. Cuatro."));
    row("a paragraph cut in two", T("One. Two. Three."), T("One.\n\nTwo. Three."), T("One. Two. Tres."), T("One.\n\nTwo. Tres."));
    row("a paragraph rewritten here, a sentence edited there", T("One. Two. Three."), T("All new."), T("One. Dos. Three."),
        T("All new."), {T("One. Two. Three.¦All new.¦One. Dos. Three.")});

    // Paragraphs.
    row("both append a paragraph", T("A.\n"), T("A.\n\nMine.\n"), T("A.\n\nTheirs.\n"), T("A.\n\nMine.\n"), {T("¦Mine.¦Theirs.")});
    row("both append the same paragraph", T("A.\n"), T("A.\n\nNew.\n"), T("A.\n\nNew.\n"), T("A.\n\nNew.\n"));
    row("append here, put before there", T("A.\n"), T("A.\n\nEnd.\n"), T("Start.\n\nA.\n"), T("Start.\n\nA.\n\nEnd.\n"));
    row("paragraphs put in at two places", T("A.\n\nB.\n\nC.\n"), T("A.\n\nM.\n\nB.\n\nC.\n"), T("A.\n\nB.\n\nT.\n\nC.\n"),
        T("A.\n\nM.\n\nB.\n\nT.\n\nC.\n"));
    row("a paragraph deleted", T("A.\n\nB.\n\nC.\n"), T("A.\n\nC.\n"), T("A.\n\nB.\n\nC.\n"), T("A.\n\nC.\n"));
    row("a paragraph deleted here, edited there", T("A.\n\nB.\n\nC.\n"), T("A.\n\nC.\n"), T("A.\n\nB2.\n\nC.\n"), T("A.\n\nC.\n"),
        {T("B.\n\n¦¦B2.\n\n")});
    row("the same paragraph deleted", T("A.\n\nB.\n\nC.\n"), T("A.\n\nC.\n"), T("A.\n\nC.\n"), T("A.\n\nC.\n"));
    row("a paragraph moved, another edited", T("A.\n\nB.\n\nC.\n\nD.\n"), T("A.\n\nC.\n\nB.\n\nD.\n"), T("A.\n\nB.\n\nC.\n\nD2.\n"),
        T("A.\n\nC.\n\nB.\n\nD2.\n"));
    row("a paragraph moved here, edited there", T("A.\n\nB.\n\nC.\n"), T("B.\n\nC.\n\nA.\n"), T("A2.\n\nB.\n\nC.\n"),
        T("B.\n\nC.\n\nA.\n"), {T("A.\n\n¦¦A2.\n\n")});
    row("a sentence deleted here, moved there", T("A.\n\nB.\n\nC.\n"), T("B.\n\nC.\n"), T("B.\n\nC.\n\nA.\n"), T("B.\n\nC.\n"),
        {T("A.\n\nB.\n\nC.\n¦B.\n\nC.\n¦B.\n\nC.\n\nA.\n")});
    row("a sentence deleted here, one put after it there", T("A.\n\nb c.\n\nd.\n\ne. f.\n"), T("A.\n\nb c.\n\nd.\n\nf.\n"),
        T("A.\n\nb c.\n\ne. g.\n\nf.\n"), T("A.\n\nb c.\n\nd.\n\nf.\n"), {T("d.\n\ne. ¦d.¦e. g.")});
    row("a sentence put after it here, deleted there", T("a.\n\nb. c.\n\nd.\n"), T("b. ![](/images/1)\n\nc.\n\nd.\n"), T("a.\n\nc.\n\nd.\n"),
        T("b. ![](/images/1)\n\nc.\n\nd.\n"), {T("a.\n\nb. ¦b. ![](/images/1)\n\n¦a.\n\n")});
    row("a word deleted on both sides, written anew there", T("One so. Two. Three so."), T("One. Two. Three so."), T("One. Two so. Three so."),
        T("One. Two so. Three so."));
    row("of two alike, one deleted here and the other there", T("b. e.\n\nA.\n\nA.\n\nc.\n"), T("b. d.\n\nA.\n\nc.\n"),
        T("b. e.\n\nA.\n\nf.\n\nc.\n"), T("b. d.\n\nA.\n\nc.\n"), {T("e.\n\nA.\n\nA.¦d.\n\nA.¦e.\n\nA.\n\nf.")});
    row("of two alike in lower case, one deleted here with another and the other there", T("one. two.\n\none. three.\n"), T("one. three.\n"),
        T("one. two.\n"), T("one. three.\n"), {T("two.\n\none. three.\n¦three.¦two.")});
    row("of three alike, one deleted here and another there", T("A.\n\nb.\n\nA.\n\nc.\n\nA.\n"), T("b.\n\nA.\n\nc.\n\nA.\n"),
        T("A.\n\nb.\n\nA.\n\nc.\n"), T("b.\n\nA.\n\nc.\n"));
    row("all deleted", T("A.\n\nB.\n"), {}, T("A.\n\nB.\n"), {});
    row("all deleted here, edited there", T("A.\n\nB.\n"), {}, T("A.\n\nB2.\n"), {}, {T("A.\n\nB.\n¦¦A.\n\nB2.\n")});
    row("edited here, all deleted there", T("A.\n\nB.\n"), T("A.\n\nB2.\n"), {}, T("A.\n\nB2.\n"), {T("A.\n\nB.\n¦A.\n\nB2.\n¦")});

    // White space.
    row("a hard break added", T("A\nB\nC\n"), T("A  \nB\nC\n"), T("A\nB\nC2\n"), T("A  \nB\nC2\n"));
    row("trailing spaces stay", T("A.  \nB. \t\n"), T("A.  \nB2. \t\n"), T("A2.  \nB. \t\n"), T("A2.  \nB2. \t\n"));
    row("a blank line added", T("A\nB\nC\n"), T("A\n\nB\nC\n"), T("A\nB\nC2\n"), T("A\n\nB\nC2\n"));
    row("indented here, edited there", T("x\nA\ny\n"), T("x\n  A\ny\n"), T("x\nB\ny\n"), T("x\n  A\ny\n"), {T("A¦  A¦B")});
    row("two spaces between sentences", T("One.  Two.  Three."), T("One.  Dos.  Three."), T("Uno.  Two.  Three."),
        T("Uno.  Dos.  Three."));
    row("a space removed, a sentence edited", T("One.  Two. Three."), T("One. Two. Three."), T("One.  Two. Tres."),
        T("One. Two. Tres."));
    row("line and paragraph separators of Unicode", T("A\u2028B\u2029C\u0085D\n"), T("A2\u2028B\u2029C\u0085D\n"),
        T("A\u2028B\u2029C\u0085D2\n"), T("A2\u2028B\u2029C\u0085D2\n"));
    row("no-break spaces", T("A.\u00a0B.\u202fC."), T("A.\u00a0B.\u202fC2."), T("A2.\u00a0B.\u202fC."), T("A2.\u00a0B.\u202fC2."));

    // Line ends.
    row("CRLF", T("A\r\nB\r\nC\r\n"), T("A2\r\nB\r\nC\r\n"), T("A\r\nB\r\nC2\r\n"), T("A2\r\nB\r\nC2\r\n"));
    row("a form has made it CRLF", T("A\nB\nC\n"), T("A2\nB\nC\n"), T("A\r\nB\r\nC2\r\n"), T("A2\r\nB\r\nC2\r\n"));
    row("an editor has made it LF", T("A\r\nB\r\nC\r\n"), T("A2\nB\nC\n"), T("A\r\nB\r\nC2\r\n"), T("A2\nB\nC2\n"));
    row("CRLF there and one sentence on both sides", T("A\nB\n"), T("A\nM\n"), T("A\r\nT\r\n"), T("A\r\nM\r\n"), {T("B¦M¦T")});
    row("both made it CRLF", T("A\nB\n"), T("A\r\nB\r\n"), T("A\r\nB2\r\n"), T("A\r\nB2\r\n"));
    row("no base, LF and CRLF", {}, T("A\nB\n"), T("A\r\nB\r\n"), T("A\nB\n"));
    row("mixed line ends stay", T("A\r\nB\nC\r\nD"), T("A2\r\nB\nC\r\nD"), T("A\r\nB\nC\r\nD2"), T("A2\r\nB\nC\r\nD2"));
    row("lone CR", T("A\rB\rC"), T("A2\rB\rC"), T("A\rB\rC2"), T("A2\rB\rC2"));
    row("no last line end, appended here, edited there", T("A. B."), T("A. B.\n\nC."), T("A2. B."), T("A2. B.\n\nC."));
    row("a last line end added there", T("A. B."), T("A2. B."), T("A. B.\n"), T("A2. B.\n"));
    row("a last line end removed on both sides", T("A. B.\n"), T("A2. B."), T("A. B."), T("A2. B."));

    // Scripts.
    row("Chinese", T("今天下雨。我们在家！你呢？好。"), T("今天晴天。我们在家！你呢？好。"), T("今天下雨。我们在家！你呢？不好。"),
        T("今天晴天。我们在家！你呢？不好。"));
    row("Chinese, one sentence on both sides", T("今天下雨。好。"), T("今天晴天。好。"), T("昨天下雨。好。"), T("今天晴天。好。"),
        {T("今天下雨。¦今天晴天。¦昨天下雨。")});
    row("Japanese quotes", T("「雨だ。」と彼は言った。「そう？」はい。"), T("「雪だ。」と彼は言った。「そう？」はい。"),
        T("「雨だ。」と彼は言った。「そう？」いいえ。"), T("「雪だ。」と彼は言った。「そう？」いいえ。"));
    row("Arabic", T("هل تمطر؟ نعم. حسنا."), T("هل تثلج؟ نعم. حسنا."), T("هل تمطر؟ نعم. جيد."), T("هل تثلج؟ نعم. جيد."));
    row("emoji", T("Family 👩‍👩‍👧‍👦! Flag 🇳🇱. Hand 👍🏽."), T("Family 👩‍👩‍👧! Flag 🇳🇱. Hand 👍🏽."), T("Family 👩‍👩‍👧‍👦! Flag 🇳🇱. Hand 👍🏿."),
        T("Family 👩‍👩‍👧! Flag 🇳🇱. Hand 👍🏿."));
    row("composed and decomposed are two texts", T("caf\u00e9\nB\n"), T("cafe\u0301\nB\n"), T("caf\u00e9\nB2\n"), T("cafe\u0301\nB2\n"));
    row("byte order mark", T("\ufeffA\nB\n"), T("\ufeffA\nB2\n"), T("A\nB\n"), T("A\nB2\n"));

    // Code.
    row("two lines of a fence", T("```\na = b. c\nd = e\n```\n"), T("```\na = b. C\nd = e\n```\n"), T("```\na = b. c\nd = E\n```\n"),
        T("```\na = b. C\nd = E\n```\n"));
    row("one line of a fence", T("```\na. B\n```\n"), T("```\nx. B\n```\n"), T("```\na. Y\n```\n"), T("```\nx. B\n```\n"),
        {T("a. B¦x. B¦a. Y")});
    row("one line of indented code", T("P.\n\n    a. B\n"), T("P.\n\n    x. B\n"), T("P.\n\n    a. Y\n"), T("P.\n\n    x. B\n"),
        {T("    a. B¦    x. B¦    a. Y")});
    row("one inline code", T("See `a. B` there. Go."), T("See `x. B` there. Go."), T("See `a. Y` there. Go."), T("See `x. B` there. Go."),
        {T("See `a. B` there.¦See `x. B` there.¦See `a. Y` there.")});
    row("a fence put around a paragraph, another edited", T("A. B.\n\nC. D.\n"), T("```\nA. B.\n```\n\nC. D.\n"), T("A. B.\n\nC. D2.\n"),
        T("```\nA. B.\n```\n\nC. D2.\n"));
    row("a fence begun, a later paragraph edited", T("A.\n\nC. D.\n"), T("A.\n\n```\n\nC. D.\n"), T("A.\n\nC. D2.\n"),
        T("A.\n\n```\n\nC. D2.\n"));
    row("tildes", T("~~~\na. B\n~~~\n"), T("~~~\nx. B\n~~~\n"), T("~~~\na. B\n~~~\n\nEnd.\n"), T("~~~\nx. B\n~~~\n\nEnd.\n"));

    // Tables.
    const auto table = [](const QString &first, const QString &second) {
        return T("| A | B |\n|---|---|\n| %1 |\n| %2 |\n").arg(first, second);
    };
    row("two rows of a table", table(T("1. X | 2"), T("3 | 4")), table(T("9. X | 2"), T("3 | 4")), table(T("1. X | 2"), T("3 | 8")),
        table(T("9. X | 2"), T("3 | 8")));
    row("one row of a table", table(T("A. X | 2"), T("3 | 4")), table(T("B. X | 2"), T("3 | 4")), table(T("A. Y | 2"), T("3 | 4")),
        table(T("B. X | 2"), T("3 | 4")), {T("| A. X | 2 |¦| B. X | 2 |¦| A. Y | 2 |")});
    row("both add a row", T("a | b\n- | -\n1 | 2\n"), T("a | b\n- | -\n1 | 2\n3 | 4\n"), T("a | b\n- | -\n1 | 2\n5 | 6\n"),
        T("a | b\n- | -\n1 | 2\n3 | 4\n"), {T("¦3 | 4¦5 | 6")});

    // Headings, lists, quotes, images, links.
    row("a heading and its text", T("# One\n\nText.\n"), T("# Uno\n\nText.\n"), T("# One\n\nTexto.\n"), T("# Uno\n\nTexto.\n"));
    row("level and text of a heading", T("A\n\n# One\n"), T("A\n\n## One\n"), T("A\n\n# Uno\n"), T("A\n\n## One\n"), {T("# One¦## One¦# Uno")});
    row("neighbouring items", T("- a\n- b\n- c\n"), T("- A\n- b\n- c\n"), T("- a\n- B\n- c\n"), T("- A\n- B\n- c\n"));
    row("an item added, another edited", T("- a\n- b\n"), T("- a\n- b\n- c\n"), T("- A\n- b\n"), T("- A\n- b\n- c\n"));
    row("both add an item", T("- a\n"), T("- a\n- b\n"), T("- a\n- c\n"), T("- a\n- b\n"), {T("¦- b¦- c")});
    row("two tasks ticked", T("- [ ] a\n- [ ] b\n"), T("- [x] a\n- [ ] b\n"), T("- [ ] a\n- [x] b\n"), T("- [x] a\n- [x] b\n"));
    row("an item put first and all renumbered, another edited", T("1. Ann\n2. Bob\n3. Cid\n"), T("1. New\n2. Ann\n3. Bob\n4. Cid\n"),
        T("1. Ann\n2. Bob\n3. Cyd\n"), T("1. New\n2. Ann\n3. Bob\n4. Cid\n"), {T("Cid¦Bob\n4. Cid¦Cyd")});
    row("a sentence inside an item", T("- One. Two.\n\n      code. Here\n"), T("- Uno. Two.\n\n      code. Here\n"),
        T("- One. Dos.\n\n      code. Here\n"), T("- Uno. Dos.\n\n      code. Here\n"));
    row("a quote", T("> One. Two.\n> Three.\n"), T("> Uno. Two.\n> Three.\n"), T("> One. Two.\n> Tres.\n"), T("> Uno. Two.\n> Tres.\n"));
    row("an image put in, the text edited", T("A.\n\nB.\n"), T("A.\n\n![x](/images/1)\n\nB.\n"), T("A2.\n\nB.\n"),
        T("A2.\n\n![x](/images/1)\n\nB.\n"));
    row("two link targets", T("[a]: http://a.example/x\n[b]: http://b.example/x\n"), T("[a]: http://a.example/y\n[b]: http://b.example/x\n"),
        T("[a]: http://a.example/x\n[b]: http://b.example/z\n"), T("[a]: http://a.example/y\n[b]: http://b.example/z\n"));

    // What a merge might take for its own.
    const QString markers = T("<<<<<<< ours\nA\n||||||| base\nB\n=======\nC\n>>>>>>> theirs\n");
    row("an author's markers", markers, markers + T("D\n"), T("Z\n") + markers, T("Z\n") + markers + T("D\n"));
    row("markers put in there", T("A\n\nB\n"), T("A2\n\nB\n"), T("A\n\nB\n") + markers, T("A2\n\nB\n") + markers);
    row("markers inside a clash", T("A\n"), T("<<<<<<< file.txt\n"), T(">>>>>>> file.txt\n"), T("<<<<<<< file.txt\n"),
        {T("A¦<<<<<<< file.txt¦>>>>>>> file.txt")});
    row("lines of digits", T("0\n1\n2\n3\n"), T("0\n7\n2\n3\n"), T("0\n1\n2\n0\n"), T("0\n7\n2\n0\n"));
    row("a diff as text", T("@@ -1,2 +1,2 @@\n-a\n+b\n"), T("@@ -1,2 +1,2 @@\n-a\n+c\n"), T("@@ -1,3 +1,3 @@\n-a\n+b\n"),
        T("@@ -1,3 +1,3 @@\n-a\n+c\n"));
    row("setext headings and rules", T("A\n===\n\nB\n---\n"), T("A\n===\n\nB2\n---\n"), T("A2\n===\n\nB\n---\n"), T("A2\n===\n\nB2\n---\n"));
#undef T
}

void TestTextMerge::merges()
{
    QFETCH(const QString, base);
    QFETCH(const QString, mine);
    QFETCH(const QString, theirs);
    QFETCH(const QString, merged);
    QFETCH(const QStringList, clashes);
    const auto pieces = mergePieces(base, mine, theirs);
    QVERIFY(pieces);
    QCOMPARE(clashesOf(*pieces), clashes);
    const auto merge = mergeText(base, mine, theirs);
    QVERIFY(merge);
    QCOMPARE(merge->text, merged);
    QCOMPARE(merge->isClean, clashes.isEmpty());
    const auto swapped = mergeText(base, theirs, mine);
    QVERIFY(swapped);
    QCOMPARE(swapped->isClean, merge->isClean);
    if (merge->isClean)
        QCOMPARE(swapped->text, merged);
}

void TestTextMerge::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("pieces");
    const auto row = [](const char *name, const QString &text, const QStringList &pieces) { QTest::newRow(name) << text << pieces; };
#define T QStringLiteral
    row("nothing", {}, {});
    row("sentences", T("One.  Two! 3.5 e.g. four\n"), {T("One."), T("  "), T("Two!"), T(" "), T("3.5 e.g."), T(" "), T("four"), T("\n")});
    row("no capitals", T("it rained. (or so they say.) 3.5 mm. then: “not. again.” e"),
        {T("it rained. (or so they say.)"), T(" "), T("3.5 mm."), T(" "), T("then: “not."), T(" "), T("again.”"), T(" "), T("e")});
    row("no space between", T("雨。雪！"), {T("雨。"), T("雪！")});
    row("line ends", T("a\r\n\nb\rc"), {T("a"), T("\r\n"), T("\n"), T("b"), T("\r"), T("c")});
    row("spaces alone", T("  \n\t"), {T("  "), T("\n"), T("\t")});
    row("inline code", T("Use `a. B` now. Go ``x. ` Y``. Z ` a. B"),
        {T("Use `a. B` now."), T(" "), T("Go ``x. ` Y``."), T(" "), T("Z ` a."), T(" "), T("B")});
    row("inline code without capitals", T("use `a. b` now. go"), {T("use `a. b` now."), T(" "), T("go")});
    row("inline code over lines", T("Use `a. B\nc. D` e. F"), {T("Use `a. B"), T("\n"), T("c. D` e."), T(" "), T("F")});
    row("fence", T("A. B\n```c\nA. B\n\nC. D\n```\nA. B"),
        {T("A."), T(" "), T("B"), T("\n"), T("```c"), T("\n"), T("A. B"), T("\n"), T("\n"), T("C. D"), T("\n"), T("```"), T("\n"), T("A."),
         T(" "), T("B")});
    row("longer and other fences inside", T("````\n```\nA. B\n~~~~\n````\nA. B"),
        {T("````"), T("\n"), T("```"), T("\n"), T("A. B"), T("\n"), T("~~~~"), T("\n"), T("````"), T("\n"), T("A."), T(" "), T("B")});
    row("fence in a quote in an item", T("- > ~~~\n  > A. B\n  > ~~~\n"),
        {T("- > ~~~"), T("\n"), T("  > A. B"), T("\n"), T("  > ~~~"), T("\n")});
    row("open fence", T("```\nA. B\n"), {T("```"), T("\n"), T("A."), T(" "), T("B"), T("\n")});
    row("indented code", T("A\n\n    A. B\n\n\tA. B\nA. B"),
        {T("A"), T("\n"), T("\n"), T("    A. B"), T("\n"), T("\n"), T("\tA. B"), T("\n"), T("A."), T(" "), T("B")});
    row("indented, but no code", T("A\n    B. C\n"), {T("A"), T("\n"), T("    B."), T(" "), T("C"), T("\n")});
    row("paragraph of an item", T("1. A\n\n   B. C\n\n       B. C\n"),
        {T("1."), T(" "), T("A"), T("\n"), T("\n"), T("   B."), T(" "), T("C"), T("\n"), T("\n"), T("       B. C"), T("\n")});
    row("table", T("A. B | C\n:-- | --:\nA. B | C\n\nA. B | C"),
        {T("A. B | C"), T("\n"), T(":-- | --:"), T("\n"), T("A. B | C"), T("\n"), T("\n"), T("A."), T(" "), T("B | C")});
#undef T
}

void TestTextMerge::splits()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, pieces);
    QStringList split;
    for (const QStringView piece : splitSentences(text))
        split += piece.toString();
    QCOMPARE(split, pieces);
}

void TestTextMerge::mergesAMegabyte()
{
    // One paragraph of 1 MB; each side edits sentences all over it, and now and then both the same one.
    QString base;
    QString mine;
    QString theirs;
    QString expected;
    for (int i = 0; base.size() < 1'000'000; ++i) {
        const QString sentence = QStringLiteral("Sentence %1 of the book tells what the harbour saw. ").arg(i);
        const QString edited = QStringLiteral("Sentence %1 is new. ").arg(i);
        base += sentence;
        mine += i % 7 == 0 ? edited : sentence;
        theirs += i % 5 == 0 ? edited : sentence;
        expected += i % 7 == 0 || i % 5 == 0 ? edited : sentence;
    }
    const auto merge = mergeText(base, mine, theirs);
    QVERIFY(merge);
    QVERIFY(merge->isClean);
    QVERIFY(merge->text == expected);
}

void TestTextMerge::mergesUnlikeMegabytes()
{
    const auto textOf = [](const QString &word) {
        QString text;
        for (int i = 0; text.size() < 1'000'000; ++i)
            text += QStringLiteral("%1 %2.\n").arg(word).arg((i * 7919) % 10007);
        return text;
    };
    const QString mine = textOf(QStringLiteral("mine"));
    const QString theirs = textOf(QStringLiteral("theirs"));
    const auto merge = mergeText(textOf(QStringLiteral("base")), mine, theirs);
    QVERIFY(merge);
    QVERIFY(!merge->isClean);
    QCOMPARE(merge->text, mine);
    const auto compared = mergeText({}, mine, theirs);
    QVERIFY(compared);
    QCOMPARE(compared->text, mine);
}

QTEST_GUILESS_MAIN(TestTextMerge)
#include "test_textmerge.moc"
