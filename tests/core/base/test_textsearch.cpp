#include "core/base/textsearch.h"
#include "core/base/wordplaces.h"

#include <QtTest>

using namespace galley;
using Syntax = TextSearch::Syntax;

class TestTextSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replaces_data();
    void replaces();
    void capitalsAndWholeWords_data();
    void capitalsAndWholeWords();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void findsPlaces();
    void endsWithHostileExpressions();
    void findsWordsAsReadersDo();
};

void TestTextSearch::replaces_data()
{
    QTest::addColumn<QString>("sought");
    QTest::addColumn<bool>("expression");
    QTest::addColumn<QString>("with");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted");
    const auto words = [](const char *name, const char *sought, const char *with, const char *text, const char *wanted) {
        QTest::newRow(name) << QString::fromUtf8(sought) << false << QString::fromUtf8(with) << QString::fromUtf8(text) << QString::fromUtf8(wanted);
    };
    const auto expression = [](const char *name, const char *sought, const char *with, const char *text, const char *wanted) {
        QTest::newRow(name) << QString::fromUtf8(sought) << true << QString::fromUtf8(with) << QString::fromUtf8(text) << QString::fromUtf8(wanted);
    };
    words("any capitals", "Tide", "ebb", "TIDE and tide", "ebb and ebb");
    words("signs are signs", "a.*$1", "x", "a.*$1 ab", "x ab");
    words("what replaces is as typed", "a", "$1\\n$$", "a", "$1\\n$$");
    words("other scripts", "ÄRGER", "x", "Ärger ÄRGER", "x x");
    expression("groups", "(\\w+) (\\w+)", "$2 $1", "low water", "water low");
    expression("old groups", "(\\w+)@(\\w+)", "\\2 at \\1", "me@home", "home at me");
    expression("all of it", "wa\\w+", "[$0]", "low water", "low [water]");
    expression("named", "(?<first>\\w)(\\w*)", "${first}.", "low water", "l. w.");
    expression("numbered braces", "(a)", "${1}0", "a", "a0");
    expression("a group that is not there", "a", "[$3]", "a", "[]");
    expression("dollar and backslash", "a", "$$5 \\\\ \\$", "a", "$5 \\ $");
    expression("lines", "^", "> ", "a\nb", "> a\n> b");
    expression("ends of lines", "\\s+$", "", "a  \nb ", "a\nb");
    expression("line ends in", " - ", "\\n\\t", "a - b", "a\n\tb");
    expression("over lines", "a\\nb", "c", "a\nb", "c");
    expression("classes are no capitals", "\\W\\p{Lu}?x", "-", "a X .x", "a- -");
    expression("emoji stay whole", ".", "<$0>", "🙂", "<🙂>");
    expression("look around", "(?<=a)b(?!c)", "x", "ab abc bb", "ax abc bb");
}

void TestTextSearch::replaces()
{
    QFETCH(QString, sought);
    QFETCH(bool, expression);
    QFETCH(QString, with);
    QFETCH(QString, text);
    QFETCH(QString, wanted);
    const auto search = TextSearch::make(sought, {expression ? Syntax::Expression : Syntax::Words});
    QVERIFY(search);
    QCOMPARE(search->replaced(text, with), wanted);
}

void TestTextSearch::capitalsAndWholeWords_data()
{
    QTest::addColumn<QString>("sought");
    QTest::addColumn<TextSearch::Way>("way");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("wanted"); // each found as <…>
    const auto row = [](const char *name, const char *sought, const TextSearch::Way &way, const char *text, const char *wanted) {
        QTest::newRow(name) << QString::fromUtf8(sought) << way << QString::fromUtf8(text) << QString::fromUtf8(wanted);
    };
    using Search = TextSearch;
    const Search::Way capitals{Syntax::Words, Search::Capitals::Count, Search::Extent::Anywhere};
    const Search::Way whole{Syntax::Words, Search::Capitals::DoNotCount, Search::Extent::WholeWords};
    const Search::Way wholeExpression{Syntax::Expression, Search::Capitals::DoNotCount, Search::Extent::WholeWords};
    const Search::Way all{Syntax::Expression, Search::Capitals::Count, Search::Extent::WholeWords};
    row("capital", "Tide", capitals, "Tide and tide", "<Tide> and tide");
    row("small", "tide", capitals, "Tide and tide", "Tide and <tide>");
    row("other scripts", "ÄRGER", capitals, "Ärger ÄRGER", "Ärger <ÄRGER>");
    row("whole", "tide", whole, "Tide, betide tides tide.", "<Tide>, betide tides <tide>.");
    row("ends in signs", "C++", whole, "C++ and C++11", "<C++> and C++11");
    row("letters of others", "über", whole, "über überall darüber", "<über> überall darüber");
    row("a mark is of the word", "क", whole, "क कि", "<क> कि");
    row("either", "low|high", wholeExpression, "lower low High", "lower <low> <High>");
    row("all three", "T\\w+", all, "Tide tide BeTide", "<Tide> tide BeTide");
}

