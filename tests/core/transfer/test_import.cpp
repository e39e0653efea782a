#include "core/db/sqlite/sqlitedatabase.h"
#include "core/migrate/migrator.h"
#include "core/store/desk.h"
#include "core/transfer/importer.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;

namespace {

QByteArray picture(const char *format, int shade, QSize size = {60, 40})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(qRgb(shade, 100, 200));
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return data;
}

class Folder
{
public:
    QString path() const { return m_dir.path() + QStringLiteral("/blog"); }

    void put(const QString &name, const QByteArray &bytes) const
    {
        const QString file = path() + QLatin1Char('/') + name;
        QDir().mkpath(QFileInfo(file).path());
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("can't write %s", qPrintable(file));
    }

    QString outside(const QByteArray &bytes) const
    {
        const QString file = m_dir.path() + QStringLiteral("/secret.png");
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            qFatal("can't write %s", qPrintable(file));
        out.write(bytes);
        return file;
    }

private:
    QTemporaryDir m_dir;
};

struct Blog
{
    Blog()
        : database(std::move(SqliteDatabase::inMemory().value()))
        , desk(*database, clock)
    {
        if (!Migrator::forLocalFile(*database).migrate())
            qFatal("no schema");
    }

    ImportReport import(const QString &folder, OtherText otherText = OtherText::LeaveOut)
    {
        const auto plan = readFolder(folder);
        if (!plan)
            qFatal("%s", qPrintable(plan.error().message));
        auto report = applyImport(*plan, *database, clock, {}, {}, otherText);
        if (!report)
            qFatal("%s", qPrintable(report.error().message));
        return *report;
    }

    qint64 count(const char *table)
    {
        const auto rows = database->execute({QStringLiteral("SELECT count(*) FROM ") + QLatin1String(table), {}});
        return rows->front().front().integer();
    }

    SystemClock clock;
    std::unique_ptr<Database> database;
    Desk desk;
};

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importsPostsAndImages();
    void isListedAsItWasWritten();
    void findsImagesWhereGeneratorsKeepThem_data();
    void findsImagesWhereGeneratorsKeepThem();
    void staysInsideTheFolder();
    void leavesWhatIsMissing();
    void namesKeysWithoutAPlaceOnce();
    void emptyFilesAreNoPosts();
    void likeDatesStandInTheOrderOfTheFiles();
    void twiceIsOnce();
    void neverOverwrites();
    void whatStaysOutMakesNoSeries();
    void aChangedImageIsAChangedPost();
    void namesBothOfAnAddress();
    void severalPostsShareATransaction();
    void oneBadFileStopsAll();
    void linksBetweenPosts();
    void sharesAnImageBetweenPosts();
    void readsARelativeFolder();
    void refusesFoldersWithoutPosts();
    void stopsWhenAsked();
};

