#include "core/markdown/cmarkdoc.h"
#include "core/markdown/markdown.h"
#include "core/markdown/sanitise.h"
#include "tests/core/markdown/hostile.h"

#include <QtTest>

#include <gumbo.h>

#include <algorithm>
#include <memory>
#include <vector>

using namespace galley;

namespace {

/// An opinion of its own: what is left is parsed anew and every element and attribute is looked at.
class Judge
{
public:
    static QByteArray verdict(const QByteArray &html)
    {
        GumboOutput *output =
            gumbo_parse_with_options(&kGumboDefaultOptions, html.constData(), std::size_t(html.size()));
        Judge judge;
        judge.look(output->root);
        gumbo_destroy_output(&kGumboDefaultOptions, output);
        return judge.m_verdict;
    }

private:
    void look(const GumboNode *node)
    {
        if (node->type == GUMBO_NODE_COMMENT)
            m_verdict = "a comment";
        if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_TEMPLATE)
            return;
        const GumboElement &element = node->v.element;
        static const QList<QByteArray> bad{"script", "style", "iframe",   "object",   "embed",
                                           "svg",    "math",  "form",     "button",   "link",
                                           "meta",   "base",  "template", "noscript", "textarea",
                                           "select", "frame", "applet",   "portal"};
        const QByteArray name = gumbo_normalized_tagname(element.tag);
        if (bad.contains(name) || element.tag_namespace != GUMBO_NAMESPACE_HTML ||
            element.tag == GUMBO_TAG_UNKNOWN)
            m_verdict = "element " + name;
        for (unsigned i = 0; i < element.attributes.length; ++i) {
            const auto *attribute = static_cast<const GumboAttribute *>(element.attributes.data[i]);
            const QByteArray key = QByteArray(attribute->name).toLower();
            static const QList<QByteArray> banned{"style",      "srcdoc", "srcset",     "action",
                                                  "formaction", "ping",   "background", "xlink:href"};
            if (key.startsWith("on") || banned.contains(key))
                m_verdict = "attribute " + key;
            QByteArray value = QByteArray(attribute->value).toLower();
            value.removeIf([](char c) { return static_cast<unsigned char>(c) <= 32; });
            for (const char *scheme : {"javascript:", "data:", "vbscript:", "file:", "blob:", "about:",
                                       "view-source:", "livescript:", "mocha:"}) {
                if ((key == "href" || key == "src" || key == "cite" || key == "poster") &&
                    value.startsWith(scheme))
                    m_verdict = key + " with " + scheme;
            }
        }
        for (unsigned i = 0; i < element.children.length; ++i)
            look(static_cast<const GumboNode *>(element.children.data[i]));
    }

    QByteArray m_verdict;
};

bool hasRawHtml(const QString &markdown)
{
    const markdown::NodePtr root = markdown::parseTree(markdown.toUtf8());
    return std::ranges::any_of(markdown::descendants(root.get()), [](cmark_node *node) {
        const cmark_node_type type = cmark_node_get_type(node);
        return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
    });
}

} // namespace

