// An author goes on writing while a first sync of 300 MB hangs in the middle of an image: each save is in the file while
// the sync still waits, an image can be dropped too, and Cancel ends the waiting.
#include "core/db/hrana/tursodatabase.h"
#include "core/db/sqlite/sqlitedatabase.h"
#include "core/workspace/workspace.h"
#include "tests/support/faultproxy.h"
#include "tests/support/tursoengine.h"
#include "ui/editor/markdowneditor.h"
#include "ui/session/editorpane.h"
#include "ui/session/postsession.h"
#include "ui/theme/theme.h"

#include <QBuffer>
#include <QImage>
#include <QSettings>
#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

constexpr int Images = 104;
constexpr int BytesOfEach = 2'900'000;
constexpr int RequestThatHangs = 14; // some images have come by then, and been written
constexpr int MostMs = 60000;

template <typename T>
T waited(QFuture<T> future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, MostMs))
        qFatal("The workspace did not answer.");
    return future.result();
}

QByteArray png()
{
    QImage image(40, 30, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

class TestStalledSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesWhileASyncHangs();

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
};

void TestStalledSync::savesWhileASyncHangs()
{
    auto engine = TursoEngine::start();
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    auto site = TursoDatabase::open((*engine)->config());
    QVERIFY(site);
    QVERIFY(Migrator::forSharedDatabase(**site).migrate());
    for (int id = 1; id <= Images; ++id) {
        const auto made = (*site)->transaction(
            {{QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) "
                             "VALUES (?, 'Tides', 'tides-' || ?, '![low](/images/' || ? || ')', 1, '2024-05-06T07:08:09Z', '2024-05-06T07:08:09Z')"),
              {id, id, id}},
             {QStringLiteral("INSERT INTO images (id, post_id, filename, content_type, image_data, file_size, inserted_at, updated_at) "
                             "VALUES (?, ?, 'low.jpg', 'image/jpeg', randomblob(?), ?, '2024-05-06T07:08:09Z', '2024-05-06T07:08:09Z')"),
              {id, id, BytesOfEach, BytesOfEach}}});
        QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    }
    auto proxy = FaultProxy::start((*engine)->port());
    QVERIFY(proxy);

    const QString path = m_folder.filePath(QStringLiteral("b.galley"));
    QSettings settings(m_folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    Theme theme(settings);
    Workspace workspace(path, m_clock);
    QVERIFY(waited(workspace.create(QStringLiteral("Test"))));
    EditorPane pane(theme);
    pane.resize(800, 600);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    PostSession session(workspace, pane);
    PostFields fields;
    fields.title = QStringLiteral("On the train");
    const PostView post = *waited(workspace.newPost(fields));
    session.show(post);
    const auto connected = waited(workspace.connectRemote(accessTo((*proxy)->url()).value(), SecretStorage::LeaveAsIs));
    QVERIFY2(connected, connected ? "" : qPrintable(connected.error().message));

    // So slowly that it would take ten minutes, and yet too fast for a time limit of ours.
    Fault drip;
    drip.kind = Fault::Kind::Drip;
    drip.bytes = 4096;
    drip.time = std::chrono::milliseconds(500);
    (*proxy)->failAt(RequestThatHangs, drip, FaultProxy::Times::Always);
    const QFuture<Result<SyncReport>> sync = workspace.sync();
    QTRY_VERIFY_WITH_TIMEOUT((*proxy)->requests() > RequestThatHangs || sync.isFinished(), MostMs);
    if (sync.isFinished())
        QFAIL(sync.result() ? "it ended" : qPrintable(sync.result().error().message));

    // Seen through a connection of its own, as it stands on the disk.
    auto file = SqliteDatabase::open(path, SqliteDatabase::Open::ReadOnly);
    QVERIFY(file);
    const auto first = [&](const char *sql) {
        const auto rows = (*file)->execute({QLatin1String(sql), {}});
        return rows && !rows->empty() ? rows->front().front().displayText() : QString();
    };
    QVERIFY(first("SELECT count(*) FROM images").toInt() > 0);
    QVERIFY(first("SELECT count(*) FROM images").toInt() < Images);
    QString typed;
    for (const QString &words : {QStringLiteral("Written while it hangs. "), QStringLiteral("And more. ")}) {
        QTest::keyClicks(&pane.editor(), words);
        typed += words;
        QTRY_VERIFY_WITH_TIMEOUT(session.isSettled(), MostMs);
        QCOMPARE(first("SELECT content FROM galley_drafts WHERE title = 'On the train'"), typed);
        QVERIFY(!sync.isFinished());
    }
    QVERIFY(waited(workspace.addImage(post.id, png(), QStringLiteral("a.png"), {})));
    QCOMPARE(first("SELECT count(*) FROM galley_draft_images"), QStringLiteral("1"));
    QVERIFY(!sync.isFinished());

    workspace.cancelRemoteWork();
    QTRY_VERIFY_WITH_TIMEOUT(sync.isFinished(), MostMs);
    QVERIFY(!sync.result());
    QCOMPARE(sync.result().error().code, ErrorCode::Cancelled);
    QVERIFY(first("SELECT count(*) FROM images").toInt() > 0); // what came stays
}

QTEST_MAIN(TestStalledSync)
#include "test_stalledsync.moc"