void TestImport::importsPostsAndImages()
{
    Folder folder;
    folder.put(QStringLiteral("one.md"), "---\ntitle: One\nsubtitle: Sub\ntags: [a, b]\ndate: 2026-11-22\nexcerpt: E\nseries: S\n"
                                         "series_position: 2\n---\nSee ![low *water*](img/low%20water.JPG \"six\").\n\n"
                                         "`![no](img/low%20water.JPG)`\n");
    folder.put(QStringLiteral("img/low water.JPG"), picture("png", 10)); // the bytes say PNG
    Blog blog;
    const ImportReport report = blog.import(folder.path());
    QCOMPARE(report.imported, 1);
    QCOMPARE(report.images, 1);
    QCOMPARE(report.summary(), QStringLiteral("1 post and 1 image imported."));
    const auto post = blog.desk.postBySlug(QStringLiteral("one"));
    QVERIFY(post.has_value());
    QCOMPARE(post->status, PostStatus::Draft);
    QVERIFY(!post->publicPost);
    QCOMPARE(post->fields.title, QStringLiteral("One"));
    QCOMPARE(post->fields.subtitle, QStringLiteral("Sub"));
    QCOMPARE(post->fields.tags, QStringLiteral("a, b"));
    QCOMPARE(post->fields.excerpt, QStringLiteral("E"));
    QCOMPARE(post->fields.publishedAt, QStringLiteral("2026-11-22T00:00:00Z"));
    QCOMPARE(post->fields.seriesPosition, std::optional<qint64>(2));
    QCOMPARE(blog.desk.series()->front().title, QStringLiteral("S"));
    const auto images = blog.desk.imagesOf(post->id);
    QCOMPARE(images->size(), size_t(1));
    QCOMPARE(images->front().filename, QStringLiteral("low water.png"));
    QCOMPARE(images->front().contentType, QStringLiteral("image/png"));
    QCOMPARE(images->front().altText, QStringLiteral("low water"));
    QCOMPARE(post->fields.content, QStringLiteral("See ![low *water*](/images/%1 \"six\").\n\n`![no](img/low%20water.JPG)`\n")
                                       .arg(images->front().id));
    const auto stored = blog.desk.image(images->front().id);
    QCOMPARE(QImage::fromData(stored->data), QImage::fromData(picture("png", 10)));
    QVERIFY(!QImage::fromData(stored->thumbnail).isNull());
    QCOMPARE(blog.count("posts"), 0);
    QCOMPARE(blog.count("images"), 0);
}

void TestImport::isListedAsItWasWritten()
{
    const Folder folder;
    folder.put(QStringLiteral("old.md"), "---\ntitle: Old\ndate: 2009-03-01\n---\nText.\n");
    folder.put(QStringLiteral("young.md"), "---\ntitle: Young\ndate: 2017-04-12 18:30:00\n---\nText.\n");
    folder.put(QStringLiteral("undated.md"), "# Undated\n\nText.\n");
    folder.put(QStringLiteral("coming.md"), "---\ntitle: Coming\ndate: 2999-01-01\n---\nText.\n");
    for (const auto &[name, time] : {std::pair("undated.md", "2012-06-01T10:00:00Z"), std::pair("coming.md", "2020-01-01T10:00:00Z")}) {
        QFile file(folder.path() + QLatin1Char('/') + QLatin1String(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::fromString(QLatin1String(time), Qt::ISODate), QFileDevice::FileModificationTime));
    }
    Blog blog;
    QCOMPARE(blog.import(folder.path()).imported, 4);
    QStringList listed;
    const auto posts = *blog.desk.list({});
    for (const PostSummary &post : posts)
        listed += post.title + QLatin1Char(' ') + post.updatedAt;
    QCOMPARE(listed, (QStringList{QStringLiteral("Coming 2020-01-01T10:00:00Z"), QStringLiteral("Young 2017-04-12T18:30:00Z"),
                                  QStringLiteral("Undated 2012-06-01T10:00:00Z"), QStringLiteral("Old 2009-03-01T00:00:00Z")}));
}

void TestImport::findsImagesWhereGeneratorsKeepThem_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("reference");
    QTest::newRow("beside") << "posts/a.png" << QByteArray("a.png");
    QTest::newRow("dot") << "posts/a.png" << QByteArray("./a.png");
    QTest::newRow("above") << "img/a.png" << QByteArray("../img/a.png");
    QTest::newRow("root") << "img/a.png" << QByteArray("/img/a.png");
    QTest::newRow("static") << "static/img/a.png" << QByteArray("/img/a.png");
    QTest::newRow("public") << "public/a.png" << QByteArray("/a.png");
    QTest::newRow("root without a slash") << "img/a.png" << QByteArray("img/a.png");
    QTest::newRow("query") << "posts/a.png" << QByteArray("a.png?v=2");
    QTest::newRow("hash in the name") << "posts/a#1.png" << QByteArray("a%231.png");
    QTest::newRow("umlaut") << "posts/größe.png" << QByteArray("gr%C3%B6%C3%9Fe.png");
    QTest::newRow("plus") << "posts/a+b.png" << QByteArray("a+b.png");
}

