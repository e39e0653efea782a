// The column of blocks under editing: whatever is kept from the version before looks as if made anew.
#include "core/base/direction.h"
#include "core/markdown/markdown.h"
#include "tests/support/markdown/examples.h"
#include "tests/ui/preview/postmaker.h"
#include "ui/preview/blockflow.h"
#include "ui/preview/blockrenderer.h"
#include "ui/preview/previewimages.h"
#include "ui/preview/linemap.h"
#include "ui/preview/lineparse.h"
#include "ui/preview/quickparse.h"
#include "ui/preview/runchange.h"
#include "ui/preview/themestyle.h"

#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace galley;
using namespace galley::preview;

namespace {

constexpr int columnWidth = 520;

QImage pictureOf(BlockFlow &flow, int index)
{
    BlockLayout &layout = flow.ready(index);
    QImage image(columnWidth, std::clamp(layout.height(), 1, 2000), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    layout.paint(painter, image.rect());
    return image;
}

std::vector<Segment> segmentsOfText(const QString &text)
{
    return segmentsOf(markdown::parse(text));
}

bool haveEqualSegments(const std::vector<Segment> &a, const std::vector<Segment> &b)
{
    return std::ranges::equal(a, b, [](const Segment &one, const Segment &other) {
        return one.looksLike(other) && one.firstLine == other.firstLine && one.lastLine == other.lastLine;
    });
}

} // namespace

class TestFlow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editedBlocksEqualFreshOnes();
    void quickParseEqualsWholeParse();
    void aParsedLineEqualsWholeParse_data();
    void aParsedLineEqualsWholeParse();
    void movedBlocksKeepTheirLayout();
    void aKeyInALongListCostsOneItem();
    void aKeyInALongTableCostsOneRow_data();
    void aKeyInALongTableCostsOneRow();
    void newWordsBetweenTheSameTags_data();
    void newWordsBetweenTheSameTags();
    void rowsOfATableAreWhereTheirLinesAre();
    void aTableIsPaintedInParts();
    void aPictureGrowsInATable();
    void longListsKeepNumbersAndLines();
    void survivesHostileHtml_data();
    void survivesHostileHtml();
    void deepNestingIsShownAsSource();
    void longCodeIsCheap();
    void linesBreakWhereTheAuthorDoes();
    void aCommentTakesNoRoom();
};

void TestFlow::editedBlocksEqualFreshOnes()
{
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Light));
    const int edits = qEnvironmentVariableIntValue("GALLEY_PREVIEW_EDITS") > 0
                          ? qEnvironmentVariableIntValue("GALLEY_PREVIEW_EDITS")
                          : GALLEY_EDITS;
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    const std::vector<PublishedExample> examples = publishedExamples();
    QString text;
    for (int i = 0; i < edits; ++i) {
        PostMaker maker(quint32(i) * 7919 + 1);
        if (i % 80 == 0) {
            text = maker.post(12);
        } else if (i % 80 == 40) {
            text.clear();
            for (int example = 0; example < 12; ++example)
                text += examples[std::size_t(maker.below(int(examples.size())))].markdown + u'\n';
        } else {
            text = maker.edited(text);
        }
        const std::vector<Segment> fresh = segmentsOfText(text);
        flow.setSegments(segmentsOfText(text));
        QCOMPARE(flow.count(), int(fresh.size()));
        for (int j = 0; j < flow.count(); ++j) {
            const Segment &kept = flow.segment(j);
            const Segment &expected = fresh[std::size_t(j)];
            QVERIFY(kept.looksLike(expected));
            QCOMPARE(kept.firstLine, expected.firstLine);
            QCOMPARE(kept.lastLine, expected.lastLine);
        }
        // A few at each step: over the run every kind of block is compared hundreds of times.
        for (int k = 0; k < 3 && flow.count() > 0; ++k) {
            const int j = maker.below(flow.count());
            BlockFlow single(renderer);
            single.setWidth(columnWidth);
            single.setSegments({fresh[std::size_t(j)]});
            const QImage kept = pictureOf(flow, j);
            const QImage expected = pictureOf(single, 0);
            QVERIFY2(kept == expected, qPrintable(QStringLiteral("edit %1, block %2").arg(i).arg(j)));
            QCOMPARE(flow.height(j), single.height(0));
        }
    }
}

