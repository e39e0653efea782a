#include "core/base/clock.h"
#include "core/base/timestamp.h"
#include "core/db/sqlite/sqlitedatabase.h"
#include "core/markdown/markdown.h"
#include "core/migrate/migrator.h"
#include "core/transfer/importer.h"
#include "resources/sample/sample.h"

#include <QTest>

using namespace galley;

/// What a new user sees first has to be whole: every picture there, every link leading to a post that is published.
class TestSample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhole();
    void linksLeadToPublishedPosts();
    void importsOnce();
};

void TestSample::isWhole()
{
    const auto plan = readFolder(sampleFolder());
    QVERIFY(plan.has_value());
    QCOMPARE(plan->problems, QStringList());
    QVERIFY(plan->posts.size() >= 8);
    int images = 0;
    int drafts = 0;
    for (const ImportedPost &post : plan->posts) {
        QCOMPARE(post.fields.slug + QStringLiteral(".md"), post.sourceFile);
        QCOMPARE(post.notices + post.unknownKeys, QStringList());
        QVERIFY(!post.fields.subtitle.isEmpty());
        QVERIFY(parseTimestamp(post.fields.publishedAt).has_value());
        images += int(post.images.size());
        drafts += post.draft ? 1 : 0;
        for (const ImportedImage &image : post.images) {
            QVERIFY2(!image.altText.isEmpty(), qPrintable(post.sourceFile));
            QVERIFY(image.taken.data.size() <= 120'000);
        }
    }
    QVERIFY(images >= 6);
    QCOMPARE(drafts, 1);
}

void TestSample::linksLeadToPublishedPosts()
{
    const auto plan = readFolder(sampleFolder());
    QStringList published;
    for (const ImportedPost &post : plan->posts) {
        if (!post.draft)
            published += QStringLiteral("/blog/") + post.fields.slug;
    }
    for (const ImportedPost &post : plan->posts) {
        for (const QString &target : markdown::links(post.fields.content)) {
            if (target.startsWith(QLatin1Char('/')))
                QVERIFY2(published.contains(target), qPrintable(post.sourceFile + QLatin1Char(' ') + target));
        }
    }
}

void TestSample::importsOnce()
{
    const auto database = std::move(SqliteDatabase::inMemory().value());
    QVERIFY(Migrator::forLocalFile(*database).migrate());
    const SystemClock clock;
    const auto plan = readFolder(sampleFolder());
    const auto once = applyImport(*plan, *database, clock);
    QVERIFY(once.has_value());
    QCOMPARE(once->imported, int(plan->posts.size()));
    QCOMPARE(applyImport(*plan, *database, clock)->alreadyThere, int(plan->posts.size()));
}

QTEST_GUILESS_MAIN(TestSample)
#include "test_sample.moc"
