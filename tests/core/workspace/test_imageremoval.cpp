// What an author asks for who removes unused images: in a file alone, with its site, and with the site out of reach.
#include "core/workspace/imageremoval.h"

#include "core/store/desk.h"
#include "core/sync/unusedimages.h"
#include "tests/support/testblog.h"

#include <QTest>

using namespace galley;
using namespace galley::test;

namespace {

const QString Key = QStringLiteral("https://blog.example");

struct Computer
{
    Computer(Database *site, const QString &url) : key(url), blog(*file, site, url, clock)
    {
        if (!key.isEmpty())
            query(*file, QStringLiteral("INSERT INTO galley_settings VALUES ('remote.url', ?)"), {key});
        PostFields fields;
        fields.title = QStringLiteral("Tides");
        fields.content = QStringLiteral("words");
        post = desk.create(fields).value().id;
    }

    QList<qint64> addImages(int count)
    {
        QList<qint64> ids;
        for (int i = 0; i < count; ++i) {
            Image image;
            image.info.filename = QStringLiteral("%1.png").arg(i);
            image.info.contentType = QStringLiteral("image/png");
            image.data = "bytes " + QByteArray::number(i);
            ids += desk.addImage(post, image).value().id;
        }
        clock.moment = clock.moment.addSecs(3600);
        return ids;
    }
    void setContent(const QString &content)
    {
        const auto view = desk.post(post);
        PostFields fields = view->fields;
        fields.content = content;
        QVERIFY(desk.save({post, fields, {}, view->draftVersion}));
    }
    Result<ImageRemoval> remove(const QList<qint64> &ids, const QSet<qint64> &held = {}, const CallOptions &options = {})
    {
        return removeUnusedImages(*file, key, blog, ids, held, clock, options);
    }
    int images() { return int(number(*file, QStringLiteral("SELECT count(*) FROM galley_draft_images"))); }

    std::unique_ptr<SqliteDatabase> file = blogInMemory(Schema::Local);
    QString key;
    FixedClock clock;
    Desk desk{*file, clock};
    BlogSync blog;
    qint64 post = 0;
};

int imagesAt(Database &site)
{
    return int(number(site, QStringLiteral("SELECT count(*) FROM galley_draft_images")));
}

/// Does as another computer would at the moment when a text is asked for that holds `when`, once.
class Meddled final : public Database
{
public:
    Meddled(Database &real, QString when, std::function<void()> act) : m_real(real), m_when(std::move(when)), m_act(std::move(act)) {}

    std::vector<Result<Outcome>> transactions(std::span<const Transaction> list, const CallOptions &options) override
    {
        for (const Transaction &transaction : list) {
            for (const Statement &statement : transaction.body) {
                if (statement.sql.contains(m_when) && m_act)
                    std::exchange(m_act, {})();
            }
        }
        if (options.stop.stop_requested())
            return std::vector<Result<Outcome>>(list.size(), fail(ErrorCode::Cancelled, QStringLiteral("Cancelled.")));
        return m_real.transactions(list, options);
    }
    QString location() const override { return m_real.location(); }

protected:
    Result<Rows> executeOne(const Statement &statement, const CallOptions &options) override { return m_real.execute(statement, options); }

private:
    Database &m_real;
    QString m_when;
    std::function<void()> m_act;
};

const QString Removing = QStringLiteral("DELETE FROM galley_draft_images WHERE id = ?");

} // namespace

class TestImageRemoval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileAlone();
    void whatIsInUseByNowIsLeft();
    void atTheSite();
    void outOfReachItWaits();
    void aTextOfTheSiteKeepsTheImage();
    void callingItOffLeavesWhatHasNotGone();

private:
    std::unique_ptr<SqliteDatabase> m_site;
};

void TestImageRemoval::aFileAlone()
{
    Computer here(nullptr, {});
    const QList<qint64> ids = here.addImages(230); // three units
    here.setContent(imagePath(ids.last()));
    const auto removal = here.remove(ids + QList<qint64>{ids.first(), 12345});
    QVERIFY2(removal, removal ? "" : qPrintable(removal.error().message));
    QCOMPARE(removal->removed, 229);
    QCOMPARE(removal->left, 3); // one in use, one named twice, one that isn't there
    QCOMPARE(removal->waiting, 0);
    QVERIFY(!removal->reason);
    QCOMPARE(here.images(), 1);
    QCOMPARE(here.remove(ids)->removed, 0);
}

