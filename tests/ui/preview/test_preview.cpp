// The preview pane: what it draws, what it lays out and keeps, and how lines and places map to each other.
#include "core/markdown/markdown.h"
#include "ui/preview/fontcache.h"
#include "ui/preview/layoutunit.h"
#include "ui/preview/previewfeed.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QRandomGenerator>
#include <QPaintEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace galley;

namespace {

QString longPost(int bytes)
{
    QString text;
    for (int i = 0; text.size() < bytes; ++i) {
        text += QStringLiteral(
                    "## Part %1\n\nThe harbour master chalks **two numbers** on a board, number %1. Nobody "
                    "reads them; everyone *knows* them, and `code %1` too.\n\n- one %1\n- two\n\n")
                    .arg(i);
    }
    return text;
}

std::unique_ptr<PreviewPane> makePane(const QString &text, QSize size = QSize(600, 700))
{
    auto pane = std::make_unique<PreviewPane>();
    pane->setPreviewStyle(themeStyle(site::Scheme::Light));
    pane->resize(size);
    pane->openDocument({}, markdown::parse(text));
    pane->grab();
    return pane;
}

class PaintedRegion : public QObject
{
public:
    QRegion region;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

QImage pictureOf(PreviewPane &pane)
{
    return pane.viewport()->grab().toImage();
}

} // namespace

class TestPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsText();
    void laysOutOnlyWhatIsNear();
    void mapsLinesBothWays();
    void hasNoLinesWithoutAPost();
    void clicksTellTheLine();
    void whatStandsAtTheTopStays();
    void whatIsWiderThanTheColumnScrolls_data();
    void whatIsWiderThanTheColumnScrolls();
    void atTheTopNewTextIsSeen();
    void resizingKeepsThePlace();
    void keepsRoomForPictures();
    void aBlockStaysInSightAsPicturesCome();
    void picturesAreBoundedInMemory();
    void layoutsAreBoundedInNumber();
    void linksAndPlaceholdersAnswerClicks();
    void linksReadFromTheRightAnswerClicks();
    void aKeyPaintsOneBlock();
    void aBlockThatGrowsAboveTheWindowIsPainted();
    void darkAndSharp();
    void rememberedGlyphsLookAsTextDoes_data();
    void rememberedGlyphsLookAsTextDoes();
    void copiesOneBlock();
    void copiesByMenuAndKeys();
    void feedShowsTheLatestText();
    void feedEndsExact_data();
    void feedEndsExact();
};

void TestPreview::showsText()
{
    const auto pane = makePane(QStringLiteral("Hello"));
    const QImage with = pictureOf(*pane);
    pane->setDocument({});
    QVERIFY(with != pictureOf(*pane));
}

void TestPreview::laysOutOnlyWhatIsNear()
{
    const auto pane = makePane(longPost(1024 * 1024));
    QVERIFY2(pane->layoutsMade() < 40, qPrintable(QString::number(pane->layoutsMade())));
}

void TestPreview::mapsLinesBothWays()
{
    const auto pane = makePane(longPost(100 * 1024));
    for (int line = 0; line < 3000; line += 7) {
        pane->scrollToLine(line);
        QCOMPARE(int(pane->topLine() + 1e-6), line);
    }
}

void TestPreview::hasNoLinesWithoutAPost()
{
    PreviewPane empty;
    empty.resize(400, 300);
    empty.ensureLineVisible(0);
    empty.ensureLineVisible(7);
    QVERIFY(!pictureOf(empty).isNull());
}

void TestPreview::clicksTellTheLine()
{
    const auto pane = makePane(QStringLiteral("one\n\ntwo\n\nthree\n"));
    QSignalSpy clicked(pane.get(), &PreviewPane::lineClicked);
    for (int y = 0; y < 300; y += 3) {
        const int line = pane->lineAt(QPoint(200, y));
        QVERIFY(line >= -1 && line <= 4);
        QTest::mouseClick(pane->viewport(), Qt::LeftButton, {}, QPoint(200, y));
        if (line >= 0)
            QCOMPARE(clicked.takeLast().first().toInt(), line);
        else
            QVERIFY(clicked.isEmpty());
    }
    QCOMPARE(pane->lineAt(QPoint(200, 650)), 4);
}

