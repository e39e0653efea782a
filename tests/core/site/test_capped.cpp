// Images larger than the replies of the server they are read from.
#include "core/db/hrana/tursodatabase.h"
#include "core/site/imageresponse.h"
#include "core/store/desk.h"
#include "tests/support/hranaserver.h"
#include "tests/support/testblog.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

QByteArray noise(qsizetype size, int seed)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char((i * 2654435761LL + seed) >> 13);
    return bytes;
}

} // namespace

class TestCapped : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void deskReadsThem();
    void siteServesThem();

private:
    std::unique_ptr<HranaServer> m_server;
    std::unique_ptr<TursoDatabase> m_db;
    FixedClock m_clock;
    Image m_public;
    Image m_draft;
};

void TestCapped::initTestCase()
{
    auto server = HranaServer::start({QStringLiteral("--max-reply"), QStringLiteral("500000")});
    QVERIFY(server);
    m_server = std::move(*server);
    auto db = TursoDatabase::open(m_server->config());
    QVERIFY(db);
    m_db = std::move(*db);
    QVERIFY(Migrator::forSharedDatabase(*m_db).migrate());

    Desk desk(*m_db, m_clock);
    PostFields fields;
    fields.title = QStringLiteral("Large");
    const auto post = desk.create(fields);
    QVERIFY2(post, post ? "" : qPrintable(post.error().detail));
    for (Image *image : {&m_public, &m_draft}) {
        image->data = noise(image == &m_public ? 4'400'000 : 1'000'000, int(image == &m_public));
        image->thumbnail = noise(600'000, 2);
        image->info.filename = QStringLiteral("a.png");
        image->info.contentType = QStringLiteral("image/png");
        const auto added = desk.addImage(post->id, *image);
        QVERIFY(added);
        image->info = *added;
    }
    query(*m_db, QStringLiteral("INSERT INTO posts (id, title, slug, content, published, published_at, inserted_at, updated_at) "
                                "VALUES (?, 'Large', 'large', '', 1, '2026-01-01', 'i', 'u')"), {post->id});
    for (const char *sql : {"INSERT INTO images SELECT * FROM galley_draft_images WHERE id = ?", "DELETE FROM galley_draft_images WHERE id = ?"})
        query(*m_db, QLatin1String(sql), {m_public.info.id});
    const auto whole = m_db->execute({QStringLiteral("SELECT image_data FROM images"), {}});
    QVERIFY(!whole);
    QCOMPARE(whole.error().code, ErrorCode::TooLarge);
}

void TestCapped::deskReadsThem()
{
    for (const Image *image : {&m_public, &m_draft}) {
        const auto read = Desk(*m_db, m_clock).image(image->info.id);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
        QVERIFY(read->data == image->data);
        QVERIFY(read->thumbnail == image->thumbnail);
        QCOMPARE(read->info.isPublic, image == &m_public);
        QCOMPARE(read->info.contentType, QStringLiteral("image/png"));
    }
}

void TestCapped::siteServesThem()
{
    using namespace site;
    const auto get = [&](Mode mode, const Image &image, ImageForm form, const QByteArray &match = {}) {
        Request request;
        if (!match.isEmpty())
            request.headers.insert("if-none-match", match);
        return imageResponse(*m_db, mode, request, image.info.id, form);
    };
    const auto whole = get(Mode::Public, m_public, ImageForm::Whole);
    QVERIFY2(whole, whole ? "" : qPrintable(whole.error().message));
    QVERIFY((*whole)->body == m_public.data);
    QVERIFY((*get(Mode::Public, m_public, ImageForm::Thumbnail))->body == m_public.thumbnail);
    QVERIFY((*get(Mode::Proof, m_draft, ImageForm::Whole))->body == m_draft.data);
    QVERIFY(!*get(Mode::Public, m_draft, ImageForm::Whole));
    const QByteArray etag = (*whole)->header("ETag");
    const int before = m_server->stats().value(QStringLiteral("requests")).toInt();
    QVERIFY((*get(Mode::Public, m_public, ImageForm::Whole, etag))->body.isEmpty());
    QCOMPARE(m_server->stats().value(QStringLiteral("requests")).toInt() - before, 1);
    QVERIFY((*get(Mode::Public, m_public, ImageForm::Whole, "\"x\""))->body == m_public.data);
}

QTEST_GUILESS_MAIN(TestCapped)
#include "test_capped.moc"