void TestFlow::quickParseEqualsWholeParse()
{
    QString text;
    int quick = 0;
    for (int i = 0; i < GALLEY_EDITS; ++i) {
        PostMaker maker(quint32(i) * 104729 + 3);
        if (i % 50 == 0)
            text = maker.post(25) + QStringLiteral("\n[ref]: https://example.org\n\nSee [ref].\n");
        const QString next = maker.edited(text);
        const markdown::Document former = markdown::parse(text);
        const std::optional<markdown::Document> parsed = quickParse(text, former, next);
        text = next;
        if (!parsed)
            continue;
        ++quick;
        SegmentCutter cutter;
        cutter.cut(former);
        QVERIFY2(haveEqualSegments(cutter.cut(*parsed), segmentsOf(*parsed)), qPrintable(next));
        const markdown::Document whole = markdown::parse(next);
        QCOMPARE(parsed->blocks.size(), whole.blocks.size());
        for (std::size_t j = 0; j < whole.blocks.size(); ++j) {
            markdown::Block kept = parsed->blocks[j];
            markdown::Block expected = whole.blocks[j];
            // Anchors are the whole parse's to give.
            static const QRegularExpression anchor(QStringLiteral("^<h(\\d) id=\"[^\"]*\""));
            kept.html = QString::fromUtf8(kept.html).replace(anchor, QStringLiteral("<h\\1")).toUtf8();
            expected.html =
                QString::fromUtf8(expected.html).replace(anchor, QStringLiteral("<h\\1")).toUtf8();
            if (!(kept == expected))
                qWarning().noquote() << "edit" << i << "block" << j << kept.firstLine << kept.lastLine
                                     << kept.html << "\n!=" << expected.firstLine << expected.lastLine
                                     << expected.html;
            QVERIFY(kept == expected);
        }
        QCOMPARE(parsed->outline.size(), whole.outline.size());
    }
    QVERIFY2(quick > GALLEY_EDITS / 2, qPrintable(QString::number(quick)));
}

void TestFlow::aParsedLineEqualsWholeParse_data()
{
    QTest::addColumn<bool>("isList");
    QTest::newRow("row of a table") << false;
    QTest::newRow("item of a list") << true;
}

void TestFlow::aParsedLineEqualsWholeParse()
{
    QFETCH(bool, isList);
    QStringList lines;
    int quick = 0;
    constexpr int edits = 600;
    for (int i = 0; i < edits; ++i) {
        PostMaker maker(quint32(i) * 15485863 + 11);
        if (i % 20 == 0) {
            lines = {QStringLiteral("Before."), i % 100 == 0 ? QStringLiteral("Part of it.") : QString(),
                     isList ? QStringLiteral("- [ref]") : QStringLiteral("| [ref] | b | c |"),
                     isList ? QStringLiteral("- b") : QStringLiteral("|---|:-:|--:|")};
            for (int row = 0; row < 9; ++row)
                lines += isList ? QStringLiteral("- ") + maker.words(4)
                                : u'|' + maker.words(2) + u'|' + maker.words(2) + u'|' + maker.words(maker.below(3));
            if (isList && i % 60 == 0)
                lines.replaceInStrings(QRegularExpression(QStringLiteral("^- ")), QStringLiteral("3. "));
            if (i % 80 != 20) // in the others, raw HTML mostly forbids it
                lines.replaceInStrings(QStringLiteral("<b>raw</b>"), QStringLiteral("plain"));
            lines += {QString(), QStringLiteral("[ref]: https://example.org"), QString(), maker.words(3)};
        }
        const markdown::Document before = markdown::parse(lines.join(u'\n'));
        const int line = maker.below(30) == 0 ? 2 + maker.below(2) : 4 + maker.below(9); // of the head at times
        const QString old = lines.at(line);
        QString &now = lines[line];
        const int at = maker.below(int(now.size()) + 1);
        if (maker.below(3) == 0)
            now.remove(at, 1 + maker.below(4));
        else
            now.insert(at, maker.below(2) == 0 ? maker.words(1) : QString(QStringLiteral("`*_>#-|[]( \\<&!").at(maker.below(15))));
        const QString text = lines.join(u'\n');
        const qsizetype start = lines.first(line).join(u'\n').size() + 1;
        const std::optional<markdown::Document> parsed =
            lineParse(before, text, {line, start, old, now}, QStringLiteral("[ref]: https://example.org\n\n"));
        if (!parsed)
            continue;
        ++quick;
        const markdown::Document whole = markdown::parse(text);
        if (parsed->blocks != whole.blocks)
            qWarning().noquote() << old << "->" << now << "in" << text;
        QVERIFY(parsed->blocks == whole.blocks);
        QVERIFY(parsed->outline == whole.outline);
    }
    QVERIFY2(quick > edits / 3, qPrintable(QString::number(quick)));
}

