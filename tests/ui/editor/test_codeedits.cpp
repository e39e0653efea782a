// Fenced code: made and taken away by command, closed by Enter, left by what does not belong in it.
#include "tests/ui/editor/editorfixture.h"
#include "ui/editor/codeedits.h"

using namespace galley;

class TestCodeEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<EditorFixture>(); }
    void codeBlock_data();
    void codeBlock();
    void codeKnowsWhatIsMeant_data();
    void codeKnowsWhatIsMeant();
    void enterClosesAFence_data();
    void enterClosesAFence();
    void typedAsAPersonWould();
    void aTypedFenceTakesTheOneBelow_data();
    void aTypedFenceTakesTheOneBelow();
    void leavesCode_data();
    void leavesCode();

    void aBlockOfCodeHasOneGround();

private:
    std::unique_ptr<EditorFixture> m_fixture;
};

void TestCodeEdits::codeBlock_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("empty text") << "|" << "```\n|\n```";
    QTest::newRow("empty line") << "a\n\n|" << "a\n\n```\n|\n```";
    QTest::newRow("close to text") << "a\n|\nb" << "a\n\n```\n|\n```\n\nb";
    QTest::newRow("the line") << "a b|c" << QString::fromUtf8("```\n‹a bc›\n```");
    QTest::newRow("several lines") << QString::fromUtf8("x\n\na‹b\nc›d\n\ny") << QString::fromUtf8("x\n\n```\n‹ab\ncd›\n```\n\ny");
    QTest::newRow("to the start of a line") << QString::fromUtf8("‹a\n›b") << QString::fromUtf8("```\n‹a›\n```\n\nb");
    QTest::newRow("with backticks in it") << QString::fromUtf8("‹a\n````›") << QString::fromUtf8("`````\n‹a\n````›\n`````");
    QTest::newRow("within an item") << "- a\n\n  |" << "- a\n\n  ```\n  |\n  ```";
    QTest::newRow("within a deep item") << "- a\n  - b\n\n    |" << "- a\n  - b\n\n    ```\n    |\n    ```";
    QTest::newRow("indented code") << QString::fromUtf8("a\n\n‹    b\n    c›") << QString::fromUtf8("a\n\n```\n‹    b\n    c›\n```");
    QTest::newRow("within a quotation") << "> a\n> |" << "> a\n>\n> ```\n> |\n> ```";
    QTest::newRow("taken away") << "a\n\n```sh\nl|s\n```\n\nb" << "a\n\nl|s\n\nb";
    QTest::newRow("taken away from its last line") << "~~~\nls\n~~~|" << "ls|";
    QTest::newRow("taken away, not closed") << "```\nl|s" << "l|s";
    QTest::newRow("taken away, empty") << "```\n|\n```" << "|";
    QTest::newRow("of two, the one") << "```\na\n```\n```\n|b\n```" << "```\na\n```\n|b";
}

void TestCodeEdits::codeBlock()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    m_fixture->give(before);
    m_fixture->editor().apply(toggleCodeBlock);
    QCOMPARE(m_fixture->withCursor(), after);
    m_fixture->editor().undo();
    QCOMPARE(m_fixture->editor().markdown(), QString(before).remove(u'|').remove(QChar(0x2039)).remove(QChar(0x203A)));
    QVERIFY(!m_fixture->editor().document()->isUndoAvailable());
}

void TestCodeEdits::codeKnowsWhatIsMeant_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("word") << "a bc| d" << QString::fromUtf8("a `‹bc›` d");
    QTest::newRow("empty line") << "a\n\n|" << "a\n\n```\n|\n```";
    QTest::newRow("several lines") << QString::fromUtf8("‹a\nb›") << QString::fromUtf8("```\n‹a\nb›\n```");
}

void TestCodeEdits::codeKnowsWhatIsMeant()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    m_fixture->give(before);
    m_fixture->editor().apply(toggleCode);
    QCOMPARE(m_fixture->withCursor(), after);
}

void TestCodeEdits::enterClosesAFence_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("at the end") << "a\n\n```sh|" << "a\n\n```sh\n|\n```";
    QTest::newRow("tildes, longer") << "~~~~|" << "~~~~\n|\n~~~~";
    QTest::newRow("indented") << "  ```|" << "  ```\n|\n  ```";
    QTest::newRow("above text") << "```|\n\nwords" << "```\n|\n```\n\nwords";
    QTest::newRow("above another block") << "```|\n\n```\nx\n```" << "```\n|\n```\n\n```\nx\n```";
    QTest::newRow("above a named block") << "```|\n\n```sh\nx\n```" << "```\n|\n```\n\n```sh\nx\n```";
    QTest::newRow("closed already") << "```|\nx\n```" << "```\n|\nx\n```";
    QTest::newRow("the closing one") << "```\nx\n```|" << "```\nx\n```\n|";
    QTest::newRow("within its line") << "``|`" << "``\n|`";
    QTest::newRow("no fence") << "``|" << "``\n|";
}

