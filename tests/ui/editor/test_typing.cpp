#include "tests/ui/editor/editorfixture.h"
#include "ui/editor/lineedits.h"
#include "ui/editor/listedits.h"

#include <QTextBlock>

using namespace galley;

class TestTyping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void pairsEndWithTheParagraph();
    void wraps_data();
    void wraps();
    void countsOn_data();
    void countsOn();
    void tasks_data();
    void tasks();
    void lines_data();
    void lines();
    void eachIsOneStepOfUndo();
    void composedTextIsLeftAlone();

private:
    EditorFixture m_desk;
};

// Keys: '<' is Backspace, '>' Enter, '\t' Tab, '^' Shift+Tab.
static void play(EditorFixture &desk, const QString &keys)
{
    for (const QChar key : keys) {
        switch (key.unicode()) {
        case u'<': desk.press(Qt::Key_Backspace); break;
        case u'>': desk.press(Qt::Key_Return); break;
        case u'\t': desk.press(Qt::Key_Tab); break;
        case u'^': desk.press(Qt::Key_Backtab, Qt::ShiftModifier); break;
        default: desk.type(key);
        }
    }
}

void TestTyping::pairs_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("after");
    QTest::newRow("closes") << "see |" << "(" << "see (|)";
    QTest::newRow("typed over") << "see |" << "(a)" << "see (a)|";
    QTest::newRow("nested") << "|" << "([\"a\"])" << "([\"a\"])|";
    QTest::newRow("link") << "|" << "[a](b)" << "[a](b)|";
    QTest::newRow("backspace takes both") << "a |" << "(<" << "a |";
    QTest::newRow("backspace within takes one") << "|" << "(a<" << "(|)";
    QTest::newRow("not before text") << "|word" << "(" << "(|word";
    QTest::newRow("before punctuation") << "|." << "(" << "(|).";
    QTest::newRow("no quote after a letter") << "6|" << "\"" << "6\"|";
    QTest::newRow("apostrophes stay single") << "it|" << "'s" << "it's|";
    QTest::newRow("stars stay single") << "|" << "* a" << "* a|";
    QTest::newRow("code") << "run |" << "`ls`" << "run `ls`|";
    QTest::newRow("a fence is no pair") << "|" << "```" << "```|";
    QTest::newRow("not in code") << "```\n|\n```" << "f(" << "```\nf(|\n```";
    QTest::newRow("one's own sign is not typed over") << "(a|)" << ")" << "(a)|)";
    QTest::newRow("one's own pair stays") << "(|)" << "<" << "|)";
    QTest::newRow("escaped") << "\\|" << "[" << "\\[|";
    QTest::newRow("image") << "|" << "![x](y)" << "![x](y)|";
    QTest::newRow("task by hand") << "|" << "- [ ] a" << "- [ ] a|";
}

void TestTyping::pairs()
{
    QFETCH(QString, before);
    QFETCH(QString, keys);
    QFETCH(QString, after);
    m_desk.give(before);
    play(m_desk, keys);
    QCOMPARE(m_desk.withCursor(), after);
}

void TestTyping::pairsEndWithTheParagraph()
{
    m_desk.give(QStringLiteral("|\nb"));
    m_desk.type(QStringLiteral("(a"));
    m_desk.press(Qt::Key_Down);
    m_desk.type(QStringLiteral("x"));
    m_desk.press(Qt::Key_Up);
    m_desk.press(Qt::Key_End);
    m_desk.press(Qt::Key_Left);
    m_desk.type(QStringLiteral(")"));
    QCOMPARE(m_desk.withCursor(), QStringLiteral("(a)|)\nbx"));
}