void TestFlow::movedBlocksKeepTheirLayout()
{
    PreviewImages images;
    BlockRenderer renderer(images);
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(QStringLiteral("one\n\ntwo\n\nthree\n\nfour\n")));
    for (int i = 0; i < 4; ++i)
        flow.ready(i);
    const int made = flow.layoutsMade();
    const std::vector<int> origin =
        flow.setSegments(segmentsOfText(QStringLiteral("three\n\none\n\nnew\n\ntwo\n\nfour\n")));
    QCOMPARE(origin, (std::vector<int>{2, 0, -1, 1, 3}));
    for (int i = 0; i < 5; ++i)
        flow.ready(i);
    QCOMPARE(flow.layoutsMade(), made + 1);
}

void TestFlow::aKeyInALongListCostsOneItem()
{
    QString text;
    for (int i = 0; i < 500; ++i)
        text += QStringLiteral("- item %1\n").arg(i);
    PreviewImages images;
    BlockRenderer renderer(images);
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(text));
    QCOMPARE(flow.count(), 500);
    for (int i = 0; i < flow.count(); ++i)
        flow.ready(i);
    const int made = flow.layoutsMade();
    text.replace(QStringLiteral("item 250\n"), QStringLiteral("item 250x\n"));
    flow.setSegments(segmentsOfText(text));
    for (int i = 0; i < flow.count(); ++i)
        flow.ready(i);
    QCOMPARE(flow.layoutsMade(), made + 1);
}

void TestFlow::aKeyInALongTableCostsOneRow_data()
{
    QTest::addColumn<bool>("bothWays"); // or all is read from the left, and words alone may change
    QTest::newRow("from the left") << false;
    QTest::newRow("in both directions") << true;
}

void TestFlow::aKeyInALongTableCostsOneRow()
{
    QFETCH(bool, bothWays);
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Light));
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    PostMaker maker(4711);
    constexpr int rows = 20;
    constexpr int columns = 3;
    const auto words = [&](int count) {
        static const QRegularExpression fromTheRight(QStringLiteral("[\\x{590}-\\x{6ff}]+"));
        return bothWays ? maker.words(count) : maker.words(count).replace(fromTheRight, QStringLiteral("sea"));
    };
    QStringList cells;
    for (int i = 0; i < rows * columns; ++i)
        cells += words(2);
    int turns = 0; // that the first letter is read from the other side makes it anew
    TextDirection direction = TextDirection::None;
    for (int edit = 0; edit < 120; ++edit) {
        QString text;
        for (int i = 0; i < rows * columns; ++i)
            text += u'|' + cells.at(i) + (i % columns == columns - 1 ? QStringLiteral("|\n") : QString()) +
                    (i == columns - 1 ? QStringLiteral("|:-|-:|--|\n") : QString());
        flow.setSegments(segmentsOfText(text));
        const TextDirection now = directionOfHtml(segmentsOfText(text).front().html);
        turns += std::exchange(direction, now) != now ? 1 : 0;
        QCOMPARE(flow.count(), 1);
        BlockFlow fresh(renderer);
        fresh.setWidth(columnWidth);
        fresh.setSegments(segmentsOfText(text));
        QVERIFY2(pictureOf(flow, 0) == pictureOf(fresh, 0), qPrintable(text));
        QCOMPARE(flow.height(0), fresh.height(0));
        QString &cell = cells[edit / 15 % 2 == 0 ? maker.below(int(cells.size())) : 30 + edit / 30]; // of the head, too
        if (edit % 3 == 0)
            cell = words(maker.below(5)); // empty at times
        else if (edit % 3 == 1)
            cell += QStringLiteral("letters").left(1 + maker.below(7)); // its column may grow
        else
            cell.insert(maker.below(int(cell.size()) + 1), QStringLiteral("a &-x").at(maker.below(5)));
    }
    QCOMPARE(flow.layoutsMade(), turns);
    QVERIFY(turns < 10);
}

