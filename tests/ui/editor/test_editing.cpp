#include "ui/editor/findbar.h"
#include "ui/editor/formatting.h"
#include "ui/editor/markdowneditor.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSet>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>

#include <algorithm>

using namespace galley;

namespace {

QToolButton *toggle(const FindBar &bar, const char *name)
{
    for (QToolButton *button : bar.findChildren<QToolButton *>()) {
        if (button->accessibleName() == QLatin1String(name))
            return button;
    }
    qFatal("nothing is called %s", name);
    return nullptr;
}

} // namespace

class TestEditing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void enterContinues_data();
    void enterContinues();
    void tabMovesItems();
    void marks_data();
    void marks();
    void pastedAddressBecomesALink();
    void pastedTextReplaces();
    void pastedImageIsHandedOn();
    void keepsNoBreakSpaces();
    void undoTakesBackOneStep();
    void undoGoesBackToTheCursor();
    void findsAndReplaces();
    void findsAsTheTogglesSay();
    void narrowFindBarKeepsRoomForItsWords();
    void findsExpressions();
    void replacesAllInOneStep();
    void linesAreSpacedApart();
    void measureIsCentred();
    void rightToLeftStandsAtTheRight();
    void typewriterKeepsTheHeight();
    void focusDimsTheOthers();
    void wholeParagraphIsTinted();
    void paintsAllThatAKeyChanges();
    void takesAnotherTypeface();
    void standsWhereItStood();
    void tellsTheLineAtTheTop();

private:
    QString withCursor() const;
    void give(const QString &text);

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MarkdownEditor> m_editor;
};

void TestEditing::initTestCase()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*m_settings);
}

void TestEditing::init()
{
    m_editor = std::make_unique<MarkdownEditor>(*m_theme);
    m_editor->resize(900, 500);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    m_editor->setFocus();
}

// In the texts of this test '|' is the cursor, and "[…]" with the signs ‹ › a selection.
void TestEditing::give(const QString &text)
{
    QString plain = text;
    int from = int(plain.indexOf(QChar(0x2039)));
    int to = -1;
    if (from >= 0) {
        plain.remove(from, 1);
        to = int(plain.indexOf(QChar(0x203A)));
        plain.remove(to, 1);
    } else {
        from = int(plain.indexOf(QLatin1Char('|')));
        to = from;
        plain.remove(from, 1);
    }
    m_editor->load(plain);
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    m_editor->setTextCursor(cursor);
}

QString TestEditing::withCursor() const
{
    QString text = m_editor->markdown();
    const QTextCursor cursor = m_editor->textCursor();
    if (!cursor.hasSelection())
        return text.insert(cursor.position(), QLatin1Char('|'));
    text.insert(cursor.selectionEnd(), QChar(0x203A));
    return text.insert(cursor.selectionStart(), QChar(0x2039));
}

void TestEditing::enterContinues_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("plain") << "a|" << "a\n|";
    QTest::newRow("bullet") << "- a|" << "- a\n- |";
    QTest::newRow("in the middle") << "- a|b" << "- a\n- |b";
    QTest::newRow("before the marker") << "|- a" << "\n|- a";
    QTest::newRow("star") << "* a|" << "* a\n* |";
    QTest::newRow("number counts on") << "9. a|" << "9. a\n10. |";
    QTest::newRow("parenthesis") << "1) a|" << "1) a\n2) |";
    QTest::newRow("task is open") << "- [x] a|" << "- [x] a\n- [ ] |";
    QTest::newRow("nested") << "  - a|" << "  - a\n  - |";
    QTest::newRow("quote") << "> a|" << "> a\n> |";
    QTest::newRow("item in a quote") << "> - a|" << "> - a\n> - |";
    QTest::newRow("empty item ends") << "- a\n- |" << "- a\n|";
    QTest::newRow("empty task ends") << "- [ ] |" << "|";
    QTest::newRow("empty quote ends") << "> a\n> |" << "> a\n|";
    QTest::newRow("empty nested item steps out") << "- a\n  - |" << "- a\n- |";
    QTest::newRow("not in code") << "```\n- a|\n```" << "```\n- a\n|\n```";
    QTest::newRow("rule is no item") << "---|" << "---\n|";
}

