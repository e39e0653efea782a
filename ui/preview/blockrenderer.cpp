#include "ui/preview/blockrenderer.h"

#include "ui/preview/codelayout.h"
#include "ui/preview/htmllayout.h"
#include "ui/preview/layoutunit.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace galley::preview {

namespace {

// What a browser brings along and litehtml doesn't. The theme's rules come after these.
const char *const browserCss = R"(
html, body, div, p, section, article, aside, header, footer, main, nav, figure, figcaption, blockquote, address,
h1, h2, h3, h4, h5, h6, ul, ol, dl, dt, dd, hr, pre, details, summary, center, form { display: block }
head, script, style, link, meta, title, template, rp { display: none }
p, blockquote, figure, ul, ol, dl, pre { margin-top: 1em; margin-bottom: 1em }
blockquote, figure { margin-left: 40px; margin-right: 40px }
dd { margin-left: 40px }
ul, ol { padding-left: 40px }
ul { list-style-type: disc }
ol { list-style-type: decimal }
ul ul, ol ul { list-style-type: circle }
ul ul, ul ol, ol ul, ol ol { margin-top: 0; margin-bottom: 0 }
li { display: list-item }
h1 { font-size: 2em; margin-top: 0.67em; margin-bottom: 0.67em; font-weight: bold }
h2 { font-size: 1.5em; margin-top: 0.83em; margin-bottom: 0.83em; font-weight: bold }
h3 { font-size: 1.17em; margin-top: 1em; margin-bottom: 1em; font-weight: bold }
h4 { font-size: 1em; margin-top: 1.33em; margin-bottom: 1.33em; font-weight: bold }
h5 { font-size: 0.83em; margin-top: 1.67em; margin-bottom: 1.67em; font-weight: bold }
h6 { font-size: 0.67em; margin-top: 2.33em; margin-bottom: 2.33em; font-weight: bold }
b, strong, th { font-weight: bold }
i, em, cite, dfn, var, address { font-style: italic }
u, ins { text-decoration: underline }
s, strike, del { text-decoration: line-through }
a { cursor: pointer }
code, kbd, samp, tt, pre { font-family: monospace; font-size: 0.88em }
pre { white-space: pre-wrap }
pre code { font-size: 1em; white-space: pre-wrap }
small, sub, sup { font-size: 0.8em }
big { font-size: 1.2em }
sup { position: relative; top: -0.5em }
ul li.task { list-style-type: none }
ul li.task input { margin-left: -22px; margin-right: 2.9px }
.rtl ul li.task input { margin-left: 2.9px; margin-right: -22px }
sub { position: relative; top: 0.25em }
center { text-align: center }
hr { border-width: 1px; border-style: solid; margin-top: 0.5em; margin-bottom: 0.5em }
br { display: inline-block }
img { display: inline-block; max-width: 100% }
input { display: inline-block }
table { display: table; border-collapse: separate; border-spacing: 2px }
caption { display: table-caption; text-align: center }
thead, tbody, tfoot { display: table-row-group }
tr { display: table-row }
col { display: table-column }
colgroup { display: table-column-group }
td, th { display: table-cell; padding: 1px; vertical-align: middle }
th { text-align: center }
)";

// Where litehtml needs more than a browser does, after the theme. It leaves the padding of what is inline out of the
// width that a cell wants, and the cell's last word then has no room. 1.32: what JetBrains Mono is high, as is its ground
// in a browser.
const char *const lastCss = R"(
td code, th code, td kbd, th kbd, td samp, th samp, td tt, th tt { display: inline-block; line-height: 1.32 }
)";

} // namespace

BlockRenderer::BlockRenderer(PreviewImages &images) : m_container(m_fonts, images)
{
    setStyle({});
}

void BlockRenderer::setStyle(const PreviewStyle &style)
{
    m_container.setStyle(style);
    m_context.reset();
}

// Not before a block wants it: at the start one style follows another.
litehtml::context &BlockRenderer::context()
{
    if (m_context)
        return *m_context;
    m_context = std::make_unique<litehtml::context>();
    const QString base = QStringLiteral("html { color: %1; line-height: 1.62 } a { color: %2 }\n")
                             .arg(style().text.name(), style().accent.name());
    const QString css = cssInUnits(QString::fromUtf8(browserCss) + base + style().css + QString::fromUtf8(lastCss), style().zoom);
    m_context->load_master_stylesheet(css.toUtf8().constData());

    HtmlLayout probe(page("<pre><code>x</code></pre>", style().bodyClass), false, m_container, *m_context);
    const litehtml::element::ptr code = probe.find("code");
    m_codeLine = code ? std::max(unitsPerPixel, code->line_height()) : unitsPerPixel;
    return *m_context;
}

int BlockRenderer::codeLine()
{
    context();
    return m_codeLine;
}

bool BlockRenderer::setMirrored(bool mirrored)
{
    return std::exchange(m_mirrored, mirrored) != mirrored;
}

QByteArray BlockRenderer::page(const QByteArray &html, const QString &bodyClass) const
{
    return "<body class=\"" + bodyClass.toHtmlEscaped().toUtf8() + (m_mirrored ? " rtl" : "") +
           "\" style=\"margin:0;width:auto;height:auto;max-width:none;padding:" +
           QByteArray::number(unitsPerPixel) +
           "px 0\">"
           // litehtml has no :has() to find the items of a task list by.
           + QByteArray(html).replace("<li><input ", "<li class=\"task\"><input ");
}

std::unique_ptr<BlockLayout> BlockRenderer::make(const Segment &segment)
{
    if (segment.kind == Segment::Kind::Header)
        return std::make_unique<HtmlLayout>(page(segment.html, QString()), m_mirrored, m_container, context());
    if (segment.kind == Segment::Kind::Html)
        return std::make_unique<HtmlLayout>(page(segment.html, style().bodyClass), m_mirrored, m_container, context());
    QStringList lines = segment.kind == Segment::Kind::Code ? codeLines(segment.html)
                                                            : QString::fromUtf8(segment.html).split(u'\n');
    // litehtml counts in int: beyond this (half a million lines) the box ends and the rest isn't shown.
    const qint64 height = std::min<qint64>(qint64(codeLine()) * lines.size(), 1 << 29);
    const QByteArray box =
        "<pre><code style=\"display:block;height:" + QByteArray::number(height) + "px\">&#8203;</code></pre>";
    return std::make_unique<CodeLayout>(page(box, style().bodyClass), std::move(lines), codeLine(),
                                        m_container, context());
}

int BlockRenderer::estimatedHeight(const Segment &segment, int width)
{
    const qreal em = style().fontSize * style().zoom;
    if (segment.kind == Segment::Kind::Code || segment.kind == Segment::Kind::Plain)
        return int(qreal(segment.html.count('\n') + 1) * toPixels(codeLine()) + em * 1.5);
    int characters = 0;
    bool inTag = false;
    for (const char c : segment.html) {
        inTag = c == '<' || (inTag && c != '>');
        if (!inTag && (c & 0xC0) != 0x80)
            ++characters;
    }
    const qreal lines = std::ceil(characters * em * 0.52 / std::max(width, 1));
    const int pictures = int(segment.html.count("<img"));
    return int(std::max(1.0, lines) * em * 1.62) + pictures * width * 2 / 3;
}

} // namespace galley::preview