void TestFlow::newWordsBetweenTheSameTags_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("run"); // -1: it is more than that
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("a word") << QByteArray("<td>one</td>") << QByteArray("<td>one two</td>") << 0 << QByteArray("one two");
    QTest::newRow("within a tag") << QByteArray("<td>a <em>b</em> c</td>") << QByteArray("<td>a <em>bx</em> c</td>") << 1 << QByteArray("bx");
    QTest::newRow("behind it") << QByteArray("<td><em>b</em> c</td>") << QByteArray("<td><em>b</em> cx</td>") << 1 << QByteArray(" cx");
    QTest::newRow("entities") << QByteArray("<td>a &lt; b</td>") << QByteArray("<td>a &lt; &quot;b&quot; &amp;&gt;</td>") << 0 << QByteArray("a < \"b\" &>");
    QTest::newRow("half an entity") << QByteArray("<td>&lt;</td>") << QByteArray("<td>&gt;</td>") << 0 << QByteArray(">");
    QTest::newRow("another entity") << QByteArray("<td>a</td>") << QByteArray("<td>a&nbsp;</td>") << -1 << QByteArray();
    QTest::newRow("a tag") << QByteArray("<td>a b</td>") << QByteArray("<td>a <em>b</em></td>") << -1 << QByteArray();
    QTest::newRow("another tag") << QByteArray("<td><em>b</em></td>") << QByteArray("<td><del>b</del></td>") << -1 << QByteArray();
    QTest::newRow("an attribute") << QByteArray("<td><a href=\"b\">b</a></td>") << QByteArray("<td><a href=\"bc\">b</a></td>") << -1 << QByteArray();
    QTest::newRow("two runs") << QByteArray("<td>a<br>b</td>") << QByteArray("<td>ac<br>bc</td>") << -1 << QByteArray();
    QTest::newRow("becomes blank") << QByteArray("<td>a</td>") << QByteArray("<td> </td>") << -1 << QByteArray();
    QTest::newRow("was empty") << QByteArray("<td></td>") << QByteArray("<td>a</td>") << -1 << QByteArray();
    QTest::newRow("equal") << QByteArray("<td>a</td>") << QByteArray("<td>a</td>") << -1 << QByteArray();
}

void TestFlow::newWordsBetweenTheSameTags()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, after);
    const std::optional<RunChange> change = runChange(from, to);
    QTEST(change ? change->run : -1, "run");
    QCOMPARE(change ? change->after : QByteArray(), after);
}

void TestFlow::rowsOfATableAreWhereTheirLinesAre()
{
    QString text = QStringLiteral("Before.\n\n| a | b |\n|---|---|\n");
    for (int row = 0; row < 40; ++row)
        text += QStringLiteral("| %1 | x |\n").arg(row == 20 ? QStringLiteral("many words ").repeated(150) : QString::number(row));
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Light));
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(text));
    flow.ready(1);
    const auto topOf = [&](int row) { return placeOf(flow, 4 + row).offset; };
    const int low = topOf(1) - topOf(0);
    QVERIFY(low > 10);
    QVERIFY(topOf(21) - topOf(20) > 10 * low); // the high one
    QVERIFY(qAbs(topOf(20) - 20 * low - topOf(0)) <= 20);
    QVERIFY(qAbs(flow.height(1) - topOf(21) - 19 * low) <= 24);
    for (int line = 2; line < 44; ++line) {
        const Place place = placeOf(flow, line);
        QCOMPARE(place.index, 1);
        QCOMPARE(int(lineOf(flow, place)), line == 3 ? 4 : line); // the line below the head shows nothing
    }
    QCOMPARE(int(lineOf(flow, {1, (topOf(20) + topOf(21)) / 2})), 24);
}