void TestTyping::wraps_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("after");
    for (const QString &pair : {QStringLiteral("**"), QStringLiteral("__"), QStringLiteral("``"), QStringLiteral("[]"),
                                QStringLiteral("()"), QStringLiteral("\"\"")})
        QTest::newRow(qPrintable(pair)) << QString::fromUtf8("a ‹b› c") << QString(pair[0])
                                        << QString::fromUtf8("a %1‹b›%2 c").arg(pair[0]).arg(pair[1]);
    QTest::newRow("within a word") << QString::fromUtf8("un‹friend›ly") << "(" << QString::fromUtf8("un(‹friend›)ly");
    QTest::newRow("paragraphs are replaced") << QString::fromUtf8("‹a\nb›") << "(" << "(|)";
}

void TestTyping::wraps()
{
    QFETCH(QString, before);
    QFETCH(QString, key);
    QFETCH(QString, after);
    m_desk.give(before);
    m_desk.type(key);
    if (QTest::currentDataTag() == QByteArray("paragraphs are replaced"))
        QCOMPARE(m_desk.editor().markdown().left(1), QStringLiteral("("));
    else
        QCOMPARE(m_desk.withCursor(), after);
}

void TestTyping::countsOn_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("after");
    QTest::newRow("Enter in the middle") << "1. a|\n2. b\n3. c" << ">" << "1. a\n2. |\n3. b\n4. c";
    QTest::newRow("over what is within") << "1. a|\n\n   more\n   - x\n2. b" << ">" << "1. a\n2. |\n\n   more\n   - x\n3. b";
    QTest::newRow("not another list") << "1. a|\n\ntext\n\n1. b" << ">" << "1. a\n2. |\n\ntext\n\n1. b";
    QTest::newRow("starting anywhere") << "7. a|\n8. b" << ">" << "7. a\n8. |\n9. b";
    QTest::newRow("all ones stay ones") << "1. a\n1. b|\n1. c" << ">" << "1. a\n1. b\n1. |\n1. c";
    QTest::newRow("two ones that are counted") << "1. a|" << ">b>c" << "1. a\n2. b\n3. c|";
    QTest::newRow("in a quotation") << "> 1. a|\n> 2. b" << ">" << "> 1. a\n> 2. |\n> 3. b";
    QTest::newRow("nested by Tab") << "1. a\n2. b|\n3. c" << "\t" << "1. a\n   1. b|\n2. c";
    QTest::newRow("and back") << "1. a\n   1. b|\n2. c" << "^" << "1. a\n2. b|\n3. c";
    QTest::newRow("an empty item that ends") << "1. a\n2. |" << ">" << "1. a\n|";
    QTest::newRow("not in code") << "```\n1. a|\n2. b\n```" << ">" << "```\n1. a\n|\n2. b\n```";
    QTest::newRow("a year is no list") << "In\n1987. a|" << ">" << "In\n1987. a\n1988. |";
}

void TestTyping::countsOn()
{
    QFETCH(QString, before);
    QFETCH(QString, keys);
    QFETCH(QString, after);
    m_desk.give(before);
    play(m_desk, keys);
    QCOMPARE(m_desk.withCursor(), after);
}

void TestTyping::tasks_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("text") << "a|" << "- [ ] a|";
    QTest::newRow("item") << "- a|" << "- [ ] a|";
    QTest::newRow("number") << "1. a|" << "1. [ ] a|";
    QTest::newRow("tick") << "- [ ] a|" << "- [x] a|";
    QTest::newRow("untick") << "- [x] a|" << "- [ ] a|";
    QTest::newRow("capital") << "- [X] a|" << "- [ ] a|";
    QTest::newRow("nested in a quotation") << "> - a\n>   - [ ] b|" << "> - a\n>   - [x] b|";
    QTest::newRow("empty line") << "|" << "- [ ] |";
    QTest::newRow("heading") << "# a|" << "# a|";
    QTest::newRow("several") << QString::fromUtf8("‹- a\n\n- [ ] b›") << QString::fromUtf8("‹- [ ] a\n\n- [x] b›");
}

void TestTyping::tasks()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    m_desk.give(before);
    m_desk.editor().apply(toggleTask);
    QCOMPARE(m_desk.withCursor(), after);
}