void TestEditing::enterContinues()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    give(before);
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(withCursor(), after);
}

void TestEditing::tabMovesItems()
{
    give(QStringLiteral("- a\n- b|"));
    QTest::keyClick(m_editor.get(), Qt::Key_Tab);
    QCOMPARE(withCursor(), QStringLiteral("- a\n  - b|"));
    QTest::keyClick(m_editor.get(), Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(withCursor(), QStringLiteral("- a\n- b|"));
    give(QStringLiteral("1. a\n2. b|"));
    QTest::keyClick(m_editor.get(), Qt::Key_Tab);
    QCOMPARE(withCursor(), QStringLiteral("1. a\n   1. b|"));
    give(QString::fromUtf8("- ‹a\n- b›"));
    QTest::keyClick(m_editor.get(), Qt::Key_Tab);
    QCOMPARE(m_editor->markdown(), QStringLiteral("  - a\n  - b"));
}

void TestEditing::marks_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("mark");
    QTest::addColumn<QString>("after");
    QTest::newRow("word at the cursor") << "a bc| d" << "**" << QString::fromUtf8("a **‹bc›** d");
    QTest::newRow("selection") << QString::fromUtf8("‹a b› c") << "*" << QString::fromUtf8("*‹a b›* c");
    QTest::newRow("spaces stay outside") << QString::fromUtf8("a‹ b ›c") << "**" << QString::fromUtf8("a **‹b›** c");
    QTest::newRow("nothing there") << "|" << "`" << "`|`";
    QTest::newRow("taken away") << QString::fromUtf8("**‹a›**") << "**" << QString::fromUtf8("‹a›");
    QTest::newRow("taken away with its marks") << QString::fromUtf8("‹**a**›") << "**" << QString::fromUtf8("‹a›");
    QTest::newRow("italic within bold") << QString::fromUtf8("**‹a›**") << "*" << QString::fromUtf8("***‹a›***");
    QTest::newRow("italic out of both") << QString::fromUtf8("***‹a›***") << "*" << QString::fromUtf8("**‹a›**");
}

void TestEditing::marks()
{
    QFETCH(QString, before);
    QFETCH(QString, mark);
    QFETCH(QString, after);
    give(before);
    m_editor->toggle(mark);
    QCOMPARE(withCursor(), after);
}

