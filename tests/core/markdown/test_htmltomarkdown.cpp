#include "core/markdown/cmarkdoc.h"
#include "core/markdown/htmltomarkdown.h"
#include "tests/core/markdown/richmaker.h"

#include <QtTest>

using namespace galley;

class TestHtmlToMarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void converts_data();
    void converts();
    void officeProgramsAndBrowsers_data();
    void officeProgramsAndBrowsers();
    void leavesOutWhatIsNotText_data();
    void leavesOutWhatIsNotText();
    void saysWhatItIs();
    void readsBackAsWritten();
    void losesNoText();
    void refusesWhatIsTooLarge();

private:
    static QString convert(const QString &html)
    {
        const auto converted = markdown::htmlToMarkdown(html);
        return converted ? converted->markdown : QStringLiteral("(refused)");
    }
};

void TestHtmlToMarkdown::converts_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("wanted");
    const auto row = [](const char *name, const char *html, const char *wanted) {
        QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(wanted);
    };
    row("headings", "<h1>One</h1><h6>Six</h6>", "# One\n\n###### Six");
    row("a bold heading is no bolder", "<h2><b>Two</b></h2>", "## Two");
    row("marks", "<b>b</b> <i>i</i> <s>s</s> <code>c</code>", "**b** *i* ~~s~~ `c`");
    row("both marks", "<b><i>x</i></b> y", "***x*** y");
    row("space leaves its mark", "a<b> b </b>c", "a **b** c");
    row("marks side by side", "<b>a</b><i>b</i>", "**a***b*");
    row("mark within a word", "un<em>frigging</em>believable", "un*frigging*believable");
    row("punctuation leaves its mark", "<b>Yes.</b>No", "**Yes**.No");
    row("quoted strong before a letter", "<strong>「港」</strong>は", "「**港**」は");
    row("link", "<a href='https://a.example/x?y=1&amp;z=2'>see <b>it</b></a>", "[see **it**](https://a.example/x?y=1&z=2)");
    row("address as its own text", "<a href='https://a.example/x'>https://a.example/x</a>", "<https://a.example/x>");
    row("link that runs something", "<a href='javascript:alert(1)'>go</a>", "go");
    row("link with a space", "<a href='/a b'>go</a>", "[go](</a b>)");
    row("image", "<img src='https://a.example/p.jpg' alt='low  water'>", "![low water](https://a.example/p.jpg)");
    row("image in a link", "<a href='/x'><img src='/y.png' alt='y'></a>", "[![y](/y.png)](/x)");
    row("line breaks", "a<br>b<br/>", "a\\\nb");
    row("two line breaks are a paragraph", "a<br><br>b", "a\n\nb");
    row("paragraphs", "<p>a\n b</p>\n\n<div>c</div>d", "a b\n\nc\n\nd");
    row("nested list", "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>", "- a\n  - b\n    1. c\n- d");
    row("list right in a list", "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c");
    row("counted from", "<ol start=9><li>a<li>b</ol>", "9. a\n10. b");
    row("loose list", "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c");
    row("paragraphs of one each stay tight", "<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b");
    row("tasks", "<ul><li><input type=checkbox checked> a</li><li><input type=checkbox>b</li></ul>", "- [x] a\n- [ ] b");
    row("two lists side by side", "<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b");
    row("quote", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b");
    row("code", "<pre><code class='language-rust'>let a = \"&lt;\";\n\n  b\n</code></pre>", "```rust\nlet a = \"<\";\n\n  b\n```");
    row("code with fences", "<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````");
    row("code within a line", "<code>a`b</code>", "``a`b``");
    row("table", "<table><tr><th>a<th align=right>bb<tr><td>1<td align=right>2 | 3</table>",
        "| a   |     bb |\n| --- | -----: |\n| 1   | 2 \\| 3 |");
    row("wide letters in a table", "<table><tr><td>港<td>b<tr><td>c<td>d</table>", "| 港  | b   |\n| --- | --- |\n| c   | d   |");
    row("short rows and spans", "<table><tr><td colspan=2>a<td>b<tr><td>c</table>",
        "| a   |     | b   |\n| --- | --- | --- |\n| c   |     |     |");
    row("lines in a cell", "<table><tr><td><p>a</p><p>b</p><td>c<tr><td>d<td>e</table>",
        "| a<br>b | c   |\n| ------ | --- |\n| d      | e   |");
    row("a table that only places", "<table><tr><td><h2>a</h2><p>b</p></td></tr></table>", "## a\n\nb");
    row("rule", "a<hr>b", "a\n\n---\n\nb");
    row("raised and lowered", "H<sub>2</sub>O, x<sup>2</sup>", "H<sub>2</sub>O, x<sup>2</sup>");
    row("what looks like a mark", "2*3*4, snake_case, a * b, _x_, `y`", "2\\*3\\*4, snake_case, a * b, \\_x\\_, \\`y\\`");
    row("what looks like a block", "<p># a<p>- b<p>1. c<p>&gt; d<p>+", "\\# a\n\n\\- b\n\n1\\. c\n\n\\> d\n\n\\+");
    row("what looks like HTML", "a &lt;b&gt; 1 &lt; 2 &amp;amp; 3 &amp; 4", "a \\<b> 1 < 2 \\&amp; 3 & 4");
    row("paths keep their backslashes", "C:\\Users\\me", "C:\\Users\\me");
    row("unknown elements give their text", "<foo-bar>a <x>b</x></foo-bar>", "a b");
    row("definition list", "<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb");
    row("no-break space between words stays", "10&nbsp;km", "10\u00a0km");
    row("no-break spaces for show go", "a&nbsp; b<p>&nbsp;</p>", "a b");
    row("white space between elements", "<p>\n  <span>a</span>\n  <span>b</span>\n</p>", "a b");
}