void TestFlow::aTableIsPaintedInParts()
{
    QString text = QStringLiteral("| a | b |\n|:--|--:|\n");
    PostMaker maker(815);
    for (int i = 0; i < 12; ++i)
        text += u'|' + maker.words(1 + maker.below(12)) + u'|' + maker.words(3) + QStringLiteral("|\n");
    text.remove(QStringLiteral("~~")); // a stroke between two rows of pixels comes out a shade darker in parts
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Light));
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(text));
    const QImage whole = pictureOf(flow, 0);
    QImage parts(whole.size(), whole.format());
    parts.fill(Qt::white);
    QPainter painter(&parts);
    constexpr int part = 5; // lower than a line
    for (int y = 0; y < parts.height(); y += part) {
        const QRect area(0, y, parts.width(), part);
        painter.setClipRect(area);
        flow.ready(0).paint(painter, area);
    }
    painter.end();
    QVERIFY(parts == whole);
}

void TestFlow::aPictureGrowsInATable()
{
    const QString text = QStringLiteral("| a | b |\n|---|---|\n| ![x](/images/1) | some words |\n| more | words |\n");
    PreviewImages images;
    BlockRenderer renderer(images);
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(text));
    for (const int side : {40, 200, 90}) {
        images.setSize(1, QSize(side, side));
        flow.imageSizeChanged(1);
        BlockFlow fresh(renderer);
        fresh.setWidth(columnWidth);
        fresh.setSegments(segmentsOfText(text));
        QVERIFY2(pictureOf(flow, 0) == pictureOf(fresh, 0), qPrintable(QString::number(side)));
        QCOMPARE(flow.height(0), fresh.height(0));
    }
}

void TestFlow::longListsKeepNumbersAndLines()
{
    QString text = QStringLiteral("Before.\n\n");
    for (int i = 0; i < 40; ++i)
        text += QStringLiteral("%1. item\n").arg(i + 7);
    const std::vector<Segment> segments = segmentsOfText(text);
    QCOMPARE(int(segments.size()), 41);
    for (int i = 0; i < 40; ++i) {
        const Segment &item = segments[std::size_t(i) + 1];
        QCOMPARE(item.firstLine, i + 2);
        QCOMPARE(item.lastLine, i + 2);
        // All but the first stand behind a hidden neighbour that takes one number.
        QVERIFY(item.html.contains("start=\"" + QByteArray::number(i + 7 - (i > 0 ? 1 : 0)) + '"'));
    }
}

void TestFlow::survivesHostileHtml_data()
{
    QTest::addColumn<QByteArray>("html");
    const char *const cases[] = {
        "",
        "<",
        "<p",
        "</p></p></div>",
        "<p>unclosed <b><i>and <a href='x",
        "<table><td>cell<td>cell<tr><p>",
        "<table><table><table><tr><td>",
        "<tr><td>no table</td></tr>",
        "<ul><li><ul><li><ul>",
        "<li>no list",
        "<ol start=\"99999999999999999999\"><li>x</li></ol>",
        "<ol start=\"-5\"><li>x</li></ol>",
        "<img src=\"/images/1\" width=\"99999999\" height=\"-4\">",
        "<img src=\"/images/99999999999999999999999\">",
        "<img><img src><img src=\"file:///etc/passwd\">",
        "<script>alert(1)</script><style>body { display: none }</style>",
        "<link rel=stylesheet href=http://127.0.0.1:1/x.css><base href=http://127.0.0.1:1/>",
        "<style>@import url(http://127.0.0.1:1/x.css);</style><p>x",
        "<p style=\"width:-100px;font-size:0;line-height:-3;margin:-9999px\">x</p>",
        "<p style=\"font-size:99999px\">x</p>",
        "<p style=\"position:fixed;float:left;background:url(file:///etc/passwd)\">x</p>",
        "<td colspan=\"100000\" rowspan=\"100000\">x</td>",
        "<table><tr><td colspan=\"1000\">x</td></tr><tr><td>y</td></tr></table>",
        "<input><input type=\"checkbox\"><input type=\"text\">",
        "<svg><circle/></svg><math><mi>x</mi></math><iframe src=\"http://127.0.0.1:1\"></iframe>",
        "<!-- comment --><?php echo 1 ?><![CDATA[x]]>",
        "<pre><code>no end",
        "<pre></pre>",
        "&#0;&#xFFFF;&unknown;&amp",
        "\xff\xfe broken utf8 \xc3",
    };
    for (std::size_t i = 0; i < std::size(cases); ++i)
        QTest::addRow("%d", int(i)) << QByteArray(cases[i]);
    QTest::newRow("nul") << QByteArray("<p>a\0b</p>", 10);
    QTest::newRow("long word") << "<p>" + QByteArray(200000, 'x') + "</p>";
    QTest::newRow("long line of code") << "<pre><code>" + QByteArray(1000000, 'x') + "</code></pre>";
    QTest::newRow("deep") << QByteArray("<blockquote>").repeated(5000) + "x";
    QTest::newRow("deep inline") << QByteArray("<b>").repeated(100) + "x";
    QByteArray table = "<table>";
    for (int i = 0; i < 200; ++i)
        table += "<tr><td>a</td><td>b</td><td>c</td></tr>";
    QTest::newRow("table of 200 rows") << table + "</table>";
}

