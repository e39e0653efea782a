// One change to several posts, over a real file and a real workspace.
#include "tests/support/finished.h"
#include "tests/support/tursoengine.h"
#include "ui/bulk/bulkjob.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;
using test::finished;

class TestBulk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_workspace.reset(); }
    void tagsAreAddedAndTaken();
    void publishesWhatCanBe();
    void deletes();
    void undoesADeletionInTheFile();
    void undoesADeletion();
    void endsWhenAsked();

private:
    BulkOutcome run(const BulkChange &change, const QList<qint64> &posts);
    BulkOutcome ended(const std::function<void(BulkJob &)> &start);
    qint64 make(const QString &title, const QString &tags, const QString &content = QStringLiteral("text"));
    PostView post(qint64 id) { return *finished(m_workspace->post(id)); }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

void TestBulk::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = std::make_unique<Workspace>(m_folder->filePath(QStringLiteral("b.galley")), m_clock);
    QVERIFY(finished(m_workspace->create(QStringLiteral("b"))));
}

qint64 TestBulk::make(const QString &title, const QString &tags, const QString &content)
{
    PostFields fields;
    fields.title = title;
    fields.tags = tags;
    fields.content = content;
    return finished(m_workspace->newPost(fields))->id;
}

BulkOutcome TestBulk::run(const BulkChange &change, const QList<qint64> &posts)
{
    return ended([&](BulkJob &job) { job.start(change, posts); });
}

BulkOutcome TestBulk::ended(const std::function<void(BulkJob &)> &start)
{
    BulkJob job(*m_workspace);
    std::optional<BulkOutcome> outcome;
    connect(&job, &BulkJob::finished, this, [&outcome](const BulkOutcome &result) { outcome = result; });
    start(job);
    if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 60'000))
        qFatal("the job does not end");
    if (job.isRunning())
        qFatal("it has ended and runs on");
    return *outcome;
}

void TestBulk::tagsAreAddedAndTaken()
{
    const QList<qint64> posts{make(QStringLiteral("a"), QStringLiteral("sea")), make(QStringLiteral("b"), QStringLiteral("sea, tide")),
                              make(QStringLiteral("c"), {})};
    BulkOutcome outcome = run({BulkChange::Kind::AddTag, QStringLiteral("tide")}, posts);
    QCOMPARE(outcome.changed, 2);
    QCOMPARE(outcome.unchanged, 1);
    QVERIFY(outcome.troubles.isEmpty());
    QCOMPARE(post(posts[0]).fields.tags, QStringLiteral("sea, tide"));
    QCOMPARE(post(posts[2]).fields.tags, QStringLiteral("tide"));
    outcome = run({BulkChange::Kind::RemoveTag, QStringLiteral("sea")}, posts + QList<qint64>{4711});
    QCOMPARE(outcome.changed, 2);
    QCOMPARE(outcome.unchanged, 1);
    QCOMPARE(outcome.troubles.size(), 1); // of the post that is not there; the others went on
    QCOMPARE(post(posts[1]).fields.tags, QStringLiteral("tide"));
}

void TestBulk::publishesWhatCanBe()
{
    const QList<qint64> posts{make(QStringLiteral("a"), {}), make(QStringLiteral("b"), {}, QStringLiteral("![x](/images/999)")),
                              make(QStringLiteral("c"), {})};
    const BulkOutcome outcome = run({BulkChange::Kind::Publish, {}}, posts);
    QCOMPARE(outcome.changed, 2);
    QCOMPARE(outcome.troubles.size(), 1);
    QVERIFY(outcome.troubles[0].startsWith(QStringLiteral("“b”: ")));
    QCOMPARE(post(posts[0]).status, PostStatus::Published);
    QCOMPARE(post(posts[1]).status, PostStatus::Draft);
    QCOMPARE(post(posts[2]).status, PostStatus::Published);
    // A tag then is a draft on top: readers see nothing of it.
    run({BulkChange::Kind::AddTag, QStringLiteral("sea")}, posts);
    QCOMPARE(post(posts[0]).status, PostStatus::Edited);
    QVERIFY(post(posts[0]).publicPost->fields.tags.isEmpty());
}

