// From a key in the editor to the painted preview, in a window, beside a whole-page QTextBrowser in the same
// run.
//   QT_QPA_PLATFORM=offscreen bench_preview [keys per case, 60] [case, all]
#include "core/markdown/markdown.h"
#include "tests/bench/figure.h"
#include "tests/bench/keytimes.h"
#include "ui/editor/minimaledit.h"
#include "ui/preview/previewfeed.h"
#include "ui/preview/previewpane.h"
#include "ui/preview/themestyle.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace galley;
using namespace galley::bench;

namespace {

QString prose(qsizetype bytes)
{
    QString text;
    for (int i = 0; text.size() < bytes; ++i) {
        text +=
            QStringLiteral(
                "## Part %1\n\nEvery morning the harbour master chalks **two numbers** on a board. Nobody "
                "reads "
                "them; everyone *knows* them. I asked him [why he still writes](https://example.org/%1), and "
                "he "
                "said that `the sea` keeps its appointments whether or not anybody comes to meet it.\n\n"
                "> Because the sea keeps the appointment.\n\n- one thing %1\n- another thing\n- a third\n\n"
                "There is a quarter of an hour, twice a day, when nothing moves. Boats turn on their chains "
                "like "
                "people in a doorway, each letting the other go first, and number %1 waits.\n\n"
                "```\nlet tide = %1;\nprint(tide)\n```\n\n")
                .arg(i);
    }
    return text;
}

QString longList()
{
    QString text = QStringLiteral("Before.\n\n");
    for (int i = 0; i < 500; ++i)
        text += QStringLiteral("- item %1 with **some** words and a [link](https://example.org)\n").arg(i);
    return text;
}

QString longTable()
{
    QString text = QStringLiteral("Before.\n\n| a | b | c | d |\n|---|---|---|---|\n");
    for (int i = 0; i < 200; ++i)
        text += QStringLiteral("| row %1 | some *words* | more words here | 12.5 |\n").arg(i);
    return text;
}

QString amid(const QString &block)
{
    const QString half = prose(50'000);
    return half + block + QStringLiteral("\n") + half;
}

void pressKey(QWidget &editor, int i)
{
    const QString letter(QChar(u'a' + i % 26));
    QKeyEvent press(QEvent::KeyPress, Qt::Key_A + i % 26, Qt::NoModifier, letter);
    QApplication::sendEvent(&editor, &press);
}

Times ours(const QString &text, double where, int keys, int &layouts)
{
    QSplitter window;
    QPlainTextEdit editor;
    PreviewPane pane;
    pane.setPreviewStyle(themeStyle(site::Scheme::Light));
    window.addWidget(&editor);
    window.addWidget(&pane);
    window.resize(1200, 800);
    editor.setPlainText(text);
    PreviewFeed feed(pane, [&editor] { return exactText(*editor.document()); });
    QObject::connect(&editor, &QPlainTextEdit::textChanged, &feed, &PreviewFeed::changed);
    bool shown = false;
    PaintWatch watch;
    // Only what is painted after the pane has the new text counts.
    QObject::connect(&feed, &PreviewFeed::shown, [&] {
        shown = true;
        watch.painted = false;
    });
    feed.open({QStringLiteral("The tide tables"), {}, {}});
    window.show();
    while (!shown)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QTextCursor cursor = editor.textCursor();
    const QTextBlock block = editor.document()->findBlock(int(where * double(text.size() - 1)));
    cursor.setPosition(block.position() + std::min(block.length() - 1, 6));
    editor.setTextCursor(cursor);
    pane.ensureLineVisible(cursor.blockNumber());
    pane.viewport()->installEventFilter(&watch);
    Times times;
    for (int i = -5; i < keys; ++i) {
        QTest::qWait(60); // what a fast typist leaves between keys, about
        shown = watch.painted = false;
        QElapsedTimer clock;
        clock.start();
        pressKey(editor, i + 26);
        while (!shown)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        while (!watch.painted && clock.elapsed() < 2000)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (i >= 0)
            times.milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    layouts = pane.layoutsMade();
    return times;
}

Times peer(const QString &text, int keys)
{
    QTextBrowser browser;
    browser.resize(600, 800);
    browser.show();
    QString changing = text;
    Times times;
    for (int i = 0; i < keys; ++i) {
        changing.insert(6, QChar(u'a' + i % 26));
        QElapsedTimer clock;
        clock.start();
        browser.setHtml(QString::fromUtf8(markdown::toHtml(markdown::parse(changing))));
        browser.viewport()->repaint();
        QApplication::processEvents();
        times.milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const int keys = argc > 1 ? std::max(5, std::atoi(argv[1])) : 60;
    struct Case
    {
        const char *name;
        QString text;
        double where;
    };
    const QString small = prose(100 * 1024);
    const QString large = prose(1024 * 1024);
    double worstSmall = 0; // p95
    double worstLarge = 0;
    const Case cases[] = {
        {"100 KB, start", small, 0.0},
        {"100 KB, middle", small, 0.5},
        {"100 KB, end", small, 0.98},
        {"1 MB, start", large, 0.0},
        {"1 MB, middle", large, 0.5},
        {"1 MB, end", large, 0.995},
        {"list of 500 items amid 100 KB", amid(longList()), 0.5},
        {"table of 200 rows amid 100 KB", amid(longTable()), 0.5},
        {"100 KB in an unclosed fence", QStringLiteral("```\n") + small, 0.5},
        {"1 MB in an unclosed fence", QStringLiteral("```\n") + large, 0.5},
    };
    std::printf("%-30s %10s %10s %10s %9s\n", "key to painted preview, ms", "median", "p95", "max",
                "layouts");
    for (const Case &c : cases) {
        if (argc > 2 && !std::strstr(c.name, argv[2]))
            continue;
        int layouts = 0;
        Times times = ours(c.text, c.where, keys, layouts);
        std::printf("%-30s %10.2f %10.2f %10.2f %9d\n", c.name, times.at(0.5), times.at(0.95), times.at(1),
                    layouts);
        std::fflush(stdout);
        double &worst = c.text.size() > 500'000 ? worstLarge : worstSmall;
        worst = std::max(worst, times.at(0.95));
    }
    if (argc > 2)
        return 0;
    Times whole = peer(small, 10);
    const double peerSmall = whole.at(0.5);
    std::printf("%-30s %10.2f %10.2f %10.2f\n", "QTextBrowser page, 100 KB", whole.at(0.5), whole.at(0.95),
                whole.at(1));
    whole = peer(large, 5);
    std::printf("%-30s %10.2f %10.2f %10.2f\n", "QTextBrowser page, 1 MB", whole.at(0.5), whole.at(0.95),
                whole.at(1));
    bench::figure(QStringLiteral("`bench_preview`: key to painted preview, 100 KB, the worst p95"), bench::inMs(worstSmall),
                  QStringLiteral("QTextBrowser page %1").arg(bench::inMs(peerSmall)), QStringLiteral("8 ms"));
    bench::figure(QStringLiteral("`bench_preview`: the same, 1 MB"), bench::inMs(worstLarge),
                  QStringLiteral("QTextBrowser page %1").arg(bench::inMs(whole.at(0.5))), QStringLiteral("50 ms"));
    return 0;
}
