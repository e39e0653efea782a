#include "ui/editor/minimaledit.h"

#include <QPlainTextDocumentLayout>
#include <QRandomGenerator>
#include <QTest>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

using namespace galley;

class TestMinimalEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAreSmall_data();
    void changesAreSmall();
    void anyTextBecomesAnyOther();
    void cursorStaysInItsWord();
    void isOneStepOfUndo();
    void keepsSurrogatePairsWhole();
};

namespace {

QString applied(QString text, const QList<TextChange> &changes)
{
    for (const TextChange &change : changes)
        text.replace(change.at, change.removed, change.inserted);
    return text;
}

} // namespace

void TestMinimalEdit::changesAreSmall_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("changes");
    QTest::addColumn<int>("touched"); // characters removed and inserted
    QTest::newRow("same") << "a\nb" << "a\nb" << 0 << 0;
    QTest::newRow("one letter") << "the tide\nb" << "the tides\nb" << 1 << 1;
    QTest::newRow("two places") << "aX\nb\nc\ndY" << "a\nb\nc\nd" << 2 << 2;
    QTest::newRow("line between") << "a\nb" << "a\nnew\nb" << 1 << 4;
    QTest::newRow("line gone") << "a\nold\nb" << "a\nb" << 1 << 4;
    QTest::newRow("all") << "" << "abc" << 1 << 3;
}

void TestMinimalEdit::changesAreSmall()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, changes);
    QFETCH(int, touched);
    const QList<TextChange> found = textChanges(before, after);
    QCOMPARE(found.size(), changes);
    QCOMPARE(applied(before, found), after);
    qsizetype sum = 0;
    for (const TextChange &change : found)
        sum += change.removed + change.inserted.size();
    QCOMPARE(int(sum), touched);
}

void TestMinimalEdit::anyTextBecomesAnyOther()
{
    QRandomGenerator random(7);
    const QString letters = QString::fromUtf8("ab\n\n😀é");
    const auto text = [&] {
        QString result;
        for (int i = int(random.bounded(40)); i > 0; --i)
            result += letters.mid(random.bounded(int(letters.size())), 1);
        return result;
    };
    for (int i = 0; i < 3000; ++i) {
        const QString before = text();
        const QString after = text();
        QCOMPARE(applied(before, textChanges(before, after)), after);
    }
    // Longer than the search for the smallest answer goes.
    QString many;
    QString others;
    for (int i = 0; i < 3000; ++i) {
        many += QStringLiteral("a%1\n").arg(i);
        others += QStringLiteral("b%1\n").arg(i);
    }
    QCOMPARE(applied(many, textChanges(many, others)), others);
}

void TestMinimalEdit::cursorStaysInItsWord()
{
    QTextDocument document(QStringLiteral("first\nsecond word\nthird"));
    QTextCursor cursor(&document);
    cursor.setPosition(13); // "second |word"
    applyMinimalEdit(&document, QStringLiteral("the very first\nsecond word\nthird, too"));
    QCOMPARE(document.toPlainText(), QStringLiteral("the very first\nsecond word\nthird, too"));
    QCOMPARE(cursor.block().text(), QStringLiteral("second word"));
    QCOMPARE(cursor.positionInBlock(), 7);
}

void TestMinimalEdit::isOneStepOfUndo()
{
    QTextDocument document(QStringLiteral("a\nb\nc"));
    document.clearUndoRedoStacks();
    applyMinimalEdit(&document, QStringLiteral("a1\nb\nc1"));
    document.undo();
    QCOMPARE(document.toPlainText(), QStringLiteral("a\nb\nc"));
    QVERIFY(!document.isUndoAvailable());
    document.redo();
    QCOMPARE(document.toPlainText(), QStringLiteral("a1\nb\nc1"));
}

void TestMinimalEdit::keepsSurrogatePairsWhole()
{
    const QString before = QString::fromUtf8("x😀y");
    const QString after = QString::fromUtf8("x😁y"); // shares its high surrogate
    const QList<TextChange> changes = textChanges(before, after);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].removed, 2);
    QCOMPARE(changes[0].inserted, QString::fromUtf8("😁"));
}

QTEST_MAIN(TestMinimalEdit)
#include "test_minimaledit.moc"