void TestPreview::whatIsWiderThanTheColumnScrolls_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("scrolls");
    const QString line = QStringLiteral("let tide = harbour.master.writes(numbers); ").repeated(4);
    const QString cells = QStringLiteral("| seventeen-numbers ").repeated(12) + QStringLiteral("|\n");
    QTest::newRow("code") << QStringLiteral("```\nshort\n%1end\n```\n").arg(line) << true;
    QTest::newRow("table") << cells + QStringLiteral("|--").repeated(12) + QStringLiteral("|\n") + cells << true;
    QTest::newRow("short code") << QStringLiteral("```\nshort\n```\n") << false;
    QTest::newRow("paragraph") << line << false;
}

void TestPreview::whatIsWiderThanTheColumnScrolls()
{
    QFETCH(QString, text);
    QFETCH(bool, scrolls);
    const auto pane = makePane(text);
    const QPoint at(300, 60);
    const auto wheel = [&](int angle) {
        QWheelEvent event(at, pane->mapToGlobal(at), {}, QPoint(0, angle), Qt::NoButton, Qt::ShiftModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(pane->viewport(), &event);
        return pictureOf(*pane);
    };
    const QImage start = pictureOf(*pane);
    const QImage moved = wheel(-120);
    QCOMPARE(moved != start, scrolls);
    const QImage end = wheel(-120 * 1000);
    QCOMPARE(end != moved, scrolls);
    QCOMPARE(wheel(-120), end);
    QCOMPARE(wheel(120 * 1000), start);

    // By keys, and nothing outside of the block is touched.
    QTest::keyClick(pane.get(), Qt::Key_Right);
    QCOMPARE(pictureOf(*pane), moved);
    const int margin = 20;
    QCOMPARE(moved.copy(0, 0, margin, moved.height()), start.copy(0, 0, margin, start.height()));
}

void TestPreview::whatStandsAtTheTopStays()
{
    QString text = longPost(200 * 1024);
    const auto pane = makePane(text);
    pane->scrollToLine(600);
    const QImage before = pictureOf(*pane);
    // Much is written above; guesses of heights become measured ones.
    QString above = longPost(30 * 1024);
    above.replace(QStringLiteral("Part"), QStringLiteral("Chapter"));
    pane->setDocument(markdown::parse(above + text));
    QTest::qWait(200);
    QCOMPARE(pictureOf(*pane), before);
    QVERIFY(pane->topLine() > 1200);
}

void TestPreview::atTheTopNewTextIsSeen()
{
    const QString text = longPost(20 * 1024);
    const auto pane = makePane(text);
    pane->setDocument(markdown::parse(QStringLiteral("A new beginning.\n\n") + text));
    QCOMPARE(pane->verticalScrollBar()->value(), 0);
    QCOMPARE(pane->lineAt(QPoint(200, 45)), 0);
}

void TestPreview::resizingKeepsThePlace()
{
    const auto pane = makePane(longPost(200 * 1024));
    pane->scrollToLine(1200);
    for (int width : {420, 900, 300, 600}) {
        pane->resize(width, 700);
        pane->grab();
        QVERIFY2(std::abs(pane->topLine() - 1200) < 1, qPrintable(QString::number(pane->topLine())));
    }
    pane->setHeader({QStringLiteral("A title"), QStringLiteral("Below it"), QStringLiteral("Today")});
    pane->scrollToLine(0);
    pane->verticalScrollBar()->setValue(60);
    pane->resize(420, 700);
    QCOMPARE(pane->verticalScrollBar()->value(), 60);
}

void TestPreview::keepsRoomForPictures()
{
    const auto pane = makePane({});
    pane->setImageSize(7, QSize(1200, 600));
    QSignalSpy needed(pane.get(), &PreviewPane::imageNeeded);
    pane->openDocument({}, markdown::parse(QStringLiteral("![a](/images/7)\n\nbelow\n")));
    pane->grab();
    int before = 0;
    while (pane->lineAt(QPoint(200, before)) < 2)
        ++before;
    QTRY_COMPARE(needed.size(), 1);
    QCOMPARE(needed.front().at(0).toLongLong(), 7);
    const QSize shown = needed.front().at(1).toSize();
    QVERIFY(shown.width() > 300 && shown.width() < 600);
    QImage image(1200, 600, QImage::Format_RGB32);
    image.fill(Qt::red);
    pane->setImage(7, image);
    const QImage picture = pictureOf(*pane);
    int after = 0;
    while (pane->lineAt(QPoint(200, after)) < 2)
        ++after;
    QCOMPARE(after, before);
    QCOMPARE(picture.pixelColor(300, 150), QColor(Qt::red));
}

// The picture that was pasted at the end is to be seen whole, as soon as its height is known; what the author scrolled
// to stays.
void TestPreview::aBlockStaysInSightAsPicturesCome()
{
    QString text = longPost(1200);
    text += QStringLiteral("![a](/images/7)\n\n");
    const int line = int(text.count(u'\n')) - 2;
    text += longPost(4000) + QStringLiteral("![b](/images/8)\n");
    const auto pane = makePane(text);
    const auto isWhole = [&](int at) { // the gap below it, too
        bool begins = false;
        for (int y = 0; y < pane->viewport()->height(); ++y) {
            const int seen = pane->lineAt(QPoint(200, y));
            if (begins && seen > at)
                return true;
            begins = begins || (seen == at && y > 0 && pane->lineAt(QPoint(200, y - 1)) < at);
        }
        return false;
    };
    pane->ensureLineVisible(line);
    QVERIFY(isWhole(line));
    const double before = pane->topLine();
    pane->setImageSize(7, QSize(1200, 1100));
    QVERIFY(isWhole(line));
    QVERIFY(pane->topLine() > before);

    pane->scrollToLine(0);
    pane->ensureLineVisible(line);
    QVERIFY(isWhole(line));
    pane->verticalScrollBar()->setValue(0); // as the wheel does
    pane->setImageSize(7, QSize(1200, 1000));
    QCOMPARE(pane->topLine(), 0.0);
    const int last = int(text.count(u'\n')) - 1;
    pane->ensureLineVisible(last);
    pane->setImageSize(8, QSize(1200, 1100));
    QVERIFY(pane->lineAt(QPoint(200, 5)) < last);
    QCOMPARE(pane->lineAt(QPoint(200, 690)), last);
}

void TestPreview::picturesAreBoundedInMemory()
{
    QString text;
    for (int i = 1; i <= 60; ++i)
        text += QStringLiteral("![p](/images/%1)\n\n").arg(i);
    const auto pane = makePane({}, QSize(1400, 900));
    connect(pane.get(), &PreviewPane::imageNeeded, pane.get(), [&pane](qint64 id, QSize) {
        QImage image(3000, 2000, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(int(id) * 5, 200, 200));
        pane->setImage(id, image);
    });
    pane->openDocument({}, markdown::parse(text));
    for (int line = 0; line < 120; line += 2) {
        pane->scrollToLine(line);
        pane->grab();
        QApplication::processEvents();
        QVERIFY(pane->imageBytes() <= 16 * 1024 * 1024);
    }
    QVERIFY(pane->imageBytes() > 0);
}

void TestPreview::layoutsAreBoundedInNumber()
{
    const auto pane = makePane(longPost(400 * 1024));
    int most = 0;
    for (int i = 0; i < 200; ++i) {
        pane->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
        pane->grab();
        most = std::max(most, pane->layoutCount());
    }
    QVERIFY2(most < 250, qPrintable(QString::number(most)));
}

void TestPreview::linksReadFromTheRightAnswerClicks()
{
    const QString words = QStringLiteral("\u05d9\u05dd \u05d2\u05d3\u05d5\u05dc \u05d5\u05d0\u05d7\u05e8");
    const auto pane = makePane(QStringLiteral("[%1 %1 %1](/blog/other)\n").arg(words));
    QSignalSpy link(pane.get(), &PreviewPane::linkActivated);
    int left = 0;
    for (int x = 20; x < 580; x += 10) {
        for (int y = 44; y < 64; y += 4)
            QTest::mouseClick(pane->viewport(), Qt::LeftButton, {}, QPoint(x, y));
        if (x == 100)
            left = int(link.size());
    }
    QCOMPARE(left, 0); // it stands at the right
    QVERIFY2(link.size() > 20, qPrintable(QString::number(link.size())));
}

void TestPreview::linksAndPlaceholdersAnswerClicks()
{
    const auto pane = makePane(QStringLiteral("[a link that fills some of the line](/blog/other)\n\n"
                                              "![web](https://example.org/x.png)\n"));
    QSignalSpy link(pane.get(), &PreviewPane::linkActivated);
    QSignalSpy bring(pane.get(), &PreviewPane::bringInRequested);
    QSignalSpy needed(pane.get(), &PreviewPane::imageNeeded);
    for (int y = 0; y < 300; y += 4)
        QTest::mouseClick(pane->viewport(), Qt::LeftButton, {}, QPoint(150, y));
    QVERIFY(!link.isEmpty() && !bring.isEmpty());
    QCOMPARE(link.front().front().toUrl(), QUrl(QStringLiteral("/blog/other")));
    QCOMPARE(bring.front().front().toUrl(), QUrl(QStringLiteral("https://example.org/x.png")));
    QApplication::processEvents();
    QVERIFY(needed.isEmpty());
}

void TestPreview::aKeyPaintsOneBlock()
{
    QString text = longPost(100 * 1024);
    const auto pane = makePane(text);
    pane->show();
    pane->scrollToLine(1000);
    QApplication::processEvents();
    const int made = pane->layoutsMade();
    const int at = int(text.indexOf(QStringLiteral("number 144")));
    QVERIFY(at > 0);
    text.insert(at, u'x');
    pane->setDocument(markdown::parse(text));
    QApplication::processEvents();
    QCOMPARE(pane->layoutsMade(), made + 1);
    // What is on the screen is what a pane that never knew the former text shows.
    PreviewPane fresh;
    fresh.setPreviewStyle(pane->previewStyle());
    fresh.resize(pane->size());
    fresh.openDocument({}, markdown::parse(text));
    fresh.grab();
    fresh.scrollToLine(1000);
    QCOMPARE(pictureOf(*pane), pictureOf(fresh));
}

void TestPreview::aBlockThatGrowsAboveTheWindowIsPainted()
{
    const QString text = QStringLiteral("Much is said about the tide. ").repeated(600);
    const auto pane = makePane(text);
    pane->show();
    pane->scrollToLine(0.5);
    QApplication::processEvents();
    PaintedRegion painted;
    pane->viewport()->installEventFilter(&painted);
    pane->setDocument(markdown::parse(text + text.left(3000)));
    QTRY_VERIFY(painted.region.contains(pane->viewport()->rect().center()));
}

void TestPreview::darkAndSharp()
{
    const auto pane = makePane(QStringLiteral("# Night\n\nText"));
    pane->setPreviewStyle(themeStyle(site::Scheme::Dark, 1.5));
    const QImage dark = pictureOf(*pane);
    QCOMPARE(dark.pixelColor(2, 2), themeStyle(site::Scheme::Dark).background);
    QImage sharp(pane->viewport()->size() * 2, QImage::Format_RGB32);
    sharp.setDevicePixelRatio(2);
    pane->viewport()->render(&sharp);
    // Drawn at twice the density, not blown up: details smaller than a logical pixel are there.
    const QImage blown = dark.scaled(sharp.size());
    QVERIFY(sharp.convertToFormat(QImage::Format_RGB32) != blown.convertToFormat(QImage::Format_RGB32));
}

void TestPreview::rememberedGlyphsLookAsTextDoes_data()
{
    QTest::addColumn<QString>("families");
    QTest::addColumn<int>("weight");
    QTest::addColumn<bool>("italic");
    QTest::addColumn<qreal>("ratio");
    QTest::newRow("text") << "ui-serif, serif" << 400 << false << 1.0;
    QTest::newRow("bold, sharp") << "sans-serif" << 700 << false << 2.0;
    QTest::newRow("italic, in between") << "serif" << 400 << true << 1.5;
    QTest::newRow("code") << "ui-monospace, monospace" << 400 << false << 1.0;
}

void TestPreview::rememberedGlyphsLookAsTextDoes()
{
    QFETCH(QString, families);
    QFETCH(int, weight);
    QFETCH(bool, italic);
    QFETCH(qreal, ratio);
    preview::FontCache fonts;
    preview::FontFace &face =
        *fonts.face(families, preview::toUnits(17.5), weight, italic, 0, preview::toUnits(17.5));
    const auto drawn = [&](auto draw) {
        QImage image(int(260 * ratio), int(40 * ratio), QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::TextAntialiasing);
        painter.setPen(QColor(30, 60, 90));
        draw(painter, QPointF(10.3, std::round(28 * ratio) / ratio));
        return image;
    };
    for (const char *word : {"office", "!=", "AVATAR.", "na\u00efve", "e\u0301t\u00e9", "\u4e2d\u6587", "\u2192", "word \u2026"}) {
        const QImage text = drawn([&](QPainter &painter, const QPointF &start) {
            painter.setFont(face.font());
            painter.drawText(start, QString::fromUtf8(word));
        });
        for (int time = 0; time < 2; ++time) { // found, then remembered
            const QImage glyphs = drawn([&](QPainter &painter, const QPointF &start) {
                for (const QGlyphRun &run : face.glyphs(word))
                    painter.drawGlyphRun(start, run);
            });
            QVERIFY2(glyphs == text, word);
        }
        QVERIFY2(text != drawn([](QPainter &, const QPointF &) {}), word);
    }
    QVERIFY(face.glyphs("a\tb").isEmpty());
}

void TestPreview::copiesOneBlock()
{
    const auto pane = makePane(QStringLiteral("# A\n\n- **b**\n- c\n\nlast\n"));
    pane->copyBlock(3, PreviewPane::CopyAs::HtmlSource);
    const QMimeData *held = QApplication::clipboard()->mimeData();
    QCOMPARE(held->text(), QStringLiteral("<ul>\n<li><strong>b</strong></li>\n<li>c</li>\n</ul>"));
    QVERIFY(!held->hasHtml()); // a source is text
    pane->copyBlock(2, PreviewPane::CopyAs::FormattedText);
    held = QApplication::clipboard()->mimeData();
    QVERIFY(held->html().contains(QStringLiteral("<li><strong>b</strong></li>")));
    QCOMPARE(held->text(), QStringLiteral("b\nc"));
    pane->copyBlock(1, PreviewPane::CopyAs::HtmlSource); // between blocks
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("b\nc"));
}