void TestImageRemoval::whatIsInUseByNowIsLeft()
{
    Computer here(nullptr, {});
    const QList<qint64> ids = here.addImages(3);
    here.setContent(imagePath(ids[0]));
    const auto removal = here.remove(ids, {ids[1]});
    QCOMPARE(removal->removed, 1);
    QCOMPARE(removal->left, 2);
    QCOMPARE(here.desk.knownImages({ids[0], ids[1]})->size(), 2);
    QCOMPARE(here.images(), 2);
}

void TestImageRemoval::atTheSite()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(m_site.get(), Key);
    const QList<qint64> ids = here.addImages(120);
    QVERIFY(here.blog.sync({}));
    QCOMPARE(imagesAt(*m_site), 120);
    const auto removal = here.remove(ids);
    QVERIFY2(removal, removal ? "" : qPrintable(removal.error().message));
    QCOMPARE(removal->removed, 120);
    QVERIFY(removal->hasSynced);
    QVERIFY(removal->units.isEmpty());
    QCOMPARE(imagesAt(*m_site), 0);
    QCOMPARE(here.images(), 0);
}

void TestImageRemoval::outOfReachItWaits()
{
    m_site = blogInMemory(Schema::Shared);
    Computer here(m_site.get(), Key);
    const QList<qint64> ids = here.addImages(2);
    QVERIFY(here.blog.sync({}));
    BlogSync offline(*here.file, nullptr, Key, here.clock);
    const auto removal = removeUnusedImages(*here.file, Key, offline, ids, {}, here.clock);
    QVERIFY2(removal, removal ? "" : qPrintable(removal.error().message));
    QCOMPARE(removal->waiting, 2);
    QCOMPARE(removal->units.size(), 1);
    QCOMPARE(removal->reason->code, ErrorCode::Network);
    QCOMPARE(here.images(), 2);
    QCOMPARE(findUnusedImages(*here.file, here.clock)->asked, 2);
    here.setContent(imagePath(ids[0])); // in use again before it goes
    QVERIFY(here.blog.sync({}));
    QVERIFY(here.blog.sync({}));
    QCOMPARE(here.desk.knownImages(ids), QList<qint64>{ids[0]});
    QCOMPARE(imagesAt(*m_site), 1);
}

void TestImageRemoval::aTextOfTheSiteKeepsTheImage()
{
    m_site = blogInMemory(Schema::Shared);
    QList<qint64> ids;
    Meddled site(*m_site, Removing, [&] { // the site's own API
        query(*m_site, QStringLiteral("INSERT INTO posts (id, title, slug, content, published, inserted_at, updated_at) VALUES (1, 'T', 't', ?, 1, 'i', 'u')"),
              {imagePath(ids[0])});
    });
    Computer here(&site, Key);
    ids = here.addImages(2);
    QVERIFY(here.blog.sync({}));
    const auto removal = here.remove(ids);
    QVERIFY2(removal, removal ? "" : qPrintable(removal.error().message));
    QCOMPARE(removal->removed, 1); // the other
    QCOMPARE(removal->left, 1);
    QCOMPARE(removal->reason->code, ErrorCode::Conflict);
    QCOMPARE(removal->reason->message, QStringLiteral("The image %1 is in use by now, so it stays.").arg(imagePath(ids[0])));
    QCOMPARE(imagesAt(*m_site), 1);
    QCOMPARE(here.images(), 1);
    QVERIFY(standingOf(*here.file, here.clock)->waiting.empty());
    const auto again = here.remove(ids); // its text has come here meanwhile
    QCOMPARE(again->removed, 0);
    QCOMPARE(again->left, 2); // one is gone
    QCOMPARE(number(*m_site, QStringLiteral("SELECT id FROM galley_draft_images")), ids[0]);
}

void TestImageRemoval::callingItOffLeavesWhatHasNotGone()
{
    m_site = blogInMemory(Schema::Shared);
    std::stop_source stop;
    Meddled site(*m_site, QStringLiteral("galley_pushes"), [&] { stop.request_stop(); });
    Computer here(&site, Key);
    const QList<qint64> ids = here.addImages(2);
    const auto removal = here.remove(ids, {}, {.stop = stop.get_token()});
    QVERIFY(!removal);
    QCOMPARE(removal.error().code, ErrorCode::Cancelled);
    QCOMPARE(here.images(), 2);
    QVERIFY(standingOf(*here.file, here.clock)->waiting.empty());
    QVERIFY(here.blog.sync({}));
    QCOMPARE(imagesAt(*m_site), 2);
}

QTEST_GUILESS_MAIN(TestImageRemoval)
#include "test_imageremoval.moc"
