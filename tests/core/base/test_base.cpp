#include "core/base/direction.h"
#include "core/base/ids.h"
#include "core/base/text.h"
#include "core/base/timestamp.h"
#include "core/model/derived.h"
#include "core/model/post.h"

#include <QLocale>
#include <QTest>

using namespace galley;

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slugs_data();
    void slugs();
    void timestamps_data();
    void timestamps();
    void imageIdsFollowFromPostAndBytes();
    void randomIdsFitJavaScript();
    void refusesTextThatNoDatabaseMayHold();
    void findsNamedImages();
    void derivedTextsAreMadeAnew();
    void bytesForPeople();
    void countsForPeople();
    void directionOfText_data();
    void directionOfText();
    void directionOfTags();
};

void TestBase::slugs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("slug");
    QTest::newRow("plain") << "The tide tables" << "the-tide-tables";
    QTest::newRow("accents") << QString::fromUtf8("Crème Brûlée à l’Été") << "creme-brulee-a-l-ete";
    QTest::newRow("ligature") << QString::fromUtf8("ﬁne ①") << "fine-1";
    QTest::newRow("edges") << "  --Hello, world!--  " << "hello-world";
    QTest::newRow("nothing left") << QString::fromUtf8("日本語") << "";
    QTest::newRow("cut at 80 without a dash") << QString(79, QLatin1Char('a')) + QStringLiteral(" b")
                                              << QString(79, QLatin1Char('a'));
}

void TestBase::slugs()
{
    QFETCH(QString, text);
    QFETCH(QString, slug);
    QCOMPARE(slugify(text), slug);
}

void TestBase::timestamps_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normal");
    QTest::newRow("space") << "2024-02-29 10:20:30" << "2024-02-29T10:20:30Z";
    QTest::newRow("T") << "2024-02-29T10:20:30" << "2024-02-29T10:20:30Z";
    QTest::newRow("Z") << "2024-02-29T10:20:30Z" << "2024-02-29T10:20:30Z";
    QTest::newRow("fraction") << "2024-02-29T10:20:30.123456Z" << "2024-02-29T10:20:30Z";
    QTest::newRow("offset") << "2024-02-29T01:20:30+02:00" << "2024-02-28T23:20:30Z";
    QTest::newRow("negative offset") << "2024-02-29 22:20:30-0300" << "2024-03-01T01:20:30Z";
    QTest::newRow("date") << "2024-02-29" << "2024-02-29T00:00:00Z";
    QTest::newRow("no such day stays") << "2023-02-29 10:20:30" << "2023-02-29 10:20:30";
    QTest::newRow("words stay") << "yesterday" << "yesterday";
}

void TestBase::timestamps()
{
    QFETCH(QString, text);
    QFETCH(QString, normal);
    QCOMPARE(normalizedTimestamp(text), normal);
}

void TestBase::imageIdsFollowFromPostAndBytes()
{
    QCOMPARE(imageId(7, "bytes"), imageId(7, "bytes"));
    QVERIFY(imageId(7, "bytes") != imageId(8, "bytes"));
    QVERIFY(imageId(7, "bytes") != imageId(7, "bytes2"));
    // A fixed value: images published by one version are found again by the next.
    QCOMPARE(imageId(1, "x"), qint64(8003945719863401));
}

void TestBase::randomIdsFitJavaScript()
{
    for (int i = 0; i < 1000; ++i) {
        const qint64 id = randomId();
        QVERIFY(id > 0 && id < (qint64(1) << 53));
    }
}

void TestBase::refusesTextThatNoDatabaseMayHold()
{
    QVERIFY(validateText(QString::fromUtf8("fine 🌊 text"), QStringLiteral("The title")));
    QCOMPARE(validateText(QStringLiteral("a") + QChar(0), QStringLiteral("The title")).error().code,
             ErrorCode::InvalidInput);
    QVERIFY(!validateText(QString(QChar(0xD83C)), QStringLiteral("The title")));
    QVERIFY(!validateText(QString(QChar(0xDF0A)) + QStringLiteral("x"), QStringLiteral("The title")));
    for (int before = 0; before < 70; ++before) { // in and after blocks that are looked at together
        const QString head(before, QLatin1Char('x'));
        const QString tail(40, QLatin1Char('x'));
        QVERIFY(validateText(head + QString::fromUtf8("🌊") + tail, QStringLiteral("The title")));
        for (const QChar bad : {QChar(0), QChar(0xD83C), QChar(0xDF0A)})
            QVERIFY(!validateText(head + bad + tail, QStringLiteral("The title")));
    }
}