void TestTextSearch::capitalsAndWholeWords()
{
    QFETCH(QString, sought);
    QFETCH(TextSearch::Way, way);
    QFETCH(QString, text);
    const auto search = TextSearch::make(sought, way);
    QVERIFY(search);
    const QList<TextMatch> matches = search->matches(text);
    QString marked = text;
    for (auto match = matches.crbegin(); match != matches.crend(); ++match) {
        marked.insert(match->at + match->length, u'>');
        marked.insert(match->at, u'<');
    }
    QTEST(marked, "wanted");
}

void TestTextSearch::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("sought");
    QTest::addColumn<QString>("says");
    QTest::newRow("open group") << "(a" << "The expression can't be read at its end: missing closing parenthesis.";
    QTest::newRow("nothing to repeat") << "a|*" << "after “a|”: quantifier";
    QTest::newRow("open class") << "[a" << "at its end";
    QTest::newRow("nothing") << "" << "There is nothing to look for.";
}

void TestTextSearch::saysWhatIsWrong()
{
    QFETCH(QString, sought);
    QFETCH(QString, says);
    const auto search = TextSearch::make(sought, {.syntax = Syntax::Expression, .extent = TextSearch::Extent::WholeWords});
    QVERIFY(!search);
    QCOMPARE(search.error().code, ErrorCode::InvalidInput);
    QVERIFY2(search.error().message.contains(says), qPrintable(search.error().message));
}

void TestTextSearch::findsPlaces()
{
    const auto search = TextSearch::make(QStringLiteral("an"), {});
    QCOMPARE(search->matches(QStringLiteral("banana")), (QList<TextMatch>{{1, 2}, {3, 2}}));
    QCOMPARE(TextSearch::make(QStringLiteral("^"), {Syntax::Expression})->matches(QStringLiteral("a\nb")), (QList<TextMatch>{{0, 0}, {2, 0}}));
    QVERIFY(search->matches({}).isEmpty());
}

// PCRE gives up by itself; what it gave up on counts as not found.
void TestTextSearch::endsWithHostileExpressions()
{
    const auto search = TextSearch::make(QStringLiteral("(a+)+b"), {Syntax::Expression});
    QVERIFY(search->matches(QString(200, u'a')).isEmpty());
}

void TestTextSearch::findsWordsAsReadersDo()
{
    using Places = QList<TextMatch>;
    const auto places = [](const char *text, const QStringList &words) { return wordPlaces(QString::fromUtf8(text), words); };
    QCOMPARE(places("Tide, betide, TIDES", {QStringLiteral("tide")}), (Places{{0, 4}, {14, 4}})); // starts of words
    QCOMPARE(places("betide", {QStringLiteral("tide")}), (Places{{2, 4}}));                       // or else within them
    QCOMPARE(places("Le café", {QStringLiteral("CAFE")}), (Places{{3, 4}}));
    QCOMPARE(places("cafe\u0301s", {QString::fromUtf8("café")}), (Places{{0, 5}})); // its accent stands by itself
    QCOMPARE(places("low water", {QStringLiteral("water"), QStringLiteral("wat"), QStringLiteral("low")}), (Places{{0, 3}, {4, 5}}));
    QCOMPARE(places("C++ and 日本語", {QStringLiteral("c++"), QString::fromUtf8("本")}), (Places{{0, 3}, {9, 1}}));
    QCOMPARE(places("low", {QString(), QStringLiteral("high")}), Places());
    QVERIFY(holdsAll(QString::fromUtf8("Über die Brücke"), {QStringLiteral("brucke"), QStringLiteral("uber")}));
    QVERIFY(!holdsAll(QStringLiteral("low"), {QStringLiteral("low"), QStringLiteral("water")}));
}

QTEST_APPLESS_MAIN(TestTextSearch)
#include "test_textsearch.moc"
