#include "core/store/searchindex.h"
#include "core/workspace/blogfile.h"
#include "core/workspace/sampleblog.h"
#include "core/workspace/workspace.h"
#include "tests/support/finished.h"
#include "tests/support/testblog.h"
#include "tests/support/tursoengine.h"

#include <QBuffer>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

QByteArray png()
{
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QBuffer buffer;
    image.save(&buffer, "PNG");
    return buffer.data();
}

PostFields titled(const QString &title, const QString &content)
{
    PostFields fields;
    fields.title = title;
    fields.content = content;
    return fields;
}

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_path = m_folder.filePath(QStringLiteral("%1.galley").arg(++m_files)); }

    void makesWritesAndReopens();
    void everySaveAskedForIsOnDiskAfterTheEnd();
    void noticesAnotherWriter();
    void indexesWhenWritingPauses();
    void refusesAForeignDatabase();
    void publishesToTheRealEngine();
    void changesNothingForReadersUnconnected();
    void cancelledRemoteWorkEndsItsFuture();
    void copyForgetsTheRemote();
    void whatWasDeletedWaitsForAMonth();
    void foldersAreTakenIn();
    void whatUndoMayBringBackIsHeld();
    void sampleIsWhole();

private:
    QTemporaryDir m_folder;
    int m_files = 0;
    QString m_path;
    SystemClock m_clock;
};

void TestWorkspace::makesWritesAndReopens()
{
    {
        Workspace workspace(m_path, m_clock);
        const auto made = finished(workspace.create(QStringLiteral("Notes")));
        QVERIFY(made);
        QCOMPARE(made->title, QStringLiteral("Notes"));
        const auto post = finished(workspace.newPost(titled(QStringLiteral("One"), QStringLiteral("words"))));
        QVERIFY(post);
        const auto image = finished(workspace.addImage(post->id, png(), QStringLiteral("a.png"), QStringLiteral("alt")));
        QVERIFY(image);
        QCOMPARE(finished(workspace.image(image->id))->info.contentType, QStringLiteral("image/png"));
        QCOMPARE(finished(workspace.addImage(post->id, "not an image", QStringLiteral("a.png"), {})).error().code, ErrorCode::InvalidInput);
        QVERIFY(finished(workspace.publish(post->id))->changedAnything);
    }
    QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
    Workspace again(m_path, m_clock);
    QCOMPARE(finished(again.open())->counts.published, 1);
    QCOMPARE(finished(again.list({})).value().front().title, QStringLiteral("One"));
    QCOMPARE(finished(Workspace(m_path, m_clock).create(QStringLiteral("x"))).error().code, ErrorCode::Conflict);
}

void TestWorkspace::everySaveAskedForIsOnDiskAfterTheEnd()
{
    qint64 id = 0;
    {
        Workspace workspace(m_path, m_clock);
        QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
        const auto post = finished(workspace.newPost(titled(QStringLiteral("One"), {})));
        id = post->id;
        for (int i = 0; i < 50; ++i)
            (void)workspace.counts();
        (void)workspace.save({id, titled(QStringLiteral("One"), QStringLiteral("the last words")), {}, post->draftVersion});
    }
    Workspace again(m_path, m_clock);
    QVERIFY(finished(again.open()));
    QCOMPARE(finished(again.post(id))->fields.content, QStringLiteral("the last words"));
}

