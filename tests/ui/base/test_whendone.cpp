#include "ui/base/whendone.h"

#include <QPromise>
#include <QTest>
#include <QThread>

#include <memory>
#include <optional>
#include <thread>

using namespace galley;

class TestWhenDone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheValueHere();
    void tellsOfWhatWasDoneBefore();
    void isSilentWithoutAValue();
    void isSilentForWhoIsGone();
    void bearsWhoGoesWhileItEnds();
};

void TestWhenDone::tellsTheValueHere()
{
    QPromise<int> promise;
    promise.start();
    std::optional<int> told;
    QThread *where = nullptr;
    whenDone(promise.future(), this, [&](const int &value) {
        told = value;
        where = QThread::currentThread();
    });
    std::thread([&] {
        promise.addResult(7);
        promise.finish();
    }).join();
    QVERIFY2(!told, "not before the event loop's turn");
    QTRY_COMPARE(told, std::optional<int>(7));
    QCOMPARE(where, thread());
    QTRY_VERIFY2(findChildren<QFutureWatcherBase *>().isEmpty(), "nothing is left behind");
}

void TestWhenDone::tellsOfWhatWasDoneBefore()
{
    QPromise<int> promise;
    promise.start();
    promise.addResult(1);
    promise.finish();
    std::optional<int> told;
    whenDone(promise.future(), this, [&](const int &value) { told = value; });
    QTRY_COMPARE(told, std::optional<int>(1));
}

void TestWhenDone::isSilentWithoutAValue()
{
    bool told = false;
    {
        QPromise<int> broken;
        broken.start();
        whenDone(broken.future(), this, [&](const int &) { told = true; });
    }
    QTRY_VERIFY(findChildren<QFutureWatcherBase *>().isEmpty());
    QVERIFY(!told);
}

void TestWhenDone::isSilentForWhoIsGone()
{
    QPromise<int> promise;
    promise.start();
    bool told = false;
    {
        QObject dialog;
        whenDone(promise.future(), &dialog, [&](const int &) { told = true; });
    }
    promise.addResult(7);
    promise.finish();
    QCoreApplication::processEvents();
    QVERIFY(!told);
}

void TestWhenDone::bearsWhoGoesWhileItEnds()
{
    for (int round = 0; round < 500; ++round) {
        auto promise = std::make_shared<QPromise<int>>();
        promise->start();
        auto dialog = std::make_unique<QObject>();
        whenDone(promise->future(), dialog.get(), [](const int &) {});
        std::thread ending([promise] {
            promise->addResult(7);
            promise->finish();
        });
        dialog.reset();
        ending.join();
        QCoreApplication::processEvents();
    }
}

QTEST_GUILESS_MAIN(TestWhenDone)
#include "test_whendone.moc"
