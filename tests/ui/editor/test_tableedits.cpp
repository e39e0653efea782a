#include "tests/ui/editor/editorfixture.h"
#include "ui/editor/tableedits.h"
#include "ui/editor/tablesizepicker.h"

#include <QSignalSpy>

using namespace galley;

class TestTableEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps_data();
    void steps();
    void changes_data();
    void changes();
    void enter_data();
    void enter();
    void inserts_data();
    void inserts();
    void touchesNothingElse();
    void losesNoCell();
    void pickerTakesKeys();

private:
    EditorFixture m_desk;
};

// '#' is the cursor here.
void TestTableEdits::steps_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, const char *before, Qt::Key key, const char *after) {
        QTest::newRow(name) << QString::fromUtf8(before) << int(key) << QString::fromUtf8(after);
    };
    row("next, and tidy", "|a#|bb|\n|-|-|\n|c|d|", Qt::Key_Tab, "| a   | ‹bb›  |\n| --- | --- |\n| c   | d   |");
    row("from the end of a row", "| a | b# |\n| - | - |\n| c | d |", Qt::Key_Tab, "| a   | b   |\n| --- | --- |\n| ‹c›   | d   |");
    row("from the last cell", "| a | b |\n| - | - |\n| c | d#|", Qt::Key_Tab,
        "| a   | b   |\n| --- | --- |\n| c   | d   |\n| #    |     |");
    row("back", "| a | b |\n| - | - |\n| c# | d |", Qt::Key_Backtab, "| a   | ‹b›   |\n| --- | --- |\n| c   | d   |");
    row("back at the beginning", "| a# | b |\n| - | - |", Qt::Key_Backtab, "| ‹a›   | b   |\n| --- | --- |");
    row("no outer bars", "a# | b\n--|--\nc | d", Qt::Key_Tab, "| a   | ‹b›   |\n| --- | --- |\n| c   | d   |");
    row("wide letters", "| 港の潮# | b |\n|---|---|\n| c | d |", Qt::Key_Tab, "| 港の潮 | ‹b›   |\n| ------ | --- |\n| c      | d   |");
    row("bars within cells", "| a \\| b# | c |\n|---|---|", Qt::Key_Tab, "| a \\| b | ‹c›   |\n| ------ | --- |");
    row("within a quotation", "> | a# | b |\n> | - | - |\n> | c | d |", Qt::Key_Tab,
        "> | a   | ‹b›   |\n> | --- | --- |\n> | c   | d   |");
    row("alignment stays", "| a# | b |\n|:-:|--:|\n| long words | 1 |", Qt::Key_Tab,
        "|     a      |   ‹b› |\n| :--------: | --: |\n| long words |   1 |");
    row("not in code", "```\n| a# | b |\n| - | - |\n```", Qt::Key_Tab, "```\n| a    # | b |\n| - | - |\n```");
    row("a bar in a sentence is no table", "either# | or", Qt::Key_Tab, "either    # | or");
}

void TestTableEdits::steps()
{
    QFETCH(QString, before);
    QFETCH(int, key);
    QFETCH(QString, after);
    m_desk.give(before, u'#');
    m_desk.press(Qt::Key(key), key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
    QCOMPARE(m_desk.withCursor(u'#'), after);
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), QString(before).remove(u'#'));
}

void TestTableEdits::enter_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, const char *before, const char *after) {
        QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after);
    };
    row("at the end of a row", "| a   |\n| --- |\n| b   |#\n| c   |", "| a   |\n| --- |\n| b   |\n| #    |\n| c   |");
    row("in a cell", "| a   | d   |\n| --- | --- |\n| b#b  | e   |", "| a   | d   |\n| --- | --- |\n| bb  | e   |\n| #    |     |");
    row("at the end of the head", "| a   |#\n| --- |\n| b   |", "| a   |\n| --- |\n| #    |\n| b   |");
    row("at the end of the table", "| a   |\n| --- |\n| b   |#", "| a   |\n| --- |\n| b   |\n#");
    row("in front of a row", "| a   |\n| --- |\n#| b   |", "| a   |\n| --- |\n\n#| b   |");
    row("behind what is no table yet", "| a   |#", "| a   |\n#");
}

void TestTableEdits::enter()
{
    QFETCH(QString, before);
    m_desk.give(before, u'#');
    m_desk.press(Qt::Key_Return);
    QTEST(m_desk.withCursor(u'#'), "after");
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), QString(before).remove(u'#'));
}

