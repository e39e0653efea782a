// A file that publishes to a real server, with a proxy for faults between them; and what stands on both sides
// afterwards.
#pragma once

#include "core/db/hrana/tursodatabase.h"
#include "core/store/desk.h"
#include "tests/core/sync/pressing.h"
#include "tests/support/faultproxy.h"
#include "tests/support/testblog.h"

namespace galley::test {

/// One press of Publish, from this file to this remote. All tests of faults publish through here.
inline Status publishOnce(Database &file, Database &remote, const Clock &clock, qint64 postId)
{
    auto done = Pressing(file, remote, QStringLiteral("https://blog.example"), clock).publish(postId);
    if (!done)
        return failure(done);
    return {};
}

enum class Tries
{
    One,       // so that each fault shows
    AsShipped, // tried again as in the programs, but without pauses
};

class FaultWorld
{
public:
    static constexpr int Images = 5; // so that there are two requests of images, in flight together

    /// `direct` is a connection to the server behind `serverPort`, past the proxy. It is migrated here.
    FaultWorld(quint16 serverPort, Database &direct);

    FaultProxy &proxy() { return *m_proxy; }

    /// A new post with images, in a series; readers see nothing of it yet.
    qint64 write();
    /// The same after it was published: another text and another address.
    void edit(qint64 postId);

    /// Over connections of its own through the proxy.
    Status publish(qint64 postId, Tries tries, std::chrono::milliseconds timeout = std::chrono::seconds(10));

    /// What readers see of the post, by the server's own database: "nothing", "first", "second" (after `edit`), or
    /// what is half done, in words.
    QString whatReadersSee(qint64 postId);
    /// How often a row of it was inserted or changed there.
    qint64 timesLanded(qint64 postId);
    /// Empty when this side agrees with a post that was published, else what it lacks.
    QString whatIsLeftHere(qint64 postId);

private:
    std::unique_ptr<FaultProxy> m_proxy;
    Database &m_direct;
    FixedClock m_clock;
    std::unique_ptr<SqliteDatabase> m_file;
    int m_written = 0;
};

} // namespace galley::test
