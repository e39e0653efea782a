#include "tests/core/sync/faulttrial.h"

#include "tests/core/db/check.h"

namespace galley::test {

using namespace std::chrono_literals;
using Kind = Fault::Kind;
using Times = FaultProxy::Times;

namespace {

constexpr auto LongAgo = 150ms; // longer than the patience of a client that is about to give up
constexpr auto ShortPatience = 60ms;

Fault::Change always(int status, const QByteArray &body, const QByteArray &type = "application/json")
{
    return [=](const HttpMessage &) { return httpReply(status, body, type); };
}

bool isSentence(const QString &message)
{
    return message.endsWith(QLatin1Char('.')) && !message.contains(QLatin1Char('%')) && message.size() < 200;
}

} // namespace

Fault::Change bodyMadeOf(const std::function<QByteArray(QByteArray)> &change)
{
    return [=](const HttpMessage &reply) { return reply.withBody(change(reply.body)); };
}

std::vector<FaultCase> transportCases()
{
    const QList<ErrorCode> network{ErrorCode::Network};
    return {
        {"gone", {Kind::Gone}, network},
        {"refused", {Kind::Refuse}, network},
        {"cut in the head of the request", {Kind::CutRequest, 20}, network},
        {"cut in the body of the request", {Kind::CutRequest, 400}, network},
        {"reply lost", {Kind::LoseReply}, network},
        {"reply cut in its head", {Kind::CutReply, 30}, network},
        {"reply truncated", {Kind::CutReply, 300}, network},
        {"reply reset", {Kind::ResetReply, 300}, network},
        {"delivered twice", {Kind::Twice}, {}},
        {"delivered late, when we have given up", {Kind::DelayRequest, 0, LongAgo}, network, ShortPatience},
        {"answered late, when we have given up", {Kind::DelayReply, 0, LongAgo}, network, ShortPatience},
        {"drips", {Kind::Drip, 1, 5ms}, network, 100ms},
    };
}

std::vector<FaultCase> answerCases()
{
    const QList<ErrorCode> protocol{ErrorCode::Protocol};
    struct Answer
    {
        const char *name;
        int status;
        QByteArray body;
        QByteArray type;
        QList<ErrorCode> codes;
    };
    const QByteArray json = "application/json";
    const QByteArray html = "text/html";
    const std::vector<Answer> answers{
        {"nothing", 200, "", json, protocol},
        {"garbage", 200, "\x01\xff{{{", json, protocol},
        {"half of JSON", 200, R"({"baton":null,"results":[{"type":"ok")", json, protocol},
        {"other JSON", 200, R"([1,2,3])", json, protocol},
        {"a portal", 200, "<html>Welcome to the hotel</html>", html, protocol},
        {"Bad Gateway", 502, "<html>Bad Gateway</html>", html, {ErrorCode::Network}},
        {"error as text", 401, R"({"error":"expired"})", json, {ErrorCode::Auth}},
        {"error as object", 403, R"({"error":{"message":"no","code":"AUTH"}})", json, {ErrorCode::Auth}},
        {"message and code", 429, R"({"message":"slow down","code":"X"})", json, {ErrorCode::Quota}},
        {"plain words", 500, "Internal Server Error", "text/plain", {ErrorCode::Network}},
        {"too large", 413, "", json, {ErrorCode::TooLarge}},
        {"not found", 404, R"({"error":"gone"})", json, {ErrorCode::NotFound}},
        {"expired baton", 400, R"({"message":"The stream has expired","code":"STREAM_EXPIRED"})", json, {ErrorCode::Busy}},
        {"error inside", 200,
         R"({"baton":null,"base_url":null,"results":[{"type":"error","error":{"message":"m","code":"SQLITE_FULL"}},{"type":"ok"}]})",
         json, {ErrorCode::Quota, ErrorCode::Protocol}},
    };
    std::vector<FaultCase> cases;
    for (const Answer &answer : answers) {
        const auto change = always(answer.status, answer.body, answer.type);
        cases.push_back({answer.name, {Kind::Answer, 0, 0ms, change}, answer.codes});
        cases.push_back({answer.name, {Kind::Replace, 0, 0ms, change}, answer.codes});
    }
    return cases;
}

std::vector<FaultCase> largeAnswerCases()
{
    const auto blanks = [](qsizetype n) { return bodyMadeOf([n](const QByteArray &body) { return body + QByteArray(n, ' '); }); };
    std::vector<FaultCase> cases;
    cases.push_back({"10 MB", {Kind::Replace, 0, 0ms, blanks(10'000'000)}, {}});
    cases.push_back({"more than we take", {Kind::Replace, 0, 0ms, blanks(13'000'000)}, {ErrorCode::TooLarge}});
    cases.push_back({"without end", {Kind::Endless}, {ErrorCode::TooLarge}});
    return cases;
}

FaultTrial::FaultTrial(quint16 serverPort, Database &direct) : m_world(serverPort, direct)
{
    const qint64 post = m_world.write();
    m_world.proxy().heal();
    const Status status = m_world.publish(post, Tries::One);
    VERIFY_OK(status);
    QCOMPARE(m_world.whatReadersSee(post), text("first"));
    m_replies = m_world.proxy().replies();
    QCOMPARE(m_world.proxy().requests(), requests());
}

void FaultTrial::expectOneEnding(const FaultCase &one, const Status &status, qint64 post, const QString &before, const QString &after)
{
    const QString seen = m_world.whatReadersSee(post);
    if (status) {
        QCOMPARE(seen, after);
        return;
    }
    QVERIFY2(seen == before || seen == after, qPrintable(seen));
    const Error &error = status.error();
    QVERIFY2(one.codes.contains(error.code), qPrintable(errorCodeName(error.code) + text(": ") + error.message + error.detail));
    QVERIFY2(isSentence(error.message), qPrintable(error.message));
}

void FaultTrial::expectItLandsOnce(qint64 post, const QString &after, qint64 landings)
{
    VERIFY_OK(m_world.publish(post, Tries::One));
    m_world.proxy().heal(); // what was late has come now
    QCOMPARE(m_world.whatReadersSee(post), after);
    QCOMPARE(m_world.timesLanded(post), landings);
    QCOMPARE(m_world.whatIsLeftHere(post), QString());
}

bool FaultTrial::publish(const FaultCase &one, int request, Times times, Tries tries)
{
    const qint64 post = m_world.write();
    m_world.proxy().failAt(request, one.fault, times);
    const Status status = m_world.publish(post, tries, one.timeout);
    if (one.fault.kind == Kind::DelayRequest)
        m_world.proxy().failAt(0, {}, Times::Once); // and the repeat is faster than it
    else
        m_world.proxy().heal();
    expectOneEnding(one, status, post, text("nothing"), text("first"));
    if (!QTest::currentTestFailed())
        expectItLandsOnce(post, text("first"), 1);
    if (QTest::currentTestFailed())
        qWarning("… with “%s” at request %d", one.name, request);
    return !status;
}

void FaultTrial::publishAtEach(const FaultCase &one, Times times, Tries tries)
{
    // Where only some requests are tried (beside sanitizers), each case begins at another of them.
    static int first = 0;
    int shown = 0;
    for (int request = first++ % GALLEY_FAULT_STEP; request < requests() && !QTest::currentTestFailed(); request += GALLEY_FAULT_STEP)
        shown += publish(one, request, times, tries) ? 1 : 0;
    // What was reset at once, Qt sends again by itself, so that once need not show.
    if (shown == 0 && !QTest::currentTestFailed())
        shown += publish(one, requests() - 1, Times::Always, Tries::One) ? 1 : 0;
    if (!QTest::currentTestFailed())
        QVERIFY2(one.codes.isEmpty() == (shown == 0), one.name);
}

void FaultTrial::publishEdit(const FaultCase &one)
{
    const qint64 post = m_world.write();
    m_world.proxy().heal();
    VERIFY_OK(m_world.publish(post, Tries::One));
    m_world.edit(post);
    // Without images and series an edit takes fewer requests; the last of them is the one that lands.
    for (int request = 0; !m_world.whatReadersSee(post).startsWith(text("second")) && request < requests(); ++request) {
        m_world.proxy().failAt(request, one.fault, Times::Once);
        const Status status = m_world.publish(post, Tries::One, one.timeout);
        m_world.proxy().heal();
        expectOneEnding(one, status, post, text("first"), text("second"));
        if (QTest::currentTestFailed()) {
            qWarning("… with “%s” at request %d", one.name, request);
            return;
        }
    }
    expectItLandsOnce(post, text("second"), 2);
}

} // namespace galley::test
