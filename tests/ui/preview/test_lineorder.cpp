// Where the words of a line stand when some are read from the right.
#include "ui/preview/lineorder.h"

#include <QTest>

using namespace galley::preview;

namespace {

const QString sea = QStringLiteral("\u05d9\u05dd");
const QString big = QStringLiteral("\u05d2\u05d3\u05d5\u05dc");

std::vector<LinePiece> piecesOf(const QStringList &texts, const QList<int> &code = {})
{
    std::vector<LinePiece> pieces;
    for (const QString &text : texts)
        pieces.push_back({text, code.contains(int(pieces.size()))});
    return pieces;
}

} // namespace

class TestLineOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void order_data();
    void order();
    void cuts_data();
    void cuts();
};

void TestLineOrder::order_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QList<int>>("code");
    QTest::addColumn<bool>("rightToLeft");
    QTest::addColumn<QList<int>>("expected");
    const QString space = QStringLiteral(" ");
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    QTest::newRow("left to right") << QStringList{a, space, b} << QList<int>() << false << QList<int>{0, 1, 2};
    QTest::newRow("right to left") << QStringList{sea, space, big} << QList<int>() << true << QList<int>{2, 1, 0};
    QTest::newRow("from the right within from the left")
        << QStringList{a, space, sea, space, big, space, b} << QList<int>() << false << QList<int>{0, 1, 4, 3, 2, 5, 6};
    QTest::newRow("from the left within from the right")
        << QStringList{sea, space, a, space, b, space, big} << QList<int>() << true << QList<int>{6, 5, 2, 3, 4, 1, 0};
    QTest::newRow("code") << QStringList{sea, space, a, space, QStringLiteral("+"), space, b} << QList<int>{2, 3, 4, 5, 6} << true
                          << QList<int>{2, 3, 4, 5, 6, 1, 0};
    QTest::newRow("code with a Hebrew word first") << QStringList{sea, space, big, QStringLiteral("="), a} << QList<int>{2, 3, 4} << true
                                                   << QList<int>{2, 3, 4, 1, 0};
    QTest::newRow("a picture") << QStringList{sea, space, QString(), space, big} << QList<int>() << true << QList<int>{4, 3, 2, 1, 0};
    QTest::newRow("a bracket between, in a line from the left")
        << QStringList{a, space, QStringLiteral("("), sea, space, big, QStringLiteral(")")} << QList<int>() << false
        << QList<int>{0, 1, 2, 5, 4, 3, 6};
    QTest::newRow("nothing") << QStringList() << QList<int>() << true << QList<int>();
}

void TestLineOrder::order()
{
    QFETCH(QStringList, texts);
    QFETCH(QList<int>, code);
    QFETCH(bool, rightToLeft);
    QFETCH(QList<int>, expected);
    const std::vector<int> order = visualOrder(piecesOf(texts, code), rightToLeft);
    QCOMPARE(QList<int>(order.begin(), order.end()), expected);
}

void TestLineOrder::cuts_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("rightToLeft");
    QTest::addColumn<QStringList>("parts");
    QTest::newRow("one direction") << QStringLiteral("12:30") << true << QStringList{QStringLiteral("12:30")};
    QTest::newRow("its own signs") << u'(' + sea + u'.' << true << QStringList{u'(' + sea + u'.'};
    QTest::newRow("signs of the line") << u'(' + sea + u')' << false << QStringList{QStringLiteral("("), sea, QStringLiteral(")")};
    QTest::newRow("both") << sea + QStringLiteral("-abc.") << true << QStringList{sea + u'-', QStringLiteral("abc"), QStringLiteral(".")};
    QTest::newRow("signs alone") << QStringLiteral("--") << true << QStringList{QStringLiteral("--")};
}

void TestLineOrder::cuts()
{
    QFETCH(QString, word);
    QFETCH(bool, rightToLeft);
    QFETCH(QStringList, parts);
    QStringList cut;
    cutAtDirections(word, rightToLeft, [&](const QString &part) { cut += part; });
    QCOMPARE(cut, parts);
}

QTEST_MAIN(TestLineOrder)
#include "test_lineorder.moc"
