#include "core/markdown/wordcount.h"
#include "core/site/links.h"
#include "core/site/meta.h"
#include "core/site/site.h"
#include "tests/core/site/siteworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QXmlStreamReader>
#include <QtTest>

using namespace galley;
using site::Mode;
using site::Response;

namespace {

site::SiteConfig config(Mode mode)
{
    site::SiteConfig result;
    result.title = QStringLiteral("Field <Notes>");
    result.tagline = QStringLiteral("From the harbour");
    result.baseUrl = QStringLiteral("https://example.org");
    result.mode = mode;
    result.linkPrefix = mode == Mode::Proof ? QStringLiteral("/t0ken") : QString();
    return result;
}

} // namespace

class TestSite : public QObject
{
    Q_OBJECT

    std::unique_ptr<SqliteDatabase> m_database;

    Response get(const QByteArray &target, Mode mode = Mode::Public,
                 QHash<QByteArray, QByteArray> headers = {}, const QByteArray &method = "GET")
    {
        site::Request request;
        request.method = method;
        const qsizetype mark = target.indexOf('?');
        request.path = mark < 0 ? target : target.left(mark);
        if (mark >= 0)
            request.query = QUrlQuery(QString::fromUtf8(target.mid(mark + 1)));
        request.headers = std::move(headers);
        return site::Site(config(mode), *m_database).handle(request);
    }

private Q_SLOTS:
    void init() { m_database = test::blogInMemory(); }

    void index()
    {
        const Response page = get("/");
        QCOMPARE(page.status, 200);
        QCOMPARE(page.contentType, QByteArray("text/html; charset=utf-8"));
        QVERIFY(page.body.contains("<html lang=\"en\">"));
        QVERIFY(page.body.contains("<title>Field &lt;Notes&gt;</title>"));
        QVERIFY(page.body.contains("<link rel=\"canonical\" href=\"https://example.org/\">"));
        QVERIFY(page.body.contains("datetime=\"2026-10-02T09:00:00Z\">2 October 2026<"));
        QVERIFY(page.body.contains("<a href=\"/tags/waiting\""));
        const QList<QByteArray> order{"/blog/tide-tables", "/blog/bread", "/blog/letters-2",
                                      "/blog/letters-1"};
        qsizetype at = 0;
        for (const QByteArray &href : order) {
            const qsizetype next = page.body.indexOf(href, at);
            QVERIFY2(next > at, href);
            at = next;
        }
        QVERIFY(!page.body.contains("<script"));
    }

    void aPostReadFromTheRightIsMirrored()
    {
        test::run(*m_database, QStringLiteral("UPDATE posts SET title = '\u05d9\u05dd' WHERE slug = 'bread'"));
        const QByteArray body = get("/blog/bread").body;
        QVERIFY(body.contains("<article dir=\"rtl\">"));
        QVERIFY(body.contains("<div class=\"prose rtl\">"));
        QVERIFY(get("/blog/tide-tables").body.contains("<article dir=\"ltr\">"));
        QVERIFY(get("/blog/tide-tables").body.contains("<div class=\"prose\">"));
    }

