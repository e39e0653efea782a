// From a key to the painted editor, in a window, beside a bare QPlainTextEdit in the same run; and how long a post takes
// to open.
//   QT_QPA_PLATFORM=offscreen bench_editor [keys per case, 300]
#include "tests/bench/keytimes.h"
#include "ui/editor/markdowneditor.h"
#include "ui/spelling/dictionaries.h"
#include "ui/spelling/spellchecker.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace galley;
using namespace galley::bench;

namespace {

QString prose(qsizetype characters)
{
    QString text;
    for (int i = 0; text.size() < characters; ++i) {
        text += QStringLiteral("## Part %1\n\nEvery morning the harbour master chalks **two numbers** on a board. Nobody reads them; "
                               "everyone *knows* them. I asked him [why he still writes](https://example.org/%1), and he said that "
                               "`the sea` keeps its appointments whether or not anybody comes to meet it.\n\n- one thing %1\n"
                               "- another thing\n\n```\nlet tide = %1;\n```\n\n1. one\n2. two\n\n").arg(i);
    }
    return text;
}

double painted(QPlainTextEdit &editor, PaintWatch &watch, QKeyEvent &press)
{
    QElapsedTimer clock;
    watch.painted = false;
    clock.start();
    QApplication::sendEvent(&editor, &press);
    while (!watch.painted && clock.elapsed() < 2000)
        QApplication::processEvents(QEventLoop::AllEvents);
    return double(clock.nsecsElapsed()) / 1e6;
}

Times type(QPlainTextEdit &editor, double where, int keys)
{
    PaintWatch watch;
    editor.viewport()->installEventFilter(&watch);
    const QTextBlock block = editor.document()->findBlockByNumber(int(where * (editor.document()->blockCount() - 1)));
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::EndOfBlock);
    editor.setTextCursor(cursor);
    editor.ensureCursorVisible();
    QTest::qWait(300);
    Times times;
    for (int i = -10; i < keys; ++i) {
        const bool space = i % 6 == 5;
        QKeyEvent press(QEvent::KeyPress, space ? Qt::Key_Space : Qt::Key_A, Qt::NoModifier,
                              space ? QStringLiteral(" ") : QString(QChar(u'a' + (i + 26) % 26)));
        const double time = painted(editor, watch, press);
        QTest::qWait(10);
        if (i >= 0)
            times.milliseconds.push_back(time);
    }
    return times;
}

void report(const char *name, Times times)
{
    std::printf("%-44s %8.2f %8.2f %8.2f\n", name, times.at(0.5), times.at(0.95), times.at(0.99));
    std::fflush(stdout);
}

double opened(QPlainTextEdit &editor, const std::function<void()> &load)
{
    PaintWatch watch;
    editor.viewport()->installEventFilter(&watch);
    QElapsedTimer clock;
    clock.start();
    load();
    while (!watch.painted)
        QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QApplication::processEvents();
    return double(clock.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const int keys = argc > 1 ? std::max(20, std::atoi(argv[1])) : 300;
    const QString large = prose(1024 * 1024);
    const QString small = prose(20 * 1024);
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Theme theme(settings);
    SpellChecker spelling(settings, dictionaryFolders(), folder.filePath(QStringLiteral("words.txt")));

    QPlainTextEdit bare;
    bare.setFont(theme.mono(15));
    bare.resize(760, 900);
    bare.show();
    MarkdownEditor ours(theme);
    ours.resize(760, 900);
    ours.show();
    std::printf("%-44s %8s %8s %8s\n", "a 1 MB post, ms", "median", "p95", "p99");
    std::printf("%-44s %8.0f\n", "open: bare QPlainTextEdit", opened(bare, [&] { bare.setPlainText(large); }));
    std::printf("%-44s %8.0f\n", "open: Galley's editor", opened(ours, [&] { ours.load(large, 1); }));
    std::printf("%-44s %8.1f\n", "switch to a short post", opened(ours, [&] { ours.load(small, 2); }));
    std::printf("%-44s %8.1f\n", "and back", opened(ours, [&] { ours.load(large, 1); }));
    for (const double where : {0.0, 0.5, 0.99}) {
        std::printf("at %.0f %%\n", where * 100);
        report("  key: bare QPlainTextEdit", type(bare, where, keys));
        ours.setSpelling(nullptr);
        report("  key: Galley's editor", type(ours, where, keys));
        ours.setSpelling(&spelling);
        report(spelling.isReady() ? "  key: with spelling" : "  key: with spelling (no dictionary)", type(ours, where, keys));
        ours.setFocusMode(true);
        ours.setTypewriter(true);
        report("  key: with spelling, focus and typewriter", type(ours, where, keys));
        ours.setFocusMode(false);
        ours.setTypewriter(false);
    }
    ours.setSpelling(nullptr);
    return 0;
}
