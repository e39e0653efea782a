#include "core/db/sqlite/sqlitedatabase.h"
#include "core/image/intake.h"
#include "core/migrate/migrator.h"
#include "core/store/desk.h"
#include "core/transfer/exporter.h"
#include "core/transfer/importer.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;

namespace {

struct Blog
{
    Blog() : database(std::move(SqliteDatabase::inMemory().value())), desk(*database, clock)
    {
        if (!Migrator::forLocalFile(*database).migrate())
            qFatal("no schema");
    }

    qint64 add(const PostFields &fields)
    {
        const auto post = desk.create(fields);
        if (!post)
            qFatal("%s", qPrintable(post.error().message));
        return post->id;
    }

    QString addImage(qint64 post, const char *format, int shade, const QString &filename)
    {
        QImage picture(60, 40, QImage::Format_RGB32);
        picture.fill(qRgb(shade, 100, 200));
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        picture.save(&buffer, format);
        const auto taken = takeImage(bytes);
        if (!taken)
            qFatal("%s", qPrintable(taken.error().message));
        Image image;
        image.info.filename = filename;
        image.info.contentType = taken->contentType;
        image.data = taken->data;
        image.thumbnail = taken->thumbnail;
        const auto info = desk.addImage(post, image);
        if (!info)
            qFatal("%s", qPrintable(info.error().message));
        return imagePath(info->id);
    }

    void write(qint64 id, const QString &content)
    {
        const auto post = desk.post(id);
        DraftSave save{id, post->fields, {}, post->draftVersion};
        save.fields.content = content;
        if (!desk.save(save))
            qFatal("not saved");
    }

    ImportReport import(const QString &folder)
    {
        const auto plan = readFolder(folder);
        if (!plan)
            qFatal("%s", qPrintable(plan.error().message));
        const auto report = applyImport(*plan, *database, clock);
        if (!report)
            qFatal("%s", qPrintable(report.error().message));
        return *report;
    }

    SystemClock clock;
    std::unique_ptr<Database> database;
    Desk desk;
};

QMap<QString, QByteArray> filesOf(const QString &folder)
{
    QMap<QString, QByteArray> files;
    for (QDirIterator at(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); at.hasNext();) {
        QFile file(at.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("can't read %s", qPrintable(file.fileName()));
        files.insert(QDir(folder).relativeFilePath(file.fileName()), file.readAll());
    }
    return files;
}

PostFields titled(const QString &title, const QString &content = {})
{
    PostFields fields;
    fields.title = title;
    fields.content = content;
    return fields;
}

// All that a post may have, and what is hard to quote.
void fill(Blog &blog)
{
    PostFields tide = titled(QStringLiteral("Low water: a \"quoted\" title — № 1"));
    tide.slug = QStringLiteral("low-water");
    tide.subtitle = QStringLiteral("# not a heading, 'nor' a comment");
    tide.tags = QStringLiteral("sea, 2026, no, a: b");
    tide.excerpt = QStringLiteral("Two lines,\nof which one ends in a backslash \\");
    tide.publishedAt = QStringLiteral("2026-03-01T06:30:00Z");
    tide.seriesId = blog.desk.seriesTitled(QStringLiteral("The year: a series"))->id;
    tide.seriesPosition = 3;
    const qint64 first = blog.add(tide);
    const QString jpeg = blog.addImage(first, "jpeg", 10, QStringLiteral("IMG 0001.JPG"));
    const QString png = blog.addImage(first, "png", 20, QStringLiteral("img-0001.png"));
    const QString other = blog.addImage(first, "png", 30, QStringLiteral("img-0001.png"));
    const QString nameless = blog.addImage(first, "png", 40, QStringLiteral("\u6f6e.png"));
    PostFields bread = titled(QStringLiteral("Bread"));
    bread.slug = QStringLiteral("2026-01-02-bread"); // which begins like a date
    const qint64 second = blog.add(bread);
    blog.write(first, QStringLiteral("\u6f6e ![low *water*](%1 \"six\") and ![](<%2>), again ![](%1).\n\n"
                                     "`![no](%1)`\n\n    ![code](%1)\n\n<p><img src=\"%3\" alt=\"x\"></p>\n\n"
                                     "[bread](/blog/2026-01-02-bread#crumb), [unknown](/blog/nowhere), [web](https://example.org/images/1)\n\n"
                                     "![ref][r]\n\n[r]: %4\n\nno end of line")
                          .arg(jpeg, png, other, nameless));
    blog.write(second, QStringLiteral("See [the tide](/blog/low-water), ![of another post](%1).\n").arg(jpeg));
    blog.add(titled(QStringLiteral("yes"), QStringLiteral("---\n\nA line first.\n")));
    blog.add(titled(QStringLiteral("\u6e2f"), QStringLiteral("# A heading\n\nA title with no address of its own.\n")));
}

} // namespace

class TestExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = m_dir->filePath(QStringLiteral("made/blog"));
    }
    void whatIsImportedIsExportedTheSame();
    void whatIsExportedIsThereAlready();
    void isAsItsAuthorSeesIt();
    void namesWhatIsMissing();
    void whatIsMissingShowsNoOther();
    void leavesOutWhatIsDeletedMeanwhile();
    void overwritesNothing();
    void stopsAndLeavesNothing();
    void saysWhereItCannotWrite();
    void refusesAnEmptyBlog();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
};

