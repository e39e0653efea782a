// Where an image comes into the text.
#include "ui/editor/imageedits.h"

#include <QTest>
#include <QTextCursor>
#include <QTextDocument>

using namespace galley;

class TestImageEdits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItComesInto_data();
    void keepsWhatItComesInto();
    void leavesWholeWhatItIsGivenIn_data();
    void leavesWholeWhatItIsGivenIn();
    void findsTheEndOfTheParagraph();
    void oneAfterTheOther();
};

void TestImageEdits::keepsWhatItComesInto_data()
{
    QTest::addColumn<QString>("before"); // | is the cursor
    QTest::addColumn<QString>("after");  // and where the description goes
    const auto row = [](const char *before, const char *after) {
        QTest::newRow(before) << QString::fromUtf8(before) << QString::fromUtf8(after);
    };
    row("^", "![^](/i)");
    row("One.^", "One.\n\n![^](/i)");
    row("One.\n^\nTwo.", "One.\n\n![^](/i)\n\nTwo.");
    row("One^two", "One\n\n![^](/i)\n\ntwo");
    row("- one^\n- two", "- one\n\n  ![^](/i)\n- two");
    row("- ^", "- ![^](/i)");
    row("1. one^two", "1. one\n\n   ![^](/i)\n\n   two");
    row("- a\n  - b^", "- a\n  - b\n\n    ![^](/i)");
    row("- [ ] one^", "- [ ] one\n\n  ![^](/i)");
    row("> said^\n> more", "> said\n>\n> ![^](/i)\n>\n> more");
    row("> - one^", "> - one\n>\n>   ![^](/i)");
    row("| a | b |\n|--|--|\n| one^ | two |", "| a | b |\n|--|--|\n| one ![^](/i) | two |");
    row("| a | b |\n|--|--|\n| ^ | two |", "| a | b |\n|--|--|\n| ![^](/i) | two |");
    row("| a | b |\n|--|--|\n|^| two |", "| a | b |\n|--|--|\n| ![^](/i) | two |");
}

void TestImageEdits::keepsWhatItComesInto()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QTextDocument document(QString(before).remove(u'^'));
    QTextCursor cursor(&document);
    cursor.setPosition(int(before.indexOf(u'^')));
    const QTextCursor description = insertImage(cursor, QStringLiteral("/i"));
    QCOMPARE(document.toPlainText().insert(description.position(), u'^'), after);
    document.undo();
    QCOMPARE(document.toPlainText(), QString(before).remove(u'^'));
}

void TestImageEdits::leavesWholeWhatItIsGivenIn_data()
{
    QTest::addColumn<QString>("before"); // ‹…› is the selection, ‹› the cursor
    QTest::addColumn<QString>("after");
    const auto row = [](const char *before, const char *after) {
        QTest::newRow(before) << QString::fromUtf8(before) << QString::fromUtf8(after);
    };
    row("![‹›](/a)", "![](/a)\n\n![](/i)");
    row("![](/‹›a)\n\nOn.", "![](/a)\n\n![](/i)\n\nOn.");
    row("!‹›[](/a)", "![](/a)\n\n![](/i)");
    row("![](/a)‹›", "![](/a)\n\n![](/i)");
    row("‹›![](/a)", "![](/i)\n\n![](/a)");
    row("See ![the ‹quay›](/a) here,\nand on.", "See ![the quay](/a) here,\nand on.\n\n![](/i)");
    row("[![‹›](/a)](/b) more", "[![](/a)](/b) more\n\n![](/i)");
    row("- ![‹›](/a)\n- two", "- ![](/a)\n\n  ![](/i)\n- two");
    row("> ![‹›](/a)\n> more", "> ![](/a)\n> more\n>\n> ![](/i)");
    row("| a | b |\n|--|--|\n| ![‹›](/a) | two |", "| a | b |\n|--|--|\n| ![](/a) ![](/i) | two |");
    row("One ‹two› three.\n\nOn.", "One two three.\n\n![](/i)\n\nOn.");
    row("One ‹two.›", "One two.\n\n![](/i)");
    row("‹One\n\ntwo› three.\nFour.", "One\n\ntwo three.\nFour.\n\n![](/i)");
    row("‹One\n›Two.", "One\nTwo.\n\n![](/i)");
    row("‹One\n\n›Two.", "One\n\n![](/i)\n\nTwo.");
    row("‹Head›ing\n---\nOn.", "Heading\n---\n\n![](/i)\n\nOn.");
    row("# ‹Head›ing\nOn.", "# Heading\n\n![](/i)\n\nOn.");
    row("1. ‹one›\n   more\n2. two", "1. one\n   more\n\n   ![](/i)\n2. two");
    row("| a | b |\n|--|--|\n| ‹one› more | two |", "| a | b |\n|--|--|\n| one more ![](/i) | two |");
    row("‹Said›\n> so", "Said\n\n![](/i)\n\n> so");
}

void TestImageEdits::leavesWholeWhatItIsGivenIn()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    const int from = int(before.indexOf(QChar(0x2039)));
    before.remove(from, 1);
    const int to = int(before.indexOf(QChar(0x203A)));
    before.remove(to, 1);
    QTextDocument document(before);
    QTextCursor cursor(&document);
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
    insertImage(cursor, QStringLiteral("/i"));
    QCOMPARE(document.toPlainText(), after);
    QVERIFY(!cursor.hasSelection());
    document.undo();
    QCOMPARE(document.toPlainText(), before);
}

void TestImageEdits::findsTheEndOfTheParagraph()
{
    QTextDocument document(QStringLiteral("One\ntwo.\n\n- \nOn."));
    const auto from = [&document](int position) {
        QTextCursor cursor(&document);
        cursor.setPosition(position);
        leaveParagraph(cursor);
        return cursor.position();
    };
    QCOMPARE(from(1), 8);
    QCOMPARE(from(9), 9); // an empty line
    QCOMPARE(from(12), 12); // an empty item
}

void TestImageEdits::oneAfterTheOther()
{
    QTextDocument document(QStringLiteral("- one"));
    QTextCursor cursor(&document);
    cursor.movePosition(QTextCursor::End);
    insertImage(cursor, QStringLiteral("/1"));
    insertImage(cursor, QStringLiteral("/2"));
    QCOMPARE(document.toPlainText(), QStringLiteral("- one\n\n  ![](/1)\n\n  ![](/2)"));
}

QTEST_MAIN(TestImageEdits)
#include "test_imageedits.moc"
