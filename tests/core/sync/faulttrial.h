// The faults there are, and what must hold after each.
#pragma once

#include "tests/core/sync/faultworld.h"
#include "tests/support/httpwire.h"

namespace galley::test {

struct FaultCase
{
    const char *name;
    Fault fault;
    QList<ErrorCode> codes; // of which one is the right one; none where the fault does no harm
    std::chrono::milliseconds timeout = std::chrono::seconds(10);
};

/// What the network does.
std::vector<FaultCase> transportCases();
/// What stands between us and the server, or a server out of its mind, answers: each once in place of carrying the
/// request out, and once after.
std::vector<FaultCase> answerCases();
std::vector<FaultCase> largeAnswerCases();

/// A reply with another body.
Fault::Change bodyMadeOf(const std::function<QByteArray(QByteArray)> &change);

/// Publishes to one server with faults. Its expectations are those of QtTest: look at QTest::currentTestFailed().
class FaultTrial
{
public:
    /// Publishes once in health, to learn how many requests that takes.
    FaultTrial(quint16 serverPort, Database &direct);

    FaultWorld &world() { return m_world; }
    int requests() const { return int(m_replies.size()); }
    const std::vector<QByteArray> &replies() const { return m_replies; }

    /// A new post, published with the fault at that request; then once more in health. Whether the fault showed as an
    /// error.
    bool publish(const FaultCase &one, int request, FaultProxy::Times times, Tries tries);
    /// The same at each request in turn.
    void publishAtEach(const FaultCase &one, FaultProxy::Times times, Tries tries);
    /// The same for an edit of a published post, with the fault at each request in turn until it has landed.
    void publishEdit(const FaultCase &one);

    /// One error of the right kind, or none; and readers see the post as it was or as it was to be.
    void expectOneEnding(const FaultCase &one, const Status &status, qint64 post, const QString &before, const QString &after);
    /// Publish, pressed again, leaves the post published, landed that many times in all, and both sides agreed.
    void expectItLandsOnce(qint64 post, const QString &after, qint64 landings);

private:
    FaultWorld m_world;
    std::vector<QByteArray> m_replies;
};

} // namespace galley::test
