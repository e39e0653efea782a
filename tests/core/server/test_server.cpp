#include "core/migrate/migrator.h"
#include "core/server/responsecache.h"
#include "core/server/server.h"
#include "tests/core/site/siteworld.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

using namespace galley;
using site::Mode;

namespace {

struct Reply
{
    int status = 0;
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
};

/// A client that says exactly what it is told to, on one connection.
class Client
{
public:
    explicit Client(quint16 port)
    {
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!m_socket.waitForConnected(5000))
            qFatal("No connection to the server under test.");
    }

    void send(const QByteArray &bytes)
    {
        if (m_socket.state() != QAbstractSocket::ConnectedState)
            return; // the server has hung up on us, as it may
        m_socket.write(bytes);
        m_socket.waitForBytesWritten(5000);
    }

    Reply ask(const QByteArray &request, const QByteArray &headers = {}, const QByteArray &host = "x")
    {
        send(request + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n");
        return read(request.startsWith("HEAD"));
    }

    Reply read(bool headOnly = false)
    {
        while (!m_buffer.contains("\r\n\r\n") && more()) {
        }
        Reply reply;
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return reply;
        QByteArrayList lines = m_buffer.left(end).split('\n');
        reply.status = lines.takeFirst().split(' ').value(1).toInt();
        for (const QByteArray &line : lines)
            reply.headers.insert(line.left(line.indexOf(':')).toLower(),
                                 line.mid(line.indexOf(':') + 1).trimmed());
        m_buffer.remove(0, end + 4);
        if (headOnly || reply.status == 304)
            return reply;
        const qsizetype length = reply.headers.value("content-length").toLongLong();
        while (m_buffer.size() < length && more()) {
        }
        reply.body = m_buffer.left(length);
        m_buffer.remove(0, length);
        return reply;
    }

    /// Reads until `text` has come; false when the server said nothing more for five seconds.
    bool waitFor(const QByteArray &text)
    {
        while (!m_buffer.contains(text)) {
            if (!more())
                return false;
        }
        m_buffer.remove(0, m_buffer.indexOf(text) + text.size());
        return true;
    }

    bool isSilent() { return m_buffer.isEmpty() && m_socket.bytesAvailable() == 0; }
    bool waitForEnd()
    {
        return m_socket.state() != QAbstractSocket::ConnectedState || m_socket.waitForDisconnected(5000);
    }

private:
    bool more()
    {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(5000))
            return false;
        m_buffer += m_socket.readAll();
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_buffer;
};

} // namespace

class TestServer : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    QString m_file;
    std::unique_ptr<SqliteDatabase> m_writer;
    std::unique_ptr<Server> m_server;

    DatabaseFactory factory() const
    {
        return [file = m_file]() -> Result<std::unique_ptr<Database>> {
            auto database = SqliteDatabase::open(file, SqliteDatabase::Open::ReadOnly);
            if (!database)
                return failure(database);
            return std::unique_ptr<Database>(std::move(*database));
        };
    }

    ServerConfig config(Mode mode) const
    {
        ServerConfig result;
        result.site.title = QStringLiteral("Field Notes");
        result.site.mode = mode;
        return result;
    }

    void serve(Mode mode)
    {
        auto started = Server::start(config(mode), factory());
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        m_server = std::move(*started);
    }

    QByteArray prefix() const { return QUrl(m_server->url()).path().chopped(1).toLatin1(); }
    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_server->port()); }