class TestSanitise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostile_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QList<QByteArray> inputs = hostileInputs(Hostile::Html);
        QVERIFY(inputs.size() >= 150);
        for (const QByteArray &input : inputs)
            QTest::addRow("%s", input.left(60).constData()) << input;
    }

    void hostile()
    {
        QFETCH(QByteArray, input);
        // Alone, in a paragraph, in a list item with Markdown around it, and in a table's cell.
        for (const QByteArray &around :
             {input, "text " + input + " *more*", "- item\n\n  " + input + "\n\n  [l](/x)",
              "| h |\n|---|\n| " + input + " |"}) {
            const QByteArray html = markdown::toHtml(markdown::parse(QString::fromUtf8(around)));
            const QByteArray verdict = Judge::verdict(html);
            QVERIFY2(verdict.isEmpty(), verdict + " in " + html);
            QVERIFY2(!html.contains("class=\"skip-link\"") && !html.contains("class=\"banner\""), html);
        }
        const QByteArray once = markdown::sanitise(input);
        QCOMPARE(markdown::sanitise(once), once);
    }

    void judgeCanSayNo()
    {
        QVERIFY(!Judge::verdict("<img src=x onerror=y>").isEmpty());
        QVERIFY(!Judge::verdict("<a href='java\nscript:x'>").isEmpty());
        QVERIFY(!Judge::verdict("<svg></svg>").isEmpty());
    }

    void hostileMarkdown_data()
    {
        QTest::addColumn<QString>("input");
        const QList<QByteArray> inputs = hostileInputs(Hostile::Markdown);
        QVERIFY(inputs.size() >= 40);
        for (const QByteArray &input : inputs)
            QTest::addRow("%s", input.left(60).constData()) << QString::fromUtf8(input);
    }

    void hostileMarkdown()
    {
        QFETCH(QString, input);
        for (const auto mode :
             {markdown::RenderOptions::RawHtml::Sanitise, markdown::RenderOptions::RawHtml::Keep}) {
            if (mode == markdown::RenderOptions::RawHtml::Keep && hasRawHtml(input))
                continue; // its author has asked for what it does
            const QByteArray html = markdown::toHtml(markdown::parse(input, {mode}));
            const QByteArray verdict = Judge::verdict(html);
            QVERIFY2(verdict.isEmpty(), verdict + " in " + html);
        }
    }

    void keepsWhatIsHarmless()
    {
        for (const QByteArray kept :
             {"<b>bold</b>", "<kbd>Ctrl</kbd>",
              "<a href=\"https://example.org/?a=1&amp;b=2\" title=\"T\">x</a>",
              "<a href=\"mailto:a@b.c\">x</a>", "<a href=\"/p:q\">x</a>",
              "<img src=\"/images/7\" alt=\"&quot;\" width=\"10\">",
              "<details open=\"\"><summary>s</summary>x</details>",
              "<table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>", "<p align=\"center\">x</p>",
              "a &amp; b &lt; c", "<ruby>潮<rt>しお</rt></ruby>",
              "<video src=\"/v.mp4\" controls=\"\"></video>",
              "<pre><code class=\"language-cpp\">x\n</code></pre>"})
            QCOMPARE(markdown::sanitise(kept), kept);
        QCOMPARE(markdown::sanitise("<font color=red>x</font><center>y</center>"), QByteArray("xy"));
        QCOMPARE(markdown::sanitise("<div><b>open"), QByteArray("<div><b>open</b></div>"));
    }

    // gumbo reads in memory that it never wrote whether a fragment is of an old page, in which a table stands within a paragraph.
    void sameWhateverIsInMemory()
    {
        const QByteArray source = "<p>a<table><tr><td>b</td></tr></table>";
        const QByteArray expected = "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>";
        for (const unsigned int left : {0u, 1u, 2u}) {
            std::vector<std::unique_ptr<std::vector<unsigned int>>> blocks;
            for (std::size_t words = 4; words < 260; ++words) {
                for (int i = 0; i < 4; ++i)
                    blocks.push_back(std::make_unique<std::vector<unsigned int>>(words, left));
            }
            blocks.clear();
            QCOMPARE(markdown::sanitise(source), expected);
        }
    }

    // Inline raw HTML comes as separate nodes; the block is one fragment.
    void inlineHtmlAcrossNodes()
    {
        const auto html = [](const char *source) {
            return markdown::toHtml(markdown::parse(QString::fromUtf8(source)));
        };
        QCOMPARE(html("a <b>b *c*</b> d"), QByteArray("<p>a <b>b <em>c</em></b> d</p>\n"));
        QCOMPARE(html("a <b onclick=x>b"), QByteArray("<p>a <b>b</b></p><b>\n</b>"));
        QCOMPARE(html("press <kbd>K</kbd>\n\n- [x] t <i>i</i>"),
                 QByteArray("<p>press <kbd>K</kbd></p>\n<ul>\n<li><input type=\"checkbox\" checked=\"\" "
                            "disabled=\"\"> t <i>i</i></li>\n</ul>\n"));
    }
};

QTEST_GUILESS_MAIN(TestSanitise)
#include "test_sanitise.moc"
