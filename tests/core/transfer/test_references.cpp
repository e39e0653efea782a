#include "core/transfer/references.h"

#include <QTest>

using namespace galley;

namespace {

/// The text with each destination in guillemets and an "!" before that of an image: «…» and !«…».
QByteArray marked(const QByteArray &text)
{
    QByteArray out = text;
    const auto references = findReferences(text);
    for (auto it = references.rbegin(); it != references.rend(); ++it) {
        out.insert(it->start + it->length, QByteArray("»"));
        out.insert(it->start, it->isImage ? QByteArray("!«") : QByteArray("«"));
    }
    return out;
}

} // namespace

class TestReferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsExactlyTheDestinations_data();
    void findsExactlyTheDestinations();
    void resolvesEscapes();
    void isFastOnManyBrackets();
};

void TestReferences::findsExactlyTheDestinations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(expected);
    };
    row("image", "![alt](a.png)", "![alt](!«a.png»)");
    row("title", "![alt](a.png \"a.png\")", "![alt](!«a.png» \"a.png\")");
    row("pointed", "![alt](<a b.png> 'x')", "![alt](<!«a b.png»> 'x')");
    row("parentheses", "![](a(1).png) ![](b\\).png)", "![](!«a(1).png») ![](!«b\\).png»)");
    row("spaces around", "![a](  a.png  )", "![a](  !«a.png»  )");
    row("next line", "![a](\na.png)", "![a](\n!«a.png»)");
    row("link around an image", "[![t](thumb.jpg)](full.jpg)", "[![t](!«thumb.jpg»)](«full.jpg»)");
    row("remote", "![a](https://x.example/a.png) ![b](//x.example/b.png) [c](mailto:a@b.c) [d](#part)",
        "![a](https://x.example/a.png) ![b](//x.example/b.png) [c](mailto:a@b.c) [d](#part)");
    row("code span", "`![a](a.png)` and ![a](a.png)", "`![a](a.png)` and ![a](!«a.png»)");
    row("fenced code", "```md\n![a](a.png)\n[b]: b.png\n```\n\n![b][b]\n\n[b]: c.png\n",
        "```md\n![a](a.png)\n[b]: b.png\n```\n\n![b][b]\n\n[b]: !«c.png»\n");
    row("indented code", "    ![a](a.png)\n\n![a](a.png)", "    ![a](a.png)\n\n![a](!«a.png»)");
    row("escaped", "\\![a](a.png) !\\[a](b.png)", "\\![a](«a.png») !\\[a](b.png)");
    row("definition", "![alt][one] [two]\n\n[one]: img/a.png \"T\"\n[two]: <b.md>\n[three]: unused.png\n",
        "![alt][one] [two]\n\n[one]: !«img/a.png» \"T\"\n[two]: <«b.md»>\n[three]: unused.png\n");
    row("definition twice", "![x]\n\n[x]: a.png\n[x]: b.png\n", "![x]\n\n[x]: !«a.png»\n[x]: b.png\n");
    row("in a quote, a list and a table", "> 1. ![a](a.png)\n>    ![b](b.png)\n\n| x |\n|---|\n| ![c](c.png) |\n",
        "> 1. ![a](!«a.png»)\n>    ![b](!«b.png»)\n\n| x |\n|---|\n| ![c](!«c.png») |\n");
    row("html", "<p><img alt=\"src\" src=\"a.png\"> <IMG\n SRC = 'b.png'/></p>\n",
        "<p><img alt=\"src\" src=\"!«a.png»\"> <IMG\n SRC = '!«b.png»'/></p>\n");
    row("html inline", "See <img src=\"a.png\"> and `<img src=\"b.png\">` and <script src=\"c.js\">",
        "See <img src=\"!«a.png»\"> and `<img src=\"b.png\">` and <script src=\"c.js\">");
    row("html that is broken", "<p><img src=\"gimg src=\"g.png\"></p>\n", "<p><img src=\"!«gimg src=»\"g.png\"></p>\n");
    row("html comment", "<!-- <img src=\"a.png\"> -->\n", "<!-- <img src=\"a.png\"> -->\n");
    row("markdown in html", "<div>\n![a](a.png)\n</div>\n\n![b](b.png)", "<div>\n![a](a.png)\n</div>\n\n![b](!«b.png»)");
    row("stray backtick", "no link ](`x y ![a](a.png)` ![b](b.png)", "no link ](`x y ![a](a.png)` ![b](!«b.png»)");
    row("stray star", "x](*a y* ![b](b_1_.png)", "x](*a y* ![b](!«b_1_.png»)");
    row("inside what looks like one", "![a](b%20[d](<c.png>)", "![a](b%20[d](<«c.png»>)");
    row("not a link", "[a] (a.png) ](b.png)", "[a] (a.png) ](b.png)");
    row("unicode", "Füße ![ü](bücher/ß.png) ende", "Füße ![ü](!«bücher/ß.png») ende");
    row("the token itself", "galley-target-0- ![a](a.png)", "galley-target-0- ![a](!«a.png»)");
    row("nothing", "", "");
}

void TestReferences::findsExactlyTheDestinations()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(QString::fromUtf8(marked(text)), QString::fromUtf8(expected));
}

void TestReferences::resolvesEscapes()
{
    const auto found = findReferences("![the *big* one](a&amp;b\\_c%20d.png) <img src=\"e&amp;f.png\">");
    QCOMPARE(found.size(), size_t(2));
    QCOMPARE(found[0].target, QStringLiteral("a&b_c%20d.png"));
    QCOMPARE(found[0].altText, QStringLiteral("the big one"));
    QCOMPARE(found[1].target, QStringLiteral("e&f.png"));
}

void TestReferences::isFastOnManyBrackets()
{
    // Half of them false, and one that breaks the first proof: halving finds it without thousands of parses.
    QByteArray text;
    for (int i = 0; i < 2000; ++i)
        text += "![a](a" + QByteArray::number(i) + ".png) `![b](b.png)`\n\n";
    text += "x](`y\n\n![c](c.png)\n";
    QCOMPARE(findReferences(text).size(), size_t(2001));
}

QTEST_GUILESS_MAIN(TestReferences)
#include "test_references.moc"
