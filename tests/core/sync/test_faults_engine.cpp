// A publish to the real Turso engine with a fault at each of its requests: it ends with one error, nothing is half done,
// and pressing Publish again lands it exactly once. test_faults.cpp has what takes a server that can be told to fail.
#include "tests/core/db/check.h"
#include "tests/core/sync/faulttrial.h"
#include "tests/support/tursoengine.h"

using namespace galley;
using namespace galley::test;
using Times = FaultProxy::Times;

class TestFaultsEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void outlivesTheNetwork();
    void outlivesTheNetworkWhileEditing();
    void outlivesWrongAnswersToTheUnit();

private:
    std::unique_ptr<TursoEngine> m_engine;
    std::unique_ptr<TursoDatabase> m_direct;
    std::unique_ptr<FaultTrial> m_trial;
};

void TestFaultsEngine::initTestCase()
{
    auto engine = TursoEngine::start();
    VERIFY_OK(engine);
    m_engine = std::move(*engine);
    m_direct = std::move(TursoDatabase::open(m_engine->config()).value());
    m_trial = std::make_unique<FaultTrial>(m_engine->port(), *m_direct);
    QVERIFY2(m_trial->requests() >= 5, qPrintable(QString::number(m_trial->requests())));
}

void TestFaultsEngine::outlivesTheNetwork()
{
    for (const FaultCase &one : transportCases()) {
        if (!QTest::currentTestFailed())
            m_trial->publishAtEach(one, Times::Once, Tries::One);
    }
}

void TestFaultsEngine::outlivesTheNetworkWhileEditing()
{
    for (const FaultCase &one : transportCases()) {
        if (!QTest::currentTestFailed())
            m_trial->publishEdit(one);
    }
}

void TestFaultsEngine::outlivesWrongAnswersToTheUnit()
{
    for (const FaultCase &one : answerCases()) {
        if (!QTest::currentTestFailed())
            m_trial->publish(one, m_trial->requests() - 1, Times::Once, Tries::One);
    }
}

QTEST_GUILESS_MAIN(TestFaultsEngine)
#include "test_faults_engine.moc"
