#include "core/markdown/markdown.h"
#include "core/markdown/sanitise.h"

#include <QtTest>

#include <gumbo.h>

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

} // namespace

class TestSanitise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostile_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QList<QByteArray> inputs{
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//evil/x.js></SCRIPT>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<script >alert(1)</script >",
            "<script/x>alert(1)</script>",
            "<<script>alert(1)//<</script>",
            "<script>alert(1)",
            "<img src=x onerror=alert(1)>",
            "<img/src=x/onerror=alert(1)>",
            "<img src=x OnErRoR=alert(1)>",
            "<img src='x' onerror\n=alert(1)>",
            "<img \"\"\"><script>alert(1)</script>\">",
            "<img src=\"javascript:alert(1)\">",
            "<img src=`javascript:alert(1)`>",
            "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
            "<img srcset='javascript:alert(1) 1x'>",
            "<img src=x:alert(1) onload=eval(src)>",
            "<a href=javascript:alert(1)>x</a>",
            "<a href='JaVaScRiPt:alert(1)'>x</a>",
            "<a href=' javascript:alert(1)'>x</a>",
            "<a href='java\tscript:alert(1)'>x</a>",
            "<a href='java\nscript:alert(1)'>x</a>",
            "<a href='java&#10;script:alert(1)'>x</a>",
            "<a href='&#106;avascript:alert(1)'>x</a>",
            "<a href='&#x6A;&#x61;vascript:alert(1)'>x</a>",
            "<a href='javascript&colon;alert(1)'>x</a>",
            "<a href='&#1;javascript:alert(1)'>x</a>",
            "<a href='\x01javascript:alert(1)'>x</a>",
            "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
            "<a href='vbscript:msgbox(1)'>x</a>",
            "<a href='VbScRiPt:x'>x</a>",
            "<a href='file:///etc/passwd'>x</a>",
            "<a href='blob:https://x/y'>x</a>",
            "<a href='javascript://%0aalert(1)'>x</a>",
            "<a href='about:blank'>x</a>",
            "<a href='view-source:x'>x</a>",
            "<a href=\"jav&Tab;ascript:alert(1)\">x</a>",
            "<a href=x onclick=alert(1)>x</a>",
            "<a href=\"x\"onmouseover=\"alert(1)\">x</a>",
            "<a ping=//evil href=/>x</a>",
            "<svg onload=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<math href='javascript:alert(1)'>x</math>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
            "onerror=alert(1)&gt;\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<iframe src=javascript:alert(1)></iframe>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<object data=javascript:alert(1)></object>",
            "<embed src=javascript:alert(1)>",
            "<applet code=x></applet>",
            "<frameset onload=alert(1)><frame src=x></frameset>",
            "<body onload=alert(1)>",
            "<html onclick=alert(1)><p>x",
            "<base href=//evil/>",
            "<link rel=stylesheet href=//evil/x.css>",
            "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
            "<style>*{background:url(javascript:alert(1))}</style>",
            "<style><img src=\"</style><img src=x onerror=alert(1)>\">",
            "<p style='background:url(javascript:alert(1))'>x</p>",
            "<div style=\"position:fixed;inset:0\">cover</div>",
            "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
            "<input onfocus=alert(1) autofocus>",
            "<input type=text value=x>",
            "<button onclick=alert(1)>x</button>",
            "<select onchange=alert(1)><option>x</select>",
            "<textarea><script>alert(1)</script></textarea>",
            "<title><img src=x onerror=alert(1)></title>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
            "<template><script>alert(1)</script></template>",
            "<xmp><script>alert(1)</script></xmp>",
            "<plaintext><script>alert(1)</script>",
            "<noembed><img src=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
            "<marquee onstart=alert(1)>x</marquee>",
            "<video src=javascript:alert(1)></video>",
            "<video poster=javascript:alert(1)></video>",
            "<audio src=x onerror=alert(1)>",
            "<video><source onerror=alert(1)></video>",
            "<details ontoggle=alert(1) open>x</details>",
            "<table background=javascript:alert(1)><tr><td background=javascript:alert(1)>x</table>",
            "<table><script>alert(1)</script><tr><td>x",
            "<blockquote cite=javascript:alert(1)>x</blockquote>",
            "<q cite='data:x'>x</q>",
            "<x-custom onclick=alert(1)>x</x-custom>",
            "<portal src=javascript:alert(1)>",
            "<isindex action=javascript:alert(1)>",
            "<keygen autofocus onfocus=alert(1)>",
            "<!--><img src=x onerror=alert(1)>-->",
            "<!-- --!><script>alert(1)</script> -->",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?php alert(1) ?><img src=x onerror=alert(1)>",
            "<!DOCTYPE html [<!ENTITY x '<script>'>]>",
            "<p title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</p>",
            "<img alt='\"><script>alert(1)</script>' src=/x>",
            "<a href=\"/\" title='\" onmouseover=alert(1) x=\"'>x</a>",
            "<a\x0conclick=alert(1) href=/>x</a>",
            "<a\xe2\x80\xa8onclick=alert(1) href=/>x</a>",
            "<b><i></b><script>alert(1)</script></i>",
            "</p></div></body></html><script>alert(1)</script>",
            "<a href=\"\\\\javascript:alert(1)\" onclick=x>x</a>",
            "<image src=x onerror=alert(1)>",
            "<dialog open onclose=alert(1)>x</dialog>",
            "<code class='skip-link'>x</code><p class='banner'>x</p>"};
        QVERIFY(inputs.size() >= 60);
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
        for (const char *input :
             {"[x](javascript:alert(1))", "[x](  JAVASCRIPT:alert(1))", "[x](java&#10;script:alert(1))",
              "[x](&#x6A;avascript:alert(1))", "[x](<java\tscript:alert(1)>)",
              "[x](javascript&colon;alert(1))", "[x](data:text/html,<b>)", "![x](javascript:alert(1))",
              "![x](data:image/svg+xml,x)", "[r]\n\n[r]: javascript:alert(1)", "<javascript:alert(1)>",
              "<vbscript:x>", "[x](\\javascript:alert(1))", "[x](file:///etc/passwd)",
              "[x]('javascript:alert(1)')", "[x](/a \"t\\\" onclick=alert(1)\")",
              "![a\" onerror=\"alert(1)](/x)", "``` x\" onload=\"y\ncode\n```", "[x](/\"onclick=alert(1))"})
            QTest::addRow("%s", input) << QString::fromUtf8(input);
    }

    void hostileMarkdown()
    {
        QFETCH(QString, input);
        for (const auto mode :
             {markdown::RenderOptions::RawHtml::Sanitise, markdown::RenderOptions::RawHtml::Keep}) {
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