void TestExport::whatIsImportedIsExportedTheSame()
{
    Blog blog;
    fill(blog);
    const auto report = exportFolder(blog.desk, m_folder);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report->posts, 4);
    QCOMPARE(report->images, 4);
    QCOMPARE(report->notices, QStringList());
    QCOMPARE(report->summary(), QStringLiteral("4 posts and 4 images exported."));
    const QMap<QString, QByteArray> files = filesOf(m_folder);
    QVERIFY(files.contains(QStringLiteral("low-water.md")));
    QVERIFY(files.contains(QStringLiteral("post-2026-01-02-bread.md")));
    QVERIFY(files.contains(QStringLiteral("images/img-0001.jpg")));
    QVERIFY(files.contains(QStringLiteral("images/img-0001-2.png")));
    const QByteArray tide = files.value(QStringLiteral("low-water.md"));
    QVERIFY2(tide.contains("![low *water*](images/img-0001.jpg \"six\")"), tide);
    QVERIFY2(tide.contains("`![no](/images/"), tide);
    QVERIFY2(tide.contains("[bread](post-2026-01-02-bread.md#crumb), [unknown](/blog/nowhere)"), tide);
    QVERIFY2(tide.endsWith("\n\nno end of line"), tide);

    Blog other;
    const ImportReport taken = other.import(m_folder);
    QCOMPARE(taken.imported, 4);
    const QString again = m_dir->filePath(QStringLiteral("again"));
    QVERIFY(exportFolder(other.desk, again));
    const QMap<QString, QByteArray> same = filesOf(again);
    QCOMPARE(same.keys(), files.keys());
    for (auto file = files.begin(); file != files.end(); ++file)
        QCOMPARE(same.value(file.key()), file.value());
}

void TestExport::whatIsExportedIsThereAlready()
{
    Blog blog;
    fill(blog);
    QVERIFY(exportFolder(blog.desk, m_folder));
    const ImportReport report = blog.import(m_folder);
    QCOMPARE(report.imported, 0);
    QCOMPARE(report.alreadyThere, 3);
    QCOMPARE(report.otherText.size(), 1); // the picture that it borrows from another post would become its own
}

void TestExport::isAsItsAuthorSeesIt()
{
    Blog blog;
    const auto ran = blog.database->execute(
        {QStringLiteral("INSERT INTO posts (id, title, slug, content, excerpt, published, published_at, inserted_at, updated_at) "
                        "VALUES (7, 'Public', 'public', 'One line.', 'One line.', 1, '2026-02-03 04:05:06', '2026-02-03', '2026-02-03'),"
                        " (8, NULL, NULL, 'No address.', NULL, 1, 'soon', '2026-02-03', '2026-02-03')"),
         {}});
    QVERIFY(ran);
    const auto report = exportFolder(blog.desk, m_folder);
    QVERIFY(report);
    QCOMPARE(filesOf(m_folder).value(QStringLiteral("public.md")),
             QByteArray("---\ntitle: \"Public\"\nslug: \"public\"\ndate: 2026-02-03T04:05:06Z\n---\n\nOne line."));
    QCOMPARE(filesOf(m_folder).value(QStringLiteral("post-8.md")), QByteArray("---\n{}\n---\n\nNo address."));
    QCOMPARE(report->notices, QStringList{QStringLiteral("post-8.md: its date “soon” can't be read, so the file has none.")});
    blog.write(7, QStringLiteral("Written since."));
    const QString again = m_dir->filePath(QStringLiteral("again"));
    QVERIFY(exportFolder(blog.desk, again));
    QVERIFY(filesOf(again).value(QStringLiteral("public.md")).endsWith("\n\nWritten since."));
    QVERIFY(!filesOf(again).value(QStringLiteral("public.md")).contains("draft"));
}