void TestImport::findsImagesWhereGeneratorsKeepThem()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, reference);
    Folder folder;
    folder.put(file, picture("png", 30));
    folder.put(QStringLiteral("posts/post.md"), "![a](" + reference + ")\n");
    const auto plan = readFolder(folder.path());
    QVERIFY(plan.has_value());
    const QStringList notices = plan->posts.front().notices;
    QVERIFY2(notices.isEmpty(), qPrintable(notices.join(QLatin1Char(' '))));
    QCOMPARE(plan->posts.front().images.size(), size_t(1));
}

void TestImport::staysInsideTheFolder()
{
    Folder folder;
    const QString secret = folder.outside(picture("png", 99));
    QVERIFY(QFile::link(secret, folder.path() + QStringLiteral("/../link.png")));
    folder.put(QStringLiteral("a.md"), "![a](../secret.png) ![b](" + secret.toUtf8() + ") ![c](/../secret.png) ![d](in.png) "
                                       "![e](%2e%2e/secret.png) ![f](dir/secret.png)\n");
    QVERIFY(QFile::link(secret, folder.path() + QStringLiteral("/in.png")));
    QVERIFY(QFile::link(QFileInfo(secret).path(), folder.path() + QStringLiteral("/dir")));
    QVERIFY(QFile::link(secret, folder.path() + QStringLiteral("/linked.md")));
    const auto plan = readFolder(folder.path());
    QVERIFY(plan.has_value());
    QCOMPARE(plan->posts.size(), size_t(1));
    QVERIFY(plan->posts.front().images.empty());
    QCOMPARE(plan->posts.front().notices.size(), 6);
    for (const QString &notice : plan->posts.front().notices)
        QVERIFY2(notice.contains(QStringLiteral("lies outside")) || notice.contains(secret), qPrintable(notice));
}

void TestImport::leavesWhatIsMissing()
{
    Folder folder;
    const QByteArray text = "# T\n\nText\n\n![a](gone.png) ![b](https://x.example/b.png) [c](gone.md)\n";
    folder.put(QStringLiteral("a.md"), text);
    Blog blog;
    const ImportReport report = blog.import(folder.path());
    QCOMPARE(report.notices, QStringList{QStringLiteral("a.md, line 5: the image “gone.png” is not there, so its "
                                                        "address was left as it is.")});
    QCOMPARE(blog.desk.postBySlug(QStringLiteral("a"))->fields.content, QString::fromUtf8(text.mid(5)));
    const ImportReport again = blog.import(folder.path()); // nothing comes in, so there is nothing to say of it
    QCOMPARE(again.alreadyThere, 1);
    QCOMPARE(again.notices, QStringList());
}

void TestImport::namesKeysWithoutAPlaceOnce()
{
    Folder folder;
    folder.put(QStringLiteral("a.md"), "---\nlayout: post\n---\nOne\n");
    folder.put(QStringLiteral("b.md"), "---\nlayout: post\nweight: 3\n---\nTwo\n");
    Blog blog;
    QCOMPARE(blog.import(folder.path()).notices, QStringList{QStringLiteral("Front matter that a post has no place for was left out: layout, weight.")});
    QCOMPARE(blog.import(folder.path()).notices, QStringList());
}

void TestImport::emptyFilesAreNoPosts()
{
    Folder folder;
    folder.put(QStringLiteral("a.md"), "See [it](empty.md).\n");
    folder.put(QStringLiteral("empty.md"), "");
    folder.put(QStringLiteral("x/blank.md"), "\xEF\xBB\xBF \r\n\n");
    folder.put(QStringLiteral("titled.md"), "---\ntitle: To be written\n---\n");
    Blog blog;
    const ImportReport report = blog.import(folder.path());
    QCOMPARE(report.imported, 2);
    QCOMPARE(report.emptyFiles, (QStringList{QStringLiteral("empty.md"), QStringLiteral("x/blank.md")}));
    QCOMPARE(report.notices, QStringList{QStringLiteral("a.md: “empty.md”, to which it links, did not come in, so the link stays as it is.")});
    QCOMPARE(blog.count("galley_drafts"), 2);
}