void TestCodeEdits::enterClosesAFence()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    m_fixture->give(before);
    m_fixture->press(Qt::Key_Return);
    QCOMPARE(m_fixture->withCursor(), after);
    m_fixture->editor().undo();
    QCOMPARE(m_fixture->withCursor(), before);
}

void TestCodeEdits::typedAsAPersonWould()
{
    m_fixture->give(QStringLiteral("|"));
    m_fixture->type(QStringLiteral("```sh"));
    m_fixture->press(Qt::Key_Return);
    m_fixture->type(QStringLiteral("ls"));
    QCOMPARE(m_fixture->withCursor(), QStringLiteral("```sh\nls|\n```"));
    m_fixture->press(Qt::Key_Return);
    m_fixture->type(QStringLiteral("```"));
    QCOMPARE(m_fixture->withCursor(), QStringLiteral("```sh\nls\n```|"));
    m_fixture->editor().undo();
    QCOMPARE(m_fixture->withCursor(), QStringLiteral("```sh\nls\n``|\n```"));
}

void TestCodeEdits::aTypedFenceTakesTheOneBelow_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after"); // of one more key
    QTest::newRow("at the end") << "```js\nx=1\n``|\n```" << "```js\nx=1\n```|";
    QTest::newRow("above text") << "```\nx\n``|\n```\n\ntext" << "```\nx\n```|\n\ntext";
    QTest::newRow("above a named block") << "```\nx\n``|\n```\n\n```sh\ny\n```" << "```\nx\n```|\n\n```sh\ny\n```";
    QTest::newRow("longer") << "````\nx\n```|\n````" << "````\nx\n````|";
    QTest::newRow("shorter than what opens") << "````\nx\n``|\n````" << "````\nx\n```|\n````";
    QTest::newRow("not right above") << "```\nx\n``|\n\n```" << "```\nx\n```|\n\n```";
    QTest::newRow("above a block that begins") << "```\nx\n``|\n```\ny\n```" << "```\nx\n```|\n```\ny\n```";
    QTest::newRow("within its line") << "```\nx\n``|a\n```" << "```\nx\n```|a\n```";
    QTest::newRow("what opens") << "``|\nx\n```" << "```|\nx\n```";
}

void TestCodeEdits::aTypedFenceTakesTheOneBelow()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    m_fixture->give(before);
    m_fixture->type(QStringLiteral("`"));
    QCOMPARE(m_fixture->withCursor(), after);
    m_fixture->editor().undo();
    QCOMPARE(m_fixture->withCursor(), before);
}

void TestCodeEdits::leavesCode_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("none") << "a|" << "a|";
    QTest::newRow("within") << "```\na|b\n```\n\nc" << "```\nab\n```|\n\nc";
    QTest::newRow("at its first line") << "|```\na\n```" << "```\na\n```|";
    QTest::newRow("not closed") << "```sh\nls|" << "```sh\nls\n```|";
    QTest::newRow("not closed, at an empty line") << "~~~~\nls\n|" << "~~~~\nls\n~~~~|";
    QTest::newRow("nothing but the fence") << "```|" << "```\n```|";
}

void TestCodeEdits::leavesCode()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    m_fixture->give(before);
    const bool isCode = before != after;
    m_fixture->editor().apply([isCode](QTextCursor &cursor) { QCOMPARE(leaveCode(cursor), isCode); });
    QCOMPARE(m_fixture->withCursor(), after);
}

void TestCodeEdits::aBlockOfCodeHasOneGround()
{
    m_fixture->give(QStringLiteral("|text\n\n```\na\n\nbc\n```\n\ntext"));
    MarkdownEditor &editor = m_fixture->editor();
    QCoreApplication::processEvents();
    const QImage picture = editor.viewport()->grab().toImage();
    const QColor code = m_fixture->theme().tokens().code;
    QList<int> lines; // which have it, at their end, far from any word
    for (QTextBlock block = editor.document()->firstBlock(); block.isValid(); block = block.next()) {
        if (picture.pixelColor(picture.width() - 20, editor.cursorRect(QTextCursor(block)).center().y()) == code)
            lines += block.blockNumber();
    }
    QCOMPARE(lines, QList<int>({2, 3, 4, 5, 6}));
}

QTEST_MAIN(TestCodeEdits)
#include "test_codeedits.moc"
