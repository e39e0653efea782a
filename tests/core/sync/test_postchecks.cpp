#include "core/sync/postchecks.h"

#include "core/store/desk.h"
#include "tests/core/db/check.h"
#include "tests/core/image/imagefiles.h"
#include "tests/support/testblog.h"

using namespace galley;
using namespace galley::test;

class TestPostChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsDeadLinks();
    void takesOnlyLinksIntoTheBlog();
    void findsImagesThatAreNotHere();
    void countsRowsWithCellsThatNobodySees();
    void countsWhoLeadsHere();
    void findsPhotographsWithAPlace();

private:
    qint64 write(const QString &title, const QString &content)
    {
        PostFields fields;
        fields.title = title;
        fields.content = content;
        return m_desk->create(fields).value().id;
    }
    PostChecks check(qint64 post, const QString &content, const QString &formerSlug = {}, const QList<qint64> &images = {})
    {
        return checkPost(*m_file, post, content, formerSlug, images).value();
    }

    std::unique_ptr<SqliteDatabase> m_file;
    FixedClock m_clock;
    std::optional<Desk> m_desk;
};

void TestPostChecks::init()
{
    m_file = blogInMemory(Schema::Local);
    m_desk.emplace(*m_file, m_clock);
    query(*m_file, text("INSERT INTO posts(id, title, slug, content, published, inserted_at, updated_at) "
                        "VALUES (900, 'P', 'p', 'See [it](/blog/tide).', 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')"));
}

void TestPostChecks::findsDeadLinks()
{
    write(text("Tides"), text("words"));
    query(*m_file, text("INSERT INTO galley_redirects(old_slug, post_id) VALUES ('old-tides', 900)"));
    const PostChecks checks =
        check(0, text("[a](/blog/tides) [b](/blog/tides#high) [c](/blog/old-tides) [d](/blog/ebb) `[f](/blog/code)`"));
    QCOMPARE(checks.links, 4);
    QCOMPARE(checks.deadLinks, QStringList{text("/blog/ebb")});
}

void TestPostChecks::takesOnlyLinksIntoTheBlog()
{
    const PostChecks checks = check(0, text("[a](https://other.example/blog/ebb) [b](/blog/) [c](/blog/a/b) [d](/about) [e](ebb)"));
    QCOMPARE(checks.links, 0);
    QVERIFY(checks.deadLinks.isEmpty());
}

void TestPostChecks::findsImagesThatAreNotHere()
{
    const PostChecks checks = check(0, text("![a](nothing.png) ![b](/images/7) ![s](/assets/s.png) ![c](https://other.example/c.png) "
                                            "![d](../up/my%20d.png) [e](e.png) `![f](f.png)` ![h](/images/h.png) ![g](//other.example/g.png)"));
    QCOMPARE(checks.absentImages, QStringList({text("nothing.png"), text("../up/my%20d.png"), text("/images/h.png")}));
}

void TestPostChecks::countsRowsWithCellsThatNobodySees()
{
    QCOMPARE(check(0, text("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2\\|3 |\n| 1 |\n")).longRows, 0);
    QCOMPARE(check(0, text("Words.\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 1 | 2 |\n1 | 2 | `3|4`\n")).longRows, 2);
    QCOMPARE(check(0, text("```\n| a |\n|---|\n| 1 | 2 |\n```\n\na | b | c\n")).longRows, 0);
}

void TestPostChecks::countsWhoLeadsHere()
{
    const qint64 moved = write(text("Moved"), text("I lead to [myself](/blog/tide)."));
    write(text("One"), text("See [it](/blog/tide) and [again](/blog/tide#x)."));
    write(text("Two"), text("See [another](/blog/tide-tables)."));
    write(text("Three"), text("Not a link: /blog/tide"));
    QCOMPARE(check(moved, {}, text("tide")).linkingPosts, 2);
    QCOMPARE(check(moved, {}).linkingPosts, 0);
}

void TestPostChecks::findsPhotographsWithAPlace()
{
    const qint64 post = write(text("Pictures"), text("words"));
    const QByteArray plain = encoded(corners({40, 30}), "jpeg");
    QList<qint64> images;
    for (const QByteArray &bytes : {plain, withJpegMetadata(plain, 1), withPngMetadata(encoded(corners({40, 30}), "png"), 1),
                                    withWebPMetadata(encoded(corners({40, 30}), "webp"), 1)}) {
        Image image;
        image.info.filename = text("a");
        image.info.contentType = text("image/jpeg");
        image.data = bytes;
        images += m_desk->addImage(post, image).value().id;
    }
    QCOMPARE(check(post, {}, {}, images).located, images.mid(1));
    QCOMPARE(check(post, {}, {}, {12345}).located, QList<qint64>());
}

QTEST_GUILESS_MAIN(TestPostChecks)
#include "test_postchecks.moc"