void TestImport::likeDatesStandInTheOrderOfTheFiles()
{
    Folder folder;
    QStringList names;
    for (int i = 10; i < 40; ++i) {
        names += QStringLiteral("n%1").arg(i);
        folder.put(names.last() + QStringLiteral(".md"), "---\ndate: 2020-02-02\n---\nText\n");
    }
    Blog blog;
    QCOMPARE(blog.import(folder.path()).imported, 30);
    QStringList listed;
    const auto posts = *blog.desk.list({.limit = -1});
    for (const PostSummary &post : posts)
        listed += post.slug;
    QCOMPARE(listed, names);
}

void TestImport::twiceIsOnce()
{
    Folder folder;
    folder.put(QStringLiteral("x/same.md"), "---\nslug: same\n---\nfirst ![i](/i.png)\n");
    folder.put(QStringLiteral("y/same.md"), "---\nslug: same\n---\nsecond ![i](/i.png)\n");
    folder.put(QStringLiteral("i.png"), picture("png", 1));
    Blog blog;
    const ImportReport once = blog.import(folder.path());
    QCOMPARE(once.imported, 2);
    QCOMPARE(once.posts[1].slug, QStringLiteral("same-2"));
    QCOMPARE(once.notices.size(), 1);
    const ImportReport again = blog.import(folder.path());
    QCOMPARE(again.imported, 0);
    QCOMPARE(again.alreadyThere, 2);
    QCOMPARE(again.summary(), QStringLiteral("0 posts and 0 images imported, 2 posts were already there."));
    QCOMPARE(again.posts[0].postId, once.posts[0].postId);
    QCOMPARE(again.posts[1].postId, once.posts[1].postId);
    QCOMPARE(blog.count("galley_drafts"), 2);
    QCOMPARE(blog.count("galley_draft_images"), 2);
}

void TestImport::neverOverwrites()
{
    Folder folder;
    folder.put(QStringLiteral("a.md"), "From the file\n");
    Blog blog;
    blog.import(folder.path());
    auto post = blog.desk.postBySlug(QStringLiteral("a"));
    post->fields.content = QStringLiteral("Written in Galley\n");
    QVERIFY(blog.desk.save({post->id, post->fields, {}, post->draftVersion}).has_value());
    folder.put(QStringLiteral("b.md"), "New\n");
    const ImportReport report = blog.import(folder.path());
    QCOMPARE(report.imported, 1);
    QCOMPARE(report.otherText, QStringList{QStringLiteral("a.md: “A” is here already, with another text.")});
    QCOMPARE(report.posts.front().outcome, ImportReport::Entry::Outcome::OtherText);
    QCOMPARE(report.posts.front().postId, post->id);
    QCOMPARE(report.summary(), QStringLiteral("1 post and 0 images imported, 1 file was left out."));
    QCOMPARE(blog.count("galley_drafts"), 2);
    const ImportReport second = blog.import(folder.path(), OtherText::SecondPost);
    QCOMPARE(second.imported, 1);
    QCOMPARE(second.notices, QStringList{QStringLiteral("a.md: “A” came in as a second post, with the address “a-2”.")});
    QCOMPARE(blog.desk.post(post->id)->fields.content, QStringLiteral("Written in Galley\n"));
    QCOMPARE(blog.desk.postBySlug(QStringLiteral("a-2"))->fields.content, QStringLiteral("From the file\n"));
    QCOMPARE(blog.import(folder.path()).alreadyThere, 2);
}