void TestTyping::lines_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("after");
    QTest::newRow("up") << "a\nb|b\nc" << "up" << "b|b\na\nc";
    QTest::newRow("down") << "a\nb|b\nc" << "down" << "a\nc\nb|b";
    QTest::newRow("up at the top") << "a|\nb" << "up" << "a|\nb";
    QTest::newRow("down at the end") << "a\nb|" << "down" << "a\nb|";
    QTest::newRow("last up") << "a\nb|" << "up" << "b|\na";
    QTest::newRow("first down") << "|a\nb" << "down" << "b\n|a";
    QTest::newRow("several up") << QString::fromUtf8("a\n‹b\nc›\nd") << "up" << QString::fromUtf8("‹b\nc›\na\nd");
    QTest::newRow("several down") << QString::fromUtf8("a\n‹b\nc›\nd") << "down" << QString::fromUtf8("a\nd\n‹b\nc›");
    QTest::newRow("a selection that ends at a line's start") << QString::fromUtf8("a\n‹b\n›c") << "up" << QString::fromUtf8("‹b\n›a\nc");
    QTest::newRow("counted anew") << "1. a\n2. b|\n3. c" << "up" << "1. b|\n2. a\n3. c";
    QTest::newRow("counted anew below") << "1. a\n2. b|\n3. c" << "down" << "1. a\n2. c\n3. b|";
    QTest::newRow("double") << "a|b\nc" << "double" << "ab\na|b\nc";
    QTest::newRow("double several") << QString::fromUtf8("‹a\nb›\nc") << "double" << QString::fromUtf8("a\nb\n‹a\nb›\nc");
    QTest::newRow("double the last") << "a\nb|" << "double" << "a\nb\nb|";
    QTest::newRow("double an item") << "1. a|\n2. b" << "double" << "1. a\n2. a|\n3. b";
}

void TestTyping::lines()
{
    QFETCH(QString, before);
    QFETCH(QString, command);
    QFETCH(QString, after);
    m_desk.give(before);
    m_desk.editor().apply(command == QLatin1String("up") ? moveLinesUp : command == QLatin1String("down") ? moveLinesDown : duplicateLines);
    QCOMPARE(m_desk.withCursor(), after);
    if (before == after)
        return;
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), QString(before).remove(u'|').remove(QChar(0x2039)).remove(QChar(0x203A)));
}

void TestTyping::eachIsOneStepOfUndo()
{
    const QString before = QStringLiteral("1. a\n2. b\n3. c");
    m_desk.give(QStringLiteral("1. a|\n2. b\n3. c"));
    m_desk.press(Qt::Key_Return);
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), before);
    m_desk.give(QStringLiteral("1. a\n2. b|\n3. c"));
    m_desk.press(Qt::Key_Tab);
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), before);
    m_desk.give(QStringLiteral("a |"));
    m_desk.type(QStringLiteral("("));
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), QStringLiteral("a "));
}

// Text from an input method: what is composed is not in the text yet, and brackets in it are no keys.
void TestTyping::composedTextIsLeftAlone()
{
    m_desk.give(QStringLiteral("a **b** |"));
    QInputMethodEvent composing(QStringLiteral("\u307f\u306a\u3068"), {});
    QApplication::sendEvent(&m_desk.editor(), &composing);
    QCOMPARE(m_desk.editor().markdown(), QStringLiteral("a **b** "));
    const QTextLayout *layout = m_desk.editor().textCursor().block().layout();
    QCOMPARE(layout->preeditAreaText(), QStringLiteral("\u307f\u306a\u3068"));
    QVERIFY(!layout->formats().isEmpty()); // still coloured
    QInputMethodEvent done;
    done.setCommitString(QStringLiteral("\u300c\u6e2f("));
    QApplication::sendEvent(&m_desk.editor(), &done);
    QCOMPARE(m_desk.withCursor(), QStringLiteral("a **b** \u300c\u6e2f(|"));
}

QTEST_MAIN(TestTyping)
#include "test_typing.moc"
