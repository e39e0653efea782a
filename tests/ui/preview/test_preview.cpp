// The preview pane: what it draws, what it lays out and keeps, and how lines and places map to each other.
#include "core/markdown/markdown.h"
#include "ui/preview/previewfeed.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"

#include <QPainter>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

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
    void feedShowsTheLatestText();
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

QTEST_MAIN(TestPreview)
#include "test_preview.moc"