void TestEditing::pastedAddressBecomesALink()
{
    give(QString::fromUtf8("see ‹the board› now"));
    QApplication::clipboard()->setText(QStringLiteral(" https://tides.example.org/a?b=c "));
    QTest::keyClick(m_editor.get(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_editor->markdown(), QStringLiteral("see [the board](https://tides.example.org/a?b=c) now"));
    QTest::keyClick(m_editor.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_editor->markdown(), QStringLiteral("see the board now"));
}

void TestEditing::pastedTextReplaces()
{
    give(QString::fromUtf8("see ‹the board› now"));
    QApplication::clipboard()->setText(QStringLiteral("https://a.example and more"));
    QTest::keyClick(m_editor.get(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_editor->markdown(), QStringLiteral("see https://a.example and more now"));
    give(QString::fromUtf8("‹https://old.example›"));
    QApplication::clipboard()->setText(QStringLiteral("https://new.example"));
    QTest::keyClick(m_editor.get(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(m_editor->markdown(), QStringLiteral("https://new.example"));
}

void TestEditing::pastedImageIsHandedOn()
{
    give(QStringLiteral("a|"));
    QSignalSpy given(m_editor.get(), &MarkdownEditor::imagesGiven);
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    QApplication::clipboard()->setImage(image);
    QTest::keyClick(m_editor.get(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(given.size(), 1);
    const auto images = given[0][0].value<QList<DroppedImage>>();
    QCOMPARE(images.size(), 1);
    QCOMPARE(QImage::fromData(images[0].bytes).size(), QSize(3, 2));
    QCOMPARE(m_editor->markdown(), QStringLiteral("a"));
}

void TestEditing::keepsNoBreakSpaces()
{
    const QString text = QString::fromUtf8("10\u00a0km\nzwei");
    m_editor->load(text);
    QCOMPARE(m_editor->markdown(), text);
}

void TestEditing::undoTakesBackOneStep()
{
    give(QStringLiteral("- a|"));
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(m_editor->markdown(), QStringLiteral("- a\n- "));
    m_editor->undo();
    QCOMPARE(m_editor->markdown(), QStringLiteral("- a"));
}

void TestEditing::undoGoesBackToTheCursor()
{
    const QString before = QStringLiteral("one\ntwo\nthr|ee");
    const std::vector<void (*)(QTextCursor &)> commands{
        [](QTextCursor &cursor) { setHeading(cursor, 2); },
        [](QTextCursor &cursor) { toggleLinePrefix(cursor, QStringLiteral("1. ")); },
        [](QTextCursor &cursor) { toggleMark(cursor, QStringLiteral("**")); },
    };
    for (const auto &command : commands) {
        give(before);
        QTextCursor cursor = m_editor->textCursor();
        command(cursor);
        QVERIFY(withCursor() != before);
        m_editor->undo();
        QCOMPARE(withCursor(), before);
    }
}

void TestEditing::findsAndReplaces()
{
    QWidget window;
    FindBar bar(*m_theme, *m_editor, &window);
    window.show();
    give(QStringLiteral("|tide Tide tide"));
    bar.open(FindBar::Mode::Replace);
    const QList<QLineEdit *> fields = bar.findChildren<QLineEdit *>();
    QCOMPARE(fields.size(), 2);
    QTest::keyClicks(fields[0], QStringLiteral("tide"));
    QCOMPARE(m_editor->textCursor().selectedText(), QStringLiteral("tide"));
    QTest::keyClick(fields[0], Qt::Key_Return);
    QCOMPARE(m_editor->textCursor().selectionStart(), 5);
    const QToolButton *matchCase = toggle(bar, "Match case");
    QCOMPARE(matchCase->shortcut(), QKeySequence(QStringLiteral("Alt+C")));
    QVERIFY(matchCase->toolTip().startsWith(QLatin1String("Match case (")));
    fields[0]->setText(QStringLiteral("Tide"));
    QTest::keyClicks(fields[1], QStringLiteral("ebb"));
    QTest::keyClick(fields[1], Qt::Key_Return);
    QCOMPARE(m_editor->markdown(), QStringLiteral("tide ebb tide"));
}

void TestEditing::findsAsTheTogglesSay()
{
    QWidget window;
    FindBar bar(*m_theme, *m_editor, &window);
    window.show();
    give(QStringLiteral("|Tide tide betide"));
    bar.open(FindBar::Mode::Find);
    const auto counts = [&bar](const char *words) {
        const QList<QLabel *> labels = bar.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [words](const QLabel *label) { return label->text() == QLatin1String(words); });
    };
    bar.findChild<QLineEdit *>()->setText(QStringLiteral("tide"));
    QVERIFY(counts("1 of 3"));
    toggle(bar, "Whole words")->click();
    QVERIFY(counts("1 of 2"));
    toggle(bar, "Match case")->click();
    QVERIFY(counts("1 of 1"));
    QCOMPARE(m_editor->textCursor().selectionStart(), 5);
    bar.close();
    bar.open(FindBar::Mode::Find);
    QVERIFY(counts("1 of 1")); // remembered
    bar.setWay({});
    QVERIFY(counts("2 of 3"));
    QCOMPARE(m_editor->textCursor().selectionStart(), 5); // the cursor stays with the author
}

void TestEditing::narrowFindBarKeepsRoomForItsWords()
{
    QWidget window;
    window.resize(900, 400);
    FindBar bar(*m_theme, *m_editor, &window);
    window.show();
    bar.open(FindBar::Mode::Replace);
    const auto isRoomy = [&bar](int width) {
        bar.resize(width, bar.sizeHint().height());
        QCoreApplication::processEvents();
        bar.resize(width, bar.sizeHint().height());
        QCoreApplication::processEvents();
        for (const QLineEdit *field : bar.findChildren<QLineEdit *>()) {
            if (field->width() < 140)
                return false;
        }
        for (const QPushButton *button : bar.findChildren<QPushButton *>()) {
            if (button->width() < button->fontMetrics().horizontalAdvance(button->text()) + 8)
                return false;
        }
        return true;
    };
    for (const int width : {316, 480, 500, 800})
        QVERIFY2(isRoomy(width), qPrintable(QString::number(width)));
}

void TestEditing::findsExpressions()
{
    QWidget window;
    FindBar bar(*m_theme, *m_editor, &window);
    window.show();
    give(QStringLiteral("|6 am, 12 am\n7 pm"));
    bar.open(FindBar::Mode::Replace);
    const QList<QLineEdit *> fields = bar.findChildren<QLineEdit *>();
    const auto says = [&bar](const QString &words) {
        const QList<QLabel *> labels = bar.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&bar, &words](QLabel *label) { return label->isVisibleTo(&bar) && label->text().contains(words); });
    };
    toggle(bar, "Regular expression")->click();
    fields[0]->setText(QStringLiteral("(\\d+) (am"));
    QVERIFY(says(QStringLiteral("missing closing parenthesis")));
    fields[0]->setText(QStringLiteral("(\\d+) (am|pm)$"));
    QVERIFY(!says(QStringLiteral("missing")));
    QVERIFY(says(QStringLiteral("1 of 2")));
    QCOMPARE(m_editor->textCursor().selectedText(), QStringLiteral("12 am"));
    fields[1]->setText(QStringLiteral("$2 $1"));
    QTest::keyClick(fields[1], Qt::Key_Return);
    QCOMPARE(m_editor->markdown(), QStringLiteral("6 am, am 12\n7 pm"));
    QCOMPARE(m_editor->textCursor().selectedText(), QStringLiteral("7 pm"));
    bar.close();
    give(QStringLiteral("|6 am\n7 pm"));
    bar.findNext();
    QCOMPARE(m_editor->textCursor().selectedText(), QStringLiteral("6 am"));
}

void TestEditing::replacesAllInOneStep()
{
    QWidget window;
    FindBar bar(*m_theme, *m_editor, &window);
    window.show();
    give(QStringLiteral("|a b a b a"));
    bar.open(FindBar::Mode::Replace);
    const QList<QLineEdit *> fields = bar.findChildren<QLineEdit *>();
    fields[0]->setText(QStringLiteral("a"));
    fields[1]->setText(QStringLiteral("aa"));
    for (QPushButton *button : bar.findChildren<QPushButton *>()) {
        if (button->text() == QLatin1String("Replace all"))
            button->click();
    }
    QCOMPARE(m_editor->markdown(), QStringLiteral("aa b aa b aa"));
    m_editor->undo();
    QCOMPARE(m_editor->markdown(), QStringLiteral("a b a b a"));
}

void TestEditing::linesAreSpacedApart()
{
    m_editor->load(QStringLiteral("a\nb\nc"));
    QCoreApplication::processEvents();
    QTextCursor cursor(m_editor->document()->findBlockByNumber(0));
    const int first = m_editor->cursorRect(cursor).top();
    cursor = QTextCursor(m_editor->document()->findBlockByNumber(2));
    QCOMPARE(m_editor->cursorRect(cursor).top() - first, 2 * qRound(15 * 1.75));
}

void TestEditing::measureIsCentred()
{
    m_editor->resize(1600, 500);
    QCoreApplication::processEvents();
    const int character = m_editor->fontMetrics().horizontalAdvance(QLatin1Char('x'));
    QVERIFY(qAbs(m_editor->textWidth() - 74 * character) <= character);
    const int right = m_editor->width() - m_editor->textLeft() - m_editor->textWidth();
    QVERIFY(qAbs(right - m_editor->textLeft()) <= 4);
}

void TestEditing::rightToLeftStandsAtTheRight()
{
    m_editor->load(QString::fromUtf8("## \u05e9\u05dc\u05d5\u05dd\n\nhello\n\n- \u0645\u0631\u062d\u0628\u0627 hi"));
    QCoreApplication::processEvents();
    const auto startOf = [this](int block) {
        QTextCursor cursor(m_editor->document()->findBlockByNumber(block));
        return m_editor->cursorRect(cursor).x();
    };
    const int middle = m_editor->viewport()->width() / 2;
    QVERIFY(startOf(0) > middle);
    QVERIFY(startOf(2) < middle);
    QVERIFY(startOf(4) > middle);
    QCOMPARE(startOf(0), startOf(4));
}

void TestEditing::typewriterKeepsTheHeight()
{
    m_editor->load(QStringLiteral("line\n").repeated(200));
    m_editor->setTypewriter(true);
    QSet<int> heights;
    for (int line = 60; line < 70; ++line) {
        m_editor->setTextCursor(QTextCursor(m_editor->document()->findBlockByNumber(line)));
        heights.insert(m_editor->cursorRect().top());
    }
    QCOMPARE(heights.size(), 1);
    const int height = *heights.begin();
    QVERIFY(height > m_editor->viewport()->height() / 4 && height < m_editor->viewport()->height() * 3 / 4);
}

void TestEditing::focusDimsTheOthers()
{
    m_editor->load(QStringLiteral("mmmm\nmmmm\n\nmmmm"));
    m_editor->setFocusMode(true);
    const auto darkest = [this](int block) {
        const QImage picture = m_editor->viewport()->grab().toImage();
        QTextCursor cursor(m_editor->document()->findBlockByNumber(block));
        const QRect line = m_editor->cursorRect(cursor);
        int least = 255;
        for (int y = line.top(); y <= line.bottom(); ++y) {
            for (int x = line.right() + 2; x < line.right() + 40; ++x)
                least = qMin(least, qGray(picture.pixel(x, y)));
        }
        return least;
    };
    QVERIFY(darkest(3) > darkest(0) + 60);
    QVERIFY(qAbs(darkest(1) - darkest(0)) < 10);
}

void TestEditing::wholeParagraphIsTinted()
{
    give(QStringLiteral("a|") + QStringLiteral(" paragraph of several lines").repeated(10) + QStringLiteral("\nb"));
    const auto margin = [this](int position) {
        QTextCursor cursor(m_editor->document());
        cursor.setPosition(position);
        return m_editor->viewport()->grab().toImage().pixelColor(6, m_editor->cursorRect(cursor).center().y());
    };
    const int end = m_editor->document()->firstBlock().length() - 1;
    QVERIFY(m_editor->document()->firstBlock().layout()->lineCount() > 2);
    QVERIFY(margin(0) != m_theme->tokens().paper);
    QCOMPARE(margin(end / 2), margin(0));
    QCOMPARE(margin(end), margin(0));
    QCOMPARE(margin(end + 1), m_theme->tokens().paper);
}

void TestEditing::paintsAllThatAKeyChanges()
{
    give(QStringLiteral("# Tide\n\nThe harbour **master** chalks two numbers|\non a board.\n\n- one\n- two\n\n"
                        "some `code` here\n\n```\nlet a = 1;\n\n```\n\nlast line\n"));
    QApplication::setCursorFlashTime(0);
    const auto shown = [this] {
        QApplication::processEvents();
        return m_editor->screen()->grabWindow(m_editor->winId()).toImage();
    };
    struct Press
    {
        int key;
        Qt::KeyboardModifiers modifiers;
        QString text;
    };
    const auto letter = [](const QString &text) { return Press{Qt::Key_A, Qt::NoModifier, text}; };
    QList<Press> presses;
    for (const QChar c : QStringLiteral("and so ** it `goes on until the line is longer than the window is wide, and then *more*"))
        presses << letter(c);
    presses << Press{Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r")} << letter(QStringLiteral("`")) << letter(QStringLiteral("`"))
            << letter(QStringLiteral("`")) << letter(QStringLiteral("x")) << Press{Qt::Key_Backspace, {}, {}} << Press{Qt::Key_Backspace, {}, {}}
            << Press{Qt::Key_Up, {}, {}} << Press{Qt::Key_Home, {}, {}} << letter(QStringLiteral("#")) << letter(QStringLiteral(" "))
            << Press{Qt::Key_Down, Qt::ShiftModifier, {}} << Press{Qt::Key_Down, Qt::ShiftModifier, {}} << Press{Qt::Key_Right, {}, {}}
            << Press{Qt::Key_Backspace, {}, {}} << Press{Qt::Key_Up, {}, {}} << Press{Qt::Key_End, Qt::ControlModifier, {}}
            << letter(QStringLiteral("e")) << Press{Qt::Key_Z, Qt::ControlModifier, {}} << Press{Qt::Key_Z, Qt::ControlModifier, {}};
    int changes = 0;
    QImage last = shown();
    for (const Press &press : presses) {
        QTest::sendKeyEvent(QTest::Click, m_editor.get(), Qt::Key(press.key), press.text, press.modifiers);
        const QImage now = shown();
        m_editor->viewport()->update();
        QVERIFY2(now == shown(), qPrintable(m_editor->markdown()));
        changes += now != last ? 1 : 0;
        last = now;
    }
    QVERIFY(changes > presses.size() / 2);
}

void TestEditing::takesAnotherTypeface()
{
    MarkdownEditor &editor = *m_editor;
    editor.resize(1200, 500);
    editor.load(QStringLiteral("one"), 1);
    const int before = editor.textWidth();
    QFont font = editor.font();
    font.setPixelSize(20);
    editor.setWriting(font, 40);
    QCOMPARE(editor.document()->defaultFont().pixelSize(), 20);
    QVERIFY(editor.textWidth() < before);
    const int wide = editor.textWidth();
    editor.setWriting(font, 60);
    QVERIFY(editor.textWidth() > wide);
    editor.load(QStringLiteral("two"), 2); // also in those to come, and in those left
    QCOMPARE(editor.document()->defaultFont().pixelSize(), 20);
    font.setPixelSize(15);
    editor.setWriting(font, 74);
    editor.load(QStringLiteral("one"), 1);
    QCOMPARE(editor.document()->defaultFont().pixelSize(), 15);
}

void TestEditing::standsWhereItStood()
{
    MarkdownEditor &editor = *m_editor;
    editor.load(QStringLiteral("line\n").repeated(300));
    editor.setPlace({600, 100});
    QCOMPARE(editor.place().cursor, 600);
    QCOMPARE(editor.place().scrolled, 100);
    editor.load(QStringLiteral("short"));
    editor.setPlace({600, 100}); // the post has been shortened elsewhere
    QCOMPARE(editor.place().cursor, 5);
    QCOMPARE(editor.place().scrolled, 0);
}

void TestEditing::tellsTheLineAtTheTop()
{
    MarkdownEditor &editor = *m_editor;
    editor.load((QStringLiteral("word ").repeated(60) + QStringLiteral("\nshort\n\n")).repeated(60));
    QCOMPARE(editor.topLine(), 0.0);
    for (int line = 0; line < 150; line += 7) {
        editor.scrollToLine(line);
        QCOMPARE(editor.topLine(), double(line));
    }
    editor.scrollToLine(30.5); // half of a wrapped line
    QVERIFY2(editor.topLine() >= 30.3 && editor.topLine() <= 30.5, qPrintable(QString::number(editor.topLine())));
    editor.scrollToLine(1e6);
    QVERIFY(editor.topLine() > 150);
}

QTEST_MAIN(TestEditing)
#include "test_editing.moc"