void TestPreview::copiesByMenuAndKeys()
{
    const auto pane = makePane(QStringLiteral("first\n\nsecond\n\nthird\n"));
    pane->show();
    const auto take = [&pane](QContextMenuEvent::Reason reason, const QPoint &where, Qt::Key key) {
        QContextMenuEvent event(reason, where, pane->viewport()->mapToGlobal(where));
        QApplication::sendEvent(pane->viewport(), &event);
        auto *menu = pane->findChild<QMenu *>();
        if (!menu)
            return QStringLiteral("no menu");
        QTest::keyClick(menu, key);
        QCoreApplication::sendPostedEvents(menu, QEvent::DeferredDelete);
        return QApplication::clipboard()->text();
    };
    int y = 0;
    while (pane->lineAt(QPoint(200, y)) < 2)
        ++y;
    QCOMPARE(take(QContextMenuEvent::Mouse, QPoint(200, y + 10), Qt::Key_H), QStringLiteral("<p>second</p>"));
    QTRY_VERIFY(!pane->findChild<QMenu *>());
    QCOMPARE(take(QContextMenuEvent::Keyboard, {}, Qt::Key_H), QStringLiteral("<p>first</p>"));
    QTRY_VERIFY(!pane->findChild<QMenu *>());
    pane->ensureLineVisible(4);
    QCOMPARE(take(QContextMenuEvent::Keyboard, {}, Qt::Key_C), QStringLiteral("third"));
    QVERIFY(QApplication::clipboard()->mimeData()->hasHtml());
    PreviewPane empty;
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(empty.viewport(), &event);
    QVERIFY(!empty.findChild<QMenu *>());
}