void TestBase::findsNamedImages()
{
    const QString text = QStringLiteral("![a](/images/5) ![b](/images/6 \"t\") <img src=\"/images/7\"> ![a](/images/5)\n"
                                        "https://other.example/images/8 /images/9/thumb /images/99999999999999999999");
    QCOMPARE(imagesNamedIn(text), (QList<qint64>{5, 6, 7, 9}));
}

void TestBase::derivedTextsAreMadeAnew()
{
    const QString before = QStringLiteral("one\ntwo\nthree\nfour\nfive\nsix\nseven");
    const QString after = QStringLiteral("ein\nzwei\ndrei\nvier");
    const QString opening = derive(Derivation::OpeningLines, before);
    QCOMPARE(opening, QStringLiteral("one\ntwo\nthree\nfour\nfive\nsix"));
    QVERIFY(isDerived(opening, before) && !isDerived(opening, after));
    QCOMPARE(rederived(opening, before, after, Derivation::FirstLines), after); // of its own kind
    QCOMPARE(rederived({}, before, after, Derivation::FirstLines), QStringLiteral("ein\nzwei\ndrei"));
    QCOMPARE(rederived(QStringLiteral("My words."), before, after, Derivation::FirstLines), QStringLiteral("My words."));
    QVERIFY(!rederived({}, {}, {}, Derivation::FirstLines).isNull());
    const QString emoji = QString(199, QLatin1Char('a')) + QString::fromUtf8("🌊");
    QCOMPARE(derive(Derivation::FirstLines, emoji).size(), 199); // no half of a character
}

void TestBase::bytesForPeople()
{
    const std::pair<qint64, const char *> cases[] = {{0, "0 bytes"}, {1, "1 byte"}, {999, "999 bytes"}, {1000, "1.0 KB"},
                                                     {812'000, "812 KB"}, {1'800'000, "1.8 MB"}, {5'000'000'000, "5.0 GB"}};
    for (const auto &[bytes, words] : cases)
        QCOMPARE(humanBytes(bytes), QLatin1String(words));
}

void TestBase::countsForPeople()
{
    const auto posts = [](qint64 n) { return counted(n, QStringLiteral("post"), QStringLiteral("posts")); };
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QCOMPARE(posts(1), QStringLiteral("1 post"));
    QCOMPARE(posts(5000), QStringLiteral("5,000 posts"));
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(posts(5000), QStringLiteral("5.000 posts"));
    QLocale::setDefault(before);
}

void TestBase::directionOfText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<TextDirection>("direction");
    QTest::newRow("nothing") << QString() << TextDirection::None;
    QTest::newRow("digits and signs") << QStringLiteral("12:30 (…)") << TextDirection::None;
    QTest::newRow("Latin") << QStringLiteral("1. tide \u05d9\u05dd") << TextDirection::LeftToRight;
    QTest::newRow("Hebrew") << QStringLiteral("“\u05d9\u05dd” tide") << TextDirection::RightToLeft;
    QTest::newRow("Arabic") << QStringLiteral("2026 \u0628\u062d\u0631") << TextDirection::RightToLeft;
    QTest::newRow("beyond the BMP") << QString::fromUcs4(U"\U0001E900") << TextDirection::RightToLeft; // Adlam
    QTest::newRow("Japanese") << QStringLiteral("\u6e2f") << TextDirection::LeftToRight;
}

void TestBase::directionOfText()
{
    QFETCH(QString, text);
    QFETCH(TextDirection, direction);
    QCOMPARE(directionOf(text), direction);
    QCOMPARE(directionOfHtml(text.toHtmlEscaped().toUtf8()), direction);
    QCOMPARE(directionOfHtml("<p title=\"x\">&quot;&amp; " + text.toHtmlEscaped().toUtf8() + "</p>"), direction);
    if (direction == TextDirection::RightToLeft)
        QVERIFY(hasRightToLeft(text.toUtf8()));
}

void TestBase::directionOfTags()
{
    QCOMPARE(directionOfHtml("<p><b>1</b> <i>\u05d9\u05dd</i></p>"), TextDirection::RightToLeft);
    QCOMPARE(directionOfHtml("<p>1 & 2; \u05d9\u05dd"), TextDirection::RightToLeft);
    QCOMPARE(directionOfHtml("<unclosed"), TextDirection::None);
    QVERIFY(!hasRightToLeft("tide “–” é \u6e2f"));
    QVERIFY(hasRightToLeft("tide \u05d9"));
}

QTEST_GUILESS_MAIN(TestBase)
#include "test_base.moc"
