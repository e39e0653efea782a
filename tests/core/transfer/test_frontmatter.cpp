#include "core/transfer/frontmatter.h"
#include "core/transfer/postfile.h"

#include <QTest>

using namespace galley;

class TestFrontMatter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsYaml();
    void readsToml();
    void readsTags_data();
    void readsTags();
    void readsDates_data();
    void readsDates();
    void refusesWithTheLine_data();
    void refusesWithTheLine();
    void survivesBombs_data();
    void survivesBombs();
    void leavesOtherFilesAlone_data();
    void leavesOtherFilesAlone();
    void namesPosts_data();
    void namesPosts();
    void takesTheOpeningHeadingOnly();
    void refusesFilesThatAreNotText();
};

void TestFrontMatter::readsYaml()
{
    const auto file = readFrontMatter("---\n"
                                      "title: \"Bread: a clock\"\n"
                                      "subtitle: 'Three weeks'\n"
                                      "slug: bread\n"
                                      "excerpt: >\n  Flour,\n  salt.\n"
                                      "date: 2026-11-02 07:30:00 +0100\n"
                                      "draft: Yes\n"
                                      "series: Kitchen\n"
                                      "series_position: 3\n"
                                      "layout: post\n"
                                      "tags:\n  - bread\n  - slow days\n"
                                      "author:\n  name: N.\n"
                                      "---\n\n\nText — here.\n");
    QVERIFY(file.has_value());
    QCOMPARE(file->matter.title, QStringLiteral("Bread: a clock"));
    QCOMPARE(file->matter.subtitle, QStringLiteral("Three weeks"));
    QCOMPARE(file->matter.slug, QStringLiteral("bread"));
    QCOMPARE(file->matter.excerpt, QStringLiteral("Flour, salt."));
    QCOMPARE(file->matter.date, QStringLiteral("2026-11-02T06:30:00Z"));
    QCOMPARE(file->matter.series, QStringLiteral("Kitchen"));
    QCOMPARE(file->matter.seriesPosition, std::optional<qint64>(3));
    QCOMPARE(file->matter.tags, (QStringList{QStringLiteral("bread"), QStringLiteral("slow days")}));
    QVERIFY(file->matter.draft);
    QCOMPARE(file->matter.unknownKeys, (QStringList{QStringLiteral("layout"), QStringLiteral("author")}));
    QCOMPARE(file->text, QByteArray("Text — here.\n"));
    QCOMPARE(file->firstLine, 21);
}

void TestFrontMatter::readsToml()
{
    const auto file = readFrontMatter("+++\n"
                                      "title = 'Maps'\n"
                                      "date = 2026-10-27T09:00:00+02:00\n"
                                      "draft = true\n"
                                      "tags = ['maps', \"green pencil\"]\n"
                                      "series_position = 2\n"
                                      "series = ['Drawing']\n"
                                      "[params]\nmath = true\n"
                                      "+++\nText\n");
    QVERIFY(file.has_value());
    QCOMPARE(file->matter.title, QStringLiteral("Maps"));
    QCOMPARE(file->matter.date, QStringLiteral("2026-10-27T07:00:00Z"));
    QVERIFY(file->matter.draft);
    QCOMPARE(file->matter.tags, (QStringList{QStringLiteral("maps"), QStringLiteral("green pencil")}));
    QCOMPARE(file->matter.seriesPosition, std::optional<qint64>(2));
    QCOMPARE(file->matter.series, QStringLiteral("Drawing"));
    QCOMPARE(file->matter.unknownKeys, QStringList{QStringLiteral("params")});
    QCOMPARE(file->text, QByteArray("Text\n"));
    const auto accents = readFrontMatter("+++\ntitle = 'Füße 🌊'\nsubtitle = \"\"\"\\\n  é galley_u_\"\"\"\n+++\n");
    QVERIFY(accents.has_value());
    QCOMPARE(accents->matter.title, QString::fromUtf8("Füße 🌊"));
    QCOMPARE(accents->matter.subtitle, QString::fromUtf8("é galley_u_"));
    QCOMPARE(readFrontMatter("+++\ndate = 2026-10-27\n+++\n")->matter.date, QStringLiteral("2026-10-27T00:00:00Z"));
}