void TestPreview::feedShowsTheLatestText()
{
    PreviewPane pane;
    QString text = longPost(300 * 1024);
    PreviewFeed feed(pane, [&text] { return text; });
    QSignalSpy shown(&feed, &PreviewFeed::shown);
    feed.open({QStringLiteral("Long"), {}, {}});
    QTRY_VERIFY(shown.size() >= 1);
    text = QStringLiteral("First");
    feed.changed();
    text = QStringLiteral("# Last\n");
    feed.changed();
    QTRY_VERIFY(!feed.document().outline.empty() &&
                feed.document().outline.front().text == QStringLiteral("Last"));
}

void TestPreview::feedEndsExact_data()
{
    QTest::addColumn<int>("bytes");
    QTest::newRow("a text that the UI thread parses whole") << 100 * 1024;
    QTest::newRow("a longer one") << 300 * 1024;
}

void TestPreview::feedEndsExact()
{
    QFETCH(int, bytes);
    PreviewPane pane;
    QString text = longPost(bytes);
    PreviewFeed feed(pane, [&text] { return text; });
    feed.open({});
    QTRY_VERIFY(!feed.document().blocks.empty());
    // Two headings get the same text: the second's anchor is known only to a parse of the whole.
    for (const QChar c : QStringLiteral("Part 5\n")) {
        const auto at =
            text.indexOf(QStringLiteral("\n\nThe harbour"), text.indexOf(QStringLiteral("Part 400")));
        text.insert(at, c == u'\n' ? QStringLiteral("\n\n# ") : QString(c));
        feed.changed();
        QTest::qWait(1);
    }
    text.insert(0, QStringLiteral("```\n"));
    feed.changed();
    QTRY_VERIFY(feed.document().blocks == markdown::parse(text).blocks);
    text.remove(0, 4);
    feed.changed();
    const auto whole = markdown::parse(text);
    QTRY_VERIFY(feed.document().blocks == whole.blocks);
    QVERIFY(feed.document().outline == whole.outline);
}

QTEST_MAIN(TestPreview)
#include "test_preview.moc"
