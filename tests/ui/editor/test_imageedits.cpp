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