void TestHtmlToMarkdown::converts()
{
    QFETCH(QString, html);
    QFETCH(QString, wanted);
    QCOMPARE(convert(html), wanted);
}

void TestHtmlToMarkdown::officeProgramsAndBrowsers_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("Google Docs") << QStringLiteral(
        "<meta charset='utf-8'><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><h1 dir=\"ltr\" style=\"line-height:1.38\">"
        "<span style=\"font-size:20pt;font-family:Arial,sans-serif;font-weight:400;font-style:normal;white-space:pre-wrap;\">Tides</span></h1>"
        "<p dir=\"ltr\"><span style=\"font-weight:400;text-decoration:none;vertical-align:baseline;white-space:pre-wrap;\">The </span>"
        "<span style=\"font-weight:700;white-space:pre-wrap;\">sea</span><span style=\"font-weight:400;font-style:italic;\"> was flat</span>"
        "<span style=\"font-weight:400;text-decoration:line-through;\">ter</span><span>.</span></p><br />"
        "<ul style=\"margin-top:0\"><li dir=\"ltr\" aria-level=\"1\"><p dir=\"ltr\" role=\"presentation\"><span>one</span></p></li>"
        "<ul><li dir=\"ltr\" aria-level=\"2\"><p role=\"presentation\"><span>two</span></p></li></ul></ul>"
        "<p><a href=\"https://a.example/\" style=\"text-decoration:none;\"><span style=\"color:#1155cc;text-decoration:underline;\">link</span></a></p></b>"
        "<br class=\"Apple-interchange-newline\">")
        << QStringLiteral("# Tides\n\nThe **sea** *was flat*~~ter~~.\n\n- one\n  - two\n\n[link](https://a.example/)");
    QTest::newRow("Word") << QString::fromUtf8(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head><style>p.MsoNormal {margin:0}</style><!--[if gte mso 9]><xml>x</xml><![endif]-->"
        "</head><body lang=EN-GB><!--StartFragment--><p class=MsoTitle>A title<o:p></o:p></p>"
        "<p class=MsoNormal><b>Bold</b><span style='mso-spacerun:yes'>&nbsp; </span>and <i style='mso-bidi-font-style:normal'>slanted</i><o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>"
        "<![endif]>first<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span>"
        "</span></span><![endif]>under it</p>"
        "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.&nbsp;</span><![endif]>and next</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·</span><![endif]>second</p>"
        "<p class=MsoNormal>After.</p><!--EndFragment--></body></html>")
        << QStringLiteral("# A title\n\n**Bold** and *slanted*\n\n- first\n  1. under it\n  2. and next\n- second\n\nAfter.");
    QTest::newRow("GitHub") << QStringLiteral(
        "<h2 dir=\"auto\"><a class=\"anchor\" aria-hidden=\"true\" href=\"#x\"><svg><path d=\"\"/></svg></a>Usage</h2>"
        "<div class=\"highlight highlight-source-shell\"><pre><span class=\"pl-c\">npm</span> i\nnpm t</pre></div>"
        "<ul class=\"contains-task-list\"><li class=\"task-list-item\"><input type=\"checkbox\" disabled checked> done</li></ul>")
        << QStringLiteral("## Usage\n\n```\nnpm i\nnpm t\n```\n\n- [x] done");
    QTest::newRow("a mail") << QStringLiteral(
        "<div dir=\"ltr\">Hello,<div><br></div><div>see you at <b>six</b>.</div><img src=\"https://t.example/open.gif\" width=\"1\" height=\"1\"></div>")
        << QStringLiteral("Hello,\n\nsee you at **six**.");
    QTest::newRow("a code editor") << QStringLiteral(
        "<meta charset='utf-8'><div style=\"color:#d4;font-family:'Droid Sans Mono',monospace;white-space:pre;\"><div><span>int a;</span></div>"
        "<br><div><span>  b();</span></div></div>")
        << QStringLiteral("```\nint a;\n\n  b();\n```");
}

void TestHtmlToMarkdown::officeProgramsAndBrowsers()
{
    QFETCH(QString, html);
    QFETCH(QString, wanted);
    QCOMPARE(convert(html), wanted);
}

