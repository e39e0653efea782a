// The word diff that a review and a conflict show.

#include "core/merge/textdiff.h"
#include "tests/core/merge/randomtext.h"
#include "tests/support/fixedseed.h"

#include <QTest>

#include <rapidcheck.h>

using namespace galley;
using namespace galley::test;

namespace {

/// "the same [-removed-]{+added+}", as git writes it.
QString written(const std::vector<DiffRun> &runs)
{
    QString text;
    for (const DiffRun &run : runs) {
        switch (run.kind) {
        case DiffRun::Kind::Same: text += run.text; break;
        case DiffRun::Kind::Removed: text += QStringLiteral("[-%1-]").arg(run.text); break;
        case DiffRun::Kind::Added: text += QStringLiteral("{+%1+}").arg(run.text); break;
        }
    }
    return text;
}

QString without(const std::vector<DiffRun> &runs, DiffRun::Kind kind)
{
    QString text;
    for (const DiffRun &run : runs) {
        if (run.kind != kind)
            text += run.text;
    }
    return text;
}

bool isWellFormed(const std::vector<DiffRun> &runs)
{
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (runs[i].text.isEmpty() || (i > 0 && runs[i].kind == runs[i - 1].kind))
            return false;
        if (i > 0 && runs[i].kind == DiffRun::Kind::Removed && runs[i - 1].kind == DiffRun::Kind::Added)
            return false;
    }
    return true;
}

} // namespace

class TestTextDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsWords_data();
    void showsWords();
    void countsWords_data();
    void countsWords();
    void joinsToBothTexts();
    void showsAHugeChangeWhole();
    void findsFewChangesInAHugeText();
};

void TestTextDiff::initTestCase()
{
    useFixedSeed();
}

void TestTextDiff::showsWords_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("diff");
    const auto row = [](const char *name, const QString &before, const QString &after, const QString &diff) {
        QTest::newRow(name) << before << after << diff;
    };
#define T QStringLiteral
    row("nothing", {}, {}, {});
    row("the same", T("A b.\n"), T("A b.\n"), T("A b.\n"));
    row("all new", {}, T("A b.\n"), T("{+A b.\n+}"));
    row("all gone", T("A b.\n"), {}, T("[-A b.\n-]"));
    row("a word", T("The boat left.\n"), T("The ship left.\n"), T("The [-boat-]{+ship+} left.\n"));
    row("two words", T("I like the red cat."), T("I love the blue cat."), T("I [-like-]{+love+} the [-red-]{+blue+} cat."));
    row("a word put in", T("The boat left."), T("The old boat left."), T("The {+old +}boat left."));
    row("neighbouring words are one change", T("See the small boat sail."), T("See the old ships sail."),
        T("See the [-small boat-]{+old ships+} sail."));
    row("a common word between two long changes", T("Yesterday the fishermen arrived"), T("Tomorrow the dockworkers depart"),
        T("[-Yesterday the fishermen arrived-]{+Tomorrow the dockworkers depart+}"));
    row("lines stay apart", T("One here.\n\nTwo here.\n"), T("Uno here.\n\nDos here.\n"), T("[-One-]{+Uno+} here.\n\n[-Two-]{+Dos+} here.\n"));
    row("a paragraph cut in two", T("One. Two.\n"), T("One.\n\nTwo.\n"), T("One.[- -]{+\n\n+}Two.\n"));
    row("punctuation", T("Is it so."), T("Is it so?"), T("Is it so[-.-]{+?+}"));
    row("marks", T("a bold word"), T("a **bold** word"), T("a {+**+}bold{+**+} word"));
    row("a space", T("a  b"), T("a b"), T("a[-  -]{+ +}b"));
    row("apostrophes and numbers are in words", T("It don't cost 3.50"), T("It didn't cost 3.60"), T("It [-don't-]{+didn't+} cost [-3.50-]{+3.60+}"));
    row("Chinese", T("今天下雨，我们在家。"), T("今天下雪，我们在家。"), T("今天下[-雨-]{+雪+}，我们在家。"));
    row("Japanese", T("雨が降っています。"), T("雪が降っています。"), T("[-雨-]{+雪+}が降っています。"));
    row("emoji whole", T("We: 👩‍👩‍👧‍👦 here"), T("We: 👩‍👩‍👧 here"), T("We: [-👩‍👩‍👧‍👦-]{+👩‍👩‍👧+} here"));
    row("an accent of two characters whole", T("un cafe\u0301 noir"), T("un cafe noir"), T("un [-cafe\u0301-]{+cafe+} noir"));
    row("no last line end", T("a\nb"), T("a\nb\n"), T("a\nb{+\n+}"));
    row("CRLF", T("a\r\nb\r\n"), T("a\nb\r\n"), T("a[-\r\n-]{+\n+}b\r\n"));