private Q_SLOTS:
    void init()
    {
        static int n = 0;
        m_file = m_directory.filePath(QStringLiteral("blog%1.galley").arg(++n));
        auto made = SqliteDatabase::open(m_file, SqliteDatabase::Open::Create);
        QVERIFY(made);
        m_writer = std::move(*made);
        QVERIFY(Migrator::forLocalFile(*m_writer).migrate());
        test::fill(*m_writer);
    }

    void cleanup()
    {
        m_server.reset();
        m_writer.reset();
    }

    void getAndHead()
    {
        serve(Mode::Public);
        QCOMPARE(m_server->url(), QStringLiteral("http://127.0.0.1:%1/").arg(m_server->port()));
        Client client(m_server->port());
        for (const char *target :
             {"/", "/blog/tide-tables", "/images/11", "/nothing", "/theme.css", "/feed.xml"}) {
            // Twice: the second answer may come from the cache. All on one connection.
            const Reply first = client.ask(QByteArray("GET ") + target);
            const Reply again = client.ask(QByteArray("GET ") + target);
            const Reply head = client.ask(QByteArray("HEAD ") + target);
            QCOMPARE(first.status, target == QByteArray("/nothing") ? 404 : 200);
            QCOMPARE(first.headers.value("content-length").toLongLong(), first.body.size());
            QCOMPARE(again.body, first.body);
            QCOMPARE(head.status, first.status);
            QCOMPARE(head.headers.value("content-length"), first.headers.value("content-length"));
            QCOMPARE(head.headers.value("content-type"), first.headers.value("content-type"));
            QCOMPARE(head.headers.value("etag"), first.headers.value("etag"));
            QVERIFY2(client.isSilent(), target);
        }
        QCOMPARE(client.ask("GET /images/11").body, test::publicImage());
        QCOMPARE(client.ask("GET /tags/a%2Fb").status, 404);
        QVERIFY(client.ask("GET /?q=fl%6Fur+%26+salt").body.contains("/blog/bread\""));
    }

    void conditionsAndRanges()
    {
        serve(Mode::Public);
        Client client(m_server->port());
        for (int i = 0; i < 2; ++i) {
            const Reply image = client.ask("GET /images/11");
            const QByteArray etag = image.headers.value("etag");
            const Reply same = client.ask("GET /images/11", "If-None-Match: " + etag + "\r\n");
            QCOMPARE(same.status, 304);
            QCOMPARE(same.headers.value("etag"), etag);
            QVERIFY(client.isSilent());
            const Reply part = client.ask("GET /images/11", "Range: bytes=1-3\r\n");
            QCOMPARE(part.status, 206);
            QCOMPARE(part.body, QByteArray("PNG"));
            QCOMPARE(part.headers.value("content-range"),
                     "bytes 1-3/" + QByteArray::number(test::publicImage().size()));
            QCOMPARE(client.ask("GET /images/11", "Range: bytes=99999-\r\n").status, 416);
            const QByteArray page = client.ask("GET /").headers.value("etag");
            QCOMPARE(client.ask("GET /", "If-None-Match: " + page + "\r\n").status, 304);
        }
    }

    void otherMethods()
    {
        serve(Mode::Public);
        for (const char *method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"}) {
            Client client(m_server->port());
            QCOMPARE(client.ask(QByteArray(method) + " /").status, 405);
        }
        Client client(m_server->port());
        client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
        QCOMPARE(client.read().status, 405);
    }

    void limits()
    {
        serve(Mode::Public);
        {
            Client client(m_server->port());
            client.send("GET / HTTP/1.1\r\nHost: x\r\n");
            for (int i = 0; i < 1000; ++i)
                client.send("X-Filler-" + QByteArray::number(i) + ": " + QByteArray(100, 'x') + "\r\n");
            // The refusal may be lost when the server hangs up on what it doesn't want to read.
            const int status = client.read().status;
            QVERIFY2(status >= 400 || (status == 0 && client.waitForEnd()),
                     qPrintable(QString::number(status)));
        }
        {
            Client client(m_server->port());
            const int status = client.ask("GET /" + QByteArray(100'000, 'a')).status;
            QVERIFY2(status >= 400 || (status == 0 && client.waitForEnd()),
                     qPrintable(QString::number(status)));
        }
        for (const char *garbage :
             {"\r\n\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\x01", "GET / HTTP/9.9\r\n\r\n",
              "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n"}) {
            Client client(m_server->port());
            client.send(garbage);
        }
        Client client(m_server->port());
        QCOMPARE(client.ask("GET /").status, 200);
    }

    void proof()
    {
        serve(Mode::Proof);
        QVERIFY(prefix().size() >= 33);
        Client client(m_server->port());
        QCOMPARE(client.ask("GET " + prefix() + "/", {}, host()).status, 200);
        QVERIFY(client.ask("GET " + prefix() + "/blog/wholly-new", {}, host()).body.contains(test::Secret));
        QCOMPARE(client.ask("GET " + prefix() + "/images/13", {}, host()).body, test::secretImage());
        QCOMPARE(client.ask("GET " + prefix() + "/", {}, "localhost:" + QByteArray::number(m_server->port()))
                     .status,
                 200);
        // Another host, or without the token: nothing, not even that there is something.
        for (const QByteArray &other : {QByteArray("evil.example"), QByteArray("127.0.0.1"),
                                        QByteArray("127.0.0.1:1"), host() + ".evil.example", QByteArray()})
            QCOMPARE(client.ask("GET " + prefix() + "/", {}, other).status, 421);
        const QByteArray wrong = prefix().chopped(1) + (prefix().back() == 'a' ? 'b' : 'a');
        for (const QByteArray &target :
             {QByteArray("/"), QByteArray("/images/13"), QByteArray("/blog/bread"), QByteArray("/events"),
              wrong + "/", prefix().chopped(1) + "/", prefix() + "x/", prefix() + "%2f"}) {
            const Reply reply = client.ask("GET " + target, {}, host());
            QCOMPARE(reply.status, 404);
            QVERIFY(!reply.body.contains(test::Secret) && !reply.body.contains(prefix()));
        }
    }

    void tokensDiffer()
    {
        serve(Mode::Proof);
        const QByteArray first = prefix();
        serve(Mode::Proof);
        QVERIFY(prefix() != first);
    }

    void proofTellsOfChanges()
    {
        serve(Mode::Proof);
        Client events(m_server->port());
        events.send("GET " + prefix() + "/events HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        QVERIFY(events.waitFor("text/event-stream"));
        QVERIFY(events.waitFor("retry: 1000"));
        // The watcher has its first look before or after this write; it tells of the second in either case.
        for (int i = 0; i < 2; ++i) {
            test::run(*m_writer, QStringLiteral("UPDATE galley_drafts SET content = ? WHERE post_id = 6"),
                      {QStringLiteral("new %1").arg(i)});
            if (i == 1)
                QVERIFY(events.waitFor("event: change"));
            else
                QTest::qWait(500);
        }
        Client client(m_server->port());
        QVERIFY(client.ask("GET " + prefix() + "/blog/wholly-new", {}, host()).body.contains("new 1"));
        m_server->stop();
        QVERIFY(events.waitForEnd());
    }

    void manyProofsEndWithTheServer()
    {
        serve(Mode::Proof);
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < 40; ++i) {
            clients.push_back(std::make_unique<Client>(m_server->port()));
            clients.back()->send("GET " + prefix() + "/events HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
            QVERIFY(clients.back()->waitFor(i < 32 ? "retry: 1000" : "Too many"));
        }
        m_server.reset();
        for (const auto &client : clients)
            QVERIFY(client->waitForEnd());
    }

    // A cached page is dropped when the feed moves; an image that is withdrawn is gone too.
    void cacheFollowsTheDatabase()
    {
        serve(Mode::Public);
        Client client(m_server->port());
        QVERIFY(client.ask("GET /").body.contains("The tide tables"));
        QCOMPARE(client.ask("GET /images/11").status, 200);
        test::run(*m_writer, QStringLiteral("UPDATE posts SET title = 'Ebb' WHERE id = 1"));
        QTRY_VERIFY(client.ask("GET /").body.contains("Ebb"));
        test::run(*m_writer, QStringLiteral("UPDATE posts SET published = 0 WHERE id = 1"));
        QTRY_COMPARE(client.ask("GET /images/11").status, 404);
        QTRY_COMPARE(client.ask("GET /blog/tide-tables").status, 404);
    }

    void cacheIsBounded()
    {
        ResponseCache cache(10'000);
        const auto response = [](qsizetype size) {
            auto made = std::make_shared<site::Response>();
            made->body = QByteArray(size, 'x');
            return made;
        };
        QVERIFY(!cache.find("/a", 1));
        cache.insert("/a", 1, response(1900));
        cache.insert("/b", 1, response(1900));
        cache.insert("/c", 1, response(1900));
        cache.insert("/d", 1, response(1900));
        QVERIFY(cache.find("/a", 1));
        cache.insert("/e", 1, response(1900)); // "/b" was not asked for the longest
        QVERIFY(!cache.find("/b", 1));
        QVERIFY(cache.find("/a", 1) && cache.find("/c", 1) && cache.find("/d", 1) && cache.find("/e", 1));
        cache.insert("/big", 1, response(9000));
        QVERIFY(!cache.find("/big", 1));
        cache.insert("/late", 0, response(1)); // made of what the database was before
        QVERIFY(!cache.find("/late", 1));
        QVERIFY(!cache.find("/a", 2));
        QVERIFY(!cache.find("/a", 1));
    }

    void manyClientsAtOnce()
    {
        serve(Mode::Public);
        std::vector<std::unique_ptr<Client>> clients;
        for (int i = 0; i < 50; ++i)
            clients.push_back(std::make_unique<Client>(m_server->port()));
        for (int round = 0; round < 5; ++round) {
            for (const auto &client : clients)
                client->send("GET /blog/tide-tables HTTP/1.1\r\nHost: x\r\n\r\n");
            for (const auto &client : clients)
                QCOMPARE(client->read().status, 200);
        }
    }

    void whatCannotStart()
    {
        serve(Mode::Public);
        ServerConfig taken = config(Mode::Public);
        taken.port = m_server->port();
        QCOMPARE(Server::start(taken, factory()).error().code, ErrorCode::Busy);
        ServerConfig nowhere = config(Mode::Public);
        nowhere.address = QStringLiteral("example.org");
        QCOMPARE(Server::start(nowhere, factory()).error().code, ErrorCode::InvalidInput);
        ServerConfig open = config(Mode::Proof);
        open.address = QStringLiteral("0.0.0.0");
        QCOMPARE(Server::start(open, factory()).error().code, ErrorCode::InvalidInput);
        const QString missing = m_directory.filePath(QStringLiteral("none.galley"));
        const auto none =
            Server::start(config(Mode::Public), [missing]() -> Result<std::unique_ptr<Database>> {
                auto database = SqliteDatabase::open(missing, SqliteDatabase::Open::ReadOnly);
                if (!database)
                    return failure(database);
                return std::unique_ptr<Database>(std::move(*database));
            });
        QCOMPARE(none.error().code, ErrorCode::NotFound);
    }

    void ipv6()
    {
        ServerConfig six = config(Mode::Proof);
        six.address = QStringLiteral("::1");
        auto started = Server::start(six, factory());
        if (!started)
            QSKIP("This machine has no IPv6.");
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("::1"), (*started)->port());
        QVERIFY(socket.waitForConnected(5000));
        socket.write("GET " + QUrl((*started)->url()).path().toLatin1() +
                     " HTTP/1.1\r\nHost: [::1]:" + QByteArray::number((*started)->port()) + "\r\n\r\n");
        QVERIFY(socket.waitForReadyRead(5000));
        QVERIFY(socket.readAll().startsWith("HTTP/1.1 200"));
    }
};

QTEST_GUILESS_MAIN(TestServer)
#include "test_server.moc"