void TestFrontMatter::readsTags_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QStringList>("tags");
    const QStringList two{QStringLiteral("sea"), QStringLiteral("bread")};
    QTest::newRow("flow list") << QByteArray("tags: [sea, bread]") << two;
    QTest::newRow("block list") << QByteArray("tags:\n- sea\n- bread") << two;
    QTest::newRow("text") << QByteArray("tags: sea, bread") << two;
    QTest::newRow("repeated") << QByteArray("tags: [sea, bread, sea]") << two;
    QTest::newRow("comma inside") << QByteArray("tags: ['sea, bread']") << two;
    QTest::newRow("numbers") << QByteArray("tags: [2026, true]") << QStringList{QStringLiteral("2026"), QStringLiteral("true")};
    QTest::newRow("none") << QByteArray("tags:") << QStringList();
    QTest::newRow("empty") << QByteArray("tags: []") << QStringList();
}

void TestFrontMatter::readsTags()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QStringList, tags);
    const auto file = readFrontMatter("---\n" + yaml + "\n---\n");
    QVERIFY(file.has_value());
    QCOMPARE(file->matter.tags, tags);
}

void TestFrontMatter::readsDates_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QString>("date");
    QTest::newRow("day") << QByteArray("2026-03-01") << "2026-03-01T00:00:00Z";
    QTest::newRow("short day") << QByteArray("2026-3-1") << "2026-03-01T00:00:00Z";
    QTest::newRow("space") << QByteArray("2026-03-01 10:20:30") << "2026-03-01T10:20:30Z";
    QTest::newRow("T Z") << QByteArray("2026-03-01T10:20:30Z") << "2026-03-01T10:20:30Z";
    QTest::newRow("quoted") << QByteArray("\"2026-03-01T10:20:30Z\"") << "2026-03-01T10:20:30Z";
    QTest::newRow("yaml's own") << QByteArray("2001-12-14 21:59:43.10 -5") << "2001-12-15T02:59:43Z";
    QTest::newRow("jekyll") << QByteArray("2026-03-01 1:20:30 +0100") << "2026-03-01T00:20:30Z";
    QTest::newRow("minutes") << QByteArray("2026-03-01 10:20") << "2026-03-01T10:20:00Z";
}

void TestFrontMatter::readsDates()
{
    QFETCH(QByteArray, written);
    QFETCH(QString, date);
    const auto file = readFrontMatter("---\ndate: " + written + "\n---\n");
    QVERIFY2(file.has_value(), file ? "" : qPrintable(file.error().message));
    QCOMPARE(file->matter.date, date);
}

