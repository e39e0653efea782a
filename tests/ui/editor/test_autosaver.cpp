// With real timers. No upper limit of time is asserted: only order, number and what was saved.
#include "ui/editor/autosaver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace galley;
using State = AutoSaver::State;
using Outcome = AutoSaver::Outcome;

class TestAutoSaver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesAfterAPause();
    void savesWhileSomebodyTypesOn();
    void savesAgainWhatCameDuringASave();
    void triesAgainAfterAFailure();
    void flushDoesNotWait();
    void resetForgets();
};

void TestAutoSaver::savesAfterAPause()
{
    AutoSaver saver({.pause = 40, .atMost = 100000, .retry = 100000});
    QSignalSpy due(&saver, &AutoSaver::due);
    QCOMPARE(saver.state(), State::Saved);
    saver.touch();
    saver.touch();
    QCOMPARE(saver.state(), State::Waiting);
    QCOMPARE(due.size(), 0);
    QVERIFY(due.wait());
    QCOMPARE(saver.state(), State::Saving);
    saver.finished(Outcome::Done);
    QCOMPARE(saver.state(), State::Saved);
    QVERIFY(!due.wait(120));
    QCOMPARE(due.size(), 1);
}

void TestAutoSaver::savesWhileSomebodyTypesOn()
{
    AutoSaver saver({.pause = 100000, .atMost = 60, .retry = 100000});
    QSignalSpy due(&saver, &AutoSaver::due);
    for (int i = 0; i < 1000 && due.size() < 3; ++i) {
        saver.touch();
        QTest::qWait(5);
        if (saver.state() == State::Saving)
            saver.finished(Outcome::Done);
    }
    QCOMPARE(due.size(), 3);
}

void TestAutoSaver::savesAgainWhatCameDuringASave()
{
    AutoSaver saver({.pause = 20, .atMost = 100000, .retry = 100000});
    QSignalSpy due(&saver, &AutoSaver::due);
    saver.touch();
    QVERIFY(due.wait());
    saver.touch();
    QTest::qWait(60); // its pause is over before the first save is
    QCOMPARE(due.size(), 1);
    saver.finished(Outcome::Done);
    QTRY_COMPARE(due.size(), 2);
    saver.finished(Outcome::Done);
    QCOMPARE(saver.state(), State::Saved);
}

void TestAutoSaver::triesAgainAfterAFailure()
{
    AutoSaver saver({.pause = 20, .atMost = 100000, .retry = 50});
    QSignalSpy due(&saver, &AutoSaver::due);
    saver.touch();
    QVERIFY(due.wait());
    saver.finished(Outcome::Failed);
    QCOMPARE(saver.state(), State::Failed);
    QVERIFY(saver.isPending());
    QVERIFY(due.wait());
    QCOMPARE(saver.state(), State::Saving);
}

void TestAutoSaver::flushDoesNotWait()
{
    AutoSaver saver({.pause = 100000, .atMost = 100000, .retry = 100000});
    QSignalSpy due(&saver, &AutoSaver::due);
    saver.flush();
    QCOMPARE(due.size(), 0);
    saver.touch();
    saver.flush();
    QCOMPARE(due.size(), 1);
    saver.flush();
    QCOMPARE(due.size(), 1);
}

void TestAutoSaver::resetForgets()
{
    AutoSaver saver({.pause = 20, .atMost = 20, .retry = 20});
    QSignalSpy due(&saver, &AutoSaver::due);
    saver.touch();
    saver.reset();
    QVERIFY(!due.wait(80));
    QCOMPARE(saver.state(), State::Saved);
}

QTEST_GUILESS_MAIN(TestAutoSaver)
#include "test_autosaver.moc"
