// A publish with a fault at each of its requests, to the loopback server: it ends with one error, nothing is half done,
// and pressing Publish again lands it exactly once.
#include "core/db/hrana/hranareply.h"
#include "tests/core/db/check.h"
#include "tests/core/sync/faulttrial.h"
#include "tests/core/sync/replychanges.h"
#include "tests/support/hranaserver.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace galley;
using namespace galley::test;
using Kind = Fault::Kind;
using Times = FaultProxy::Times;

class TestFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void outlivesTheNetwork();
    void outlivesTheNetworkWhileEditing();
    void outlivesANetworkThatStaysAway();
    void outlivesWrongAnswers();
    void outlivesLargeAnswers();
    void outlivesAServerThatRunsOutOfTime();
    void outlivesFieldsOfAnotherForm();
    void refusesEveryFieldOfAnotherForm();

private:
    std::unique_ptr<HranaServer> m_server;
    std::unique_ptr<TursoDatabase> m_direct;
    std::unique_ptr<FaultTrial> m_trial;
};

void TestFaults::initTestCase()
{
    auto server = HranaServer::start();
    VERIFY_OK(server);
    m_server = std::move(*server);
    const RemoteConfig config = m_server->config();
    m_direct = std::move(TursoDatabase::open(config).value());
    m_trial = std::make_unique<FaultTrial>(quint16(config.url.port()), *m_direct);
    QVERIFY2(m_trial->requests() >= 5, qPrintable(QString::number(m_trial->requests())));
}

void TestFaults::outlivesTheNetwork()
{
    for (const FaultCase &one : transportCases()) {
        if (!QTest::currentTestFailed())
            m_trial->publishAtEach(one, Times::Once, Tries::One);
    }
}

void TestFaults::outlivesTheNetworkWhileEditing()
{
    for (const FaultCase &one : transportCases()) {
        if (!QTest::currentTestFailed())
            m_trial->publishEdit(one);
    }
}

/// From one request on, for as long as we try.
void TestFaults::outlivesANetworkThatStaysAway()
{
    for (const FaultCase &one : transportCases()) {
        const bool lasts = one.fault.kind == Kind::Gone || one.fault.kind == Kind::LoseReply || one.fault.kind == Kind::ResetReply;
        if (lasts && !QTest::currentTestFailed())
            m_trial->publishAtEach(one, Times::Always, Tries::AsShipped);
    }
}

void TestFaults::outlivesWrongAnswers()
{
    for (const FaultCase &one : answerCases()) {
        if (!QTest::currentTestFailed())
            m_trial->publishAtEach(one, Times::Once, Tries::One);
    }
}

void TestFaults::outlivesLargeAnswers()
{
    const int last = m_trial->requests() - 1;
    for (const FaultCase &one : largeAnswerCases()) {
        for (const int request : {0, last / 2, last}) {
            if (!QTest::currentTestFailed())
                m_trial->publish(one, request, Times::Once, Tries::One);
        }
    }
}

void TestFaults::outlivesAServerThatRunsOutOfTime()
{
    FaultWorld &world = m_trial->world();
    for (int request = 1; request < m_trial->requests(); ++request) {
        for (int step = 0; step < 40; step += 1 + step / 2) {
            const qint64 post = world.write();
            QList<QJsonObject> faults(request);
            faults += QJsonObject{{text("do"), text("time_out")}, {text("step"), step}};
            m_server->failNext(faults);
            const Status status = world.publish(post, Tries::One);
            m_server->failNext({});
            m_trial->expectOneEnding({"time-out", {}, {ErrorCode::Busy, ErrorCode::Protocol}}, status, post, text("nothing"),
                                     text("first"));
            if (!QTest::currentTestFailed())
                m_trial->expectItLandsOnce(post, text("first"), 1);
            if (QTest::currentTestFailed()) {
                qWarning("… at step %d of request %d", step, request);
                return;
            }
        }
    }
}

/// Carried out, and answered with one field changed: at each request some of all the changes there are.
void TestFaults::outlivesFieldsOfAnotherForm()
{
    FaultWorld &world = m_trial->world();
    constexpr std::size_t EachRequest = GALLEY_FAULT_STEP == 1 ? 12 : 3;
    for (int request = 0; request < m_trial->requests(); ++request) {
        const std::size_t count = changesOf(m_trial->replies()[std::size_t(request)]).size();
        for (std::size_t i = 0; i < std::min(EachRequest, count); ++i) {
            const std::size_t which = i * count / std::min(EachRequest, count);
            QString name;
            const auto change = [&name, which](const QByteArray &body) {
                const auto changes = changesOf(body); // ids differ from post to post, the form does not
                const ReplyChange &one = changes[which % changes.size()];
                name = one.name;
                return one.reply();
            };
            const qint64 post = world.write();
            world.proxy().failAt(request, {Kind::Replace, 0, {}, bodyMadeOf(change)}, Times::Once);
            const Status status = world.publish(post, Tries::One);
            world.proxy().heal();
            m_trial->expectOneEnding({"a field", {}, {ErrorCode::Protocol}}, status, post, text("nothing"), text("first"));
            if (!QTest::currentTestFailed())
                m_trial->expectItLandsOnce(post, text("first"), 1);
            if (QTest::currentTestFailed()) {
                qWarning("… with %s in the reply to request %d", qPrintable(name), request);
                return;
            }
        }
    }
}

/// All the changes there are, at the reader of replies.
void TestFaults::refusesEveryFieldOfAnotherForm()
{
    const QUrl origin(m_trial->world().proxy().url());
    qsizetype all = 0;
    for (const QByteArray &reply : m_trial->replies()) {
        const QJsonArray results = QJsonDocument::fromJson(reply)[text("results")].toArray();
        const qsizetype steps = results.at(0)[text("response")][text("result")][text("step_results")].toArray().size();
        if (steps == 0)
            continue; // the probe's
        const auto read = [&](const QByteArray &body) {
            return readHranaReply(body, results.size(), steps, origin, text("here"));
        };
        VERIFY_OK(read(reply));
        for (const ReplyChange &change : changesOf(reply)) {
            ++all;
            const auto changed = read(change.reply());
            if (changed) {
                QVERIFY2(change.isHarmless, qPrintable(change.name));
                QVERIFY2(changed->error || qsizetype(changed->steps.size()) == steps, qPrintable(change.name));
            } else {
                QCOMPARE(errorCodeName(changed.error().code), errorCodeName(ErrorCode::Protocol));
                QVERIFY2(!changed.error().detail.isEmpty(), qPrintable(change.name));
            }
        }
    }
    QVERIFY2(all > 1000, qPrintable(QString::number(all)));
}

QTEST_GUILESS_MAIN(TestFaults)
#include "test_faults.moc"