void TestImport::whatStaysOutMakesNoSeries()
{
    Folder folder;
    folder.put(QStringLiteral("a.md"), "Text\n");
    Blog blog;
    blog.import(folder.path());
    folder.put(QStringLiteral("a.md"), "---\nseries: The sea\n---\nText\n");
    QCOMPARE(blog.import(folder.path()).otherText.size(), 1);
    QVERIFY(blog.desk.series()->empty());
    QCOMPARE(blog.import(folder.path(), OtherText::SecondPost).imported, 1);
    QCOMPARE(blog.desk.series()->size(), size_t(1));
    QCOMPARE(blog.import(folder.path()).alreadyThere, 1); // by the title of its series
}

void TestImport::aChangedImageIsAChangedPost()
{
    Folder folder;
    folder.put(QStringLiteral("a.md"), "![i](i.png)\n");
    folder.put(QStringLiteral("i.png"), picture("png", 1));
    Blog blog;
    blog.import(folder.path());
    folder.put(QStringLiteral("i.png"), picture("png", 2));
    QCOMPARE(blog.import(folder.path()).otherText.size(), 1);
    QCOMPARE(blog.import(folder.path(), OtherText::SecondPost).posts.front().slug, QStringLiteral("a-2"));
}

void TestImport::namesBothOfAnAddress()
{
    Folder folder;
    folder.put(QStringLiteral("a.md"), "# Ropes\n");
    Blog blog;
    blog.import(folder.path());
    folder.put(QStringLiteral("a.md"), "# Sails\n");
    QCOMPARE(blog.import(folder.path()).otherText, QStringList{QStringLiteral("a.md: “Sails” stayed out, for “Ropes” has its address, “a”.")});
    QCOMPARE(blog.import(folder.path(), OtherText::SecondPost).notices,
             QStringList{QStringLiteral("a.md: “Sails” came in with the address “a-2”, for “Ropes” has “a”.")});
}

void TestImport::severalPostsShareATransaction()
{
    Folder folder;
    for (int i = 10; i < 70; ++i)
        folder.put(QStringLiteral("n%1.md").arg(i), "Text ![i](i.png)\n");
    folder.put(QStringLiteral("x/n11.md"), "Another\n"); // an address of the same transaction, or of one before
    folder.put(QStringLiteral("x/n69.md"), "Another\n");
    folder.put(QStringLiteral("i.png"), picture("png", 1));
    const auto plan = readFolder(folder.path());
    QVERIFY(plan.has_value());
    Blog blog;
    std::stop_source stop;
    QList<int> done;
    const auto stopped = applyImport(*plan, *blog.database, blog.clock, {.stop = stop.get_token()}, [&](int posts, int) {
        done += posts;
        if (posts > 0)
            stop.request_stop();
    });
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QCOMPARE(done, (QList<int>{0, 25}));
    QCOMPARE(blog.count("galley_drafts"), 25); // each whole
    QCOMPARE(blog.count("galley_draft_images"), 25);
    const auto rest = applyImport(*plan, *blog.database, blog.clock);
    QVERIFY(rest.has_value());
    QCOMPARE(rest->alreadyThere, 25);
    QCOMPARE(rest->imported, 37);
    QCOMPARE(rest->images, 35);
    QCOMPARE(blog.count("(SELECT DISTINCT slug FROM galley_drafts)"), 62);
}