void TestExport::namesWhatIsMissing()
{
    Blog blog;
    blog.add(titled(QStringLiteral("One"), QStringLiteral("![](/images/12) and ![](/images/12)\n")));
    const auto report = exportFolder(blog.desk, m_folder);
    QVERIFY(report);
    QCOMPARE(report->notices, QStringList{QStringLiteral("one.md: the image /images/12 is not in this blog, so the text still names it so.")});
    QVERIFY(filesOf(m_folder).value(QStringLiteral("one.md")).endsWith("![](/images/12) and ![](/images/12)\n"));
}

void TestExport::whatIsMissingShowsNoOther()
{
    Blog blog;
    const qint64 second = blog.add(titled(QStringLiteral("B")));
    const QString cat = blog.addImage(second, "png", 10, QStringLiteral("cat.png"));
    const QString dog = blog.addImage(second, "png", 20, QStringLiteral("dog.png"));
    blog.write(second, QStringLiteral("![](%1) ![](%2)\n").arg(cat, dog));
    const QString text = QStringLiteral("![](images/cat.png) and <img src=\"/images/C%61t-2.png?v=1\">\n"); // as an import left it
    blog.add(titled(QStringLiteral("A"), text));
    const auto report = exportFolder(blog.desk, m_folder);
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report->posts, 2);
    QCOMPARE(report->images, 2);
    const QMap<QString, QByteArray> files = filesOf(m_folder);
    QCOMPARE(files.keys(), (QStringList{QStringLiteral("a.md"), QStringLiteral("b.md"), QStringLiteral("images/cat-3.png"), QStringLiteral("images/dog.png")}));
    QVERIFY(files.value(QStringLiteral("a.md")).endsWith(text.toUtf8()));
    QVERIFY(files.value(QStringLiteral("b.md")).endsWith("![](images/cat-3.png) ![](images/dog.png)\n"));
}

void TestExport::leavesOutWhatIsDeletedMeanwhile()
{
    Blog blog;
    const qint64 gone = blog.add(titled(QStringLiteral("Gone"), QStringLiteral("Words.\n")));
    blog.add(titled(QStringLiteral("Kept"), QStringLiteral("Words.\n")));
    const auto report = exportFolder(blog.desk, m_folder, {}, [&](int done, int) {
        if (done == 0 && !blog.database->execute({QStringLiteral("DELETE FROM galley_drafts WHERE post_id = ?"), {gone}}))
            qFatal("not deleted");
    });
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QCOMPARE(report->posts, 1);
    QCOMPARE(report->notices, QStringList{QStringLiteral("gone.md: its post was deleted meanwhile, so there is no such file.")});
    QCOMPARE(filesOf(m_folder).keys(), QStringList{QStringLiteral("kept.md")});
}

void TestExport::overwritesNothing()
{
    Blog blog;
    fill(blog);
    QDir().mkpath(m_folder);
    QFile hidden(m_folder + QStringLiteral("/.kept"));
    QVERIFY(hidden.open(QIODevice::WriteOnly));
    hidden.close();
    const auto report = exportFolder(blog.desk, m_folder);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::InvalidInput);
    QVERIFY2(report.error().message.endsWith(QStringLiteral("is not empty; name a new folder, so that nothing is overwritten.")), qPrintable(report.error().message));
    QCOMPARE(filesOf(m_folder).keys(), QStringList{QStringLiteral(".kept")});
    const auto onFile = exportFolder(blog.desk, hidden.fileName());
    QVERIFY(!onFile);
    QVERIFY(onFile.error().message.endsWith(QStringLiteral("is a file; name a folder.")));
}

void TestExport::stopsAndLeavesNothing()
{
    Blog blog;
    fill(blog);
    std::stop_source stop;
    int seen = 0;
    const auto report = exportFolder(blog.desk, m_folder, {.stop = stop.get_token()}, [&](int done, int of) {
        QCOMPARE(of, 4);
        seen = done;
        if (done == 2)
            stop.request_stop();
    });
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
    QCOMPARE(seen, 2);
    QVERIFY(!QFileInfo::exists(m_dir->filePath(QStringLiteral("made")))); // the folders that it made are gone, too
    QVERIFY(exportFolder(blog.desk, m_folder));
}

void TestExport::saysWhereItCannotWrite()
{
    Blog blog;
    fill(blog);
    QFile file(m_dir->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto report = exportFolder(blog.desk, file.fileName() + QStringLiteral("/below"));
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Io);
    QVERIFY2(report.error().message.contains(QStringLiteral("can't be written")), qPrintable(report.error().message));
}

void TestExport::refusesAnEmptyBlog()
{
    Blog blog;
    const auto report = exportFolder(blog.desk, m_folder);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::NotFound);
    QVERIFY(!QFileInfo::exists(m_folder));
}

QTEST_GUILESS_MAIN(TestExport)
#include "test_export.moc"