#undef T
}

void TestTextDiff::showsWords()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(const QString, diff);
    QCOMPARE(written(wordDiff(before, after)), diff);
}

void TestTextDiff::countsWords_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("added");
    QTest::addColumn<int>("removed");
    QTest::newRow("none") << QStringLiteral("a b") << QStringLiteral("a b") << 0 << 0;
    QTest::newRow("spaces and punctuation") << QStringLiteral("alpha beta") << QStringLiteral("**alpha**  beta!") << 0 << 0;
    QTest::newRow("one for two") << QStringLiteral("the small red boat") << QStringLiteral("the ship") << 1 << 3;
    QTest::newRow("Chinese") << QStringLiteral("今天下雨。") << QStringLiteral("今天下大雪。") << 2 << 1;
    QTest::newRow("emoji") << QStringLiteral("so ") << QStringLiteral("so 👩‍👩‍👧‍👦") << 1 << 0;
}

void TestTextDiff::countsWords()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    const WordCount count = wordCount(wordDiff(before, after));
    QTEST(count.added, "added");
    QTEST(count.removed, "removed");
}

void TestTextDiff::joinsToBothTexts()
{
    QVERIFY(rc::check("what is not added is the text before, what is not removed the text after", [] {
        const RandomEdits texts = *randomEdits();
        const auto runs = wordDiff(texts.mine, texts.theirs);
        RC_ASSERT(without(runs, DiffRun::Kind::Added) == texts.mine);
        RC_ASSERT(without(runs, DiffRun::Kind::Removed) == texts.theirs);
        RC_ASSERT(isWellFormed(runs));
        const WordCount there = wordCount(runs);
        const WordCount back = wordCount(wordDiff(texts.mine, texts.mine));
        RC_ASSERT(there.added >= 0 && there.removed >= 0 && back.added == 0 && back.removed == 0);
    }));
}

void TestTextDiff::showsAHugeChangeWhole()
{
    QString before;
    QString after;
    for (int i = 0; i < 100'000; ++i) {
        before += QStringLiteral("word%1 ").arg(i);
        after += QStringLiteral("word%1 ").arg(i * 7 % 100'003);
    }
    const auto runs = wordDiff(before, after);
    QCOMPARE(runs, (std::vector<DiffRun>{{DiffRun::Kind::Removed, before}, {DiffRun::Kind::Added, after}}));
}

void TestTextDiff::findsFewChangesInAHugeText()
{
    QString before;
    for (int i = 0; before.size() < 1'000'000; ++i)
        before += QStringLiteral("Line %1 of the book.\n").arg(i);
    QString after = before;
    after.replace(QStringLiteral("Line 100 of"), QStringLiteral("Row 100 of"));
    after.replace(QStringLiteral("Line 40000 of"), QStringLiteral("Line 40000 in"));
    const auto runs = wordDiff(before, after);
    QCOMPARE(runs.size(), std::size_t(7));
    QCOMPARE(runs[1].text + runs[2].text, QStringLiteral("LineRow"));
    QCOMPARE(runs[4].text + runs[5].text, QStringLiteral("ofin"));
}

QTEST_GUILESS_MAIN(TestTextDiff)
#include "test_textdiff.moc"
