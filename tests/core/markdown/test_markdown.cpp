#include "core/markdown/cmarkdoc.h"
#include "core/markdown/markdown.h"
#include "core/markdown/wordcount.h"

#include <QtTest>

#include <thread>

using namespace galley;

namespace {

QByteArray html(const char *source)
{
    return markdown::toHtml(markdown::parse(QString::fromUtf8(source)));
}

struct Span
{
    int first;
    int last;
    bool operator==(const Span &) const = default;
};

std::vector<Span> spans(const char *source)
{
    std::vector<Span> result;
    for (const markdown::Block &block : markdown::parse(QString::fromUtf8(source)).blocks)
        result.push_back({block.firstLine, block.lastLine});
    return result;
}

} // namespace

class TestMarkdown : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void extensions()
    {
        QVERIFY(html("| a | b |\n|---|--:|\n| 1 | 2 |\n").contains("<td align=\"right\">2</td>"));
        QVERIFY(html("~~gone~~").contains("<del>gone</del>"));
        QVERIFY(html("see www.example.org now").contains("<a href=\"http://www.example.org\">"));
        QVERIFY(html("- [x] done\n- [ ] open\n")
                    .contains("<input type=\"checkbox\" checked=\"\" disabled=\"\" />"));
    }

    void positions()
    {
        QCOMPARE(spans("# One\n\nText\nmore\n\n- a\n- b\n\n\nEnd"),
                 (std::vector<Span>{{0, 0}, {2, 3}, {5, 6}, {9, 9}}));
        QCOMPARE(spans("Setext\n===\n\n```\ncode\n\nmore\n```\n\n> q\n> r\n"),
                 (std::vector<Span>{{0, 1}, {3, 7}, {9, 10}}));
        QCOMPARE(spans("\n\n| a |\n|---|\n| 1 |\n\n[ref]: /x\n\n    indented\n\n***\n"),
                 (std::vector<Span>{{2, 4}, {8, 8}, {10, 10}}));
        QCOMPARE(spans("über 😀\r\n\r\nzwei\r\n"), (std::vector<Span>{{0, 0}, {2, 2}}));
        QCOMPARE(spans(""), std::vector<Span>{});
    }

    void positionsGrowAndNeverOverlap()
    {
        const QStringList parts{QStringLiteral("para\nlazy"),
                                QStringLiteral("- a\n\n  b\n- c"),
                                QStringLiteral("> q\n\n> r"),
                                QStringLiteral("```\nx\n```"),
                                QStringLiteral("| a |\n|---|\n| 1 |"),
                                QStringLiteral("text\n| a |\n|---|\n| 1 |"),
                                QStringLiteral("<div>\nx\n</div>"),
                                QStringLiteral("    code\n\n    code"),
                                QStringLiteral("1. a\n\n\n2. b"),
                                QStringLiteral("Head\n---"),
                                QStringLiteral("[r]: /u"),
                                QStringLiteral("***"),
                                QStringLiteral("## h ##")};
        for (const QString &a : parts) {
            for (const QString &b : parts) {
                const QString source = a + QStringLiteral("\n\n") + b + QStringLiteral("\n\n\n") + a;
                int next = 0;
                for (const markdown::Block &block : markdown::parse(source).blocks) {
                    QVERIFY2(block.firstLine >= next, qPrintable(source));
                    QVERIFY2(block.lastLine >= block.firstLine, qPrintable(source));
                    next = block.lastLine + 1;
                }
                QVERIFY(next <= source.count(u'\n') + 1);
            }
        }
    }

    // Where Galley rewrites nothing, the blocks joined are what cmark makes of the whole.
    void blocksEqualTheWhole()
    {
        const QString source =
            QStringLiteral("A [ref] and *emphasis*\nover lines.  \nbreak\n\n> quote\n>\n> - tight\n> - "
                           "list\n\n- loose\n\n- list\n\n"
                           "1. one\n   - two\n\n```cpp\nint x < y;\n```\n\n| a | b |\n|:-:|---|\n| `c` | d "
                           "|\n\n[ref]: https://example.org \"T\"\n\n"
                           "---\n\n    code & more\n\n- [ ] task\n\nlast & <https://example.org/?a=1&b=2>");
        const markdown::NodePtr root = markdown::parseTree(source.toUtf8());
        QCOMPARE(markdown::toHtml(markdown::parse(source)), markdown::renderNode(root.get()));
    }

    void outline()
    {
        const auto outline =
            markdown::parse(
                QStringLiteral(
                    "# Slack *water*\n\n## Slack water\n\ntext\n\n### `code` & Ünïcode 潮汐 😀\n\n## !!!\n\n"
                    "> ## Slack water 2\n\n## Slack water\n"))
                .outline;
        const std::vector<markdown::Heading> expected{
            {1, QStringLiteral("Slack water"), QStringLiteral("slack-water"), 0},
            {2, QStringLiteral("Slack water"), QStringLiteral("slack-water-2"), 2},
            {3, QStringLiteral("code & Ünïcode 潮汐 😀"), QStringLiteral("code-ünïcode-潮汐"), 6},
            {2, QStringLiteral("!!!"), QStringLiteral("section"), 8},
            {2, QStringLiteral("Slack water 2"), QStringLiteral("slack-water-2-2"), 10},
            {2, QStringLiteral("Slack water"), QStringLiteral("slack-water-3"), 12}};
        QCOMPARE(outline.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(outline[i].text, expected[i].text);
            QCOMPARE(outline[i].anchor, expected[i].anchor);
            QCOMPARE(outline[i].level, expected[i].level);
            QCOMPARE(outline[i].line, expected[i].line);
        }
        QCOMPARE(html("# A & B"), QByteArray("<h1 id=\"a-b\">A &amp; B</h1>\n"));
        QCOMPARE(html("> ## In\n"), QByteArray("<blockquote>\n<h2 id=\"in\">In</h2>\n</blockquote>\n"));
    }

    void figures()
    {
        const QByteArray image =
            "<img src=\"/images/7\" alt=\"Low &amp; slow\" loading=\"lazy\" decoding=\"async\" />";
        QCOMPARE(html("![Low & *slow*](/images/7)"),
                 "<figure>" + image + "<figcaption>Low &amp; slow</figcaption></figure>\n");
        QCOMPARE(html("[![Low & slow](/images/7)](/big)"),
                 "<figure><a href=\"/big\">" + image +
                     "</a><figcaption>Low &amp; slow</figcaption></figure>\n");
        QCOMPARE(html("See ![Low & slow](/images/7)"), "<p>See " + image + "</p>\n");
        QCOMPARE(html("- ![Low & slow](/images/7)"), "<ul>\n<li>" + image + "</li>\n</ul>\n");
        QCOMPARE(
            html("![](/images/7)"),
            QByteArray(
                "<figure><img src=\"/images/7\" alt=\"\" loading=\"lazy\" decoding=\"async\" /></figure>\n"));
        QVERIFY(html("> ![x](/images/7)").contains("<blockquote>\n<figure>"));
        QVERIFY(html("![a ![b](/2)](/1)").contains("alt=\"a b\""));
    }

    void badSchemesLeaveTheText()
    {
        QCOMPARE(html("[a *b*](javascript:alert(1))"), QByteArray("<p>a <em>b</em></p>\n"));
        QCOMPARE(html("![alt](data:image/png;base64,AAAA)"), QByteArray("<p>alt</p>\n"));
        QCOMPARE(html("[![in](/images/1)](vbscript:x)"), html("![in](/images/1)"));
        markdown::RenderOptions keep{markdown::RenderOptions::RawHtml::Keep};
        QCOMPARE(markdown::toHtml(markdown::parse(QStringLiteral("[a](javascript:x)"), keep)),
                 QByteArray("<p>a</p>\n"));
    }

    void keepsRawHtmlWhenAsked()
    {
        const QString source =
            QStringLiteral("<video src=\"/v.mp4\" autoplay></video>\n\nin <font color=red>line</font>");
        const QByteArray kept =
            markdown::toHtml(markdown::parse(source, {markdown::RenderOptions::RawHtml::Keep}));
        QVERIFY(kept.contains("autoplay"));
        QVERIFY(kept.contains("<font color=red>"));
    }

    void deepNestingIsShownAsSource()
    {
        for (const QString &source :
             {QString(50'000, u'>') + QStringLiteral(" <x>"),
              QStringLiteral("*a **b ").repeated(300) + QStringLiteral(" b** a*").repeated(300)}) {
            const QByteArray result = markdown::toHtml(markdown::parse(source));
            QVERIFY2(result.startsWith("<pre><code>"), result.left(200));
            QVERIFY2(result.count('<') <= 4, result.left(200));
        }
        const QByteArray flood = markdown::toHtml(markdown::parse(QStringLiteral("<b>").repeated(200'000)));
        QVERIFY(flood.startsWith("<pre><code>&lt;b&gt;"));
    }

    void rawHtmlAroundMarkdownIsOneBlock()
    {
        QCOMPARE(
            html("<details><summary>More</summary>\n\nSome *text*.\n\n</details>\n\nAfter"),
            QByteArray(
                "<details><summary>More</summary>\n<p>Some <em>text</em>.</p>\n</details>\n<p>After</p>\n"));
        const char *source = "Before\n\n<div>\n\n<div>\n\none\n\n</DIV>\n\ntwo\n\n</div>\n\nAfter";
        QCOMPARE(spans(source), (std::vector<Span>{{0, 0}, {2, 12}, {14, 14}}));
        QCOMPARE(html(source),
                 QByteArray(
                     "<p>Before</p>\n<div>\n<div>\n<p>one</p>\n</div>\n<p>two</p>\n</div>\n<p>After</p>\n"));
        // What is never closed, closed without being open, or only mentioned groups nothing.
        QCOMPARE(spans("<div>\n\none\n\ntwo").size(), std::size_t(3));
        QCOMPARE(spans("</div>\n\none\n\n</div>").size(), std::size_t(3));
        QCOMPARE(spans("<!-- <div> -->\n\none\n\n</div>").size(), std::size_t(3));
        QCOMPARE(spans("<div></div>\n\none\n\n<div></div>").size(), std::size_t(3));
        QCOMPARE(html("<div>\n\none"), QByteArray("<div>\n</div><p>one</p>\n"));
    }

    void oddInput()
    {
        QCOMPARE(html(""), QByteArray());
        const QString lone = QStringLiteral("a ") + QChar(0xd800) + QStringLiteral(" b ") + QChar(u'\0') +
                             QStringLiteral(" c");
        const QByteArray result = markdown::toHtml(markdown::parse(lone));
        QVERIFY(result.startsWith("<p>a "));
        QVERIFY(result.endsWith(" c</p>\n"));
        QVERIFY(!result.contains('\0'));
    }

    void plainText()
    {
        QCOMPARE(markdown::plainText(QStringLiteral("# T *x*\n\nsome `code`\nand ![alt](/i) <b>bold</b>\n\n- "
                                                    "a\n- b\n\n| h |\n|---|\n| c |\n\n```\nx = 1\n```\n")),
                 QStringLiteral("T x\nsome code and alt bold\na\nb\nh\nc\nx = 1"));
    }

    void links()
    {
        QCOMPARE(markdown::links(QStringLiteral(
                     "[a](/b) ![i](/images/1) <https://x.y> [a](/b) [bad](javascript:1) [r]\n\n[r]: /r\n")),
                 QStringList({QStringLiteral("/b"), QStringLiteral("/images/1"),
                              QStringLiteral("https://x.y"), QStringLiteral("/r")}));
        QCOMPARE(markdown::imageTargets(QStringLiteral("[a](/b) ![i](/c) [![j](d.png)](/e) ![k](/c) ![l](file:///f)")),
                 QStringList({QStringLiteral("/c"), QStringLiteral("d.png")}));
    }

    void length()
    {
        QCOMPARE(markdown::countWords(u""), 0);
        QCOMPARE(markdown::countWords(u"one, two - three"), 3);
        QCOMPARE(markdown::countWords(u"don't well-known"), 2);
        QCOMPARE(markdown::countWords(u"a [link text](https://example.org/not/counted) b"), 4);
        QCOMPARE(markdown::countWords(u"# Heading\n\n* item"), 2);
        QCOMPARE(markdown::countCharacters(u"## Tide\n\n- one\n- two"), 4 + 3 + 3);
        QCOMPARE(markdown::countCharacters(u"e\u0301 \U0001F642"), 3);
        QCOMPARE(markdown::countCharacters(u""), 0);
        QCOMPARE(markdown::readingMinutes(u""), 1);
        QCOMPARE(markdown::readingMinutes(QStringLiteral("word ").repeated(880)), 4);
        QCOMPARE(markdown::readingMinutes(QStringLiteral("潮").repeated(1000)), 2);
        QCOMPARE(markdown::readingMinutes(QStringLiteral("don't 潮sea ").repeated(440)), 5); // 880 words, 440 characters
    }

    // cmark-gfm's extensions live in tables of the process.
    void threads()
    {
        const QString source = QStringLiteral("~~gone~~ www.example.org\n\n").repeated(200);
        const QByteArray expected = markdown::toHtml(markdown::parse(source));
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < 100; ++n)
                    wrong += markdown::toHtml(markdown::parse(source)) != expected;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TestMarkdown)
#include "test_markdown.moc"
