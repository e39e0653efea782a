#include "core/workspace/blogfile.h"
#include "core/workspace/workspace.h"
#include "tests/support/finished.h"
#include "tests/support/hranaserver.h"
#include "tests/support/testblog.h"
#include "tests/support/tursoengine.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace galley;
using namespace galley::test;

/// What the window and galleyctl tell of a remote.
class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void monthTotalsOutliveTheWindow();
    void measuresTheRealEngine();
    void timesBothSides();
    void canBeCancelledWhileAPublishWaits();
    void saysWhatIsMissing();

private:
    qint64 newPost(Workspace &workspace);

    QTemporaryDir m_folder;
    int m_files = 0;
    QString m_path;
    SystemClock m_clock;
};

void TestFigures::init()
{
    m_path = m_folder.filePath(QStringLiteral("%1.galley").arg(++m_files));
}

qint64 TestFigures::newPost(Workspace &workspace)
{
    PostFields fields;
    fields.title = QStringLiteral("One");
    fields.content = QStringLiteral("words");
    return finished(workspace.newPost(fields)).value().id;
}

void TestFigures::monthTotalsOutliveTheWindow()
{
    auto server = HranaServer::start(); // it counts rows, which the real engine does not
    QVERIFY(server);
    Usage before;
    {
        Workspace workspace(m_path, m_clock);
        QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
        QVERIFY(finished(workspace.connectRemote(accessTo((*server)->url()).value(), SecretStorage::LeaveAsIs)));
        QVERIFY(finished(workspace.publish(newPost(workspace))));
        const auto usage = finished(workspace.usage());
        QVERIFY(usage);
        before = usage->month;
        QCOMPARE(qint64(usage->lastCalls.size()), before.calls);
        QVERIFY(before.calls > 3);
        QVERIFY(before.bytesSent > 1000 && before.bytesReceived > 1000);
        QVERIFY(before.rowsRead > 0 && before.rowsWritten > 0);
        QCOMPARE(usage->now.date().month(), m_clock.now().date().month());
    }
    Workspace again(m_path, m_clock);
    QVERIFY(finished(again.open()));
    const auto usage = finished(again.usage());
    QCOMPARE(usage->month, before);
    QVERIFY(usage->lastCalls.empty());
}

void TestFigures::measuresTheRealEngine()
{
    auto engine = TursoEngine::start();
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    QVERIFY(finished(workspace.connectRemote(accessTo((*engine)->url()).value(), SecretStorage::LeaveAsIs)));
    const auto storage = finished(workspace.remoteStorage());
    QVERIFY2(storage, storage ? "" : qPrintable(storage.error().message));
    QCOMPARE(storage->measure, Storage::Measure::Pages);
    QVERIFY(storage->bytes > 50'000); // tables and indexes, one page each at least
    QVERIFY(storage->bytes < 1'000'000);
}

void TestFigures::timesBothSides()
{
    auto engine = TursoEngine::start();
    QVERIFY2(engine, engine ? "" : qPrintable(engine.error().message));
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    QVERIFY(finished(workspace.connectRemote(accessTo((*engine)->url()).value(), SecretStorage::LeaveAsIs)));
    QVERIFY(finished(workspace.publish(newPost(workspace))));
    const qint64 callsBefore = finished(workspace.usage())->month.calls;
    QSignalSpy progress(&workspace, &Workspace::sideBySideProgress);
    const auto times = finished(workspace.timeSideBySide());
    QVERIFY2(times, times ? "" : qPrintable(times.error().message));
    QCOMPARE(times->size(), std::size_t(SideBySideSteps));
    for (const SideBySide &one : *times) {
        QVERIFY(one.localMs > 0);
        QVERIFY(one.remoteMs > 0);
        QVERIFY(one.sql.startsWith(QLatin1String("SELECT ")));
    }
    QTRY_COMPARE(progress.count(), SideBySideSteps);
    QCOMPARE(progress.last().front().toInt(), SideBySideSteps);
    QVERIFY(finished(workspace.usage())->month.calls >= callsBefore + 5 * SideBySideSteps);
}

void TestFigures::canBeCancelledWhileAPublishWaits()
{
    auto server = HranaServer::start();
    QVERIFY(server);
    Workspace workspace(m_path, m_clock);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    QVERIFY(finished(workspace.connectRemote(accessTo((*server)->url()).value(), SecretStorage::LeaveAsIs)));
    const qint64 id = newPost(workspace);
    QVERIFY((*server)->failNext({{{QStringLiteral("do"), QStringLiteral("delay")}, {QStringLiteral("ms"), 30'000}}}));
    const auto requests = [&] { return (*server)->stats().value(QStringLiteral("requests")).toInt(); };
    const int before = requests();
    auto times = workspace.timeSideBySide();
    QTRY_VERIFY(requests() > before);
    auto published = workspace.publish(id);
    workspace.cancelFigures();
    QCOMPARE(finished(times).error().code, ErrorCode::Cancelled);
    const auto outcome = finished(published);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QVERIFY(finished(workspace.timeSideBySide())); // the cancelling is over
}

void TestFigures::saysWhatIsMissing()
{
    Workspace workspace(m_path, m_clock);
    QCOMPARE(finished(workspace.usage()).error().code, ErrorCode::NotFound);
    QVERIFY(finished(workspace.create(QStringLiteral("Notes"))));
    QCOMPARE(finished(workspace.usage())->month, Usage());
    QCOMPARE(finished(workspace.remoteStorage()).error().code, ErrorCode::NotFound);
    QCOMPARE(finished(workspace.timeSideBySide()).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestFigures)
#include "test_figures.moc"