void TestFrontMatter::refusesWithTheLine_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("starts");
    QTest::newRow("not yaml") << QByteArray("---\ntitle: a\ntags: [a, b\n---\ntext\n") << "line 4: the front matter is not valid YAML";
    QTest::newRow("tab") << QByteArray("---\ntitle: a\n\tslug: b\n---\n") << "line 3: the front matter is not valid YAML";
    QTest::newRow("no map") << QByteArray("---\njust words\n---\n") << "line 2: the front matter is not valid YAML";
    QTest::newRow("no end") << QByteArray("---\ntitle: a\n\ntext\n") << "line 1: the front matter has no end";
    QTest::newRow("date") << QByteArray("---\ntitle: a\ndate: yesterday\n---\n") << "line 3: the date";
    QTest::newRow("no such day") << QByteArray("---\ndate: 2026-02-30\n---\n") << "line 2: the date";
    QTest::newRow("draft") << QByteArray("---\ndraft: perhaps\n---\n") << "line 2: “draft”";
    QTest::newRow("title is a map") << QByteArray("---\ntitle: {a: b}\n---\n") << "line 2: “title”";
    QTest::newRow("tags of lists") << QByteArray("---\ntags: [[a], [b]]\n---\n") << "line 2: the tags";
    QTest::newRow("series") << QByteArray("---\nseries: [a, b]\n---\n") << "line 2: “series”";
    QTest::newRow("position") << QByteArray("---\nseries_position: first\n---\n") << "line 2: “series_position”";
    QTest::newRow("not toml") << QByteArray("+++\ntitle = 'a'\nslug = \n+++\n") << "line 3: the front matter is not valid TOML";
    QTest::newRow("toml time") << QByteArray("+++\ndate = 2026-03-01T&0:20:30+02:00\n+++\n") << "line 2: the front matter is not valid TOML";
    QTest::newRow("toml date") << QByteArray("+++\ntitle = 'a'\ndate = 'soon'\n+++\n") << "line 3: the date";
    QTest::newRow("large") << "---\ntitle: " + QByteArray(70'000, 'x') + "\n---\n" << "line 1: the front matter has more than 64 KB";
}

void TestFrontMatter::refusesWithTheLine()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, starts);
    const auto result = readFrontMatter(file);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InvalidInput);
    QVERIFY2(result.error().message.startsWith(starts), qPrintable(result.error().message));
}

void TestFrontMatter::survivesBombs_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QByteArray laughs = "a0: &a0 [ha, ha]\n";
    for (int i = 1; i < 60; ++i) {
        const QByteArray n = QByteArray::number(i);
        const QByteArray before = "*a" + QByteArray::number(i - 1);
        laughs += "a" + n + ": &a" + n + " [" + before + ", " + before + "]\n";
    }
    QTest::newRow("aliases of aliases") << laughs + "tags: *a59\n";
    QTest::newRow("deep brackets") << "tags: " + QByteArray(60'000, '[') + "\n";
    QTest::newRow("deep braces") << "tags: " + QByteArray(60'000, '{') + "\n";
    QByteArray dashes = "tags:\n";
    dashes += QByteArray("- ").repeated(30'000) + "a\n";
    QTest::newRow("deep dashes") << dashes;
    QTest::newRow("deep questions") << QByteArray("? ").repeated(30'000) + "a\n";
    QTest::newRow("refers to itself") << QByteArray("tags: &a [*a]\n");
}

void TestFrontMatter::survivesBombs()
{
    QFETCH(QByteArray, yaml);
    QVERIFY(!readFrontMatter("---\n" + yaml + "---\ntext\n"));
}

void TestFrontMatter::leavesOtherFilesAlone_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("plain") << QByteArray("Hello\n\n---\n\nthere\n") << QByteArray("Hello\n\n---\n\nthere\n") << 1;
    QTest::newRow("blank lines first") << QByteArray("\n \nHello\n") << QByteArray("Hello\n") << 3;
    QTest::newRow("indented marker") << QByteArray("  ---\nHello\n") << QByteArray("  ---\nHello\n") << 1;
    QTest::newRow("marker alone") << QByteArray("---") << QByteArray("---") << 1;
    QTest::newRow("empty") << QByteArray() << QByteArray() << 1;
    QTest::newRow("empty matter") << QByteArray("---\n---\nHello") << QByteArray("Hello") << 3;
    QTest::newRow("ends with dots") << QByteArray("---\ntitle: a\n...\nHello") << QByteArray("Hello") << 4;
}

void TestFrontMatter::leavesOtherFilesAlone()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const auto result = readFrontMatter(file);
    QVERIFY(result.has_value());
    QCOMPARE(result->text, text);
    QCOMPARE(result->firstLine, line);
}

void TestFrontMatter::namesPosts_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("slug");
    QTest::addColumn<QString>("date");
    QTest::newRow("front matter") << "x/2020-01-01-old.md" << QByteArray("---\ntitle: T\nslug: S one\ndate: 2026-01-02\n---\n# H\n")
                                  << "T" << "s-one" << "2026-01-02T00:00:00Z";
    QTest::newRow("jekyll") << "_posts/2024-03-01-the-title.md" << QByteArray("---\ntitle: Other\n---\n") << "Other" << "the-title"
                            << "2024-03-01T00:00:00Z";
    QTest::newRow("heading") << "notes.md" << QByteArray("# The *real* title\n\nText\n") << "The real title" << "notes" << QString();
    QTest::newRow("file name") << "maps_that-lie.markdown" << QByteArray("Text\n") << "Maps that lie" << "maps-that-lie" << QString();
    QTest::newRow("bundle") << "posts/low-water/index.md" << QByteArray("Text\n") << "Low water" << "low-water" << QString();
    QTest::newRow("no letters in the name") << "日本.md" << QByteArray("---\ntitle: Japan\n---\n") << "Japan" << "japan" << QString();
    QTest::newRow("no such day") << "2024-13-01-x.md" << QByteArray("Text\n") << "2024 13 01 x" << "2024-13-01-x" << QString();
}

void TestFrontMatter::namesPosts()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, title);
    QFETCH(QString, slug);
    QFETCH(QString, date);
    const auto post = readPostFile(bytes, name);
    QVERIFY(post.has_value());
    QCOMPARE(post->fields.title, title);
    QCOMPARE(post->fields.slug, slug);
    QCOMPARE(post->fields.publishedAt, date);
}