void TestImport::oneBadFileStopsAll()
{
    Folder folder;
    folder.put(QStringLiteral("good.md"), "fine\n");
    folder.put(QStringLiteral("bad.md"), "---\ntitle: [\n---\n");
    folder.put(QStringLiteral("binary.md"), QByteArray("\xff\xfe\0", 3));
    folder.put(QStringLiteral("broken.md"), "one\n\n![x](broken.png)\n");
    folder.put(QStringLiteral("broken.png"), picture("png", 5).chopped(20));
    folder.put(QStringLiteral("other.md"), "![x](drawing.png)\n");
    folder.put(QStringLiteral("zero.md"), QByteArray("one\0two", 7));
    folder.put(QStringLiteral("drawing.png"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    const auto plan = readFolder(folder.path());
    QVERIFY(plan.has_value());
    QCOMPARE(plan->problems.size(), 5);
    QVERIFY(plan->problems[0].startsWith(QStringLiteral("bad.md: line 3: the front matter is not valid YAML")));
    QVERIFY(plan->problems[1].startsWith(QStringLiteral("binary.md: the file is not UTF-8")));
    QVERIFY(plan->problems[2].startsWith(QStringLiteral("zero.md: the file holds a NUL character")));
    QVERIFY(plan->problems[3].startsWith(QStringLiteral("broken.md: line 3: the image “broken.png” can't be taken in")));
    QVERIFY(plan->problems[4].contains(QStringLiteral("an SVG drawing")));
    Blog blog;
    const auto report = applyImport(*plan, *blog.database, blog.clock);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::InvalidInput);
    QCOMPARE(blog.count("galley_drafts"), 0);
}

void TestImport::linksBetweenPosts()
{
    Folder folder;
    folder.put(QStringLiteral("_posts/2024-03-01-first.md"), "See [the second](../two.md#end \"t\") and [x](../two.md).\n");
    folder.put(QStringLiteral("two.md"), "---\nslug: second\n---\nBack to [the first](_posts/2024-03-01-first.md).\n");
    Blog blog;
    blog.import(folder.path());
    QCOMPARE(blog.desk.postBySlug(QStringLiteral("first"))->fields.content,
             QStringLiteral("See [the second](/blog/second#end \"t\") and [x](/blog/second).\n"));
    QCOMPARE(blog.desk.postBySlug(QStringLiteral("second"))->fields.content,
             QStringLiteral("Back to [the first](/blog/first).\n"));
}

void TestImport::sharesAnImageBetweenPosts()
{
    Folder folder;
    folder.put(QStringLiteral("i.jpg"), picture("jpeg", 7));
    folder.put(QStringLiteral("copy.jpg"), picture("jpeg", 7));
    folder.put(QStringLiteral("a.md"), "![1](i.jpg) ![2](copy.jpg) <img src=\"i.jpg\">\n");
    folder.put(QStringLiteral("b.md"), "[![1](i.jpg)](i.jpg)\n");
    Blog blog;
    QCOMPARE(blog.import(folder.path()).images, 2); // a row for each post, however often it shows the picture
    const auto a = blog.desk.postBySlug(QStringLiteral("a"));
    QCOMPARE(imagesNamedIn(a->fields.content).size(), 1);
    QCOMPARE(a->fields.content.count(QStringLiteral("/images/")), 3);
    QCOMPARE(blog.desk.postBySlug(QStringLiteral("b"))->fields.content.count(QStringLiteral("/images/")), 2);
}

void TestImport::readsARelativeFolder()
{
    Folder folder;
    folder.put(QStringLiteral("a/b.md"), "![i](/i.png)\n");
    folder.put(QStringLiteral("i.png"), picture("png", 1));
    const auto plan = readFolder(QDir::current().relativeFilePath(folder.path()));
    QVERIFY(plan.has_value());
    QCOMPARE(plan->problems, QStringList());
    QCOMPARE(plan->posts.front().sourceFile, QStringLiteral("a/b.md"));
    QCOMPARE(plan->posts.front().images.size(), size_t(1));
}

void TestImport::refusesFoldersWithoutPosts()
{
    Folder folder;
    QCOMPARE(readFolder(folder.path()).error().code, ErrorCode::NotFound);
    folder.put(QStringLiteral(".hidden/a.md"), "x\n");
    folder.put(QStringLiteral("a.txt"), "x\n");
    QCOMPARE(readFolder(folder.path()).error().code, ErrorCode::NotFound);
}

void TestImport::stopsWhenAsked()
{
    Folder folder;
    folder.put(QStringLiteral("a.md"), "x\n");
    std::stop_source source;
    source.request_stop();
    QCOMPARE(readFolder(folder.path(), {}, source.get_token()).error().code, ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestImport)
#include "test_import.moc"