void TestFlow::survivesHostileHtml()
{
    QFETCH(QByteArray, html);
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Dark));
    markdown::Document document;
    document.blocks.push_back({0, 3, html});
    for (int width : {40, 300, 1000}) {
        BlockFlow flow(renderer);
        flow.setWidth(width);
        flow.setSegments(segmentsOf(document));
        for (int i = 0; i < flow.count(); ++i) {
            BlockLayout &layout = flow.ready(i);
            QVERIFY(layout.height() >= 0);
            QImage image(width, 400, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            layout.paint(painter, image.rect());
            layout.hover(QPointF(10, 10));
        }
    }
}

void TestFlow::deepNestingIsShownAsSource()
{
    markdown::Document document;
    document.blocks.push_back(
        {0, 0, QByteArray("<blockquote>").repeated(1000) + "x" + QByteArray("</blockquote>").repeated(1000)});
    const std::vector<Segment> segments = segmentsOf(document);
    QCOMPARE(int(segments.size()), 1);
    QVERIFY(segments.front().kind == Segment::Kind::Plain);
    // And by way of Markdown, whatever the parser makes of it.
    PreviewImages images;
    BlockRenderer renderer(images);
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(QString(1000, u'>') + QStringLiteral(" deep\n")));
    QVERIFY(flow.count() == 1 && flow.ready(0).height() > 0);
}

void TestFlow::longCodeIsCheap()
{
    QString text = QStringLiteral("```\n");
    for (int i = 0; i < 20000; ++i)
        text += QStringLiteral("line %1 < & \"quoted\"\n").arg(i);
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Light));
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(text));
    QCOMPARE(flow.count(), 1);
    QVERIFY(flow.segment(0).kind == Segment::Kind::Code);
    QVERIFY(flow.ready(0).height() > 20000 * 10);
    QVERIFY(flow.ready(0).height() < 20000 * 40);
}

void TestFlow::linesBreakWhereTheAuthorDoes()
{
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Light));
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    flow.setSegments(segmentsOfText(QStringLiteral("one line\n\none  \ntwo\\\nthree\n")));
    QCOMPARE(flow.count(), 2);
    QVERIFY(flow.ready(1).height() > flow.ready(0).height() * 5 / 2);
}

void TestFlow::aCommentTakesNoRoom()
{
    PreviewImages images;
    BlockRenderer renderer(images);
    renderer.setStyle(themeStyle(site::Scheme::Light));
    BlockFlow flow(renderer);
    flow.setWidth(columnWidth);
    const auto heightOf = [&flow](const QString &text) {
        flow.setSegments(segmentsOfText(text));
        for (int i = 0; i < flow.count(); ++i)
            flow.ready(i);
        return flow.totalHeight();
    };
    // The gap of a figure and that of a rule are one gap, the larger of both.
    const int without = heightOf(QStringLiteral("![a](/images/1)\n\n---\n\nend\n"));
    QCOMPARE(heightOf(QStringLiteral("![a](/images/1)\n\n<!-- to do -->\n\n---\n\nend\n")), without);
}

QTEST_MAIN(TestFlow)
#include "test_flow.moc"