void TestHtmlToMarkdown::leavesOutWhatIsNotText_data()
{
    QTest::addColumn<QString>("html");
    for (const char *html : {
             "a<script>alert(1)</script>b", "a<style>p{}</style>b", "a<!-- c -->b", "a<noscript>c</noscript>b",
             "a<img src='https://t.example/p.gif' width=1 height=1>b", "a<img src=x style='width:1px;height:1px'>b",
             "a<img src=x width=0>b", "a<span style='display:none'>c</span>b", "a<span hidden>c</span>b",
             "a<img src='data:image/png;base64,AAAA'>b", "a<img src='file:///etc/passwd'>b", "a<img>b",
             "a<svg><text>c</text></svg>b", "a<iframe src=x>c</iframe>b", "a<template>c</template>b",
             "a<img src=x style='visibility:hidden'>b", "<title>c</title>ab", "a<object data=x>c</object>b",
             "a<a name=c></a>b", "a<b></b>b", "a<a href=x></a>b", "a\u00adb", "a\ufeffb"})
        QTest::newRow(html) << QString::fromUtf8(html);
}

void TestHtmlToMarkdown::leavesOutWhatIsNotText()
{
    QFETCH(QString, html);
    QCOMPARE(convert(html), QStringLiteral("ab"));
}

void TestHtmlToMarkdown::saysWhatItIs()
{
    const auto mixed = markdown::htmlToMarkdown(QStringLiteral("<span>a <b>b</b></span><h1>c</h1>"));
    QVERIFY(mixed->beginsWithText && !mixed->endsWithText && !mixed->isCodeOnly);
    QVERIFY(markdown::htmlToMarkdown(QStringLiteral("<ul><li>a</ul>b"))->endsWithText);
    QVERIFY(markdown::htmlToMarkdown(QStringLiteral("<pre>a</pre>"))->isCodeOnly);
    QVERIFY(!markdown::htmlToMarkdown(QStringLiteral("<pre>a</pre>b"))->isCodeOnly);
    QCOMPARE(convert(QString()), QString());
}

void TestHtmlToMarkdown::readsBackAsWritten()
{
    const int pages = qEnvironmentVariableIntValue("GALLEY_PAGES") > 0 ? qEnvironmentVariableIntValue("GALLEY_PAGES") : 3000;
    for (int seed = 0; seed < pages; ++seed) {
        const QString html = RichMaker(quint32(seed)).page();
        const QString text = convert(html);
        const QString back = QString::fromUtf8(markdown::renderNode(markdown::parseTree(text.toUtf8()).get()));
        if (back != html) {
            qWarning().noquote() << "seed" << seed << "\n" << html << "--- became\n" << text << "\n--- which reads as\n" << back;
            QCOMPARE(back, html);
        }
    }
}

// Marks anywhere, also where Markdown can't have them: they may move or become HTML, words stay.
void TestHtmlToMarkdown::losesNoText()
{
    QRandomGenerator random(7);
    const QStringList pieces = {QStringLiteral("<b>"), QStringLiteral("</b>"), QStringLiteral("<i>"), QStringLiteral("</i>"),
                                QStringLiteral("<s>"), QStringLiteral("</s>"), QStringLiteral("<a href='/x'>"), QStringLiteral("</a>"),
                                QStringLiteral("a"), QStringLiteral("b."), QStringLiteral(" "), QStringLiteral("*"), QStringLiteral("_"),
                                QStringLiteral("("), QStringLiteral("!"), QStringLiteral("<sup>"), QStringLiteral("</sup>"),
                                QStringLiteral("["), QStringLiteral("&lt;"), QStringLiteral("<code>`</code>"), QString::fromUtf8("港"),
                                QStringLiteral("~"), QStringLiteral("\\"), QStringLiteral("&amp;"), QStringLiteral("https://e.org")};
    const auto words = [](const QString &html) {
        QString text;
        bool inTag = false;
        for (const QChar c : html) {
            if (c == u'<' || c == u'>')
                inTag = c == u'<';
            else if (!inTag && !c.isSpace())
                text += c;
        }
        return text;
    };
    for (int round = 0; round < 5000; ++round) {
        QString html = QStringLiteral("<p>");
        for (int i = 0, count = 1 + int(random.bounded(12)); i < count; ++i)
            html += pieces.at(random.bounded(int(pieces.size())));
        const QString text = convert(html);
        const QString back = QString::fromUtf8(markdown::renderNode(markdown::parseTree(text.toUtf8()).get()));
        if (words(back) != words(html)) {
            qWarning().noquote() << html << "became" << text << "which reads as" << back;
            QCOMPARE(words(back), words(html));
        }
    }
}

void TestHtmlToMarkdown::refusesWhatIsTooLarge()
{
    QVERIFY(!markdown::htmlToMarkdown(QStringLiteral("<br>").repeated(60'000)));
    QVERIFY(!markdown::htmlToMarkdown(QStringLiteral("<div>").repeated(30'000)));
    QCOMPARE(convert(QStringLiteral("<div>").repeated(3000) + QStringLiteral("deep")), QStringLiteral("deep"));
    QCOMPARE(convert(QStringLiteral("<ul><li>").repeated(1000) + QStringLiteral("deep")).right(4), QStringLiteral("deep"));
}

QTEST_APPLESS_MAIN(TestHtmlToMarkdown)
#include "test_htmltomarkdown.moc"