void TestTableEdits::changes_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("change");
    QTest::addColumn<QString>("after");
    const auto row = [](const char *name, const char *before, TableChange change, const char *after) {
        QTest::newRow(name) << QString::fromUtf8(before) << int(change) << QString::fromUtf8(after);
    };
    const char *table = "| a   | b   |\n| --- | --- |\n| c#   | d   |";
    row("row below", table, TableChange::AddRowBelow, "| a   | b   |\n| --- | --- |\n| c   | d   |\n| #    |     |");
    row("row above", table, TableChange::AddRowAbove, "| a   | b   |\n| --- | --- |\n| #    |     |\n| c   | d   |");
    row("row above the header goes below it", "| a#   |\n| --- |", TableChange::AddRowAbove, "| a   |\n| --- |\n| #    |");
    row("column right", table, TableChange::AddColumnRight, "| a   |     | b   |\n| --- | --- | --- |\n| c   | #    | d   |");
    row("column left", table, TableChange::AddColumnLeft, "|     | a   | b   |\n| --- | --- | --- |\n| #    | c   | d   |");
    row("without the row", table, TableChange::DeleteRow, "| ‹a›   | b   |\n| --- | --- |");
    row("the header stays", "| a#   |\n| --- |", TableChange::DeleteRow, "| a#   |\n| --- |");
    row("without the column", table, TableChange::DeleteColumn, "| b   |\n| --- |\n| ‹d›   |");
    row("the last column stays", "| a#   |\n| --- |", TableChange::DeleteColumn, "| a#   |\n| --- |");
    row("to the right", table, TableChange::AlignRight, "|   a | b   |\n| --: | --- |\n|   ‹c› | d   |");
    row("to the middle", table, TableChange::AlignCentre, "|  a  | b   |\n| :-: | --- |\n|  ‹c›  | d   |");
    row("and back", "|   a# |\n| --: |", TableChange::AlignRight, "| ‹a›   |\n| --- |");
    row("tidy", "|a#|\n|-|\n|bbbb|", TableChange::LayOut, "| ‹a›    |\n| ---- |\n| bbbb |");
    row("in the delimiter row", "| a |\n| -#- |\n| b |", TableChange::AddRowBelow, "| a   |\n| --- |\n| #    |\n| b   |");
    row("outside", "a#\n\n| b |\n| - |", TableChange::AddRowBelow, "a#\n\n| b |\n| - |");
}

void TestTableEdits::changes()
{
    QFETCH(QString, before);
    QFETCH(int, change);
    QFETCH(QString, after);
    m_desk.give(before, u'#');
    m_desk.editor().apply([change](QTextCursor &cursor) { changeTable(cursor, TableChange(change)); });
    QCOMPARE(m_desk.withCursor(u'#'), after);
    if (m_desk.editor().document()->isUndoAvailable())
        m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), QString(before).remove(u'#'));
}

void TestTableEdits::inserts_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    const QString table = QStringLiteral("| #    |     |\n| --- | --- |\n|     |     |");
    QTest::newRow("empty") << "#" << table;
    QTest::newRow("below text") << "words#" << QStringLiteral("words\n\n") + table;
    QTest::newRow("in an empty line") << "words\n\n#\n\nmore" << QStringLiteral("words\n\n") + table + QStringLiteral("\n\nmore");
    QTest::newRow("right below text") << "words\n#" << QStringLiteral("words\n\n") + table;
    QTest::newRow("right above text") << "#\nmore" << table + QStringLiteral("\n\nmore");
    QTest::newRow("in a quotation") << "> words#" << QStringLiteral("> words\n>\n> ") + QString(table).replace(u'\n', QStringLiteral("\n> "));
}

void TestTableEdits::inserts()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    m_desk.give(before, u'#');
    m_desk.editor().apply([](QTextCursor &cursor) { insertTable(cursor, 2, 2); });
    QCOMPARE(m_desk.withCursor(u'#'), after);
    m_desk.editor().undo();
    QCOMPARE(m_desk.editor().markdown(), QString(before).remove(u'#'));
}

void TestTableEdits::touchesNothingElse()
{
    const QString above = QStringLiteral("|not|a table\n\ntext | here\n\n");
    const QString below = QStringLiteral("\ntext   right below\n\n|x|y|\n|-|-|\n");
    m_desk.give(above + QStringLiteral("|a#|\n|-|") + below, u'#');
    m_desk.press(Qt::Key_Tab);
    QCOMPARE(m_desk.editor().markdown(), above + QStringLiteral("| a   |\n| --- |\n|     |") + below);
}

void TestTableEdits::losesNoCell()
{
    m_desk.give(QStringLiteral("| a# |\n| - |\n| b | more | cells |"), u'#');
    m_desk.editor().apply([](QTextCursor &cursor) { changeTable(cursor, TableChange::LayOut); });
    QCOMPARE(m_desk.editor().markdown(), QStringLiteral("| a   |      |       |\n| --- | ---- | ----- |\n| b   | more | cells |"));
}

void TestTableEdits::pickerTakesKeys()
{
    auto *picker = new TableSizePicker(m_desk.theme(), &m_desk.editor());
    QSignalSpy picked(picker, &TableSizePicker::picked);
    picker->openBelow(QPoint(10, 10));
    QTest::keyClick(picker, Qt::Key_Right);
    QTest::keyClick(picker, Qt::Key_Down);
    QTest::keyClick(picker, Qt::Key_Down);
    QVERIFY(picker->accessibleName().contains(u'4'));
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(picker, Qt::Key_Left);
    QTest::keyClick(picker, Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0], QVariantList({1, 5}));
}

QTEST_MAIN(TestTableEdits)
#include "test_tableedits.moc"