void TestBulk::deletes()
{
    const qint64 kept = make(QStringLiteral("kept"), {});
    const QList<qint64> posts{make(QStringLiteral("a"), {}), make(QStringLiteral("b"), {})};
    QCOMPARE(run({BulkChange::Kind::Publish, {}}, {posts[0]}).changed, 1);
    QCOMPARE(run({BulkChange::Kind::Delete, {}}, posts).changed, 2);
    QCOMPARE(finished(m_workspace->counts())->all, 1);
    QCOMPARE(post(kept).fields.title, QStringLiteral("kept"));
}

void TestBulk::undoesADeletionInTheFile()
{
    const QList<qint64> posts{make(QStringLiteral("a"), {}), make(QStringLiteral("b"), {}), make(QStringLiteral("c"), {})};
    QCOMPARE(run({BulkChange::Kind::Publish, {}}, {posts[0], posts[2]}).changed, 2);
    const BulkOutcome deleted = run({BulkChange::Kind::Delete, {}}, posts);
    QCOMPARE(deleted.changed, 3);
    QCOMPARE(deleted.landed.size(), 3);
    const qint64 taker = make(QStringLiteral("c"), {}); // at the address of the last
    QCOMPARE(run({BulkChange::Kind::Publish, {}}, {taker}).changed, 1);
    const BulkOutcome undone = ended([&](BulkJob &job) { job.undo(deleted.landed); });
    QVERIFY2(undone.troubles.isEmpty(), qPrintable(undone.troubles.join(QLatin1Char('\n'))));
    QCOMPARE(undone.changed, 3);
    QVERIFY(undone.landed.isEmpty()); // an undo is not undone
    QCOMPARE(undone.notices.size(), 1);
    QVERIFY2(undone.notices[0].startsWith(QStringLiteral("“c”: ")), qPrintable(undone.notices[0]));
    QCOMPARE(post(posts[0]).status, PostStatus::Published);
    QCOMPARE(post(posts[1]).status, PostStatus::Draft);
    QCOMPARE(post(posts[2]).status, PostStatus::Draft);
    QCOMPARE(post(posts[2]).fields.slug, QStringLiteral("c-2"));
    QCOMPARE(post(taker).status, PostStatus::Published);
}

// As of a single post: where a site is connected.
void TestBulk::undoesADeletion()
{
    auto engine = test::TursoEngine::start();
    QVERIFY(engine);
    const auto standing = finished(m_workspace->connectRemote(accessTo((*engine)->url()).value(), SecretStorage::Forget));
    QVERIFY2(standing, standing ? "" : qPrintable(standing.error().message));
    const QList<qint64> posts{make(QStringLiteral("a"), {}), make(QStringLiteral("b"), {}), make(QStringLiteral("c"), {})};
    QCOMPARE(run({BulkChange::Kind::Publish, {}}, posts).landed.size(), 3);
    const BulkOutcome deleted = run({BulkChange::Kind::Delete, {}}, posts);
    QCOMPARE(deleted.changed, 3);
    QCOMPARE(deleted.landed.size(), 3);
    QCOMPARE(finished(m_workspace->counts())->all, 0);
    const BulkOutcome undone = ended([&](BulkJob &job) { job.undo(deleted.landed); });
    QVERIFY2(undone.troubles.isEmpty(), qPrintable(undone.troubles.join(QLatin1Char('\n'))));
    QCOMPARE(undone.changed, 3);
    QVERIFY(undone.landed.isEmpty()); // an undo is not undone
    for (const qint64 id : posts)
        QCOMPARE(post(id).status, PostStatus::Published);
    QCOMPARE(finished(m_workspace->counts())->all, 3);
}

void TestBulk::endsWhenAsked()
{
    QList<qint64> posts;
    for (int i = 0; i < 20; ++i)
        posts += make(QString::number(i), {});
    BulkJob job(*m_workspace);
    BulkOutcome outcome;
    connect(&job, &BulkJob::finished, this, [&outcome](const BulkOutcome &result) { outcome = result; });
    connect(&job, &BulkJob::progressed, this, [&job](int done, int of) {
        QCOMPARE(of, 20);
        if (done == 3)
            job.cancel();
    });
    job.start({BulkChange::Kind::AddTag, QStringLiteral("x")}, posts);
    QTRY_VERIFY_WITH_TIMEOUT(!job.isRunning(), 60'000);
    QVERIFY(outcome.isCancelled);
    QCOMPARE(outcome.changed, 4);
    QVERIFY(post(posts[4]).fields.tags.isEmpty());
}

QTEST_GUILESS_MAIN(TestBulk)
#include "test_bulk.moc"