void TestWorkspace::noticesAnotherWriter()
{
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    QSignalSpy changed(&workspace, &Workspace::changedElsewhere);
    auto other = openBlogFile(m_path);
    QVERIFY(other);
    QVERIFY(Desk(**other, m_clock).create(titled(QStringLiteral("From galleyctl"), {})));
    QVERIFY(changed.wait(10'000));
}

void TestWorkspace::indexesWhenWritingPauses()
{
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    for (int i = 0; i < 450; ++i) // three chunks
        (void)workspace.newPost(titled(QStringLiteral("Post %1").arg(i), QString::fromUtf8("über den Hafen")));
    auto other = openBlogFile(m_path);
    QVERIFY(other);
    const auto isComplete = [&] { return SearchIndex(**other).state().value_or(SearchState::Absent) == SearchState::Complete; };
    QVERIFY(QTest::qWaitFor(isComplete, 30'000));
    QCOMPARE(finished(workspace.list({.text = QStringLiteral("uber"), .limit = -1}))->size(), 450U); // LIKE finds none
    QVERIFY(Desk(**other, m_clock).create(titled(QStringLiteral("One more"), QString::fromUtf8("über"))));
    QVERIFY(!isComplete());
    QVERIFY(QTest::qWaitFor(isComplete, 30'000));
    QCOMPARE(finished(workspace.list({.text = QStringLiteral("uber"), .limit = -1}))->size(), 451U);
}

void TestWorkspace::refusesAForeignDatabase()
{
    {
        auto foreign = SqliteDatabase::open(m_path, SqliteDatabase::Open::Create);
        query(**foreign, QStringLiteral("CREATE TABLE posts (id INTEGER PRIMARY KEY)"));
    }
    Workspace workspace(m_path, m_clock);
    QCOMPARE(finished(workspace.open()).error().code, ErrorCode::InvalidInput);
    QVERIFY(!finished(workspace.list({})));
}

void TestWorkspace::publishesToTheRealEngine()
{
    auto engine = TursoEngine::start();
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    const auto post = finished(workspace.newPost(titled(QStringLiteral("One"), {})));
    const auto image = finished(workspace.addImage(post->id, png(), QStringLiteral("a.png"), {}));
    QVERIFY(finished(workspace.save({post->id, titled(QStringLiteral("One"), QStringLiteral("![a](%1)").arg(imagePath(image->id))), {},
                                     post->draftVersion})));
    const RemoteAccess access = accessTo((*engine)->url()).value();
    const auto report = finished(workspace.testRemote(access));
    QVERIFY2(report, report ? "" : qPrintable(report.error().message));
    QVERIFY(!report->additions.isEmpty());
    const auto connected = finished(workspace.connectRemote(access, SecretStorage::LeaveAsIs));
    QVERIFY2(connected, connected ? "" : qPrintable(connected.error().message));
    QVERIFY(workspace.isConnected());
    QSignalSpy progress(&workspace, &Workspace::remoteProgress);
    const auto published = finished(workspace.publish(post->id));
    QVERIFY2(published, published ? "" : qPrintable(published.error().message));
    QCOMPARE(published->imagesSent, 1);
    QVERIFY(!progress.isEmpty());
    QCOMPARE(finished(workspace.testRemote(access))->publicPosts, 1);
    QVERIFY(finished(workspace.unpublish(post->id)));
    QCOMPARE(finished(workspace.testRemote(access))->publicPosts, 0);
    QCOMPARE(finished(workspace.post(post->id))->status, PostStatus::Draft);
}

void TestWorkspace::changesNothingForReadersUnconnected()
{
    qint64 id = 0;
    {
        Workspace workspace(m_path, m_clock);
        QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
        id = finished(workspace.newPost(titled(QStringLiteral("One"), QStringLiteral("words"))))->id;
        QVERIFY(finished(workspace.publish(id)));
    }
    query(**openBlogFile(m_path), QStringLiteral("INSERT INTO galley_settings VALUES ('remote.url', 'https://blog.example')"));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    const auto view = finished(workspace.post(id));
    QVERIFY(finished(workspace.save({id, titled(QStringLiteral("One"), QStringLiteral("more words")), {}, view->draftVersion})));
    QVERIFY(finished(workspace.review(id)));
    for (const auto &asked : {workspace.publish(id), workspace.unpublish(id), workspace.remove(id)}) {
        const auto answer = finished(asked);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QVERIFY(answer->held);
        QCOMPARE(answer->held->code, ErrorCode::Network);
        QCOMPARE(answer->unit.state, AskedUnit::State::Waiting);
    }
    QCOMPARE(finished(workspace.post(id))->status, PostStatus::Edited);
    const auto standing = finished(workspace.standing());
    QCOMPARE(standing->waiting.size(), 1U); // the last wish counts
    QCOMPARE(standing->waiting.front().kind, PublishUnit::Kind::Delete);
    QVERIFY(finished(workspace.withdrawUnit(standing->waiting.front().id)));
    QVERIFY(finished(workspace.standing())->waiting.empty());
    const qint64 unseen = finished(workspace.newPost(titled(QStringLiteral("Two"), {})))->id;
    QVERIFY(finished(workspace.remove(unseen)));
}

void TestWorkspace::cancelledRemoteWorkEndsItsFuture()
{
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    const auto post = finished(workspace.newPost(titled(QStringLiteral("One"), {})));
    workspace.cancelRemoteWork();
    QVERIFY(finished(workspace.publish(post->id))); // work asked for later is not cancelled
}

void TestWorkspace::copyForgetsTheRemote()
{
    auto engine = TursoEngine::start();
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    const QString copy = m_folder.filePath(QStringLiteral("copy.galley"));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    QVERIFY(finished(workspace.connectRemote(accessTo((*engine)->url()).value(), SecretStorage::LeaveAsIs)));
    QVERIFY(finished(workspace.saveCopy(copy)));
    QCOMPARE(finished(workspace.saveCopy(copy)).error().code, ErrorCode::Conflict);
    Workspace copied(copy, m_clock);
    const auto info = finished(copied.open());
    QVERIFY(info && info->remoteUrl.isEmpty());
    QCOMPARE(info->title, QStringLiteral("Notes"));
}

void TestWorkspace::whatWasDeletedWaitsForAMonth()
{
    const auto kept = [](const QString &path) {
        auto file = openBlogFile(path);
        return file ? number(**file, QStringLiteral("SELECT count(*) FROM galley_trash")) : -1;
    };
    FixedClock clock;
    QString deleted;
    {
        Workspace workspace(m_path, clock);
        QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
        const qint64 post = finished(workspace.newPost(titled(QStringLiteral("One"), QStringLiteral("words"))))->id;
        deleted = finished(workspace.remove(post))->unit.id;
        QVERIFY(finished(workspace.remove(finished(workspace.newPost(titled(QStringLiteral("Two"), QStringLiteral("words"))))->id)));
        const QString copy = m_path + QStringLiteral(".copy");
        QVERIFY(finished(workspace.saveCopy(copy)));
        QCOMPARE(kept(copy), 0); // it may be given away
    }
    QCOMPARE(kept(m_path), 2);
    clock.moment = clock.moment.addDays(20);
    {
        Workspace again(m_path, clock); // the way back survives the end of the program
        QVERIFY(finished(again.open()));
        QVERIFY(finished(again.undo(deleted)));
        QCOMPARE(finished(again.counts())->all, 1);
    }
    QCOMPARE(kept(m_path), 1);
    clock.moment = clock.moment.addDays(20);
    {
        Workspace later(m_path, clock);
        QVERIFY(finished(later.open()));
    }
    QCOMPARE(kept(m_path), 0);
}

void TestWorkspace::foldersAreTakenIn()
{
    const QString folder = m_folder.filePath(QStringLiteral("markdown"));
    const auto put = [&folder](const QString &name, const QByteArray &bytes) {
        QFile file(QDir(folder).filePath(name));
        QVERIFY(QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    };
    put(QStringLiteral("one.md"), "# One\n\n![A boat](boat.png)\n");
    put(QStringLiteral("two.md"), "# Two\n\n![Gone](gone.png)\n");
    put(QStringLiteral("boat.png"), png());
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    QSignalSpy progress(&workspace, &Workspace::importProgress);
    const auto report = finished(workspace.importFolder(folder));
    QVERIFY(report);
    QCOMPARE(report->imported, 2);
    QCOMPARE(report->images, 1);
    QCOMPARE(report->notices.size(), 1);
    QCOMPARE(finished(workspace.post(report->posts.front().postId))->fields.title, QStringLiteral("One"));
    QTRY_COMPARE(progress.size(), 3); // each file is read, and both posts are written at once
    QCOMPARE(progress.last()[0].value<ImportStep>(), ImportStep::Writing);
    QCOMPARE(progress.last()[2].toInt(), 2);
    // And out again, whole or not at all.
    QSignalSpy exported(&workspace, &Workspace::exportProgress);
    const QString out = m_path + QStringLiteral("-out");
    const auto written = finished(workspace.exportTo(out));
    QVERIFY(written);
    QCOMPARE(written->posts, 2);
    QCOMPARE(written->images, 1);
    QCOMPARE(QDir(out).entryList(QDir::Files).size(), 2);
    QTRY_COMPARE(exported.size(), 2);
    QCOMPARE(exported.last()[1].toInt(), 2);
    const auto twice = finished(workspace.exportTo(out));
    QVERIFY(!twice);
    QCOMPARE(twice.error().code, ErrorCode::InvalidInput);
    // Called off before a word is written: nothing has come in.
    put(QStringLiteral("three.md"), "# Three\n");
    const auto called = workspace.importFolder(folder);
    workspace.cancelImport();
    const auto ended = finished(called);
    QVERIFY(ended ? ended->imported == 1 : ended.error().code == ErrorCode::Cancelled);
    put(QStringLiteral("four.md"), "---\ntitle: [\n---\n");
    put(QStringLiteral("five.md"), "# Five\n\nSee [four](four.md) and [one](one.md).\n");
    put(QStringLiteral("six.md"), "# Six\n");
    // What is chosen comes in alone, also beside a bad file, which is named.
    const auto some = finished(workspace.importFolder(folder, {QStringLiteral("five.md"), QStringLiteral("four.md"), QStringLiteral("one.md")}));
    QVERIFY(some);
    QCOMPARE(some->imported, 1);
    QCOMPARE(some->alreadyThere, 1);
    QCOMPARE(some->leftOut.size(), 1);
    QVERIFY2(some->leftOut.front().startsWith(QLatin1String("four.md: line")), qPrintable(some->leftOut.front()));
    QCOMPARE(some->notices, QStringList{QStringLiteral("five.md: “four.md”, to which it links, did not come in, so the link stays as it is.")});
    QCOMPARE(finished(workspace.post(some->posts.front().postId))->fields.content, QStringLiteral("See [four](four.md) and [one](/blog/one).\n"));
    // Mended, it comes in, and what linked to it is not taken in twice.
    put(QStringLiteral("four.md"), "# Four\n");
    const auto rest = finished(workspace.importFolder(folder));
    QVERIFY(rest);
    QCOMPARE(rest->imported + rest->alreadyThere, 6);
    QCOMPARE(finished(workspace.counts())->all, 6);
    QCOMPARE(rest->leftOut, QStringList());
    QCOMPARE(finished(workspace.importFolder(m_folder.filePath(QStringLiteral("nowhere")))).error().code, ErrorCode::NotFound);
}

void TestWorkspace::whatUndoMayBringBackIsHeld()
{
    enum { Opened, Saved, Replaced, Added, Free };
    const auto id = [](int which) { return qint64(1000 + which); };
    qint64 posts[3] = {};
    {
        Workspace workspace(m_path, m_clock);
        QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
        for (const int which : {Opened, Saved, Replaced})
            posts[which] = finished(workspace.newPost(titled(QStringLiteral("%1").arg(which), which == Saved ? QString() : imagePath(id(which)))))->id;
        const auto added = finished(workspace.addImage(posts[0], png(), QStringLiteral("a.png"), {}));
        QVERIFY(added);
        auto file = openBlogFile(m_path).value();
        query(*file, QStringLiteral("UPDATE galley_draft_images SET id = ?, inserted_at = '2026-01-01T00:00:00Z'"), {id(Opened)});
        for (const int which : {Saved, Replaced, Free})
            query(*file, QStringLiteral("INSERT INTO galley_draft_images SELECT ?, post_id, filename, content_type, alt_text, image_data, thumbnail_data, file_size, "
                                        "inserted_at, updated_at FROM galley_draft_images WHERE id = ?"), {id(which), id(Opened)});
    }
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.open()));
    const auto cleared = [&](int which, const QString &before) {
        auto view = finished(workspace.post(posts[which]));
        view->fields.content = before;
        auto saved = finished(workspace.save({view->id, view->fields, {}, view->draftVersion}));
        view->fields.content = QStringLiteral("words");
        return saved && finished(workspace.save({view->id, view->fields, {}, saved->draftVersion}));
    };
    QCOMPARE(finished(workspace.unusedImages())->images.size(), std::size_t(2)); // Saved and Free
    QVERIFY(cleared(Opened, QStringLiteral("words")));
    QVERIFY(cleared(Saved, imagePath(id(Saved))));
    const auto search = TextSearch::make(imagePath(id(Replaced)), {});
    QVERIFY(search);
    const auto part = finished(workspace.sweep(*search, {}, 0));
    QCOMPARE(part->posts.size(), std::size_t(1));
    QVERIFY((*finished(workspace.replaceInPosts({{part->posts.front().id, part->posts.front().mark}}, *search, {})))[0]);
    const auto added = finished(workspace.addImage(posts[0], png(), QStringLiteral("a.png"), {}));
    {
        auto file = openBlogFile(m_path).value();
        query(*file, QStringLiteral("UPDATE galley_draft_images SET inserted_at = '2026-01-01T00:00:00Z'"));
    }
    const auto found = finished(workspace.unusedImages());
    QVERIFY2(found, found ? "" : qPrintable(found.error().message));
    QCOMPARE(found->kept, int(Free)); // all before it
    QCOMPARE(found->images.size(), std::size_t(1));
    QCOMPARE(found->images.front().info.id, id(Free));
    const auto removal = finished(workspace.removeUnusedImages({id(Opened), id(Saved), id(Replaced), added->id, id(Free)}));
    QCOMPARE(removal->removed, 1);
    QCOMPARE(removal->left, int(Free));
    QCOMPARE(finished(workspace.thumbnail(id(Free)))->size(), 0);
    QVERIFY(finished(workspace.thumbnail(id(Saved)))->size() > 0);
    Workspace again(m_path, m_clock); // of another day
    QVERIFY(finished(again.open()));
    QCOMPARE(finished(again.unusedImages())->images.size(), std::size_t(Free));
}

void TestWorkspace::sampleIsWhole()
{
    auto blog = createBlogFile(m_path, QStringLiteral("Sample"));
    QVERIFY(blog);
    QVERIFY(fillWithSample(**blog, m_clock));
    QVERIFY(Desk(**blog, m_clock).counts()->published >= 8);
    QCOMPARE(number(**blog, QStringLiteral("SELECT count(*) FROM galley_pushes WHERE guard = 0")), 0);
}

QTEST_GUILESS_MAIN(TestWorkspace)
#include "test_workspace.moc"