    void post()
    {
        const Response page = get("/blog/tide-tables");
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("<h1 class=\"post-title\">The tide tables</h1>"));
        QVERIFY(page.body.contains("22 November 2026</time> · 1 min read · <a href=\"/tags/harbours\""));
        QVERIFY(page.body.contains("<p>Every <em>morning</em>.</p>\n<figure><img src=\"/images/11\""));
        QVERIFY(page.body.contains("<meta property=\"og:image\" content=\"https://example.org/images/11\">"));
        QVERIFY(page.body.contains(
            "<meta property=\"article:published_time\" content=\"2026-11-22T09:00:00Z\">"));
        QVERIFY(page.header("Content-Security-Policy").contains("default-src 'none'"));
        QVERIFY(!page.header("Content-Security-Policy").contains("script"));
        QCOMPARE(page.header("X-Content-Type-Options"), QByteArray("nosniff"));
        QVERIFY(get("/blog/letters-2").body.contains("Part 2 of 2 in <a href=\"/series/keepers\">Keepers"));
        QVERIFY(get("/blog/letters-2").body.contains("href=\"/blog/letters-1\" rel=\"prev\""));
    }

    // Nothing of the desk, by any address, in any form.
    void publicModeNeverLeaks_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        const QList<std::pair<const char *, int>> targets{{"/", 200},
                                                          {"/?q=sesame", 200},
                                                          {"/?q=Bread", 200},
                                                          {"/?tag=food", 200},
                                                          {"/?tag=tag%20sesame", 404},
                                                          {"/tags/food", 200},
                                                          {"/tags/tag%20sesame", 404},
                                                          {"/blog/bread", 200},
                                                          {"/blog/unpublished", 404},
                                                          {"/blog/wholly-new", 404},
                                                          {"/blog/post-6", 404},
                                                          {"/blog/post-5", 404},
                                                          {"/blog/old-secret", 404},
                                                          {"/blog/older", 404},
                                                          {"/series/hidden", 404},
                                                          {"/series/keepers", 200},
                                                          {"/images/12", 404},
                                                          {"/images/13", 404},
                                                          {"/images/12/thumb", 404},
                                                          {"/images/13/thumb", 404},
                                                          {"/feed.xml", 200},
                                                          {"/feed.json", 200},
                                                          {"/sitemap.xml", 200},
                                                          {"/api/posts", 200},
                                                          {"/api/posts?q=sesame", 200},
                                                          {"/api/posts/5", 404},
                                                          {"/api/posts/6", 404},
                                                          {"/api/posts/2", 200},
                                                          {"/robots.txt", 200}};
        for (const auto &[target, status] : targets)
            QTest::addRow("%s", target) << QByteArray(target) << status;
    }

    void publicModeNeverLeaks()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        const Response response = get(target);
        QCOMPARE(response.status, status);
        QByteArray body = response.body;
        if (target.contains("q=sesame")) // the reader's own word, shown back
            body.replace("with “sesame”", "").replace("value=\"sesame\"", "").replace("?q=sesame", "");
        body.replace("Posts with “sesame”", "");
        QVERIFY2(!body.contains(test::Secret), body);
        QVERIFY(!response.header("Location").contains("unpublished"));
        // The same holds for what a conditional or a partial request can learn.
        QCOMPARE(get(target, Mode::Public, {{"if-none-match", "*"}}).status, status == 200 ? 304 : status);
        QCOMPARE(get(target, Mode::Public, {}, "HEAD").status, status);
    }

    void proofShowsTheDesk()
    {
        const Response index = get("/", Mode::Proof);
        QVERIFY(index.body.contains("New sesame"));
        QVERIFY(index.body.contains("Bread again sesame"));
        QVERIFY(index.body.contains("Unpublished sesame"));
        QCOMPARE(index.body.count("proof-mark\">Edited<"), 1);
        QCOMPARE(index.body.count("proof-mark\">Draft<"), 2);
        QVERIFY(index.body.contains("href=\"/t0ken/blog/wholly-new\""));
        QVERIFY(index.body.contains("data-events=\"/t0ken/events\""));
        QVERIFY(!index.body.contains("href=\"/blog"));
        QCOMPARE(index.header("Cache-Control"), QByteArray("no-store"));

        const Response post = get("/blog/wholly-new", Mode::Proof);
        QVERIFY(post.body.contains("src=\"/t0ken/images/13\""));
        QVERIFY(post.body.contains(">Draft<"));
        const QByteArray policy = post.header("Content-Security-Policy");
        const qsizetype at = policy.indexOf("'nonce-") + 7;
        const QByteArray nonce = policy.mid(at, policy.indexOf('\'', at) - at);
        QVERIFY(nonce.size() >= 32);
        QVERIFY(post.body.contains("<script nonce=\"" + nonce + "\">"));
        QVERIFY(get("/blog/wholly-new", Mode::Proof).header("Content-Security-Policy") != policy);

        QCOMPARE(get("/blog/post-6", Mode::Proof).status, 200);
        QCOMPARE(get("/images/13", Mode::Proof).body, test::secretImage());
        QCOMPARE(get("/images/12", Mode::Proof).body, test::secretImage());
        QCOMPARE(get("/images/11", Mode::Proof).body, test::publicImage());
        QVERIFY(get("/blog/bread", Mode::Proof).body.contains("more sesame"));
        QCOMPARE(get("/blog/tides", Mode::Proof).header("Location"), QByteArray("/t0ken/blog/tide-tables"));
        QCOMPARE(get("/robots.txt", Mode::Proof).body, QByteArray("User-agent: *\nDisallow: /\n"));
    }

    void images()
    {
        const Response image = get("/images/11");
        QCOMPARE(image.status, 200);
        QCOMPARE(image.body, test::publicImage());
        QCOMPARE(image.contentType, QByteArray("image/png"));
        QCOMPARE(image.header("X-Content-Type-Options"), QByteArray("nosniff"));
        QCOMPARE(image.header("Content-Security-Policy"), QByteArray("default-src 'none'; sandbox"));
        QCOMPARE(image.header("Cache-Control"), QByteArray("public, max-age=31536000, immutable"));
        const Response thumb = get("/images/11/thumb");
        QCOMPARE(thumb.body, QByteArray("\xff\xd8\xff small"));
        QCOMPARE(thumb.contentType, QByteArray("image/jpeg"));
        QVERIFY(thumb.header("ETag") != image.header("ETag"));

        for (const QByteArray &match :
             {image.header("ETag"), "\"x\", W/" + image.header("ETag"), QByteArray("*")}) {
            const Response same = get("/images/11", Mode::Public, {{"if-none-match", match}});
            QCOMPARE(same.status, 304);
            QCOMPARE(same.header("ETag"), image.header("ETag"));
            QVERIFY(same.body.isEmpty());
        }
        QCOMPARE(get("/images/11", Mode::Public, {{"if-none-match", "\"x\""}}).body, test::publicImage());
        for (const char *none :
             {"/images/99", "/images/011", "/images/+11", "/images/11x", "/images/", "/images",
              "/images/11/big", "/images/11/thumb/x", "/images/-1", "/images/99999999999999999999"})
            QVERIFY2(get(none).status == 404 || get(none).status == 301, none);
    }

    void oddContentTypesCannotBecomeHeaders()
    {
        test::run(*m_database, QStringLiteral("UPDATE images SET content_type = ? WHERE id = 11"),
                  {QStringLiteral("text/html\r\nSet-Cookie: a=b")});
        QCOMPARE(get("/images/11").contentType, QByteArray("application/octet-stream"));
    }

    void ranges_data()
    {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("first");
        QTest::addColumn<qint64>("length");
        const qint64 size = test::publicImage().size();
        QTest::newRow("middle") << QByteArray("bytes=2-5") << 206 << qint64(2) << qint64(4);
        QTest::newRow("open") << QByteArray("bytes=5000-") << 206 << qint64(5000) << size - 5000;
        QTest::newRow("suffix") << QByteArray("bytes=-3") << 206 << size - 3 << qint64(3);
        QTest::newRow("long suffix") << QByteArray("bytes=-999999") << 206 << qint64(0) << size;
        QTest::newRow("past the end")
            << QByteArray("bytes=5000-999999") << 206 << qint64(5000) << size - 5000;
        QTest::newRow("outside") << QByteArray("bytes=999999-") << 416 << qint64(0) << qint64(0);
        QTest::newRow("no suffix") << QByteArray("bytes=-0") << 416 << qint64(0) << qint64(0);
        for (const char *ignored :
             {"bytes=5-2", "bytes=0-1,4-5", "items=0-1", "bytes=a-b", "bytes=", "bytes=-", "bytes=1",
              "bytes=-1-2", "bytes=99999999999999999999-", "bytes=0x1-2"})
            QTest::newRow(ignored) << QByteArray(ignored) << 200 << qint64(0) << size;
    }

    void ranges()
    {
        QFETCH(QByteArray, range);
        QFETCH(int, status);
        QFETCH(qint64, first);
        QFETCH(qint64, length);
        const Response response = get("/images/11", Mode::Public, {{"range", range}});
        QCOMPARE(response.status, status);
        if (status == 416) {
            QCOMPARE(response.header("Content-Range"),
                     "bytes */" + QByteArray::number(test::publicImage().size()));
            return;
        }
        QCOMPARE(response.body, test::publicImage().mid(first, length));
        if (status == 206) {
            QCOMPARE(response.header("Content-Range"), "bytes " + QByteArray::number(first) + '-' +
                                                           QByteArray::number(first + length - 1) + '/' +
                                                           QByteArray::number(test::publicImage().size()));
        }
        QCOMPARE(get("/images/11", Mode::Public, {{"range", range}, {"if-range", "\"other\""}}).status, 200);
    }

    void routesThatLeadElsewhere()
    {
        QCOMPARE(get("/blog/tides").status, 301);
        QCOMPARE(get("/blog/tides").header("Location"), QByteArray("/blog/tide-tables"));
        QCOMPARE(get("/blog/bread/").header("Location"), QByteArray("/blog/bread"));
        for (const char *target : {"//evil.example/", "/blog", "/blog/", "/nothing", "/blog/bread/x",
                                   "/tags/none", "/%00", "/blog/%ff", "/blog/../x", "/?page=999",
                                   "/tags/food?page=3", "/api", "/api/x", "/feed", "/series/none"})
            QVERIFY2(get(target).status == 404 || !get(target).header("Location").startsWith("//"), target);
        QCOMPARE(get("//evil.example/").status, 404);
        QCOMPARE(get("/nothing").contentType, QByteArray("text/html; charset=utf-8"));
        QVERIFY(get("/nothing").body.contains("There is no such page"));
        const Response post = get("/", Mode::Public, {}, "POST");
        QCOMPARE(post.status, 405);
        QCOMPARE(post.header("Allow"), QByteArray("GET, HEAD"));
    }

    void searchAndTags()
    {
        QVERIFY(get("/?q=100%25").body.contains("tide-tables"));
        QVERIFY(!get("/?q=%25").body.contains("/blog/bread\""));
        QVERIFY(get("/?q=_").body.contains("No post has these words"));
        QVERIFY(get("/?q=a+sure").body.contains("No post"));
        QVERIFY(get("/?q=100%25+sure").body.contains("tide-tables"));
        QVERIFY(get("/?q=%3Cscript%3E").body.contains("&lt;script&gt;"));
        // "harbour" is not "harbours".
        QVERIFY(get("/tags/harbour").body.contains("letters-1"));
        QVERIFY(!get("/tags/harbour").body.contains("tide-tables"));
        QCOMPARE(get("/tags/%25").status, 404);
        test::run(*m_database, QStringLiteral("UPDATE posts SET tags = 'a/b & c,food ,x' WHERE id = 1"));
        QCOMPARE(get("/tags/a%2Fb%20%26%20c").status, 200);
        QVERIFY(get("/").body.contains("href=\"/tags/a%2Fb%20%26%20c\""));
        QVERIFY(get("/tags/food").body.contains("tide-tables"));
    }

    void pages()
    {
        for (int i = 100; i < 145; ++i) {
            test::run(*m_database,
                      QStringLiteral("INSERT INTO posts (id, title, slug, content, published, published_at, "
                                     "inserted_at, updated_at) "
                                     "VALUES (?, 't', ?, 'c', 1, '2020-01-01', '2020-01-01', '2020-01-01')"),
                      {i, QStringLiteral("p-%1").arg(i)});
        }
        const Response first = get("/");
        QCOMPARE(first.body.count("<li>"), 20);
        QVERIFY(first.body.contains("href=\"/?page=2\" rel=\"next\""));
        const Response last = get("/?page=3");
        QCOMPARE(last.body.count("<li>"), 9);
        QVERIFY(!last.body.contains("rel=\"next\""));
        QVERIFY(get("/?q=c&page=2").body.contains("href=\"/?q=c&amp;page=3\""));
        QCOMPARE(get("/?page=4").status, 404);
        QCOMPARE(get("/?page=-1").status, 200);
        QCOMPARE(get("/?page=x").status, 200);
    }

    void feeds()
    {
        for (const char *target : {"/feed.xml", "/sitemap.xml"}) {
            test::run(*m_database, QStringLiteral("UPDATE posts SET title = ? WHERE id = 2"),
                      {QStringLiteral("a\u0001 & <b>")});
            QXmlStreamReader xml(get(target).body);
            int entries = 0;
            while (!xml.atEnd()) {
                xml.readNext();
                entries += xml.isStartElement() && (xml.name() == u"entry" || xml.name() == u"url");
            }
            QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
            QCOMPARE(entries, target == QByteArray("/feed.xml") ? 4 : 5);
        }
        QVERIFY(get("/feed.xml").body.contains("https://example.org/images/11"));
        const QJsonObject feed = QJsonDocument::fromJson(get("/feed.json").body).object();
        QCOMPARE(feed[u"items"].toArray().size(), 4);
        QVERIFY(
            feed[u"items"][0][u"content_html"].toString().contains(u"src=\"https://example.org/images/11\""));
        const QJsonObject list = QJsonDocument::fromJson(get("/api/posts").body).object();
        QCOMPARE(list[u"posts"][0][u"tags"],
                 QJsonValue(QJsonArray({QStringLiteral("harbours"), QStringLiteral("waiting")})));
        const QJsonObject post = QJsonDocument::fromJson(get("/api/posts/1").body).object();
        QCOMPARE(post[u"slug"].toString(), QStringLiteral("tide-tables"));
        QVERIFY(post[u"content"].toString().contains(u"*morning*"));
    }

    void assets()
    {
        const Response css = get("/theme.css");
        QCOMPARE(css.contentType, QByteArray("text/css; charset=utf-8"));
        QVERIFY(css.body.contains(".prose"));
        QVERIFY(!css.header("Cache-Control").contains("immutable"));
        const QByteArray index = get("/").body;
        const qsizetype at = index.indexOf("/theme.css?v=");
        const QByteArray versioned = index.mid(at, index.indexOf('"', at) - at);
        QVERIFY(get(versioned).header("Cache-Control").contains("immutable"));
        QCOMPARE(get("/icon.svg").contentType, QByteArray("image/svg+xml"));
    }

    void pagesAreConditional()
    {
        const Response page = get("/");
        QCOMPARE(get("/", Mode::Public, {{"if-none-match", page.header("ETag")}}).status, 304);
        test::run(*m_database, QStringLiteral("UPDATE posts SET title = 'Tides' WHERE id = 1"));
        QCOMPARE(get("/", Mode::Public, {{"if-none-match", page.header("ETag")}}).status, 200);
        QCOMPARE(get("/", Mode::Public, {{"range", "bytes=0-3"}}).status, 200);
    }

    void aDatabaseThatFailsIsA503()
    {
        test::run(*m_database, QStringLiteral("DROP TABLE posts"));
        const Response response = get("/");
        QCOMPARE(response.status, 503);
        QVERIFY(!response.problem.isEmpty());
        QVERIFY(!response.body.contains("no such table"));
        QCOMPARE(response.header("Retry-After"), QByteArray("30"));
    }

    void hostileContentStaysInert()
    {
        const QString evil =
            QStringLiteral("\"><script>alert(1)</script><img src=x onerror=alert(1)>{{main}}{{{main}}}");
        test::run(*m_database,
                  QStringLiteral("UPDATE posts SET title=?, subtitle=?, excerpt=?, tags=?, content=?, "
                                 "published_at=? WHERE id=1"),
                  {evil, evil, evil, evil, evil, evil});
        test::run(*m_database, QStringLiteral("UPDATE series SET title=?, description=? WHERE id=1"),
                  {evil, evil});
        for (const char *target :
             {"/", "/blog/tide-tables", "/series/keepers", "/blog/letters-1", "/?q=%22%3E%3Cscript%3E"}) {
            const QByteArray body = get(target).body;
            QVERIFY2(!body.contains("<script"), target);
            QVERIFY2(!body.contains("<img src=x onerror"), target);
        }
    }

    void prefix()
    {
        QCOMPARE(
            site::withPrefix(
                "<a href=\"/x\"><a href=\"//h/x\"><img src=\"/y\"><a href=\"#z\"><a href=\"/\\h\">", "/p"),
            QByteArray(
                "<a href=\"/p/x\"><a href=\"//h/x\"><img src=\"/p/y\"><a href=\"#z\"><a href=\"/\\h\">"));
    }

    void sameReadingTimeAsInTheEditor()
    {
        const QString code = QStringLiteral("    one.two(three, four)\n").repeated(100); // 4 words a line, 2 between spaces
        QCOMPARE(markdown::readingMinutes(code), 2);
        test::run(*m_database, QStringLiteral("UPDATE posts SET content = '%1' WHERE slug = 'bread'").arg(code));
        QVERIFY(get("/blog/bread").body.contains("2 min read"));
    }

    void smallPrint()
    {
        QCOMPARE(site::dateInWords(QStringLiteral("2026-11-22 23:30:00"), QStringLiteral("en")),
                 QStringLiteral("22 November 2026"));
        QCOMPARE(site::dateInWords(QStringLiteral("2026-11-22"), QStringLiteral("de")),
                 QStringLiteral("22. November 2026"));
        QCOMPARE(site::dateInWords(QStringLiteral("soon"), QStringLiteral("en")), QStringLiteral("soon"));
        site::SitePost post;
        post.fields.content = QStringLiteral("Some *long* text ").repeated(40);
        QVERIFY(site::summaryOf(post).size() <= 201);
        QVERIFY(site::summaryOf(post).startsWith(u"Some long text"));
        QVERIFY(site::summaryOf(post).endsWith(u'…'));
    }
};

QTEST_GUILESS_MAIN(TestSite)
#include "test_site.moc"