void TestFrontMatter::takesTheOpeningHeadingOnly()
{
    QCOMPARE(readPostFile("# Title\n\n\nText\n", QStringLiteral("a.md"))->fields.content, QStringLiteral("Text\n"));
    QCOMPARE(readPostFile("Title\n=====\nText\n", QStringLiteral("a.md"))->fields.content, QStringLiteral("Text\n"));
    QCOMPARE(readPostFile("# Title", QStringLiteral("a.md"))->fields.content, QString());
    const auto later = readPostFile("Intro\n\n# Title\n", QStringLiteral("a.md"));
    QCOMPARE(later->fields.title, QStringLiteral("Title"));
    QCOMPARE(later->fields.content, QStringLiteral("Intro\n\n# Title\n"));
    QCOMPARE(readPostFile("---\ntitle: T\n---\n# Kept\n", QStringLiteral("a.md"))->fields.content, QStringLiteral("# Kept\n"));
    const auto marked = readPostFile("\xEF\xBB\xBF---\r\ntitle: T\r\n---\r\nOne\r\nTwo\r\n", QStringLiteral("a.md"));
    QCOMPARE(marked->fields.title, QStringLiteral("T"));
    QCOMPARE(marked->fields.content, QStringLiteral("One\nTwo\n"));
    const auto inside = readPostFile("---\ntitle: T\n---\n\xEF\xBB\xBF![a](b.png)\n", QStringLiteral("a.md"));
    QCOMPARE(inside->fields.content, QStringLiteral("![a](b.png)\n"));
    QCOMPARE(inside->text.mid(inside->references.front().start, 5), QByteArray("b.png"));
}

void TestFrontMatter::refusesFilesThatAreNotText()
{
    for (const QByteArray &bytes : {QByteArray("caf\xE9\n"), QByteArray("cut\xCE"), QByteArray("a\0b\n", 4), QByteArray("\xFF\xFE" "a\0", 4)}) {
        const auto post = readPostFile(bytes, QStringLiteral("a.md"));
        QVERIFY(!post);
        QVERIFY(post.error().message.contains(QStringLiteral("UTF-8")));
    }
    QVERIFY(!readPostFile("x\n", QStringLiteral("日本.md")));
    QCOMPARE(readPostFile(QByteArray(17'000'000, 'a'), QStringLiteral("a.md")).error().code, ErrorCode::TooLarge);
}

QTEST_GUILESS_MAIN(TestFrontMatter)
#include "test_frontmatter.moc"
